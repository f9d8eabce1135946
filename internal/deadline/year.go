package deadline

import "time"

// yearInside reads dates with the year where it is seldom written: "2020/23/Sep", "23-2020-September",
// and, after a word that introduces a day, "on 2016 10 16".
func (p *parser) yearInside(i int, ph *phrase, in intro) (days []date, end int, ok bool) {
	if p.partOfNumber(i) {
		return nil, i, false
	}
	a, okA := p.digits(i, 1, 4)
	if year, ok := p.digits(i, 4, 4); ok && in.day && year >= 1900 && year < 2200 {
		m, okM := p.digits(i+1, 2, 2)
		day, okD := p.digits(i+2, 2, 2)
		if okM && okD && p.standsAlone(i+3) && m >= 1 && m <= 12 {
			return p.exists(ph, year, m, day), i + 3, true
		}
	}
	sep := p.gluedText(i + 1)
	b, okB := p.digits(i+2, 1, 4)
	m, okM := p.sense(i+4, month)
	if !okA || !okB || !okM || sep != "-" && sep != "/" || p.gluedText(i+3) != sep || !p.tokens[i+2].glued || !p.tokens[i+4].glued {
		return nil, i, false
	}
	first, second := len(p.tokens[i].text), len(p.tokens[i+2].text)
	switch {
	case first == 4 && second <= 2:
		return p.exists(ph, a, m, b), i + 5, true
	case first <= 2 && second == 4:
		return p.exists(ph, b, m, a), i + 5, true
	}
	return nil, i, false
}

// lateYear reads the year that follows the time: "26 okt 15:50 2026".
func (p *parser) lateYear(i int, ph *phrase) (end int, ok bool) {
	n, isYear := p.digits(i, 4, 4)
	if !isYear || n < 1900 || n >= 2200 || i != ph.end || ph.noYear.IsZero() || len(ph.clocks) == 0 || len(ph.sets) != 1 || !p.standsAlone(i+1) {
		return i, false
	}
	ph.sets[0] = p.exists(ph, n, int(ph.noYear.Month()), ph.noYear.Day())
	return i + 1, true
}

// far is how long ahead a date without a year is no longer the one that goes with a weekday when a
// nearer one fits as well: people name the weekday of days they can see coming.
const far = 183 * 24 * time.Hour

// nearer drops the far one of two readings of figures that both fall on the weekday that was named.
func (p *parser) nearer(ph *phrase, days []date) []date {
	if ph.weekday < 0 || ph.noYear.IsZero() || len(days) != 2 {
		return days
	}
	near := keep(days, func(d date) bool { return !d.Before(p.today) && d.Sub(p.today) < far })
	if len(near) == 1 {
		return near
	}
	return days
}
