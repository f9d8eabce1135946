package deadline

import "strings"

// Hours at which a working day may be said to end: the question, not the answer, as the hours
// differ per desk.
var closingHours = []int{17 * 60, 18 * 60}

// endOf reads "eind van de dag", "end of tomorrow", "eind van de maand", and asks about the ends
// that differ from one person to the next: of a week, of office hours, of any other month.
func (p *parser) endOf(i int, ph *phrase) (end int, ok bool) {
	switch {
	case p.is(i, endDay):
		ph.closing = true
		return i + 1, true
	case p.is(i, monthEnd):
		first := p.today.AddDate(0, 0, 1-p.today.Day())
		if value, _ := p.sense(i, monthEnd); value == 12 {
			first, _ = newDate(p.today.Year(), 12, 1)
		}
		ph.sets, ph.closing = append(ph.sets, []date{first.AddDate(0, 0, lastDay(first)-1)}), true
		return i + 1, true
	case p.is(i, endWork):
		ph.clocks = closingHours
		ph.fail("deadline.ask.which_hour")
		return i + 1, true
	case p.is(i, weekend):
		p.askWeek(ph, 0, false)
		return i + 1, true
	case !p.is(i, endOf) && !p.is(i, beginOf):
		return i, false
	}
	j := i + 1
	for p.is(j, of) || p.is(j, article) {
		j++
	}
	begins := p.is(i, beginOf) && !p.is(i, endOf)
	if end, ok := p.endOfMonth(j, ph, begins); ok {
		return end, true
	}
	rest := phrase{weekday: -1, start: j, end: j}
	for _, rule := range []func(int, *phrase) (int, bool){p.span, p.feast, p.namedDay} {
		stop, ok := rule(j, &rest)
		switch {
		case !ok:
			continue
		case rest.week != nil:
			p.askWeek(ph, *rest.week, begins)
		case begins || rest.part > 0 || rest.instant != nil:
			ph.fail("deadline.ask.vague")
		default:
			ph.sets = append(ph.sets, rest.sets...)
			ph.weekday, ph.mark, ph.closing = rest.weekday, rest.mark, true
		}
		return stop, true
	}
	if n, ok := p.sense(j, daysUnit); ok && n == 7 {
		p.askWeek(ph, 0, begins)
		return j + 1, true
	}
	if p.is(j, part) && !p.is(j, dayFrom) {
		ph.part, _ = p.sense(j, part)
		return j + 1, true
	}
	return i, false
}

// endOfMonth reads the end of this month or year, which is its last day; of another it asks.
func (p *parser) endOfMonth(i int, ph *phrase, begins bool) (end int, ok bool) {
	_, isMonth := p.sense(i, month)
	year, m, end, ok := p.monthAfter(i)
	n, isSpan := p.sense(i, months)
	switch {
	case !ok && isSpan && n == 12 && (p.is(i-1, article) || strings.HasSuffix(p.text(i-1), " the")):
		year, m, end = p.today.Year(), 12, i+1
	case !ok && isSpan && n == 1:
		year, m, end = p.today.Year(), p.today.Month(), i+1
	case !ok || p.is(i, weak):
		return i, false
	}
	first, _ := newDate(year, m, 1)
	final := first.AddDate(0, 0, lastDay(first)-1)
	switch {
	case begins:
		ph.fail("deadline.ask.which_day")
	case isMonth || p.is(i, next):
		ph.fail("deadline.ask.which_day", reading{day: final, minute: -1})
	default:
		ph.sets, ph.closing = append(ph.sets, []date{final}), true
	}
	return end, true
}

// askWeek asks which day of a week is meant: the first days, or Friday or Sunday for its end.
func (p *parser) askWeek(ph *phrase, weeks int, begins bool) {
	first := monday(p.today).AddDate(0, 0, 7*weeks)
	days := []int{4, 6}
	if begins {
		days = []int{0, 1}
	}
	var choices []reading
	for _, n := range days {
		choices = append(choices, reading{day: first.AddDate(0, 0, n), minute: -1})
	}
	ph.fail("deadline.ask.which_day", choices...)
}

// lastDayOfMonth reads "de laatste dag van de maand", "the last day of November".
func (p *parser) lastDayOfMonth(i int, ph *phrase) (end int, ok bool) {
	if !p.is(i, lastDayOf) || !p.is(i+1, of) || ph.hasDay() {
		return i, false
	}
	year, m, end, ok := p.monthAfter(i + 1)
	if n, isSpan := p.sense(i+2, months); !ok && isSpan {
		year, m, end, ok = p.today.Year(), p.today.Month(), i+3, true
		if n == 12 {
			m = 12
		}
	}
	if !ok {
		return i, false
	}
	first, _ := newDate(year, m, 1)
	ph.sets = append(ph.sets, []date{first.AddDate(0, 0, lastDay(first)-1)})
	return end, true
}
