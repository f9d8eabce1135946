package main

import (
	"math"
	"slices"
	"time"

	"kroon/internal/id"
	"kroon/internal/promise"
	"kroon/internal/worktime"
)

// desk is a team that works with Kroon: times that are offered by its arithmetic, what is due first first, and the guard.
// The arithmetic is the program's own: Choose for the offers, Slacks and Admit for the guard.
type desk struct {
	t     *trial
	house worktime.Calendar
	due   []int64
	done  []int64
	left  []int64
	queue [crew][]int // open promises of each, earliest due first; the one in hand too
	hand  [crew]int   // in hand; -1: none
	until [crew]int64 // when what is in hand is done
	asked []bool      // a colleague was asked once
	// teamFirst: whoever is free takes what is due first, of his own or of a colleague's; else his own first, and a colleague's
	// when he has none.
	teamFirst bool
	override  int // promised although nothing was offered
	moved     int // given to a colleague by the guard
}

// names are the people, by number.
func named(who int) id.Staff { return id.Staff{15: byte(who + 1)} }

// withKroon lets a trial go by with Kroon.
func withKroon(t *trial, teamFirst bool) (*desk, error) {
	week := map[time.Weekday][]worktime.Interval{time.Saturday: nil, time.Sunday: nil}
	for weekday := time.Monday; weekday <= time.Friday; weekday++ {
		week[weekday] = []worktime.Interval{{From: opens, Until: shuts}}
	}
	house, err := worktime.Resolve(worktime.Layer{Zone: epoch.Location(), Week: week})
	if err != nil {
		return nil, err
	}
	d := &desk{
		t: t, house: house, teamFirst: teamFirst, due: make([]int64, len(t.asked)), done: make([]int64, len(t.asked)),
		left: make([]int64, len(t.asked)), asked: make([]bool, len(t.asked)),
	}
	for i, q := range t.asked {
		d.left[i] = q.length
	}
	for who := range d.hand {
		d.hand[who] = -1
	}
	d.live()
	return d, nil
}

// look is how often the guard is looked at, in open seconds. In the program it wakes at its own instants.
const look = 600

func (d *desk) live() {
	next, guard := 0, int64(0)
	for {
		now := int64(math.MaxInt64)
		if next < len(d.t.asked) {
			now = d.t.asked[next].at
		}
		busy := false
		for who := range crew {
			busy = busy || len(d.queue[who]) > 0
			if d.hand[who] >= 0 {
				now = min(now, d.until[who])
			}
		}
		if now == math.MaxInt64 && !busy {
			return
		}
		now = min(now, guard)
		d.finish(now)
		for next < len(d.t.asked) && d.t.asked[next].at <= now {
			d.promise(next, now)
			next++
		}
		if now >= guard {
			d.ill(now)
			d.guard(now)
			guard += look
		}
		d.begin(now)
	}
}

// finish is who is done.
func (d *desk) finish(now int64) {
	for who := range crew {
		if of := d.hand[who]; of >= 0 && d.until[who] <= now {
			d.done[of], d.hand[who] = d.until[who], -1
			d.drop(who, of)
		}
	}
}

// begin has whoever is free begin with what is due first.
func (d *desk) begin(now int64) {
	for who := range crew {
		here, gone := d.t.present(who, now)
		if !here || d.hand[who] >= 0 {
			continue
		}
		if (len(d.queue[who]) == 0 || d.teamFirst) && !d.help(who) {
			continue
		}
		of := d.queue[who][0]
		d.hand[who], d.until[who] = of, now+d.left[of]
		if d.until[who] > gone {
			d.until[who] = math.MaxInt64 // he falls ill over it
			d.left[of] -= gone - now
		}
	}
}

// help: whoever is free takes over what is due first in the team of what nobody has begun. Any colleague may take a promise
// to himself.
func (d *desk) help(who int) bool {
	from, first := -1, -1
	for other := range crew {
		for _, of := range d.queue[other] {
			if of != d.hand[other] && (first < 0 || d.due[of] < d.due[first]) {
				from, first = other, of
			}
		}
	}
	if first >= 0 {
		if from != who {
			d.give(first, from, who)
		}
	}
	return first >= 0
}

// ill: what somebody who is ill had promised is given out again, to who can keep it, or else to who has most room.
func (d *desk) ill(now int64) {
	for who := range crew {
		here, _ := d.t.present(who, now)
		if here || len(d.queue[who]) == 0 {
			continue
		}
		d.hand[who] = -1
		for _, of := range slices.Clone(d.queue[who]) {
			to, best := who, math.MinInt
			for other := range crew {
				if here, _ := d.t.present(other, now); !here {
					continue
				}
				if slack := d.worst(other, now, of); slack > best {
					to, best = other, slack
				}
			}
			if to != who {
				d.give(of, who, to)
			}
		}
	}
}

