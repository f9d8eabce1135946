package deadline

import (
	"slices"
	"strings"
	"time"

	"kroon/internal/lang"
)

// recent is how long a date without a year is still taken for a possible mistake once it has
// passed, rather than for the next year's.
const recent = 14 * 24 * time.Hour

// date reads a day of a month with its month, in figures or words, with or without a year.
func (p *parser) date(i int, ph *phrase, in intro) (days []date, end int, ok bool) {
	if p.is(i, next) || p.is(i, coming) {
		days, end, ok = p.date(i+1, ph, in) // "de volgende 27-11"
		return keep(days, func(d date) bool { return !d.Before(p.today) }), end, ok
	}
	if days, end, ok = p.yearInside(i, ph, in); ok {
		return days, end, true
	}
	if days, end, ok = p.figures(i, ph, in); ok {
		return days, end, true
	}
	if days, end, ok = p.dotted(i, ph, in); ok {
		return days, end, true
	}
	return p.written(i, ph)
}

// figures reads 2026-11-27, 27-11-2026, 27/11, 18-9-'15 and 13.5.2015.
func (p *parser) figures(i int, ph *phrase, in intro) (days []date, end int, ok bool) {
	a, okA := p.digits(i, 1, 4)
	sep := p.gluedText(i + 1)
	b, okB := p.digits(i+2, 1, 2)
	if !okA || !okB || !p.tokens[i+2].glued || sep != "-" && sep != "/" && sep != "." || p.partOfNumber(i) {
		return nil, i, false
	}
	end = i + 3
	if p.gluedText(end) == sep {
		if len(p.tokens[i].text) == 4 {
			if c, ok := p.digits(end+1, 1, 2); ok {
				return p.exists(ph, a, b, c), p.isoTime(end + 2), true
			}
			return nil, i, false
		}
		if c, stop, ok := p.yearOfDate(end + 1); ok && len(p.tokens[i].text) <= 2 {
			return p.ahead(p.dayMonth(ph, a, b, func(day, month int) []date { return p.exists(ph, c, month, day) })), stop, true
		}
		return nil, i, false
	}
	if sep == "." || len(p.tokens[i].text) > 2 || p.is(end, oclock) || p.countsUnits(end) {
		return nil, i, false
	}
	if a == 24 && b == 7 && sep == "/" && !in.day {
		ph.fail("deadline.ask.vague") // round the clock, or 24 July
	}
	return p.dayMonth(ph, a, b, func(day, month int) []date { return p.yearless(ph, month, day) }), end, true
}

// isoTime steps over the T of 2026-11-27T15:00.
func (p *parser) isoTime(i int) int {
	if p.gluedText(i) == "t" && i+1 < len(p.tokens) && p.tokens[i+1].glued && p.tokens[i+1].digits {
		return i + 1
	}
	return i
}

// yearOfDate reads the year at the end of figures: 2015, 15, '15.
func (p *parser) yearOfDate(i int) (year, end int, ok bool) {
	if n, end, ok := p.year(i); ok {
		return n, end, true
	}
	if n, ok := p.digits(i, 2, 2); ok && p.tokens[i].glued {
		return p.century(n), i + 1, true
	}
	return 0, i, false
}

// partOfNumber tells of figures that continue a longer number or name: an order number, a file.
func (p *parser) partOfNumber(i int) bool {
	if i == 0 || i >= len(p.tokens) || !p.tokens[i].glued {
		return false
	}
	t := p.tokens[i-1]
	if t.text == "t" && i > 1 && t.glued && p.tokens[i-2].digits {
		return false // 2026-11-27T15:00
	}
	return t.text == "-" || t.text == "/" || t.text == "." || t.text == "_" || t.text == "#" || t.word && !p.is(i-1, month)
}

// isPrice tells of an amount of money.
func (p *parser) isPrice(i int) bool {
	return i > 0 && strings.ContainsAny(p.text(i-1), "$€£")
}

func (p *parser) countsUnits(i int) bool {
	_, _, ok := p.unit(i, 2)
	return ok
}

// dayMonth decides which figure is the day. Both languages write the day first; in English the other
// order is so common that figures which allow both are two readings.
func (p *parser) dayMonth(ph *phrase, a, b int, make func(day, month int) []date) []date {
	switch {
	case a > 12 && b > 12, a == 0, b == 0, a > 31, b > 31:
		ph.fail("deadline.ask.no_such_day")
		return nil
	case b > 12:
		return make(b, a)
	case a > 12 || a == b || p.lang == lang.NL:
		return make(a, b)
	}
	return append(make(a, b), make(b, a)...)
}

