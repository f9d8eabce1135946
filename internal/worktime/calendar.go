// Package worktime is calendars and working minutes.
//
// A minute is open if and only if its civil label in the calendar's zone lies in an interval of that
// day (begin included, end not, up to 24:00), is no holiday and no absence. A label that comes twice
// counts twice, one that is skipped not at all.
//
// Every count is of elapsed time, so that instants between two minutes have an exact meaning: from
// 12:29:30, with the doors closing at 12:30 and opening at 13:00, one open minute has passed at
// 13:00:30.
package worktime

import (
	"iter"
	"time"

	"kroon/internal/fault"
)

// Calendar is resolved working time; Resolve makes one and nothing changes it. The zero Calendar
// never opens.
type Calendar struct {
	zone            *time.Location
	week            [7][]Interval // by time.Weekday, in order, apart
	dutch           DutchHolidays
	holidays        map[int64]struct{} // day numbers
	civilAway, away []span             // in order, apart; seconds on the civil axis and unix seconds
	hours           *hours             // shared by all that differ in absences only; nil: never opens
}

// horizon is how far ahead or back Add, Sub and Next look: 400 years, after which the Gregorian
// calendar repeats itself.
const horizon = 146_097 * int64(secondsPerDay)

// Zone is the zone in which the calendar's labels are read.
func (c Calendar) Zone() *time.Location {
	if c.zone == nil {
		return time.UTC
	}
	return c.zone
}

// Add is the earliest instant at which n open minutes have passed since t; Add(t, 0) is t. It is given
// in the calendar's zone. It refuses a negative n, and what does not come within 400 years.
func (c Calendar) Add(t time.Time, n int) (time.Time, error) {
	switch {
	case n < 0:
		return time.Time{}, fault.New(fault.Invalid, "worktime.negative", "n", n).On("minutes")
	case n == 0:
		return t.In(c.Zone()), nil
	case int64(n) > horizon/secondsPerMinute:
		return time.Time{}, tooFar()
	}
	// The part of t's own second that is gone by is owed at the end, if that second is open.
	need, owed := int64(n)*secondsPerMinute, int64(0)
	if c.openSecond(t.Unix()) {
		owed = int64(t.Nanosecond())
	}
	var found time.Time
	seen := false
	c.walk(t.Unix(), t.Unix()+horizon, func(p piece) bool {
		if p.kind != Open {
			return true
		}
		seen = true
		length := p.until - p.from
		if need < length || need == length && owed == 0 {
			found = time.Unix(p.from+need, owed).In(c.Zone())
			return false
		}
		need -= length
		return true
	})
	switch {
	case !seen:
		return time.Time{}, fault.New(fault.Invalid, "worktime.never_opens").On("week")
	case found.IsZero() || found.Year() > 9999:
		return time.Time{}, tooFar()
	}
	return found, nil
}

// Sub is the latest instant since which n open minutes have passed at t: the last moment to begin
// what takes n minutes and is due at t. Sub(t, 0) is t. Refusals as those of Add.
func (c Calendar) Sub(t time.Time, n int) (time.Time, error) {
	switch {
	case n < 0:
		return time.Time{}, fault.New(fault.Invalid, "worktime.negative", "n", n).On("minutes")
	case n == 0:
		return t.In(c.Zone()), nil
	case int64(n) > horizon/secondsPerMinute:
		return time.Time{}, tooFar()
	}
	end, owed := t.Unix(), int64(0)
	if t.Nanosecond() > 0 {
		end++
		if c.openSecond(end - 1) {
			owed = int64(time.Second) - int64(t.Nanosecond())
		}
	}
	need, seen := int64(n)*secondsPerMinute, false
	for until, reach := end, int64(14*secondsPerDay); until > end-horizon; reach *= 2 {
		from := until - reach
		pieces := c.openPieces(from, until)
		for i := len(pieces) - 1; i >= 0; i-- {
			seen = true
			length := pieces[i].until - pieces[i].from
			if need < length || need == length && owed == 0 {
				return time.Unix(pieces[i].until-need, -owed).In(c.Zone()), nil
			}
			need -= length
		}
		until = from
	}
	if !seen {
		return time.Time{}, fault.New(fault.Invalid, "worktime.never_opens").On("week")
	}
	return time.Time{}, tooFar()
}

// Between is the number of whole open minutes that pass from a to b; none when b is not after a.
func (c Calendar) Between(a, b time.Time) int {
	seconds, nanos := c.passed(a, b)
	minutes, rest := seconds/secondsPerMinute, seconds%secondsPerMinute*int64(time.Second)+nanos
	return int(minutes + floorDiv(rest, int64(time.Minute)))
}

// OpenTime is the open time that passes from a to b, exactly; none when b is not after a. It holds
// at most 292 years.
func (c Calendar) OpenTime(a, b time.Time) time.Duration {
	seconds, nanos := c.passed(a, b)
	return time.Duration(seconds)*time.Second + time.Duration(nanos)
}

// passed is the open time from a to b in seconds and nanoseconds, the latter possibly negative.
func (c Calendar) passed(a, b time.Time) (seconds, nanos int64) {
	if !b.After(a) {
		return 0, 0
	}
	c.walk(a.Unix(), b.Unix(), func(p piece) bool {
		if p.kind == Open {
			seconds += p.until - p.from
		}
		return true
	})
	if a.Nanosecond() > 0 && c.openSecond(a.Unix()) {
		nanos -= int64(a.Nanosecond())
	}
	if b.Nanosecond() > 0 && c.openSecond(b.Unix()) {
		nanos += int64(b.Nanosecond())
	}
	return seconds, nanos
}

// Next is the first open instant at or after t. It refuses what does not come within 400 years.
func (c Calendar) Next(t time.Time) (time.Time, error) {
	if c.IsOpen(t) {
		return t.In(c.Zone()), nil
	}
	for from := range c.Open(t, t.AddDate(400, 0, 0)) {
		return from, nil
	}
	return time.Time{}, fault.New(fault.Invalid, "worktime.never_opens").On("week")
}

// IsOpen tells whether the instant lies in an open minute.
func (c Calendar) IsOpen(t time.Time) bool { return c.openSecond(t.Unix()) }

// Open tells the open stretches between two instants in order, begin and end, in the calendar's zone.
// Stretches that touch, as at midnight, may come apart.
func (c Calendar) Open(from, until time.Time) iter.Seq2[time.Time, time.Time] {
	return func(yield func(time.Time, time.Time) bool) {
		last := until.Unix()
		if until.Nanosecond() > 0 {
			last++
		}
		c.walk(from.Unix(), last, func(p piece) bool {
			if p.kind != Open {
				return true
			}
			a, b := time.Unix(p.from, 0).In(c.Zone()), time.Unix(p.until, 0).In(c.Zone())
			if a.Before(from) {
				a = from.In(c.Zone())
			}
			if b.After(until) {
				b = until.In(c.Zone())
			}
			return !a.Before(b) || yield(a, b)
		})
	}
}

func (c Calendar) openSecond(at int64) (open bool) {
	c.walk(at, at+1, func(p piece) bool {
		open = p.kind == Open
		return false
	})
	return open
}

func (c Calendar) openPieces(from, until int64) []piece {
	var open []piece
	c.walk(from, until, func(p piece) bool {
		if p.kind == Open {
			open = append(open, p)
		}
		return true
	})
	return open
}

func tooFar() error { return fault.New(fault.Invalid, "worktime.too_far").On("minutes") }
