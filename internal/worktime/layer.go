package worktime

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"kroon/internal/fault"
)

// Layer is what one level (organisation, team, person) says about working time. What it leaves out
// it takes from the levels above it.
type Layer struct {
	Zone *time.Location // nil: as above
	// Week holds the hours of the weekdays that this layer decides; a weekday named without
	// intervals is closed, one not named is as above.
	Week map[time.Weekday][]Interval
	// Dutch switches the built-in Dutch holidays on or off and sets them; nil: as above.
	Dutch    *DutchHolidays
	Holidays []Date // on top of those above
	Absences []Absence
}

// Absence is a stretch away, begin included and end not, in instants or in civil time. It closes
// every minute that it touches.
type Absence struct {
	from, until int64 // seconds: unix, or on the civil axis
	civil       bool
}

// endless is an end that never comes; small enough to add an offset to.
const endless = math.MaxInt64 / 4

// Away is an absence between two instants; the zero until is an absence without an end.
func Away(from, until time.Time) Absence {
	begin, end := from.Truncate(time.Minute), until.Truncate(time.Minute)
	switch {
	case until.IsZero():
		return Absence{from: begin.Unix(), until: endless}
	case until.Before(from): // kept wrong, for Resolve to refuse
		return Absence{from: begin.Unix() + 1, until: end.Unix()}
	case from.Equal(until):
		return Absence{from: begin.Unix(), until: begin.Unix()}
	case end.Before(until):
		end = end.Add(time.Minute)
	}
	return Absence{from: begin.Unix(), until: end.Unix()}
}

// AwayCivil is an absence between two labels of the calendar's own zone.
func AwayCivil(from, until Civil) Absence {
	return Absence{from: from.seconds(), until: until.seconds(), civil: true}
}

// AwayFrom is an absence without an end.
func AwayFrom(from Civil) Absence {
	return Absence{from: from.seconds(), until: endless, civil: true}
}

// Resolve lays layers over each other, the widest first (organisation, team, person). Zone, each
// weekday and the Dutch holidays come from the last layer that names them; holidays and absences add
// up. Overlapping intervals are one. It refuses intervals and absences that end before they begin, a
// missing zone, and a calendar that never opens; the field is named by its place in the layer.
func Resolve(layers ...Layer) (Calendar, error) {
	calendar := Calendar{}
	var week [7][]Interval
	for _, layer := range layers {
		if layer.Zone != nil {
			calendar.zone = layer.Zone
		}
		if layer.Dutch != nil {
			calendar.dutch = *layer.Dutch
		}
		for day, intervals := range layer.Week {
			if day < time.Sunday || day > time.Saturday {
				return Calendar{}, fault.New(fault.Invalid, "worktime.unknown_day", "day", int(day)).On("week")
			}
			week[day] = intervals
		}
		calendar.addHolidays(layer.Holidays)
		if err := calendar.addAbsences(layer.Absences); err != nil {
			return Calendar{}, err
		}
	}
	for day, intervals := range week {
		merged, err := mergeIntervals(intervals, "week."+dayNames[day])
		if err != nil {
			return Calendar{}, err
		}
		calendar.week[day] = merged
	}
	return calendar.checked()
}

// Always is the calendar without a closed minute.
func Always(zone *time.Location) Calendar {
	calendar := Calendar{zone: zone, hours: new(hours)}
	for day := range calendar.week {
		calendar.week[day] = []Interval{{0, minutesPerDay}}
	}
	return calendar
}

func (c Calendar) checked() (Calendar, error) {
	if c.zone == nil {
		return Calendar{}, fault.New(fault.Invalid, "worktime.no_zone").On("zone")
	}
	c.civilAway, c.away = mergeSpans(c.civilAway), mergeSpans(c.away)
	opens := false
	for _, intervals := range c.week {
		opens = opens || len(intervals) > 0
	}
	if !opens {
		return Calendar{}, fault.New(fault.Invalid, "worktime.never_opens").On("week")
	}
	c.hours = new(hours)
	return c, nil
}

// Without is the calendar with more absences. What it opens but for those is laid out once for both.
func (c Calendar) Without(absences []Absence) (Calendar, error) {
	if len(absences) == 0 {
		return c, nil
	}
	c.civilAway, c.away = slices.Clip(c.civilAway), slices.Clip(c.away)
	if err := c.addAbsences(absences); err != nil || c.hours == nil {
		return Calendar{}, err
	}
	c.civilAway, c.away = mergeSpans(c.civilAway), mergeSpans(c.away)
	return c, nil
}

func (c *Calendar) addHolidays(dates []Date) {
	if len(dates) > 0 && c.holidays == nil {
		c.holidays = make(map[int64]struct{}, len(dates))
	}
	for _, date := range dates {
		c.holidays[date.number()] = struct{}{}
	}
}

func (c *Calendar) addAbsences(absences []Absence) error {
	for i, absence := range absences {
		if absence.until < absence.from {
			return fault.New(fault.Invalid, "worktime.absence_ends_first").On(fmt.Sprintf("absences[%d]", i))
		}
		if absence.civil {
			c.civilAway = append(c.civilAway, span{absence.from, absence.until})
		} else {
			c.away = append(c.away, span{absence.from, absence.until})
		}
	}
	return nil
}

func mergeIntervals(intervals []Interval, field string) ([]Interval, error) {
	spans := make([]span, 0, len(intervals))
	for i, interval := range intervals {
		at := fmt.Sprintf("%s[%d]", field, i)
		if interval.From < 0 || interval.Until > minutesPerDay {
			return nil, fault.New(fault.Invalid, "worktime.outside_day").On(at)
		}
		if interval.Until < interval.From {
			return nil, fault.New(fault.Invalid, "worktime.ends_first",
				"from", clockText(interval.From), "until", clockText(interval.Until)).On(at)
		}
		spans = append(spans, span{int64(interval.From), int64(interval.Until)})
	}
	var merged []Interval
	for _, s := range mergeSpans(spans) {
		merged = append(merged, Interval{int(s.from), int(s.until)})
	}
	return merged, nil
}

// span is half-open, on whatever axis its list is about.
type span struct{ from, until int64 }

// mergeSpans sorts spans and makes one of those that overlap or touch; empty ones disappear.
func mergeSpans(spans []span) []span {
	sorted := slices.SortedFunc(slices.Values(spans), func(a, b span) int { return cmp.Compare(a.from, b.from) })
	var merged []span
	for _, s := range sorted {
		last := len(merged) - 1
		switch {
		case s.until <= s.from:
		case last >= 0 && s.from <= merged[last].until:
			merged[last].until = max(merged[last].until, s.until)
		default:
			merged = append(merged, s)
		}
	}
	return merged
}
