package report

import (
	"time"

	"kroon/internal/worktime"
)

// openClock tells how much open time lies between two instants, for many of them: what was open until each midnight
// is counted once, since open time adds up.
type openClock struct {
	calendar worktime.Calendar
	first    time.Time
	until    []time.Duration // open from the first midnight to each next one
}

// newOpenClock counts for instants from first to last.
func newOpenClock(c worktime.Calendar, first, last time.Time) *openClock {
	k := &openClock{calendar: c, first: midnight(first, c.Zone())}
	open, at := time.Duration(0), k.first
	for !at.After(last) {
		k.until = append(k.until, open)
		next := midnight(at.Add(36*time.Hour), c.Zone())
		open += c.OpenTime(at, next)
		at = next
	}
	return k
}

func midnight(at time.Time, zone *time.Location) time.Time {
	local := at.In(zone)
	return time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, zone)
}

// opened is the open time since the first midnight.
func (k *openClock) opened(at time.Time) time.Duration {
	begin := midnight(at, k.calendar.Zone())
	day := dayNumber(begin, k.calendar.Zone()) - dayNumber(k.first, k.calendar.Zone())
	if day < 0 || day >= len(k.until) {
		return k.calendar.OpenTime(k.first, at)
	}
	return k.until[day] + k.calendar.OpenTime(begin, at)
}

// between is the open time from a to b; none when b is not after a.
func (k *openClock) between(a, b time.Time) time.Duration {
	if !b.After(a) {
		return 0
	}
	return k.opened(b) - k.opened(a)
}
