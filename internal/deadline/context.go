package deadline

import "strings"

// context looks at the words around the phrases for what would change their meaning. It returns the
// key of the question to ask, or nothing.
func (p *parser) context(phrases []phrase) string {
	inside := make([]bool, len(p.tokens))
	for _, ph := range phrases {
		for i := ph.start; i < ph.end; i++ {
			inside[i] = true
		}
	}
	if p.isRange() {
		return "deadline.ask.range"
	}
	for _, ph := range phrases {
		if key := p.around(ph, inside); key != "" {
			return key
		}
	}
	for i := range p.tokens {
		if !inside[i] && p.isTemporal(i) {
			return "deadline.ask.rest"
		}
	}
	return ""
}

// isRange tells whether two ends are named: "tussen 9 en 10".
func (p *parser) isRange() bool {
	for i := range p.tokens {
		if _, _, ok := p.number(i + 1); ok && p.is(i, between) {
			return true
		}
	}
	return false
}

// around looks at what directly surrounds one phrase.
func (p *parser) around(ph phrase, inside []bool) string {
	for i := ph.start; i < ph.end; i++ {
		if p.is(i, every) && !(p.is(i, weekdays) && p.is(i+1, later)) {
			return "deadline.ask.every"
		}
	}
	before, after := ph.start-1, ph.end
	if p.is(before-2, every) && p.is(before-1, daysUnit) {
		return "deadline.ask.not" // "any day but Monday"
	}
	if p.is(before, every) || p.is(before-1, every) && p.is(before, daysUnit) {
		return "deadline.ask.every"
	}
	if p.is(before, not) || p.is(after, not) && !(after < len(inside) && inside[after]) {
		return "deadline.ask.not"
	}
	if (p.is(before, within) || p.is(ph.start, within)) && len(ph.clocks) > 0 && ph.part == 0 && !ph.hasDay() {
		return "deadline.ask.time_or_length" // "binnen 4:30 uur"
	}
	if p.is(after, earliest) {
		return "deadline.ask.open"
	}
	if p.isUnsure(ph, inside) || p.is(after, and) && (p.is(after+1, quarter) || p.is(after+1, half)) {
		return "deadline.ask.rest"
	}
	if (ph.instant != nil || ph.count != nil) && (p.is(after, from) || p.is(after, of) && p.text(after) != "in") {
		return "deadline.ask.vague" // "binnen 2 uur na ontvangst"
	}
	for i := after; i < min(after+2, len(p.tokens)); i++ {
		if !inside[i] && p.is(i, zoneName) {
			if p.isOurs(i, &ph) {
				return ""
			}
			return "deadline.ask.zone"
		}
	}
	if p.touches(before, -1, inside) || p.touches(after, 1, inside) {
		return "deadline.ask.rest"
	}
	return ""
}

// isUnsure tells whether a word shortly before a phrase, or right after it, takes its certainty away:
// "als hij morgen belt", "misschien maandag", "Monday-ish".
func (p *parser) isUnsure(ph phrase, inside []bool) bool {
	if p.is(ph.end, unsure) || p.text(ph.end) == "-" && p.is(ph.end+1, unsure) {
		return p.text(ph.end) != "als" && p.text(ph.end) != "indien" && p.text(ph.end) != "if"
	}
	for i := ph.start - 1; i >= max(0, ph.start-3) && !inside[i] && (p.tokens[i].word || p.tokens[i].digits); i-- {
		if p.is(i, unsure) {
			return true
		}
	}
	return false
}

// isOurs tells whether the clocks here go by the zone named at i when the moment comes: "CET" in
// winter. In summer people write it as well, and then it is not clear what they mean.
func (p *parser) isOurs(i int, ph *phrase) bool {
	moments := p.judge(ph).moments
	for _, m := range moments {
		if name, _ := m.Instant.Zone(); !strings.EqualFold(name, p.text(i)) {
			return false
		}
	}
	return len(moments) > 0
}

// touches tells whether a number, or a word that usually belongs to a moment, stands against a
// phrase without having become part of it.
func (p *parser) touches(i, step int, inside []bool) bool {
	led := false // by a word that makes the number an hour
	for range 3 {
		if i < 0 || i >= len(p.tokens) || inside[i] {
			return false
		}
		if !p.isLink(i) {
			break
		}
		led = led || step > 0 && (p.is(i, atClock) && p.text(i) != "voor" || p.text(i) == "-" || p.is(i, upTo))
		i += step
	}
	if i < 0 || i >= len(p.tokens) || inside[i] {
		return false
	}
	for _, k := range []kind{weekday, next, last, coming, ago, later, quarter, oneHalf, sameTime, daysUnit, months, minutes} {
		if p.is(i, k) && p.text(i) != "u" {
			return true
		}
	}
	if _, isShort := p.digits(i, 1, 2); isShort && step < 0 {
		return !p.isPrice(i) && (i == 0 || !p.tokens[i-1].digits && !strings.ContainsAny(p.text(i-1), "-,:"))
	} else if isShort {
		return led || p.standsAlone(i+1) || p.countsUnits(i+1) || p.meridiemAt(i+1)
	}
	_, isNumber := p.sense(i, number)
	_, isOrdinal := p.sense(i, ordinal)
	return (isNumber && !p.is(i, one) || isOrdinal) && (led || p.standsAlone(i+1) || p.countsUnits(i+1) || p.is(i+1, number)) && step > 0
}

// isLink tells of the small words through which a number still touches a phrase.
func (p *parser) isLink(i int) bool {
	switch p.text(i) {
	case "-", "/", ":", "(", ",":
		return true
	}
	for _, k := range []kind{or, upTo, atClock, onDay, article, of, before} {
		if p.is(i, k) {
			return true
		}
	}
	return false
}

// isTemporal tells of words outside every phrase that can only be about a moment.
func (p *parser) isTemporal(i int) bool {
	if p.is(i, weak) {
		return false
	}
	for _, k := range []kind{weekday, month, dayFrom, part, holiday, endDay, endWork, noon, midnight} {
		if p.is(i, k) {
			return true
		}
	}
	_, isHour := p.digits(i, 1, 2)
	_, isMinute := p.digits(i+2, 2, 2)
	return isHour && isMinute && p.gluedText(i+1) == ":" && p.tokens[i+2].glued && p.gluedText(i+3) != ":" && !p.partOfNumber(i)
}
