package deadline

import "kroon/internal/lang"

// clock reads a time of day into ph.clocks: one minute when written as on a clock of 24 hours or
// with a.m. or p.m., two when it can be before or after noon.
func (p *parser) clock(i int, ph *phrase, in intro) (end int, ok bool) {
	switch {
	case p.is(i, noon):
		ph.clocks, ph.literal = []int{12 * 60}, true
		return i + 1, true
	case p.is(i, midnight):
		ph.clocks = []int{0, 24 * 60}
		return i + 1, true
	}
	if end, ok = p.spoken(i, ph); ok {
		return p.withMeridiem(ph, p.skip(end, oclock)), true
	}
	if end, ok = p.written24(i, ph); ok {
		return end, true
	}
	return p.bareHour(i, ph, in)
}

// spoken reads "half drie", "kwart over twee", "vijf voor half vier", "half past two", "ten to five".
func (p *parser) spoken(i int, ph *phrase) (end int, ok bool) {
	if p.is(i, half) && p.is(i+1, over) {
		h, end, ok := p.hour(i + 2)
		ph.clocks = halves(h, 30)
		return end, ok
	}
	if h, end, ok := p.hour(i + 1); ok && p.is(i, half) {
		ph.clocks = halves(h, -30)
		if p.lang != lang.NL {
			ph.clocks = append(halves(h, 30), halves(h, -30)...)
			ph.fail("deadline.ask.half")
		}
		return end, true
	}
	away, j, ok := p.minutesAway(i)
	if !ok {
		return i, false
	}
	isTo := p.is(j, toHour)
	if !isTo && !p.is(j, over) {
		return i, false
	}
	if isTo {
		away = -away
	}
	if p.is(j+1, half) && p.lang == lang.NL {
		away, j = away-30, j+1
	}
	h, end, ok := p.hour(j + 1)
	if !ok {
		return i, false
	}
	ph.clocks = halves(h, away)
	return end, true
}

// minutesAway reads the minutes before or after an hour. "5 to 6" in figures is a range.
func (p *parser) minutesAway(i int) (n, end int, ok bool) {
	if n, ok := p.sense(i, quarter); ok {
		return n, i + 1, true
	}
	n, end, ok = p.number(i)
	if !ok || n < 1 || n > 29 {
		return 0, i, false
	}
	if unit, isUnit := p.sense(end, minutes); isUnit && unit == 1 {
		return n, end + 1, true
	}
	figures := p.tokens[i].digits && p.is(end, toHour) && p.is(end, upTo)
	return n, end, n%5 == 0 && !figures
}

// hour reads an hour as people say it, one to twelve, not followed by what makes it another number.
func (p *parser) hour(i int) (h, end int, ok bool) {
	if _, long := p.digits(i, 3, 9); long {
		return 0, i, false
	}
	h, end, ok = p.number(i)
	if !ok || h < 1 || h > 12 || p.gluedText(end) == ":" || p.gluedText(end) == "." && p.digitsGlued(end+1) || !p.is(end, oclock) && p.countsUnits(end) {
		return 0, i, false
	}
	return h, end, true
}

func (p *parser) hourFollows(i int) bool {
	if p.is(i, half) {
		i++
	}
	_, _, ok := p.hour(i)
	return ok
}

// halves are the two minutes of the day that show h o'clock and some minutes on a dial.
func halves(h, away int) []int {
	m := (h%12*60 + away + 12*60) % (12 * 60)
	return []int{m, m + 12*60}
}

// written24 reads "15:00", "12.30 uur", "1430 uur", "15u30", "3pm", "15 uur 30", "9 o'clock".
func (p *parser) written24(i int, ph *phrase) (end int, ok bool) {
	h, ok := p.digits(i, 1, 2)
	sep := p.gluedText(i + 1)
	if m, hasMinutes := p.digits(i+2, 2, 2); ok && hasMinutes && p.tokens[i+2].glued && (sep == ":" || sep == "." || sep == "u" || sep == "h") && !p.partOfNumber(i) {
		return p.pair(i, h, m, ph)
	}
	if n, ok := p.digits(i, 3, 4); ok && (p.is(i+1, oclock) || p.meridiemAt(i+1)) && n%100 < 60 && n <= 2400 {
		p.set(ph, n/100, n%100, len(p.tokens[i].text) == 4)
		return p.withMeridiem(ph, p.skip(i+1, oclock)), true
	}
	h, end, ok = p.number(i)
	if !ok || h > 24 {
		return i, false
	}
	if p.meridiemAt(end) && h >= 1 && h <= 12 {
		p.set(ph, h, 0, false)
		return p.withMeridiem(ph, end), true
	}
	if !p.is(end, oclock) {
		return p.twoNumbers(i, ph)
	}
	if n, isMinutes := p.sense(end, minutes); isMinutes && p.lang != lang.NL && n > 0 {
		return i, false // "2 hours" is a length
	}
	ph.oneHour = h <= 6 || h == 24 // "24 uur" is a length more often than midnight
	p.set(ph, h, 0, false)
	if m, ok := p.digits(end+1, 2, 2); ok && m < 60 && !p.is(end+2, month) && !p.is(end+2, oclock) && p.standsAlone(end+2) {
		p.set(ph, h, m, false)
		return end + 2, true
	}
	return p.withMeridiem(ph, end+1), true
}

