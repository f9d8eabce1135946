package deadline

import "time"

// duration is a length of time as said: calendar units and clock units apart.
type duration struct {
	months, days, workdays, minutes int
	clock                           bool // a clock unit was named, so the result is an instant
	or                              *duration
	unsure                          bool // "een paar dagen", "een halve dag"
}

// duration reads "2 uur en 30 minuten", "anderhalf uur", "an hour and a half", "2 jaar, 21 dagen".
func (p *parser) duration(i int) (d duration, end int, ok bool) {
	end = i
	for {
		j := end
		if ok && (p.is(j, and) || p.text(j) == ",") {
			j++
		}
		next, stop, found := p.term(j)
		if !found {
			return d, end, ok
		}
		if ok && j == end && next.clock && p.text(stop-1) == "uur" && !d.clock {
			d.unsure = true // "5 dagen 12 uur": twelve hours more, or at twelve?
		}
		if d.or != nil || ok && next.or != nil {
			d.unsure = true
		}
		d.months += next.months
		d.days += next.days
		d.workdays += next.workdays
		d.minutes += next.minutes
		d.clock = d.clock || next.clock
		d.unsure = d.unsure || next.unsure
		d.or, end, ok = next.or, stop, true
	}
}

// term reads one amount with its unit. Amounts are counted in halves.
func (p *parser) term(i int) (d duration, end int, ok bool) {
	halves, otherwise, j, counted := p.amount(i)
	unsure := false
	if p.is(j, vague) {
		unsure, j, counted = true, j+1, true
		halves = max(halves, 4)
	}
	d, end, ok = p.unit(j, halves)
	if !ok || !counted && !p.needsNoAmount(j) {
		return duration{}, i, false
	}
	if p.is(end, and) && p.is(end+1, one) && p.is(end+2, half) {
		d, _, _ = p.unit(j, halves+1)
		end += 3
	}
	d.unsure = d.unsure || unsure
	if otherwise > 0 {
		second, _, _ := p.unit(j, otherwise)
		d.or = &second
	}
	return d, end, true
}

// amount reads "2", "twee en een half", "2,5", "anderhalf", "een", "2 tot 3" (then there is another).
func (p *parser) amount(i int) (halves, otherwise, end int, ok bool) {
	switch {
	case p.is(i, oneHalf):
		return 3, 0, i + 1, true
	case p.is(i, half):
		return 1, 0, i + 1, true
	case p.is(i, one) && p.is(i+1, half):
		return 1, 0, i + 2, true
	case p.is(i, one):
		n, isNumber := p.sense(i, number)
		if !isNumber {
			n = 1
		}
		return 2 * n, 0, i + 1, true
	}
	n, end, ok := p.number(i)
	if !ok {
		return 2, 0, i, false
	}
	halves = 2 * n
	if sep := p.gluedText(end); sep == "," || sep == "." {
		if p.gluedText(end+1) != "5" {
			return 0, 0, i, false
		}
		return halves + 1, 0, end + 2, true
	}
	if p.is(end, and) && p.is(end+1, one) && p.is(end+2, half) {
		return halves + 1, 0, end + 3, true
	}
	if p.is(end, or) || p.is(end, upTo) || p.text(end) == "-" {
		if m, stop, ok := p.number(end + 1); ok {
			return halves, 2 * m, stop, true
		}
	}
	return halves, 0, end, true
}

func (p *parser) unit(i, halves int) (d duration, end int, ok bool) {
	end = i + 1
	if n, ok := p.sense(i, minutes); ok {
		return duration{minutes: halves * n / 2, clock: true, unsure: halves*n%2 != 0}, end, true
	}
	if n, ok := p.sense(i, daysUnit); ok {
		return duration{days: halves * n / 2, unsure: halves*n%2 != 0}, end, true
	}
	if n, ok := p.sense(i, months); ok {
		return duration{months: halves * n / 2, unsure: halves*n%2 != 0}, end, true
	}
	if p.is(i, workdays) {
		return duration{workdays: halves / 2, unsure: halves%2 != 0}, end, true
	}
	return duration{}, i, false
}

// needsNoAmount tells of units that are an amount themselves: "kwartier", "half an hour".
func (p *parser) needsNoAmount(i int) bool {
	n, ok := p.sense(i, minutes)
	return ok && n > 1 && n < 60
}

// from counts the length on (sign 1) or back (sign -1) from a day.
func (d duration) from(day date, sign int) date {
	return d.counting(day, sign, noHolidays)
}

// counting does the same with working days that pass over holidays.
func (d duration) counting(day date, sign int, off func(date) bool) date {
	day = addMonths(day, sign*d.months).AddDate(0, 0, sign*d.days)
	return addWorkdays(day, d.workdays, sign, off)
}

// tooLong keeps absurd lengths out of the arithmetic.
func (d duration) tooLong() bool {
	return d.months > 1200 || d.days > 36500 || d.workdays > 10000 || d.minutes > int(366*24*time.Hour/time.Minute)
}
