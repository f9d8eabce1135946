package deadline

import "time"

// days are the days that a phrase can mean: what every component that names one agrees on.
func (p *parser) days(ph *phrase) (days []date, trouble string) {
	sets := append([][]date(nil), ph.sets...)
	if ph.count != nil {
		sets = append(sets, p.counting(ph))
	}
	if ph.day > 0 {
		found, trouble := p.dayOfMonth(ph)
		if trouble != "" {
			return nil, trouble
		}
		sets = append(sets, found)
	}
	if ph.weekday >= 0 && (len(sets) == 0 || ph.mark != 0 || ph.week != nil) {
		sets = append(sets, p.weekdays(ph))
	}
	if len(sets) == 0 && ph.closing {
		sets = append(sets, []date{p.today})
	}
	if len(sets) == 0 {
		return nil, "deadline.ask.which_day"
	}
	days = sets[0]
	for _, more := range sets[1:] {
		days = keep(days, func(d date) bool { return contains(more, d) })
	}
	days = keep(days, func(d date) bool { return p.agrees(ph, d) })
	if len(days) == 0 {
		return nil, "deadline.ask.disagree"
	}
	return p.nearer(ph, days), ""
}

// agrees tells whether a day fits the components that only narrow down: "vrijdag 27 november".
func (p *parser) agrees(ph *phrase, d date) bool {
	switch {
	case ph.weekday >= 0 && int(d.Weekday()) != ph.weekday:
		return false
	case ph.week != nil && ph.mark != coming && !monday(d).Equal(monday(p.today).AddDate(0, 0, 7**ph.week)):
		return false
	case ph.ofMonth != nil && addMonths(p.today, *ph.ofMonth).Month() != d.Month():
		return false
	}
	return true
}

// counting is the day a length of time leads to. With a weekday and whole weeks ("vrijdag over een
// week") people count from that weekday or from today's week: where these differ, both are readings.
func (p *parser) counting(ph *phrase) []date {
	sign := 1
	if ph.ago {
		sign = -1
	}
	landing := ph.count.from(p.today, sign)
	weeks := ph.count.months == 0 && ph.count.workdays == 0 && ph.count.days%7 == 0
	if ph.weekday < 0 || ph.mark != 0 || !weeks || ph.ago {
		return []date{landing}
	}
	starts := p.weekdays(&phrase{weekday: ph.weekday})
	var days []date
	if sameWeek := monday(landing).AddDate(0, 0, (ph.weekday+6)%7); !contains(starts, sameWeek) {
		days = append(days, sameWeek)
	}
	for _, start := range starts {
		if d := ph.count.from(start, sign); !contains(days, d) {
			days = append(days, d)
		}
	}
	return days
}

// weekdays are the days that a weekday can mean, given the word before it and the week named.
func (p *parser) weekdays(ph *phrase) []date {
	ahead := (ph.weekday - int(p.today.Weekday()) + 7) % 7
	nearest := p.today.AddDate(0, 0, ahead)
	following := nearest
	if ahead == 0 {
		following = p.today.AddDate(0, 0, 7)
	}
	ofNextWeek := monday(p.today).AddDate(0, 0, 7+(ph.weekday+6)%7)
	switch {
	case ph.week != nil && ph.mark != coming:
		return []date{monday(p.today).AddDate(0, 0, 7**ph.week+(ph.weekday+6)%7)}
	case ph.mark == last:
		return []date{nearest.AddDate(0, 0, -7)}
	case ph.week != nil || ph.mark == next:
		return both(following, ofNextWeek)
	case ph.mark == coming:
		return []date{following}
	case p.back:
		return both(nearest, nearest.AddDate(0, 0, -7)) // today's own may not have been yet
	}
	return both(nearest, following)
}

// dayOfMonth is "de 27e": of the month named, or the next to come. Today's own number, and a number
// that this month does not have, are asked about.
func (p *parser) dayOfMonth(ph *phrase) (days []date, trouble string) {
	first := addMonths(p.today.AddDate(0, 0, 1-p.today.Day()), 0)
	if ph.ofMonth != nil {
		first = addMonths(first, *ph.ofMonth)
	} else if p.back && ph.day > p.today.Day() {
		first = first.AddDate(0, -1, 0)
	}
	day, ok := newDate(first.Year(), first.Month(), ph.day)
	switch {
	case !ok:
		return nil, "deadline.ask.no_such_day"
	case ph.ofMonth != nil || day.After(p.today) || p.back:
		return []date{day}, ""
	}
	later, ok := newDate(first.Year(), first.Month()+1, ph.day)
	if !ok && day.Equal(p.today) {
		later, ok = newDate(first.Year(), first.Month()+2, ph.day)
	}
	switch {
	case day.Equal(p.today) && ok:
		return []date{day, later}, ""
	case day.Equal(p.today):
		return []date{day}, ""
	case ph.weekday >= 0 && !ph.bare && int(day.Weekday()) == ph.weekday && (!ok || int(later.Weekday()) != ph.weekday):
		return []date{day}, "" // "donderdag de 21e", said on the 27th: it has been
	case !ok:
		return nil, "deadline.ask.no_such_day"
	}
	return []date{later}, ""
}

func both(a, b date) []date {
	if a.Equal(b) {
		return []date{a}
	}
	return []date{a, b}
}

func contains(days []date, d date) bool {
	for _, other := range days {
		if other.Equal(d) {
			return true
		}
	}
	return false
}

func keep(days []date, fits func(date) bool) []date {
	var kept []date
	for _, d := range days {
		if fits(d) {
			kept = append(kept, d)
		}
	}
	return kept
}

// moment turns a reading into an At; none when the clocks never show it, two when they do so twice.
func (p *parser) moment(r reading) []At {
	if r.exact != nil {
		t := r.exact.In(p.zone)
		return []At{{Instant: t, Grain: Minute, Echo: p.echo(t, Minute)}}
	}
	grain, minute := Minute, r.minute
	if minute < 0 {
		grain, minute = Day, endOfDay
	}
	found := instants(r.day, minute, p.zone)
	if grain == Day && len(found) > 1 {
		found = found[1:] // the day ends when its last minute is shown for the second time
	}
	wall := r.day.Add(time.Duration(minute) * time.Minute)
	var moments []At
	for _, t := range found {
		moments = append(moments, At{Instant: t, Grain: grain, Civil: wall.Format("2006-01-02T15:04"), Echo: p.echo(t, grain)})
	}
	return moments
}
