package deadline

import (
	"strings"
	"time"
)

// relative reads a length of time counted from now or from a day: "over 2 uur", "in 3 days",
// "2 weken vanaf morgen", "a week from Friday", "vrijdag over een week".
func (p *parser) relative(i int, ph *phrase) (end int, ok bool) {
	if ph.count != nil || ph.instant != nil || len(ph.clocks) > 0 && !p.is(i, within) {
		return i, false
	}
	j := i
	since := p.text(i) == "na" || p.text(i) == "after"
	led := p.is(i, within) || since
	if led {
		j++
	}
	if p.is(i, within) && p.is(j, now) && p.is(j+1, and) {
		j += 2 // "binnen nu en een uur"
	}
	d, end, ok := p.duration(j)
	if !ok && led {
		d, end, ok = p.wholeHour(j)
	}
	if !ok {
		return i, false
	}
	if since && p.text(end-1) == "uur" {
		return i, false // "na 3 uur" is after three o'clock
	}
	if d.tooLong() {
		ph.fail("deadline.ask.vague")
		return end, true
	}
	switch {
	case p.is(end, ago):
		ph.ago = true
		return end + 1, p.counted(ph, d, -1)
	case p.is(end, later):
		return end + 1, p.counted(ph, d, 1)
	case p.is(end, from):
		if stop, ok := p.anchored(end+1, ph, d, 1); ok {
			return stop, true
		}
	case p.is(end, earlier) && !led:
		if stop, ok := p.anchored(end+1, ph, d, -1); ok {
			return stop, true
		}
	}
	if !led {
		return i, false
	}
	if days, isDay := p.sense(i-1, dayFrom); isDay && !p.is(i-1, part) && len(ph.sets) == 1 && !d.clock && d.or == nil && !d.unsure && d.workdays == 0 && (days == 0 || d.days%7 == 0) {
		ph.sets[0] = []date{d.from(p.today.AddDate(0, 0, days), 1)} // "vandaag over een week"
		return end, true
	}
	return end, p.counted(ph, d, 1)
}

// wholeHour reads the hour of "binnen het uur", "within the hour", "in the next hour".
func (p *parser) wholeHour(i int) (d duration, end int, ok bool) {
	j := p.skip(i, article)
	j = p.skip(j, coming)
	n, ok := p.sense(j, minutes)
	if !ok || n != 60 || j == i && !strings.HasSuffix(p.text(i-1), " next") && !strings.HasSuffix(p.text(i-1), " coming") {
		return duration{}, i, false
	}
	return duration{minutes: n, clock: true}, j + 1, true
}

// counted puts a length counted from now in its slot.
func (p *parser) counted(ph *phrase, d duration, sign int) bool {
	switch {
	case d.unsure:
		ph.fail("deadline.ask.vague")
	case d.or != nil:
		ph.fail("deadline.ask.range", p.after(d, sign), p.after(*d.or, sign))
	}
	p.overHoliday(ph, d, p.today, sign)
	if d.clock {
		ph.instant = p.after(d, sign).exact
	} else {
		ph.count = &d
	}
	return true
}

// after is the reading of a length counted from now: whole minutes, the earlier where now is not.
func (p *parser) after(d duration, sign int) reading {
	if !d.clock {
		return reading{day: d.from(p.today, sign), minute: -1}
	}
	t := p.now.Truncate(time.Minute)
	if d.days != 0 || d.months != 0 || d.workdays != 0 {
		day := d.from(p.today, sign)
		t = time.Date(day.Year(), day.Month(), day.Day(), t.Hour(), t.Minute(), 0, 0, p.zone)
	}
	t = t.Add(time.Duration(sign*d.minutes) * time.Minute)
	return reading{exact: &t}
}

// anchored counts from the day that follows: "3 days after January 12th".
func (p *parser) anchored(i int, ph *phrase, d duration, sign int) (end int, ok bool) {
	if p.anchoring {
		return i, false // one anchor is enough, and a chain of them would take for ever to read
	}
	p.anchoring = true
	anchor, ok := p.phrase(i)
	p.anchoring = false
	if !ok || anchor.hasClock() || anchor.instant != nil || anchor.count != nil || len(ph.sets) > 0 {
		return i, false
	}
	if anchor.trouble != "" || d.unsure || d.or != nil || d.clock {
		ph.fail("deadline.ask.vague")
		return anchor.end, true
	}
	days, trouble := p.days(&anchor)
	if trouble != "" {
		ph.fail(trouble)
	}
	var moved []date
	for _, day := range days {
		p.overHoliday(ph, d, day, sign)
		moved = append(moved, d.from(day, sign))
	}
	ph.sets = append(ph.sets, moved)
	return anchor.end, true
}
