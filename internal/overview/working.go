package overview

import (
	"context"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/team"
	"kroon/internal/worktime"
)

// Working asks when a piece of work is done that begins at some moment on the wall: of the organisation, or of
// a team or somebody in it.
type Working struct {
	From    worktime.Civil // in the zone of whose time it is
	Minutes int            // of working time, 1 to MaxWorking
	Team    id.Team
	Staff   id.Staff
}

// MaxWorking bounds what is asked, in minutes: two hundred hours.
const MaxWorking = 200 * 60

// WorkingAnswer is when it is done, and how that was derived, day by day.
type WorkingAnswer struct {
	From, Due time.Time
	Minutes   int
	Days      []WorkingDay // from the day it begins to the day it is done, at most maxDays
	Skipped   []WorkingDay // all days between them on which nothing counts, at most maxDays
	Whole     int          // days between them that count
	More      bool         // there are more days than these
}

// maxDays is how many days are told one by one.
const maxDays = 14

// WorkingDay is one civil day of a derivation.
type WorkingDay struct {
	Date    worktime.Date
	Open    []DerivedSpan // the open time of the whole day
	Used    []DerivedSpan // what of it counts
	Away    []DerivedSpan // what is lost to absence
	Minutes int           // counted
	Kind    worktime.Kind // why nothing is open: Closed, Holiday, Absent; Open when something is
	Holiday string        // key of the name of a built-in holiday
	Closed  string        // what the organisation calls the day it is closed; may be empty
}

// When answers it by the arithmetic that promises are made with: for oneself, or for team leads and owners.
func (s Settings) When(ctx context.Context, actor party.Actor, asked Working) (WorkingAnswer, error) {
	needs := party.Reader
	if !asked.Team.IsZero() || asked.Staff != actor.StaffID() && !asked.Staff.IsZero() {
		needs = party.TeamLead
	}
	return forRole(ctx, s, actor, needs, func(tx *db.Tx) (WorkingAnswer, error) { return When(tx, s.Team, asked) })
}

// When is the answer, whoever asks.
func When(tx *db.Tx, people *team.Service, asked Working) (out WorkingAnswer, err error) {
	if asked.Minutes < 1 || asked.Minutes > MaxWorking {
		return out, fault.New(fault.Invalid, "worktime.much_work", "hours", MaxWorking/60).On("minutes")
	}
	var c worktime.Calendar
	switch {
	case !asked.Staff.IsZero():
		c, err = people.Calendar(tx, asked.Staff)
	case !asked.Team.IsZero():
		c, err = people.TeamCalendar(tx, asked.Team)
	default:
		c, err = people.House(tx)
	}
	if err != nil {
		return out, err
	}
	day := asked.From.Date
	out.Minutes = asked.Minutes
	out.From = time.Date(day.Year, day.Month, day.Day, 0, asked.From.Minute, 0, 0, c.Zone())
	if out.Due, err = c.Add(out.From, out.Minutes); err != nil {
		return out, err
	}
	steps, err := c.Explain(out.From, out.Minutes)
	if err != nil {
		return out, err
	}
	closed, err := people.ClosedDays(tx)
	if err != nil {
		return out, err
	}
	names := map[worktime.Date]string{}
	for _, one := range closed {
		names[one.Day] = one.Name
	}
	out.tell(c, steps, names)
	return out, nil
}

// tell goes through the days from the first to the last.
func (a *WorkingAnswer) tell(c worktime.Calendar, steps []worktime.Step, names map[worktime.Date]string) {
	first, last := worktime.DateOf(a.From, c.Zone()), worktime.DateOf(a.Due, c.Zone())
	for date := first; ; date = date.Plus(1) {
		day := workingDay(c, date, steps, a.From, a.Due)
		if day.Kind == worktime.Holiday && day.Holiday == "" {
			day.Closed = names[date]
		}
		switch {
		case len(a.Days) < maxDays || date == last:
			a.Days = append(a.Days, day)
		default:
			a.More = true
		}
		switch {
		case date == last:
			return
		case date != first && day.Minutes > 0:
			a.Whole++
		case date != first && len(a.Skipped) < maxDays:
			a.Skipped = append(a.Skipped, day)
		}
	}
}

// workingDay is one day of it, with what of the steps lies in it.
func workingDay(c worktime.Calendar, date worktime.Date, steps []worktime.Step, from, due time.Time) WorkingDay {
	begin := time.Date(date.Year, date.Month, date.Day, 0, 0, 0, 0, c.Zone())
	end := time.Date(date.Year, date.Month, date.Day+1, 0, 0, 0, 0, c.Zone())
	day := WorkingDay{Date: date, Kind: worktime.Closed}
	for a, b := range c.Open(begin, end) {
		day.Kind, day.Open = worktime.Open, append(day.Open, DerivedSpan{From: a, Until: b})
		if a, b = later(a, from), earlierOf(b, due); a.Before(b) {
			day.Used = append(day.Used, DerivedSpan{From: a, Until: b})
		}
	}
	day.Minutes = c.Between(later(begin, from), earlierOf(end, due))
	for _, step := range steps {
		a, b := later(step.From, begin), earlierOf(step.Until, end)
		if !a.Before(b) {
			continue
		}
		if step.Kind == worktime.Absent {
			day.Away = append(day.Away, DerivedSpan{From: a, Until: b})
		}
		if len(day.Open) == 0 && (step.Kind == worktime.Absent || step.Kind == worktime.Holiday) {
			day.Kind, day.Holiday = step.Kind, step.Holiday
		}
	}
	return day
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

func earlierOf(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
