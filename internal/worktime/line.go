package worktime

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"sync/atomic"
	"time"
)

// Stretch is a stretch of time, told from where a Line begins; its end is not in it.
type Stretch struct{ From, Until time.Duration }

// Line is a calendar's open time laid out from one instant on, less what is taken of it: how much has passed until an
// instant, and by when so much has. It walks no days to answer: what the week has open is kept with its sums, once for all
// calendars that differ in their absences only, and is looked up; what is away or taken is few and set off against it.
// It reckons with 292 years. It is for one goroutine.
type Line struct {
	calendar Calendar
	origin   int64         // unix seconds
	nano     time.Duration // past the origin
	laid     *laid
	start    time.Duration // open before the line begins, by the laid-out sums
	taken    []cut         // in order, apart; what is further on is ahead
	ahead    []Stretch
	end      time.Duration // nothing is open from here on
	near     int           // where the last answer was found: the next one is mostly beside it
}

// cut is a stretch that is taken, with what is open before it and what all up to and with it take away.
type cut struct {
	Stretch
	open, lost time.Duration
}

// hours are the open stretches of a calendar without its absences, laid out as far as anybody asked.
type hours struct{ laid atomic.Pointer[laid] }

type laid struct {
	from, until int64 // unix seconds: what is laid out
	open        []sum
}

// sum is an open stretch in unix seconds, with the open seconds before it.
type sum struct{ from, until, gone int64 }

const forever = time.Duration(math.MaxInt64)

// Line lays out the calendar from an instant on. What is taken may overlap, in any order, and lie in closed time.
func (c Calendar) Line(from time.Time, taken []Stretch) *Line {
	l := &Line{calendar: c, origin: from.Unix(), nano: time.Duration(from.Nanosecond()), end: forever, laid: &laid{}}
	if c.hours == nil { // never opens
		l.end = 0
		return l
	}
	l.reachTo(0)
	all := append(make([]Stretch, 0, len(taken)+len(c.away)+len(c.civilAway)+1), taken...)
	for _, away := range c.away {
		all = append(all, Stretch{l.since(away.from), l.since(away.until)})
	}
	for _, away := range c.civilAway {
		all = l.civil(all, away)
	}
	if len(all) > 0 {
		l.take(all)
	}
	return l
}

// since is how long after the line's beginning a second begins, held to what a duration can tell.
func (l *Line) since(unix int64) time.Duration {
	const most = int64(math.MaxInt64 / time.Second)
	seconds := unix - l.origin
	switch {
	case seconds >= most:
		return forever
	case seconds <= -most:
		return -forever
	}
	return time.Duration(seconds)*time.Second - l.nano
}

// civil finds the stretches in which labels on the wall are within an absence: one, but two where the clock is set back over
// its edge. No zone is 36 hours from another.
func (l *Line) civil(to []Stretch, away span) []Stretch {
	const furthest = 36 * 3600
	from, until := max(l.origin, away.from-furthest), away.until+furthest
	if away.until >= endless {
		until = max(from, away.from+furthest)
		to = append(to, Stretch{l.since(until), forever})
	}
	for at := from; at < until; {
		stop, offset := l.calendar.evenFrom(at, until)
		if a, b := max(at, away.from-offset), min(stop, away.until-offset); a < b {
			to = append(to, Stretch{l.since(a), l.since(b)})
		}
		at = stop
	}
	return to
}

// take puts what is taken in order and apart; it is set off when it is come upon.
func (l *Line) take(all []Stretch) {
	slices.SortFunc(all, func(a, b Stretch) int { return cmp.Compare(a.From, b.From) })
	l.ahead = all[:0]
	for _, one := range all {
		if one.From = max(one.From, 0); len(l.ahead) > 0 {
			one.From = max(one.From, l.ahead[len(l.ahead)-1].Until)
		}
		switch {
		case one.Until <= one.From:
			continue
		case one.Until == forever:
			l.end = one.From
			return
		}
		l.ahead = append(l.ahead, one)
	}
}

// settle sets off the next stretch that is taken.
func (l *Line) settle() {
	one, lost := l.ahead[0], l.lost()
	before := l.passed(one.From)
	l.ahead = l.ahead[1:]
	l.taken = append(l.taken, cut{one, before - lost, lost + l.passed(one.Until) - before})
}

// lost is what was set off so far.
func (l *Line) lost() time.Duration {
	if n := len(l.taken); n > 0 {
		return l.taken[n-1].lost
	}
	return 0
}

