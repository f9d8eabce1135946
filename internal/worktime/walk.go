package worktime

import (
	"sort"
	"time"
)

// Kind says what a stretch of time is in a calendar.
type Kind string

// The kinds of stretch. Holiday and Absence are times that the week alone would have open.
const (
	Open    Kind = "open"
	Closed  Kind = "closed"
	Holiday Kind = "holiday"
	Absent  Kind = "absence"
)

// piece is a stretch in unix seconds that the week has open, with what it really is.
type piece struct {
	from, until int64
	kind        Kind
	holiday     string
}

// walk tells every stretch between two instants that the week has open, in order, until tell says
// false. It goes from one change of the zone's offset to the next: between two changes civil time
// runs evenly, so that a repeated label is met twice and a skipped one never, whatever the rules of
// the zone and wherever in the day they strike.
func (c Calendar) walk(from, until int64, tell func(piece) bool) {
	var year holidayYear
	for at := from; at < until; {
		stop, offset := c.evenFrom(at, until)
		if !c.walkEvenly(at, stop, offset, &year, tell) {
			return
		}
		at = stop
	}
}

// evenFrom tells the offset that holds at an instant, and until when it does, at most until the other one.
func (c Calendar) evenFrom(at, until int64) (stop, offset int64) {
	local := time.Unix(at, 0).In(c.Zone())
	_, seconds := local.Zone()
	if _, end := local.ZoneBounds(); !end.IsZero() {
		until = min(until, evenUntil(at, end.Unix()))
	}
	return until, int64(seconds)
}

// evenUntil is the end of the offset that holds at an instant. Where the rules of a zone run on beyond
// its table, the standard library takes every year for 365 days, so that on the last day of a leap
// year it tells an end that is past: what holds then holds until the end of that day in UTC.
func evenUntil(at, end int64) int64 {
	if end > at {
		return end
	}
	return (floorDiv(at, secondsPerDay) + 1) * secondsPerDay
}

// walkEvenly is walk within one offset of the zone.
func (c Calendar) walkEvenly(from, until, offset int64, year *holidayYear, tell func(piece) bool) bool {
	for day := floorDiv(from+offset, secondsPerDay); ; day++ {
		midnight := day*secondsPerDay - offset
		if midnight >= until {
			return true
		}
		intervals := c.week[weekdayOf(day)]
		if len(intervals) == 0 {
			continue
		}
		holiday, free := c.holiday(day, year)
		for _, interval := range intervals {
			a := max(midnight+int64(interval.From)*secondsPerMinute, from)
			b := min(midnight+int64(interval.Until)*secondsPerMinute, until)
			if a >= b {
				continue
			}
			if free {
				if !tell(piece{a, b, Holiday, holiday}) {
					return false
				}
			} else if !c.cut(a, b, offset, tell) {
				return false
			}
		}
	}
}

// cut tells [from, until) in parts, open and absent.
func (c Calendar) cut(from, until, offset int64, tell func(piece) bool) bool {
	if len(c.civilAway) == 0 && len(c.away) == 0 {
		return tell(piece{from: from, until: until, kind: Open})
	}
	for from < until {
		awayCivil, edgeCivil := inside(c.civilAway, from+offset)
		away, edge := inside(c.away, from)
		edgeCivil -= offset
		part := piece{from: from, kind: Open, until: min(edge, edgeCivil, until)}
		switch {
		case awayCivil:
			part.kind, part.until = Absent, min(edgeCivil, until)
		case away:
			part.kind, part.until = Absent, min(edge, until)
		}
		if !tell(part) {
			return false
		}
		from = part.until
	}
	return true
}

// inside tells whether at lies in one of the spans, and where that next changes.
func inside(spans []span, at int64) (bool, int64) {
	i := sort.Search(len(spans), func(i int) bool { return spans[i].until > at })
	switch {
	case i == len(spans):
		return false, endless
	case spans[i].from <= at:
		return true, spans[i].until
	}
	return false, spans[i].from
}

// holiday tells whether a day is one, and the key of its name if it is built in.
func (c Calendar) holiday(day int64, year *holidayYear) (string, bool) {
	if c.dutch.On {
		if key := year.key(day, c.dutch); key != "" {
			return key, true
		}
	}
	if len(c.holidays) == 0 {
		return "", false
	}
	_, found := c.holidays[day]
	return "", found
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
