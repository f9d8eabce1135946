package deadline

import "slices"

// settle finds the phrases of the text and weighs them: one moment is taken only when nothing else
// in the text can change it.
func (p *parser) settle() Result {
	phrases := p.phrases()
	if len(phrases) == 0 {
		return p.withoutPhrase()
	}
	phrases = p.join(p.withoutNow(phrases))
	if key := p.context(phrases); key != "" {
		return p.ask(key, p.every(phrases)...)
	}
	if len(phrases) > 1 {
		return p.weigh(phrases)
	}
	v := p.judge(&phrases[0])
	switch {
	case v.trouble != "" && v.trouble == "deadline.ask.which" && len(v.moments) == 0:
		return p.ask("deadline.ask.past")
	case v.trouble != "":
		return p.ask(v.trouble, v.moments...)
	case v.moments[0].Instant.Before(p.now):
		return Result{Outcome: Past, At: v.moments[0]}
	}
	return Result{Outcome: Taken, At: v.moments[0]}
}

// withoutNow drops "nu" where the text names another moment too.
func (p *parser) withoutNow(phrases []phrase) []phrase {
	others := slices.DeleteFunc(slices.Clone(phrases), func(ph phrase) bool {
		return p.is(ph.start, now) && ph.end == ph.start+1
	})
	if len(others) == 0 {
		return phrases[:1]
	}
	return others
}

// phrases reads the text from left to right.
func (p *parser) phrases() []phrase {
	var found []phrase
	for i := 0; i < len(p.tokens); {
		ph, ok := p.phrase(i)
		if !ok {
			i++
			continue
		}
		found = append(found, ph)
		i = ph.end
	}
	return found
}

// withoutPhrase answers a text that names no moment, or only hints at one.
func (p *parser) withoutPhrase() Result {
	if d, end, ok := p.duration(0); ok && end == len(p.tokens) && !d.tooLong() {
		v := p.offer("deadline.ask.length", []reading{p.after(d, 1)})
		return p.ask(v.trouble, v.moments...)
	}
	if p.isRange() {
		return p.ask("deadline.ask.range")
	}
	for i := range p.tokens {
		if p.is(i, every) && (p.is(i+1, daysUnit) || p.is(i+1, months) || len(p.tokens) == 1) {
			return p.ask("deadline.ask.every")
		}
		if p.is(i, weak) {
			continue
		}
		for _, k := range []kind{month, weekday, holiday} {
			if p.is(i, k) {
				return p.ask("deadline.ask.which_day")
			}
		}
	}
	return Result{}
}

// join makes one phrase of a day and an introduced time with other words between, in one sentence:
// "bel morgen terug om 3 uur".
func (p *parser) join(phrases []phrase) []phrase {
	if len(phrases) != 2 {
		return phrases
	}
	day, clock := phrases[0], phrases[1]
	if !day.hasDay() {
		day, clock = clock, day
	}
	if !day.hasDay() || len(day.clocks) > 0 || day.instant != nil || day.trouble != "" || clock.hasDay() || !clock.introduced || len(clock.clocks) == 0 {
		return phrases
	}
	for i := phrases[0].end; i < phrases[1].start; i++ {
		if t := p.text(i); t == "." || t == "?" || t == "!" || t == ";" || p.is(i, or) && t != "of" || p.is(i, not) {
			return phrases
		}
	}
	if clock.part > 0 && day.part > 0 && clock.part != day.part {
		return phrases
	}
	joined := day
	joined.start, joined.end = phrases[0].start, phrases[1].end
	joined.clocks, joined.literal, joined.introduced, joined.season = clock.clocks, clock.literal, true, clock.season
	joined.open, joined.before = day.open || clock.open, clock.before
	joined.part = max(day.part, clock.part)
	joined.trouble, joined.choices = clock.trouble, nil
	return []phrase{joined}
}

// weigh answers a text with several phrases: the same moment said twice is one, anything else is a
// question. A time takes the day of the phrase before it.
func (p *parser) weigh(phrases []phrase) Result {
	moments := p.every(phrases)
	for i := range phrases {
		if p.judge(&phrases[i]).trouble != "" {
			return p.ask("deadline.ask.several", moments...)
		}
	}
	first := p.judge(&phrases[0]).moments[0]
	for i := range phrases {
		if !p.judge(&phrases[i]).moments[0].Instant.Equal(first.Instant) {
			return p.ask("deadline.ask.several", moments...)
		}
	}
	if first.Instant.Before(p.now) {
		return Result{Outcome: Past, At: first}
	}
	return Result{Outcome: Taken, At: first}
}

// every gathers the moments of all phrases, to choose from.
func (p *parser) every(phrases []phrase) []At {
	var moments []At
	var day *phrase
	for _, ph := range phrases {
		if ph.hasDay() {
			day = &ph
		} else if day != nil && len(ph.clocks) > 0 {
			start, end := ph.start, ph.end
			clocks, literal := ph.clocks, ph.literal
			ph = *day
			ph.start, ph.end, ph.clocks, ph.literal = start, end, clocks, literal
		}
		moments = append(moments, p.judge(&ph).moments...)
	}
	return p.upcoming(moments)
}