// dotted reads 22.4, unless it can only be, or is introduced as, a time.
func (p *parser) dotted(i int, ph *phrase, in intro) (days []date, end int, ok bool) {
	a, okA := p.digits(i, 1, 2)
	b, okB := p.digits(i+2, 1, 2)
	end = i + 3
	if !okA || !okB || p.gluedText(i+1) != "." || !p.tokens[i+2].glued || p.gluedText(end) == "." && end+1 < len(p.tokens) && p.tokens[end+1].glued ||
		p.is(end, oclock) || p.countsUnits(end) || p.meridiemAt(end) || p.gluedText(end) == "%" || p.partOfNumber(i) {
		return nil, i, false
	}
	isClock := a <= 24 && b <= 59 && len(p.tokens[i+2].text) == 2
	isDate := a >= 1 && b >= 1 && (a <= 31 && b <= 12 || a <= 12 && b <= 31 && (in.day || !isClock))
	if !isDate || isClock && (in.clock && in.strong || p.namesTime(i) || len(ph.sets) > 0 || ph.closing) {
		return nil, i, false
	}
	if !isClock && !in.day && !in.clock && ph.weekday < 0 && i > 0 {
		return nil, i, false // a price, a version
	}
	days = p.dayMonth(ph, a, b, func(day, month int) []date { return p.yearless(ph, month, day) })
	if isClock && !in.day {
		var choices []reading
		for _, day := range days {
			choices = append(choices, reading{day: day, minute: -1})
		}
		ph.fail("deadline.ask.which", append(choices, reading{day: p.today, minute: a*60 + b})...)
	}
	return days, end, true
}

// ahead drops the reading that has long passed where the other order of day and month is still to
// come: nobody names a deadline that has gone by.
func (p *parser) ahead(days []date) []date {
	kept := keep(days, func(d date) bool { return d.Sub(p.today) >= -recent })
	if len(kept) == 1 {
		return kept
	}
	return days
}

// namesTime tells whether the words before say that a time follows: "de starttijd is 20.10".
func (p *parser) namesTime(i int) bool {
	if p.text(i-1) == "is" || p.text(i-1) == ":" {
		i--
	}
	return strings.HasSuffix(p.text(i-1), "tijd") || strings.HasSuffix(p.text(i-1), "tijdstip") || p.text(i-1) == "time"
}

// written reads "2 oktober", "de tweede van augustus", "October the 2nd, 2016", "Oct/2".
func (p *parser) written(i int, ph *phrase) (days []date, end int, ok bool) {
	if day, j, ok := p.dayNumber(i); ok && !p.isPrice(i) {
		j = p.between(j)
		if p.is(j, article) {
			j++
		}
		if m, ok := p.sense(j, month); ok && !p.partOfNumber(i) {
			days, end = p.withYear(ph, j+1, m, day)
			return days, end, true
		}
	}
	m, ok := p.sense(i, month)
	if !ok {
		return nil, i, false
	}
	j := p.between(i + 1)
	if p.is(j, article) {
		j++
	}
	day, j, ok := p.dayNumber(j)
	if !ok || p.is(j, oclock) || p.gluedText(j) == ":" || p.meridiemAt(j) || p.is(i, weak) && !p.standsAlone(j) && !p.yearAhead(j) {
		return nil, i, false
	}
	days, end = p.withYear(ph, j, m, day)
	return days, end, true
}

// between skips what stands between a day and its month: "of", "-", a full stop.
func (p *parser) between(i int) int {
	for p.is(i, of) || p.gluedText(i) == "." || p.gluedText(i) == "-" || p.gluedText(i) == "/" || p.text(i) == "," && p.is(i+1, month) {
		i++
	}
	return i
}

func (p *parser) yearAhead(i int) bool {
	if p.text(i) == "," || p.gluedText(i) == "-" || p.gluedText(i) == "/" {
		i++
	}
	_, _, ok := p.year(i)
	return ok
}

// withYear reads the year that may follow, "volgend jaar" included.
func (p *parser) withYear(ph *phrase, i, m, day int) (days []date, end int) {
	j := i
	for p.text(j) == "," || p.text(j) == "." || p.is(j, of) || p.gluedText(j) == "-" || p.gluedText(j) == "/" {
		j++
	}
	if year, end, ok := p.year(j); ok {
		return p.exists(ph, year, m, day), end
	}
	if years, end, ok := p.yearFromNow(j); ok {
		return p.exists(ph, p.today.Year()+years, m, day), end
	}
	return p.yearless(ph, m, day), i
}

// yearFromNow reads "dit jaar", "next year".
func (p *parser) yearFromNow(i int) (years, end int, ok bool) {
	if n, ok := p.sense(i+1, months); !ok || n != 12 {
		return 0, i, false
	}
	switch {
	case p.is(i, thisOne):
		return 0, i + 2, true
	case p.is(i, next):
		return 1, i + 2, true
	case p.is(i, last):
		return -1, i + 2, true
	}
	return 0, i, false
}

// exists is the day of a full date; one that is not in the calendar is asked about.
func (p *parser) exists(ph *phrase, year, m, day int) []date {
	if d, ok := newDate(year, time.Month(m), day); ok && m >= 1 && m <= 12 {
		ph.stated = d
		return []date{d}
	}
	ph.fail("deadline.ask.no_such_day")
	return nil
}

// yearless is the next such day, and the one before as well when that has only just passed. The
// 29th of February waits for a leap year.
func (p *parser) yearless(ph *phrase, m, day int) []date {
	var found []date
	ph.noYear = time.Date(2000, time.Month(m), day, 0, 0, 0, 0, time.UTC)
	if p.back {
		return p.lastSuch(ph, m, day)
	}
	for year := p.today.Year() - 1; year <= p.today.Year()+8; year++ {
		d, ok := newDate(year, time.Month(m), day)
		switch {
		case !ok || m < 1 || m > 12:
		case !d.Before(p.today):
			return append(found, d)
		case p.today.Sub(d) <= recent:
			found = append(found, d)
		}
	}
	ph.fail("deadline.ask.no_such_day")
	return slices.Clip(found)
}
