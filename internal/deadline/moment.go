package deadline

import (
	"slices"
	"time"
)

// early is the minute of the day before which a time that has passed can only be that of the night
// to come: "één uur 's nachts", said at noon.
const early = 6 * 60

// A desk's own hours, in minutes of the day: of "drie uur" the reading within them is meant.
const (
	deskOpens  = 8 * 60
	deskCloses = 18 * 60
)

// verdict is what one phrase comes to: one moment, or a reason to ask with moments to offer.
type verdict struct {
	trouble string
	moments []At
}

// judge turns a phrase into moments.
func (p *parser) judge(ph *phrase) verdict {
	if ph.trouble != "" {
		return p.offer(ph.trouble, p.suggest(ph))
	}
	if ph.instant != nil {
		if ph.hasDay() || ph.hasClock() {
			return verdict{trouble: "deadline.ask.vague"}
		}
		return p.take(ph, []reading{{exact: ph.instant}})
	}
	var days []date
	if ph.hasDay() || ph.ofMonth != nil {
		var trouble string
		if days, trouble = p.days(ph); trouble == "deadline.ask.disagree" && !ph.stated.IsZero() && ph.stated.Before(p.today.AddDate(0, 0, -7)) {
			days, trouble = []date{ph.stated}, "" // whichever of the two is right, it has passed
		}
		if trouble != "" {
			return p.offer(trouble, p.daysOfWeek(ph))
		}
	}
	switch {
	case ph.open:
		return verdict{trouble: "deadline.ask.open"}
	case ph.part > 0 && len(ph.clocks) == 0:
		return p.whichHour(ph, days)
	case len(ph.clocks) > 0 && len(days) == 0:
		return p.nextTime(ph)
	case len(ph.clocks) > 0:
		return p.timeOn(ph, days)
	}
	readings := wholeDays(days)
	if ph.before && !ph.closing && !contains(days, p.today) {
		return p.offer("deadline.ask.before_day", append(wholeDays([]date{days[0].AddDate(0, 0, -1)}), readings...))
	}
	return p.take(ph, readings)
}

// suggest gives what can be offered with a phrase that cannot be taken: its own choices, or the
// hours it named on its day.
func (p *parser) suggest(ph *phrase) []reading {
	if len(ph.choices) > 0 || len(ph.clocks) == 0 {
		return ph.choices
	}
	days := []date{p.today}
	if ph.hasDay() {
		days, _ = p.days(ph)
	}
	var readings []reading
	for _, day := range days {
		for _, minute := range ph.clocks {
			readings = append(readings, reading{day: day, minute: minute})
		}
	}
	return readings
}

func wholeDays(days []date) []reading {
	var readings []reading
	for _, d := range days {
		readings = append(readings, reading{day: d, minute: -1})
	}
	return readings
}

// daysOfWeek are the working days to choose from when only a week was named.
func (p *parser) daysOfWeek(ph *phrase) []reading {
	if ph.week == nil || ph.weekday >= 0 {
		return nil
	}
	var days []date
	for n := range 5 {
		days = append(days, monday(p.today).AddDate(0, 0, 7**ph.week+n))
	}
	return wholeDays(days)
}

// hoursOf are usual times in a part of the day, to choose from.
var hoursOf = map[int][]int{
	morning: {9 * 60, 10 * 60, 12 * 60}, afternoon: {13 * 60, 15 * 60, 17 * 60},
	evening: {19 * 60, 21 * 60, endOfDay}, night: {2 * 60, 6 * 60},
}

// whichHour asks at what hour of "woensdagmiddag".
func (p *parser) whichHour(ph *phrase, days []date) verdict {
	if len(days) == 0 {
		days = []date{p.today, p.today.AddDate(0, 0, 1)}
	}
	var readings []reading
	for _, day := range days {
		for _, minute := range hoursOf[ph.part] {
			readings = append(readings, reading{day: day, minute: minute})
		}
	}
	asked := p.offer("deadline.ask.which_hour", readings)
	if len(asked.moments) > 3 {
		asked.moments = asked.moments[:3]
	}
	if len(asked.moments) == 0 && days[0].Before(p.today) {
		return verdict{trouble: "deadline.ask.past"}
	}
	return asked
}

// likely splits the times of a dial into the one a desk means and the rest; ok is false when the
// words leave it open.
func (p *parser) likely(ph *phrase) (minute int, rest []int, ok bool) {
	clocks := ph.clocks
	if ph.part > 0 {
		clocks = p.inPart(clocks, ph.part)
	}
	if len(clocks) == 0 {
		return 0, nil, false
	}
	if len(clocks) == 1 || ph.literal && slices.Contains(clocks, ph.clocks[0]) {
		return clocks[0], nil, true
	}
	for i, m := range clocks {
		if m >= deskOpens && m <= deskCloses {
			minute, rest, ok = m, slices.Delete(slices.Clone(clocks), i, i+1), !ok
		}
	}
	return minute, rest, ok
}

// timeOn is a time on a day that was named.
func (p *parser) timeOn(ph *phrase, days []date) verdict {
	all := ph.clocks
	if ph.part > 0 {
		if all = p.inPart(all, ph.part); len(all) == 0 {
			return verdict{trouble: "deadline.ask.disagree"}
		}
	}
	minute, rest, ok := p.likely(ph)
	if ph.part == night && ok && minute < 12*60 {
		return p.nightTime(ph, days[0], minute)
	}
	if ph.part == evening && minute == 24*60 && p.now.Hour()*60+p.now.Minute() < early && days[0].Equal(p.today) {
		ok = false // "midnight tonight", said after midnight
	}
	if m, left := p.leftToday(days, all); !ok && left && ph.part == 0 {
		minute, rest, ok = m, nil, true
	}
	var certain, possible []reading
	for _, day := range days {
		for _, m := range all {
			possible = append(possible, reading{day: day, minute: m})
		}
		certain = append(certain, reading{day: day, minute: minute})
		for _, other := range rest {
			if ok && p.isAhead(day, other) && (!p.isAhead(day, minute) || other < minute) && day.Equal(p.today) {
				ok = false // "vandaag om 8 uur", said at three: this evening perhaps
			}
		}
	}
	if !ok {
		return p.offer("deadline.ask.which", possible)
	}
	return p.take(ph, certain)
}