// pair reads the hour and minutes of "15:00", the seconds after them, and a.m. or p.m.
func (p *parser) pair(i, h, m int, ph *phrase) (end int, ok bool) {
	if h > 24 || m > 59 || h == 24 && m > 0 {
		return i, false
	}
	end = i + 3
	if _, ok := p.digits(end+1, 2, 2); ok && p.gluedText(end) == ":" && p.tokens[end+1].glued {
		end += 2
	}
	if p.gluedText(end) == ":" && p.digitsGlued(end+1) || p.gluedText(end) == "." && p.digitsGlued(end+1) || p.gluedText(end) == "-" && p.digitsGlued(end+1) && !p.is(end+2, oclock) && p.text(end+2) != ":" && p.text(end+2) != "." {
		return i, false
	}
	p.set(ph, h, m, len(p.tokens[i].text) == 2 || h >= 7 && p.lang == lang.NL)
	return p.withMeridiem(ph, p.skip(end, oclock)), true
}

// set puts an hour in its slot, with the hour twelve later when a dial would show the same. Written
// as on a clock of 24 hours the first is meant, unless a part of the day says otherwise.
func (p *parser) set(ph *phrase, h, m int, literal bool) {
	ph.literal = literal || h == 0 || h > 12
	switch minute := h*60 + m; {
	case h == 0 || h > 12:
		ph.clocks = []int{minute}
	case h == 12:
		ph.clocks = []int{minute, m}
	default:
		ph.clocks = []int{minute, minute + 12*60}
	}
}

// twoNumbers reads "five-thirty", "seven twenty-seven", in words only.
func (p *parser) twoNumbers(i int, ph *phrase) (end int, ok bool) {
	h, okH := p.sense(i, number)
	j := i + 1
	if p.gluedText(j) == "-" {
		j++
	}
	m, okM := p.sense(j, number)
	if !okH || !okM || p.tokens[i].digits || h < 1 || h > 12 || m < 10 || m > 59 || p.countsUnits(j+1) || p.lang == lang.NL {
		return i, false
	}
	ph.clocks = halves(h, m)
	return p.withMeridiem(ph, j+1), true
}

// bareHour reads a number that only its surroundings make an hour: "om zeven", "tomorrow at 5",
// "'s ochtends om 9", "7, this morning".
func (p *parser) bareHour(i int, ph *phrase, in intro) (end int, ok bool) {
	h, end, ok := p.number(i)
	if four, isFour := p.digits(i, 4, 4); (!ok || h > 24) && !isFour || four > 2400 || p.is(i, one) && p.tokens[i].text == "een" && !p.partAhead(end) {
		return i, false
	}
	if n, four := p.digits(i, 4, 4); four && in.clock && !p.partOfNumber(i) && p.standsAlone(i+1) && n/100 < 24 && n%100 < 60 && (in.strong || ph.hasDay()) {
		p.set(ph, n/100, n%100, true)
		if !in.strong || n >= 1900 && n < 2100 {
			ph.fail("deadline.ask.hour_or_day")
		}
		return i + 1, true
	}
	if _, long := p.digits(i, 3, 4); long || p.gluedText(end) == ":" || p.gluedText(end) == "," && p.digitsGlued(end+1) || p.gluedText(end) == "." && p.digitsGlued(end+1) || p.gluedText(end) == "-" && p.digitsGlued(end+1) || p.partOfNumber(i) {
		return i, false
	}
	switch {
	case p.partAhead(end):
	case !p.standsAlone(end) || p.is(end, or) && p.is(end+1, number):
		return i, false
	case in.clock && (in.strong || ph.hasDay() || ph.part > 0):
	case ph.part > 0 && i == ph.end:
	case in.clock && (p.is(i, hourName) || p.lang == lang.EN && h <= 12 && p.text(i-1) != "about"):
	case in.clock:
		ph.fail("deadline.ask.hour_or_day")
	case len(ph.sets) == 1 && ph.weekday < 0 && i == ph.end && p.is(i-1, dayFrom) && h >= 1 && h <= 12:
	case ph.hasDay() && i == ph.end && ph.day == 0 && h >= 1 && h <= 12:
		ph.fail("deadline.ask.hour_or_day")
	default:
		return i, false
	}
	p.set(ph, h, 0, false)
	return end, true
}

func (p *parser) partAhead(i int) bool {
	if p.text(i) == "," {
		i++
	}
	return p.is(i, part)
}

func (p *parser) skip(i int, k kind) int {
	if p.is(i, k) {
		return i + 1
	}
	return i
}
