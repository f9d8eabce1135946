package deadline

import "time"

// phrase is what one run of temporal words said, each component in its own slot. Days that several
// components name must agree; what they leave open is decided in resolve.go.
type phrase struct {
	start, end int // tokens

	sets    [][]date // the days each component can mean
	weekday int      // time.Weekday, or -1
	mark    kind     // thisOne, next, coming or last before the weekday; 0 without
	week    *int     // weeks from this one
	ofMonth *int     // months from this one
	stated  date     // a full date with its year, when one was named
	noYear  date     // a date whose year was left out, when that was the last day named
	day     int      // a day of the month without its month
	bare    bool     // that day is a number only: "zondag 31"
	count   *duration
	ago     bool
	instant *time.Time
	closing bool // the end of the day is named

	part    int
	clocks  []int // minutes of the day that can be meant
	literal bool  // written as on a clock of 24 hours

	before, open, introduced bool // "voor", "na", "om" stood before a component
	oneHour                  bool // "2 uur" with nothing before it: a time or a length?
	season                   int  // 1 summer, 2 winter time, when named
	trouble                  string
	choices                  []reading
}

// reading is a day with a minute on it, or an exact instant.
type reading struct {
	day    date
	minute int // -1: no hour was named
	exact  *time.Time
}

// intro is what led up to a component.
type intro struct {
	clock, day   bool // it was introduced as a time, as a day
	strong       bool // by a word that introduces nothing else: "om", "op"
	before, open bool
}

// phrase reads components as long as they follow each other with only small words between.
func (p *parser) phrase(i int) (ph phrase, ok bool) {
	ph = phrase{start: i, end: i, weekday: -1}
	for {
		end, found := p.introduced(&ph)
		if !found {
			return ph, ok
		}
		ph.end, ok = end, true
	}
}

// introduced skips small words until a component fits, and remembers what they said.
func (p *parser) introduced(ph *phrase) (end int, ok bool) {
	var in intro
	for i := ph.end; i < len(p.tokens); i++ {
		if end, ok := p.component(i, ph, in); ok {
			ph.before = ph.before || in.before
			ph.open = ph.open || in.open
			return end, true
		}
		if !p.small(i, ph) {
			return 0, false
		}
		in.see(p, i)
	}
	return 0, false
}

func (in *intro) see(p *parser, i int) {
	switch text := p.text(i); {
	case p.is(i, atClock) || text == "@":
		in.clock, in.day = true, false
		in.strong = text == "om" || text == "at" || text == "@"
	case p.is(i, onDay):
		in.clock, in.day, in.strong = false, true, true
	}
	in.before = in.before || p.is(i, before)
	in.open = in.open || p.is(i, open)
}

// small tells whether the token may stand between components, or before the first.
func (p *parser) small(i int, ph *phrase) bool {
	switch p.text(i) {
	case ",", "(", ")", "@", "-", "|":
		return ph.end > ph.start
	case ".":
		return ph.end > ph.start && i == ph.end && p.tokens[i].glued && (p.is(i-1, abbreviated) || p.tokens[i-1].digits)
	}
	for _, k := range []kind{neutral, atClock, onDay, before, open, article, of} {
		if p.is(i, k) {
			return true
		}
	}
	return false
}

// component reads one component at i into its slot. The order matters where one rule's words begin
// another's: "10 voor half negen" is no length of time, "2 oktober" no hour.
func (p *parser) component(i int, ph *phrase, in intro) (end int, ok bool) {
	if end, ok = p.relative(i, ph); ok {
		return end, true
	}
	if end, ok = p.endOf(i, ph); ok {
		return end, true
	}
	if days, end, ok := p.date(i, ph, in); ok {
		ph.sets = append(ph.sets, days)
		return end, true
	}
	for _, rule := range []func(int, *phrase) (int, bool){p.nextWorkday, p.nthFromNow, p.lastDayOfMonth, p.nthDay, p.namedDay, p.span, p.feast, p.monthDay} {
		if end, ok = rule(i, ph); ok {
			return end, true
		}
	}
	if len(ph.clocks) == 0 {
		if end, ok = p.clock(i, ph, in); ok {
			ph.introduced = ph.introduced || in.clock
			return end, true
		}
	}
	if value, ok := p.sense(i, part); ok && ph.part == 0 {
		ph.part = value
		return i + 1, true
	}
	if p.is(i, ownZone) && ph.end > ph.start {
		return i + 1, true
	}
	if end, ok = p.lateYear(i, ph); ok {
		return end, true
	}
	if value, ok := p.sense(i, summer); ok && len(ph.clocks) > 0 {
		ph.season = 2 - value
		return i + 1, true
	}
	return i, false
}

// fail notes the first reason why the phrase cannot be taken, with readings to offer.
func (ph *phrase) fail(key string, choices ...reading) {
	if ph.trouble == "" {
		ph.trouble, ph.choices = key, choices
	}
}

// hasDay tells whether any component names a day.
func (ph *phrase) hasDay() bool {
	return len(ph.sets) > 0 || ph.weekday >= 0 || ph.day > 0 || ph.count != nil || ph.closing || ph.week != nil
}

func (ph *phrase) hasClock() bool { return len(ph.clocks) > 0 || ph.part > 0 }
