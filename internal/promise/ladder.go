package promise

import (
	"slices"
	"sort"
	"time"

	"kroon/internal/worktime"
)

// rung is one step of the ladder and the instant at which it is to be taken.
type rung struct {
	step Step
	at   time.Time
}

// glass is an owner's free time in order, as sand that runs from one instant on: how much has gone by at
// an instant, and at which instant so much has. One walk over the calendar serves all his promises.
type glass struct {
	from      time.Time
	stretches []stretch
	gone      []time.Duration // before each stretch
	end       time.Duration   // since from
}

func newGlass(room Room, from, until time.Time) glass {
	g := glass{from: from, end: until.Sub(from)}
	sum := time.Duration(0)
	for a, b := range room.free(from, until.Sub(from)) {
		g.stretches = append(g.stretches, stretch{a, b})
		g.gone = append(g.gone, sum)
		sum += b - a
	}
	return g
}

// until is the free time that has gone by at t.
func (g glass) until(t time.Time) time.Duration {
	at := t.Sub(g.from)
	i := sort.Search(len(g.stretches), func(i int) bool { return g.stretches[i].from >= at })
	if i == 0 {
		return 0
	}
	last := g.stretches[i-1]
	return g.gone[i-1] + min(at, last.until) - last.from
}

// at is the last instant at which no more than so much free time has gone by.
func (g glass) at(gone time.Duration) time.Time {
	i := sort.Search(len(g.stretches), func(i int) bool { return g.gone[i]+g.stretches[i].until-g.stretches[i].from > gone })
	if i == len(g.stretches) { // no free time comes after it
		return g.from.Add(g.end)
	}
	return g.from.Add(g.stretches[i].from + gone - g.gone[i])
}

// ladders says for each agreed promise when the guard acts on it if nothing is done: it reminds halfway to
// the instant of risk, warns when the slack at due falls below the margin, and acts at the last safe
// moment, after which the slack is below zero. All in the owner's working time, net of his appointments;
// what falls outside his open minutes waits for the next one, as long as that is before due.
func ladders(now time.Time, room Room, loads []Load, promises []Promise, margin int) [][]rung {
	from, until := now, now
	for _, p := range promises {
		if p.AgreedAt.Before(from) {
			from = p.AgreedAt
		}
		until = later(until, p.DueAt)
	}
	g := newGlass(room, from, until)
	demand := newDemand(loads)
	all := make([][]rung, len(promises))
	for i, p := range promises {
		minutes := demand.by(p.DueAt)
		begun := g.until(p.AgreedAt)
		risk := g.latestWith(p, begun, room.needed(minutes+margin))
		safe := g.latestWith(p, begun, room.needed(minutes))
		remind := g.at(begun + (g.until(risk)-begun)/2)
		if remind.After(risk) {
			remind = risk
		}
		all[i] = []rung{{Remind, remind}, {AtRiskStep, risk}, {LastSafeStep, safe}}
		for j := range all[i] {
			at := all[i][j].at.Truncate(time.Microsecond) // what the clockwork can tell apart
			all[i][j].at = calm(room.Calendar, later(now, at), p.DueAt)
		}
	}
	return all
}

// latestWith is the last instant from which so much free time is still there until due, or when the
// promise was made if there never was.
func (g glass) latestWith(p Promise, begun, need time.Duration) time.Time {
	left := g.until(p.DueAt) - need
	switch {
	case need == 0:
		return p.DueAt
	case left < begun:
		return p.AgreedAt
	}
	return g.at(left)
}

// calm is the first open minute at or after t: nobody is disturbed outside working hours, unless there
// are none left before due.
func calm(calendar worktime.Calendar, t, due time.Time) time.Time {
	for open := range calendar.Open(t, due) {
		return open.UTC()
	}
	return t
}

// asked is what is asked of an owner by each due instant, in minutes.
type asked struct {
	dues    []time.Time
	minutes []int // by that due, with all before it
	always  int   // unrepaired breaches
}

func newDemand(loads []Load) asked {
	ordered := slices.SortedFunc(slices.Values(loads), func(a, b Load) int { return a.Due.Compare(b.Due) })
	var a asked
	sum := 0
	for _, load := range ordered {
		if load.Broken {
			a.always += load.Minutes
			continue
		}
		sum += load.Minutes
		a.dues, a.minutes = append(a.dues, load.Due), append(a.minutes, sum)
	}
	return a
}

func (a asked) by(due time.Time) int {
	i := sort.Search(len(a.dues), func(i int) bool { return a.dues[i].After(due) })
	if i == 0 {
		return a.always
	}
	return a.always + a.minutes[i-1]
}
