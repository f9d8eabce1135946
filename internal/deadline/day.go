package deadline

import "time"

// namedDay reads "vandaag", "morgenochtend", "maandag", "aanstaande vrijdag", "vrijdag a.s.",
// "next Tuesday".
func (p *parser) namedDay(i int, ph *phrase) (end int, ok bool) {
	if days, ok := p.sense(i, dayFrom); ok {
		ph.sets = append(ph.sets, []date{p.today.AddDate(0, 0, days)})
		p.partOfToken(i, ph)
		return i + 1, true
	}
	j, mark := i, kind(0)
	for _, k := range []kind{thisOne, next, coming, last} {
		if p.is(i, k) && p.gluedText(i+1) != "," {
			mark, j = k, i+1
		}
	}
	day, ok := p.sense(j, weekday)
	if !ok || ph.weekday >= 0 || mark == 0 && !p.meantAsDay(j, ph) {
		return i, false
	}
	ph.weekday, ph.mark = day, mark
	p.partOfToken(j, ph)
	if p.is(j+1, coming) && mark == 0 {
		ph.mark = coming
		return j + 2, true
	}
	return p.bareDay(j+1, ph), true
}

// meantAsDay tells a weekday from the common word that is spelt like its abbreviation: it is
// introduced, dotted, or stands beside a date.
func (p *parser) meantAsDay(i int, ph *phrase) bool {
	if !p.is(i, weak) || p.is(i-1, onDay) || len(p.tokens) == 1 || len(ph.sets) > 0 || ph.week != nil {
		return true
	}
	if p.gluedText(i+1) == "." && i+2 < len(p.tokens) || p.leadsIn(i) {
		return true
	}
	if _, j, ok := p.ordinal(i + 1); ok && p.standsAlone(j) {
		return true
	}
	_, j, isDay := p.dayNumber(i + 1)
	return isDay && (p.is(p.between(j), month) || p.gluedText(j) == "-" || p.gluedText(j) == "/")
}

// leadsIn tells whether a short weekday begins the text and a time, a week or an end follows at once:
// "ma 14u", "uiterlijk ma voor 12", "Wed 9:30". "Zo" and "vrij" are other words even there.
func (p *parser) leadsIn(i int) bool {
	for j := range i {
		if !p.is(j, neutral) && !p.is(j, before) && !p.is(j, atClock) {
			return false
		}
	}
	switch p.text(i) {
	case "zo", "zon", "vrij", "zat":
		return false
	}
	in := intro{clock: true}
	for i++; p.is(i, atClock) || p.is(i, before) || p.is(i, neutral) || p.gluedText(i) == "."; i++ {
		in.see(p, i)
	}
	next := phrase{weekday: 0, start: i, end: i}
	if _, ok := p.clock(i, &next, in); ok {
		return true
	}
	_, isWeek := p.span(i, &next)
	return isWeek || p.is(i, coming) || p.is(i, part) || p.is(i, endDay) || p.is(i, endWork) || p.is(i, noon)
}

func (p *parser) partOfToken(i int, ph *phrase) {
	if value, ok := p.sense(i, part); ok {
		ph.part = value
	}
}

// bareDay reads the number of "zondag 31"; a small one could be an hour.
func (p *parser) bareDay(i int, ph *phrase) (end int) {
	n, ok := p.digits(i, 1, 2)
	if !ok || n < 1 || n > 31 || !p.standsAlone(i+1) || p.text(i+1) == ":" || p.gluedText(i+1) == "-" || p.gluedText(i+1) == "." && p.digitsGlued(i+2) {
		return i
	}
	if p.is(i+1, oclock) || p.is(p.between(i+1), month) || p.meridiemAt(i+1) || p.is(i+1, toHour) && p.hourFollows(i+2) || p.is(i+1, over) && p.hourFollows(i+2) {
		return i
	}
	if n <= 12 {
		ph.fail("deadline.ask.hour_or_day")
	}
	ph.day, ph.bare = n, true
	return i + 1
}

func (p *parser) digitsGlued(i int) bool {
	return i < len(p.tokens) && p.tokens[i].digits && p.tokens[i].glued
}

// span reads "volgende week", "this month": a week or month that another component needs.
func (p *parser) span(i int, ph *phrase) (end int, ok bool) {
	if weeks, end, ok := p.weekNumber(i); ok && ph.week == nil {
		ph.week = &weeks
		return end, true
	}
	weeks := 0
	switch {
	case p.is(i, thisOne):
	case p.is(i, next), p.is(i, coming):
		weeks = 1
	case p.is(i, last):
		weeks = -1
	default:
		return i, false
	}
	if n, ok := p.sense(i+1, daysUnit); ok && n == 7 && ph.week == nil {
		ph.week = &weeks
		if p.is(i, coming) {
			ph.mark = coming
		}
		return i + 2, true
	}
	if n, ok := p.sense(i+1, months); ok && n == 1 && ph.ofMonth == nil {
		ph.ofMonth = &weeks
		return i + 2, true
	}
	return i, false
}

// weekNumber reads "week 48", the next such week of the calendar (ISO 8601), as weeks from this one.
func (p *parser) weekNumber(i int) (weeks, end int, ok bool) {
	unit, isUnit := p.sense(i, daysUnit)
	n, isNumber := p.digits(i+1, 1, 2)
	if !isUnit || unit != 7 || !isNumber || n < 1 || n > 53 || !p.standsAlone(i+2) && !p.is(i+2, weekday) || p.gluedText(i+2) == "-" {
		return 0, i, false
	}
	for weeks = range 60 {
		if _, number := monday(p.today).AddDate(0, 0, 7*weeks).ISOWeek(); number == n {
			return weeks, i + 2, true
		}
	}
	return 0, i, false
}