// promise gives a question an owner and a time, as whoever picks up would: the first of the times that are offered that
// is not called tight, and else the last.
func (d *desk) promise(of int, now int64) {
	q := d.t.asked[of]
	var candidates []promise.Candidate
	for who := range crew {
		if here, _ := d.t.present(who, now); here {
			candidates = append(candidates, promise.Candidate{Staff: named(who), Room: d.room(), Loads: d.loads(who, now)})
		}
	}
	times := promise.Choose(instant(now), candidates, promise.Wish{Minutes: q.minutes, Margin: margin})
	if len(times) == 0 {
		d.override++
		who := d.roomiest(now, of)
		d.take(of, who, now+2*day)
		return
	}
	chosen := times[len(times)-1]
	if i := slices.IndexFunc(times, func(c promise.Choice) bool { return c.Verdict == promise.Feasible }); i >= 0 {
		chosen = times[i]
	}
	d.take(of, int(chosen.Staff[15])-1, openSeconds(chosen.Due))
}

func (d *desk) take(of, who int, due int64) {
	d.due[of] = due
	d.put(of, who)
}

func (d *desk) put(of, who int) {
	d.queue[who] = append(d.queue[who], of)
	slices.SortStableFunc(d.queue[who], func(a, b int) int { return int(d.due[a] - d.due[b]) })
}

func (d *desk) drop(who, of int) {
	d.queue[who] = slices.DeleteFunc(d.queue[who], func(one int) bool { return one == of })
}

func (d *desk) give(of, from, to int) {
	d.drop(from, of)
	d.put(of, to)
	d.moved++
}

func (d *desk) room() promise.Room { return promise.Room{Calendar: d.house, Share: share} }

// loads are somebody's open promises as Kroon weighs them.
func (d *desk) loads(who int, now int64) []promise.Load {
	out := make([]promise.Load, 0, len(d.queue[who])+1)
	for _, of := range d.queue[who] {
		out = append(out, d.loadOf(of, now))
	}
	return out
}

func (d *desk) loadOf(of int, now int64) promise.Load {
	return promise.Load{Due: instant(d.due[of]), Minutes: d.t.asked[of].minutes, Broken: d.due[of] <= now}
}

// worst is the least slack that somebody would have with one more, from its due on.
func (d *desk) worst(who int, now int64, with int) int {
	least, one := math.MaxInt, d.loadOf(with, now)
	for _, s := range promise.Slacks(instant(now), d.room(), append(d.loads(who, now), one)) {
		if !s.Due.Before(one.Due) {
			least = min(least, s.Minutes)
		}
	}
	return least
}

func (d *desk) roomiest(now int64, of int) int {
	best, most := 0, math.MinInt
	for who := range crew {
		if here, _ := d.t.present(who, now); here {
			if slack := d.worst(who, now, of); slack > most {
				best, most = who, slack
			}
		}
	}
	return best
}

// guard: at risk, a colleague with room to spare is asked, and says yes half of the time; past the last safe moment the
// promise goes to whoever can still keep it.
func (d *desk) guard(now int64) {
	for who := range crew {
		if here, _ := d.t.present(who, now); !here || len(d.queue[who]) == 0 {
			continue
		}
		slacks := promise.Slacks(instant(now), d.room(), d.loads(who, now))
		at := map[int64]int{}
		for _, s := range slacks {
			at[openSeconds(s.Due)] = s.Minutes
		}
		for _, of := range slices.Clone(d.queue[who]) {
			slack, known := at[d.due[of]]
			if !known || slack >= margin || of == d.hand[who] || d.due[of] <= now {
				continue
			}
			if to := d.relief(who, of, now, slack < 0); to >= 0 {
				d.give(of, who, to)
				break // what is left is weighed anew the next time
			}
		}
	}
}

// relief finds a colleague; -1: nobody can, or the one who was asked would rather not.
func (d *desk) relief(who, of int, now int64, last bool) int {
	just := -1
	for other := range crew {
		if here, _ := d.t.present(other, now); !here || other == who {
			continue
		}
		verdict, _ := promise.Admit(instant(now), d.room(), d.loads(other, now), instant(d.due[of]), d.t.asked[of].minutes, margin)
		switch verdict {
		case promise.Feasible:
			if !last && (d.asked[of] || !d.t.asked[of].halfYes) {
				d.asked[of] = true
				return -1
			}
			return other
		case promise.Tight:
			just = other
		}
	}
	if last {
		return just
	}
	return -1
}