// passed is the open time until so long after the beginning, before anything is set off.
func (l *Line) passed(at time.Duration) time.Duration {
	l.reachTo(at)
	open := l.laid.open
	i := min(l.near, len(open))
	for steps := 0; i > 0 && l.since(open[i-1].from) >= at; steps++ {
		if i--; steps == 8 {
			i = sort.Search(i, func(i int) bool { return l.since(open[i].from) >= at })
		}
	}
	for steps := 0; i < len(open) && l.since(open[i].from) < at; steps++ {
		if i++; steps == 8 {
			i += sort.Search(len(open)-i, func(j int) bool { return l.since(open[i+j].from) >= at })
		}
	}
	l.near = i
	if i == 0 {
		return -l.start
	}
	last := open[i-1] // the last one that begins before at
	return time.Duration(last.gone)*time.Second + min(at, l.since(last.until)) - l.since(last.from) - l.start
}

// Open is the open time that passes from the beginning until so long after it; none before it.
func (l *Line) Open(at time.Duration) time.Duration {
	if at = min(at, l.end); at <= 0 {
		return 0
	}
	for len(l.ahead) > 0 && l.ahead[0].From < at {
		if at <= l.ahead[0].Until {
			return l.passed(l.ahead[0].From) - l.lost()
		}
		l.settle()
	}
	n := sort.Search(len(l.taken), func(i int) bool { return l.taken[i].From >= at })
	switch {
	case n == 0:
		return l.passed(at)
	case at <= l.taken[n-1].Until:
		return l.taken[n-1].open
	}
	return l.passed(at) - l.taken[n-1].lost
}

// Reach is how long after the beginning so much open time has first passed; false when that is not within the limit,
// nor within a hundred years.
func (l *Line) Reach(open, limit time.Duration) (time.Duration, bool) {
	limit = min(limit, l.end, 100*8766*time.Hour)
	for {
		at, found := l.reach(open, limit)
		if !found || len(l.ahead) == 0 || at <= l.ahead[0].From {
			return at, found
		}
		if l.ahead[0].Until >= limit {
			return 0, false
		}
		l.settle()
	}
}

// reach is Reach past what is set off so far.
func (l *Line) reach(open, limit time.Duration) (time.Duration, bool) {
	if open <= 0 {
		return 0, true
	}
	if n := sort.Search(len(l.taken), func(i int) bool { return l.taken[i].open >= open }); n > 0 {
		open += l.taken[n-1].lost
	}
	for ahead := min(time.Duration(firstLaid)*time.Second, limit); ; ahead = min(2*ahead, limit) {
		l.reachTo(ahead)
		want, laid := open+l.start, l.laid.open
		i := sort.Search(len(laid), func(i int) bool {
			return laid[i].gone+laid[i].until-laid[i].from >= int64((want+time.Second-1)/time.Second)
		})
		if i < len(laid) {
			at := l.since(laid[i].from) + want - time.Duration(laid[i].gone)*time.Second
			return at, at <= limit
		}
		if ahead >= limit {
			return 0, false
		}
	}
}

// firstLaid is how many seconds are laid out at first; more is laid out twice as far each time. What is more than mostLaid is
// not kept for others.
const (
	firstLaid = 64 * secondsPerDay
	mostLaid  = 4 * 366 * secondsPerDay
)

// reachTo sees to it that the open stretches are laid out at least until so long after the beginning.
func (l *Line) reachTo(at time.Duration) {
	if l.calendar.hours == nil {
		return
	}
	until := l.origin + int64(at/time.Second) + 2
	if l.laid.from <= l.origin && until <= l.laid.until {
		return
	}
	l.laid = l.calendar.lay(l.origin, until)
	l.near, l.start = 0, 0
	l.start = l.passed(0)
}

// lay gives the open stretches without absences, from a second on until another at least.
func (c Calendar) lay(from, until int64) *laid {
	known := c.hours.laid.Load()
	if known != nil && known.from <= from && until <= known.until {
		return known
	}
	made := &laid{from: from, until: max(until, from+firstLaid)}
	if known != nil && known.from <= made.until { // what others asked for stays, and what grows doubles
		begin := min(from, known.from)
		end := max(made.until, known.until, begin+2*(known.until-known.from))
		if end-begin <= mostLaid {
			made.from, made.until = begin, end
		}
	}
	bare, gone := c, int64(0)
	bare.civilAway, bare.away = nil, nil
	bare.walk(made.from, made.until, func(p piece) bool {
		if p.kind == Open {
			made.open = append(made.open, sum{p.from, p.until, gone})
			gone += p.until - p.from
		}
		return true
	})
	if made.until-made.from <= mostLaid {
		c.hours.laid.Store(made)
	}
	return made
}