// nightTime is an hour after midnight. "Vannacht" is the night now or next; of any other day people
// mean the night it begins with or the one it ends with.
func (p *parser) nightTime(ph *phrase, day date, minute int) verdict {
	following := reading{day: day.AddDate(0, 0, 1), minute: minute}
	if !day.Equal(p.today) || ph.weekday >= 0 {
		return p.offer("deadline.ask.which", []reading{{day: day, minute: minute}, following})
	}
	if p.isAhead(day, minute) {
		following.day = day
	}
	return p.take(ph, []reading{following})
}

// leftToday is the evening reading of an hour that a desk does not work at, such as "half acht", once
// its morning reading has passed today: whoever means tomorrow's morning says so.
func (p *parser) leftToday(days []date, clocks []int) (minute int, ok bool) {
	if len(days) != 1 || !days[0].Equal(p.today) || len(clocks) != 2 || clocks[0] >= deskOpens || clocks[0] <= early {
		return 0, false
	}
	return clocks[1], !p.isAhead(p.today, clocks[0]) && p.isAhead(p.today, clocks[1])
}

func (p *parser) isAhead(day date, minute int) bool {
	found := instants(day, minute, p.zone)
	return len(found) > 0 && found[len(found)-1].After(p.now)
}

// nextTime is a time without a day: today's when that is still to come and nothing else can be
// meant, and a question otherwise.
func (p *parser) nextTime(ph *phrase) verdict {
	clocks := ph.clocks
	if ph.part > 0 {
		if clocks = p.inPart(clocks, ph.part); len(clocks) == 0 {
			return verdict{trouble: "deadline.ask.disagree"}
		}
	}
	var possible []reading
	for _, minute := range clocks {
		day := p.today
		if !p.back && !p.isAhead(day, minute) {
			day = day.AddDate(0, 0, 1)
		}
		possible = append(possible, reading{day: day, minute: minute})
	}
	minute, rest, ok := p.likely(ph)
	if ph.oneHour && !ph.introduced && ph.part == 0 {
		length := p.now.Truncate(time.Minute).Add(time.Duration(ph.clocks[0]) * time.Minute)
		return p.offer("deadline.ask.time_or_length", append(possible, reading{exact: &length}))
	}
	for _, other := range rest {
		ok = ok && !(p.isAhead(p.today, other) && other < minute)
	}
	if m, left := p.leftToday([]date{p.today}, clocks); !ok && left && ph.part == 0 {
		return p.take(ph, []reading{{day: p.today, minute: m}})
	}
	asked := p.offer("deadline.ask.which", possible)
	switch {
	case !ok && len(asked.moments) == 1:
		return p.take(ph, possible[:1]) // midnight, under its two names
	case !ok:
		return asked
	case ph.part > 0 && minute < early:
		return p.take(ph, []reading{possible[slices.Index(clocks, minute)]})
	case p.isAhead(p.today, minute), p.back:
		return p.take(ph, []reading{{day: p.today, minute: minute}})
	}
	if len(asked.moments) > 0 && dateOf(asked.moments[0].Instant).Equal(p.today) {
		return asked
	}
	return p.offer("deadline.ask.past_today", possible)
}

// take gives the readings as moments; today's that have passed give way to later ones. Civil times
// that the clocks skip or show twice are asked about, unless summer or winter time was said.
func (p *parser) take(ph *phrase, readings []reading) verdict {
	var moments []At
	for _, r := range readings {
		found := p.moment(r)
		switch {
		case len(found) == 0:
			return verdict{trouble: "deadline.ask.skipped"}
		case len(found) == 2 && ph.season > 0:
			found = found[ph.season-1 : ph.season]
		case len(found) == 2:
			return verdict{trouble: "deadline.ask.twice", moments: found}
		}
		moments = append(moments, found...)
	}
	if p.back {
		moments = p.latest(moments)
	}
	ahead := slices.DeleteFunc(slices.Clone(moments), func(m At) bool {
		return !m.Instant.After(p.now) && dateOf(m.Instant).Equal(p.today)
	})
	if len(ahead) > 0 {
		moments = ahead
	}
	if len(moments) > 1 {
		return verdict{trouble: "deadline.ask.which", moments: p.upcoming(moments)}
	}
	return verdict{moments: moments}
}

// offer asks, with those of the readings that are still to come.
func (p *parser) offer(trouble string, readings []reading) verdict {
	var moments []At
	for _, r := range readings {
		moments = append(moments, p.moment(r)...)
	}
	return verdict{trouble: trouble, moments: p.upcoming(moments)}
}

// upcoming sorts moments, soonest first, each once, without those before now.
func (p *parser) upcoming(moments []At) []At {
	kept := slices.DeleteFunc(slices.Clone(moments), func(m At) bool { return m.Instant.Before(p.now) })
	slices.SortFunc(kept, func(a, b At) int { return a.Instant.Compare(b.Instant) })
	return slices.CompactFunc(kept, func(a, b At) bool { return a.Instant.Equal(b.Instant) })
}
