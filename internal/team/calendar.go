package team

import (
	"slices"
	"time"

	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/worktime"
)

// Level is whose working time a layer is.
type Level string

// The levels, from the widest to the narrowest.
const (
	OfOrganisation Level = "organisation"
	OfTeam         Level = "team"
	OfStaff        Level = "staff"
)

// Week holds the hours of the weekdays that a layer decides: a weekday without intervals is closed, one
// that is not named comes from the layer above.
type Week map[time.Weekday][]worktime.Interval

// ordinaryWeek is what an organisation works that has not said otherwise.
func ordinaryWeek() Week {
	week := Week{time.Saturday: nil, time.Sunday: nil}
	for day := time.Monday; day <= time.Friday; day++ {
		week[day] = []worktime.Interval{{From: 9 * 60, Until: 17 * 60}}
	}
	return week
}

// allWeek is what an agent works that has no hours of its own.
func allWeek() Week {
	week := Week{}
	for day := time.Sunday; day <= time.Saturday; day++ {
		week[day] = []worktime.Interval{{From: 0, Until: 24 * 60}}
	}
	return week
}

// over lays a narrower layer over this one.
func (w Week) over(narrower Week) Week {
	out := Week{}
	for day, intervals := range w {
		out[day] = intervals
	}
	for day, intervals := range narrower {
		out[day] = intervals
	}
	return out
}

// within keeps of each weekday what lies in the other week too.
func (w Week) within(other Week) Week {
	out := Week{}
	for day, intervals := range w {
		out[day] = nil
		for _, a := range intervals {
			for _, b := range other[day] {
				if both := (worktime.Interval{From: max(a.From, b.From), Until: min(a.Until, b.Until)}); both.From < both.Until {
					out[day] = append(out[day], both)
				}
			}
		}
	}
	return out
}

// maxIntervals bounds the intervals of one weekday.
const maxIntervals = 12

// tidy sorts the intervals of each day, joins those that overlap or touch and drops empty ones. It
// refuses what worktime refuses, except for a week without an open minute.
func (w Week) tidy() (Week, error) {
	_, err := worktime.Resolve(worktime.Layer{Zone: time.UTC, Week: w})
	if err != nil && !fault.Is(err, "worktime.never_opens") {
		return nil, err
	}
	out := Week{}
	for day, intervals := range w {
		if len(intervals) > maxIntervals {
			return nil, fault.New(fault.Invalid, "team.many_intervals", "max", maxIntervals).On("week")
		}
		sorted := slices.Clone(intervals)
		slices.SortFunc(sorted, func(a, b worktime.Interval) int { return a.From - b.From })
		out[day] = nil
		for _, next := range sorted {
			last := len(out[day]) - 1
			switch {
			case next.From == next.Until:
			case last >= 0 && next.From <= out[day][last].Until:
				out[day][last].Until = max(out[day][last].Until, next.Until)
			default:
				out[day] = append(out[day], next)
			}
		}
	}
	return out, nil
}

// frame is what holds for everyone in the organisation.
type frame struct {
	zone     *time.Location
	holidays worktime.DutchHolidays
	closed   []worktime.Date
	weeks    map[layerKey]Week
	shared   map[shape]worktime.Calendar // of those who work alike
	resolved *calendars
}

// shape is what the working time of people without hours of their own depends on, absences apart.
type shape struct {
	zone *time.Location
	team id.Team
	kind party.Kind
}

type layerKey struct {
	subject id.Any
	purpose purpose
}

type purpose string

const (
	forHours  purpose = "hours"
	forOpened purpose = "opened"
)

// week is the week a person works: the organisation's, the team's and their own over each other. An
// agent goes by its own week only, and without one works always.
func (f frame) week(org id.Org, s Staff) Week {
	own := f.weeks[layerKey{s.ID.Any(), forHours}]
	if s.Kind == party.Agent {
		return allWeek().over(own)
	}
	return f.teamWeek(org, s.Team).over(own)
}

func (f frame) teamWeek(org id.Org, team id.Team) Week {
	week := ordinaryWeek().over(f.weeks[layerKey{org.Any(), forHours}])
	if !team.IsZero() {
		week = week.over(f.weeks[layerKey{team.Any(), forHours}])
	}
	return week
}

// zoneOf is the zone in which a person's clock times are meant.
func (f frame) zoneOf(s Staff) (*time.Location, error) {
	if s.Zone == "" {
		return f.zone, nil
	}
	return worktime.Zone(s.Zone)
}

// works is the working time of a person but for absences, made once for all who work alike. Who never opens has the zero
// Calendar.
func (f frame) works(org id.Org, s Staff) (worktime.Calendar, error) {
	zone, err := f.zoneOf(s)
	if err != nil {
		return worktime.Calendar{}, err
	}
	like, alike := shape{zone, s.Team, s.Kind}, f.weeks[layerKey{s.ID.Any(), forHours}] == nil
	if known, found := f.shared[like]; found && alike {
		return known, nil
	}
	calendar, err := f.calendar(s, f.week(org, s))
	if err == nil && alike {
		f.shared[like] = calendar
	}
	return calendar, err
}

// calendar resolves the working time of a person but for absences; the week is theirs, or a part of it. An agent keeps
// no holidays. Who never opens has the zero Calendar.
func (f frame) calendar(s Staff, week Week) (worktime.Calendar, error) {
	zone, err := f.zoneOf(s)
	if err != nil {
		return worktime.Calendar{}, err
	}
	layer := worktime.Layer{Zone: zone, Week: week}
	if s.Kind != party.Agent {
		layer.Dutch, layer.Holidays = &f.holidays, f.closed
	}
	return f.resolved.resolve(layer)
}

// awayOf are the absences of a person as a calendar takes them; who has left is away for good.
func awayOf(s Staff, absences []Absence) (out []worktime.Absence, err error) {
	for _, absence := range closing(absences) {
		away, err := absence.worktime()
		if err != nil {
			return nil, err
		}
		out = append(out, away)
	}
	if !s.LeftAt.IsZero() {
		out = append(out, worktime.Away(s.LeftAt, time.Time{}))
	}
	return out, nil
}