// monthDay reads a day without its month: "de 27e", "the twenty-second", "op 15".
func (p *parser) monthDay(i int, ph *phrase) (end int, ok bool) {
	led := p.is(i-1, article) || p.is(i-1, onDay) || ph.weekday >= 0 || p.ofSomeMonth(i)
	if ph.day > 0 || ph.hasDay() && ph.weekday < 0 || !led {
		return i, false
	}
	n, end, ok := p.ordinal(i)
	if !ok && (p.is(i-1, onDay) || p.is(i-1, article) && ph.weekday >= 0) {
		if n, end, ok = p.dayNumber(i); ok && (p.gluedText(end) == ":" || p.gluedText(end) == "." && p.digitsGlued(end+1)) {
			return i, false
		}
	}
	if !ok || n < 1 || n > 31 || !p.standsAlone(end) && !p.hourAhead(end) || p.is(p.between(end), weekday) {
		return i, false
	}
	if n <= 3 && !p.tokens[i].digits && ph.weekday < 0 && !p.ofSomeMonth(i) {
		ph.fail("deadline.ask.vague") // "jij bent de eerste"
	}
	ph.day = n
	return end, true
}

// ofSomeMonth tells whether "20th" goes on as "of next month".
func (p *parser) ofSomeMonth(i int) bool {
	_, j, ok := p.ordinal(i)
	for p.is(j, of) {
		j++
	}
	rest := phrase{weekday: -1}
	_, isSpan := p.span(j, &rest)
	return ok && isSpan && rest.ofMonth != nil
}

// hourAhead tells whether a time of day that cannot be anything else follows: "the 4th 7pm".
func (p *parser) hourAhead(i int) bool {
	_, end, ok := p.number(i)
	return ok && (p.meridiemAt(end) || p.gluedText(end) == ":" || p.is(end, oclock))
}

// nthDay reads "de eerste vrijdag van juli", "the last Friday of next month".
func (p *parser) nthDay(i int, ph *phrase) (end int, ok bool) {
	n, j, ok := p.ordinal(i)
	if !ok && p.is(i, last) {
		n, j, ok = 0, i+1, true
	}
	day, isDay := p.sense(j, weekday)
	if !ok || !isDay || n > 5 {
		return i, false
	}
	year, m, end, named := p.monthAfter(j + 1)
	switch {
	case !named && n == 0:
		return i, false // "laatste vrijdag": the one that was
	case !named:
		ph.fail("deadline.ask.which_month")
		return j + 1, true
	}
	found, exists := nthWeekday(year, m, n, time.Weekday(day))
	if !exists {
		ph.fail("deadline.ask.no_such_day")
	}
	ph.sets = append(ph.sets, []date{found})
	return end, true
}

// monthAfter reads "van juli 2027", "of next month", "van de maand".
func (p *parser) monthAfter(i int) (year int, m time.Month, end int, ok bool) {
	for p.is(i, of) || p.is(i, article) {
		i++
	}
	if value, ok := p.sense(i, month); ok {
		if year, end, ok := p.year(i + 1); ok {
			return year, time.Month(value), end, true
		}
		year = p.today.Year()
		if time.Month(value) < p.today.Month() {
			year++
		}
		return year, time.Month(value), i + 1, true
	}
	ph := phrase{weekday: -1}
	if end, ok := p.span(i, &ph); ok && ph.ofMonth != nil {
		d := addMonths(p.today, *ph.ofMonth)
		return d.Year(), d.Month(), end, true
	}
	if n, ok := p.sense(i, months); ok && n == 1 && (p.is(i-1, article) || p.is(i-1, of)) {
		return p.today.Year(), p.today.Month(), i + 1, true
	}
	return 0, 0, i, false
}

// feast reads the name of a holiday, with its year or without.
func (p *parser) feast(i int, ph *phrase) (end int, ok bool) {
	if p.is(i, now) && len(p.tokens) > 0 && !ph.hasDay() && ph.instant == nil && !ph.hasClock() {
		ph.instant = &p.now
		return i + 1, true
	}
	j := i
	if p.is(i, last) && p.is(i+1, holiday) || p.is(i, next) || p.is(i, coming) || p.is(i, thisOne) {
		j++
	}
	index, ok := p.sense(j, holiday)
	if !ok {
		return i, false
	}
	f, end := holidays[index], j+1
	for p.is(end, of) {
		end++
	}
	if year, stop, ok := p.year(end); ok {
		ph.sets = append(ph.sets, []date{f.in(year)})
		return stop, true
	}
	if years, stop, ok := p.yearFromNow(end); ok {
		ph.sets = append(ph.sets, []date{f.in(p.today.Year() + years)})
		return stop, true
	}
	day := f.in(p.today.Year())
	switch before := day.Before(p.today); {
	case p.is(i, last) && before, !p.is(i, last) && !before:
	case p.is(i, last):
		day = f.in(p.today.Year() - 1)
	default:
		day = f.in(p.today.Year() + 1)
	}
	days := []date{day}
	if f.two {
		days = append(days, day.AddDate(0, 0, 1))
	}
	ph.sets = append(ph.sets, days)
	return j + 1, true
}
