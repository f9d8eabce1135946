package main

import (
	"time"
)

// The oracle knows when people work by counting minutes one by one, and shares no line with Kroon's own arithmetic.

// opens and shuts are the hours of a working day, in minutes since midnight: nine to five.
const opens, shuts = 9 * 60, 17 * 60

// holiday tells whether the Netherlands have a day off. Easter after Gauss, with the exceptions that no year from 2000
// to 2048 needs.
func holiday(year int, month time.Month, day int) bool {
	a, b, c := year%19, year%4, year%7
	d := (19*a + 24) % 30
	e := (2*b + 4*c + 6*d + 5) % 7
	easter := time.Date(year, time.March, 22+d+e, 0, 0, 0, 0, time.UTC)
	date := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	switch date.Sub(easter) / (24 * time.Hour) { // whole days
	case 0, 1, 39, 49, 50:
		return true
	}
	king := time.Date(year, time.April, 27, 0, 0, 0, 0, time.UTC)
	if king.Weekday() == time.Sunday {
		king = king.AddDate(0, 0, -1)
	}
	return date.Equal(king) || month == time.January && day == 1 || month == time.December && (day == 25 || day == 26)
}

// span is a stretch of time, its end not included.
type span struct{ from, until time.Time }

func (s span) holds(at time.Time) bool { return !at.Before(s.from) && at.Before(s.until) }

// minutes are the whole minutes from an instant until another in which somebody can work on promises, in order.
func (w *world) minutes(p *person, from, until time.Time, taken []span) []time.Time {
	var out []time.Time
	civil := from.In(w.zone)
	year, month, day := civil.Date()
	for ; ; day++ {
		date := time.Date(year, month, day, 0, 0, 0, 0, w.zone)
		if !date.Before(until) {
			return out
		}
		y, m, d := date.Date()
		if date.Weekday() == time.Saturday || date.Weekday() == time.Sunday || holiday(y, m, d) {
			continue
		}
		for minute := opens; minute < shuts; minute++ {
			at := time.Date(y, m, d, 0, minute, 0, 0, w.zone)
			if at.Before(from) || !at.Before(until) || p.away(at) || within(taken, at) {
				continue
			}
			out = append(out, at)
		}
	}
}

func within(spans []span, at time.Time) bool {
	for _, s := range spans {
		if s.holds(at) {
			return true
		}
	}
	return false
}

// open tells whether the house is open.
func (w *world) open9to5(at time.Time) bool {
	civil := at.In(w.zone)
	year, month, day := civil.Date()
	minute := civil.Hour()*60 + civil.Minute()
	return civil.Weekday() != time.Saturday && civil.Weekday() != time.Sunday && !holiday(year, month, day) && minute >= opens && minute < shuts
}

// burden is what one promise asks of its owner, as it stands in the rows.
type burden struct {
	due     time.Time
	minutes int
	fixed   bool
	late    bool // broken, or past its due
	agreed  bool
	is      string
}

// spare is what is left at each due instant of somebody's burdens, in hundredths of minutes: the share of every free
// minute until then, less what is asked by then. An appointment takes its own minutes.
func (w *world) spare(p *person, burdens []burden) map[string]int {
	last := w.now
	var taken []span
	always := 0
	for _, b := range burdens {
		if b.due.After(last) {
			last = b.due
		}
		switch {
		case b.late:
			always += b.minutes
		case b.fixed:
			taken = append(taken, span{b.due, b.due.Add(time.Duration(b.minutes) * time.Minute)})
		}
	}
	free := w.minutes(p, w.now, last, taken)
	left := map[string]int{}
	for _, b := range burdens {
		if b.late || b.fixed {
			continue
		}
		supply, demand := 0, always
		for _, at := range free {
			if at.Before(b.due) {
				supply++
			}
		}
		for _, other := range burdens {
			if !other.late && !other.fixed && !other.due.After(b.due) {
				demand += other.minutes
			}
		}
		left[b.is] = supply*p.share - demand*100
	}
	return left
}
