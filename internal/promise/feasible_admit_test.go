package promise_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"kroon/internal/promise"

	"pgregory.net/rapid"
)

// worker does a desk's promises one minute after another, the earliest due first and what is broken before all, and carries
// on with what is late. Of each promise he tells when it was done, in minutes since the start of the desk; after two days he
// is always there.
func (d desk) worker(loads []promise.Load) []int {
	order := make([]int, len(loads))
	for i := range order {
		order[i] = i
	}
	due := func(i int) int64 {
		if loads[i].Broken {
			return math.MinInt64
		}
		return loads[i].Due.Unix()
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(min(max(due(a)/60-due(b)/60, -1), 1)) })
	done := make([]int, len(loads))
	minute, part := int(d.now.Sub(d.start)/time.Minute), 0 // hundredths of the minute's share that are used
	for _, i := range order {
		for left := loads[i].Minutes * 100; left > 0; {
			there := d.room.Share - part
			if minute < deskMinutes {
				there = (d.free[minute+1]-d.free[minute])*d.room.Share - part
			}
			used := min(max(there, 0), left)
			if left, part, done[i] = left-used, part+used, minute+1; used >= there {
				minute, part = minute+1, 0
			}
		}
	}
	return done
}

// late tells whether a promise that was done at that minute came too late.
func (d desk) late(load promise.Load, done int) bool {
	return !load.Broken && d.start.Add(time.Duration(done)*time.Minute).After(load.Due)
}

// A new promise is judged to fit exactly when whoever works on what is due first keeps it, and no other promise that he would
// keep is broken by it, and none that he would not is done later: also where he promised more than he can keep already.
func TestWhatFitsIsKeptAndBreaksNothing(t *testing.T) {
	cases(t, "4000", func(t *rapid.T) {
		d := drawDesk(t)
		d.now = d.start
		for i := range d.loads {
			d.loads[i].Due, d.loads[i].Minutes = d.loads[i].Due.Truncate(time.Minute), d.loads[i].Minutes+1
			if !d.loads[i].Due.After(d.now) {
				d.loads[i].Broken = true
			}
		}
		fresh := promise.Load{Due: d.start.Add(time.Duration(1+even(t, "at", 2400)) * time.Minute), Minutes: 1 + even(t, "takes", 60)}
		if len(d.loads) > 0 && !d.loads[0].Broken && rapid.IntRange(0, 5).Draw(t, "same due") == 0 {
			fresh.Due = d.loads[0].Due
		}
		with := append(slices.Clone(d.loads), fresh)
		before, after := d.worker(d.loads), d.worker(with)
		harmless := !d.late(fresh, after[len(d.loads)])
		for _, load := range d.loads {
			// Of what is due at one instant together only the last matters: which of them that is, is the worker's choice.
			was, is := d.last(d.loads, before, load), d.last(with, after, load)
			if !load.Broken && is > was && d.late(load, is) {
				harmless = false
			}
		}
		verdict, slack := promise.Admit(d.now, d.room, d.loads, fresh.Due, fresh.Minutes, 0)
		least := slack
		for _, load := range with {
			if !load.Broken {
				least = min(least, d.slack(d.now, load.Due, with))
			}
		}
		if tight, _ := promise.Admit(d.now, d.room, d.loads, fresh.Due, fresh.Minutes, promise.Margin); harmless && (tight == promise.Tight) != (least < promise.Margin) {
			t.Fatalf("judged %s with %d left at the least", tight, least)
		}
		if (verdict != promise.Infeasible) != harmless || verdict != promise.Infeasible && slack < 0 {
			t.Fatalf("judged %s with %d left for %+v beside %+v: the worker has done them at %v, before at %v", verdict, slack, fresh, d.loads, after, before)
		}
	})
}

// last is when the last of what is due at one instant is done.
func (d desk) last(loads []promise.Load, done []int, of promise.Load) (last int) {
	for i, load := range loads {
		if load.Broken == of.Broken && (load.Broken || load.Due.Equal(of.Due)) {
			last = max(last, done[i])
		}
	}
	return last
}

// Two promises that each fit alone, and not together, are never both judged to fit one after the other.
func TestTwoNeverFitByAccident(t *testing.T) {
	cases(t, "3000", func(t *rapid.T) {
		d := drawDesk(t)
		kept := func(loads []promise.Load) (n int) {
			for _, load := range loads {
				if !load.Broken && d.slack(d.now, load.Due, loads) >= 0 {
					n++
				}
			}
			return n
		}
		loads, good := d.loads, kept(d.loads)
		for range 2 {
			due := d.start.Add(time.Duration(even(t, "due", 2400)) * time.Minute)
			minutes := 1 + even(t, "takes", 200)
			verdict, _ := promise.Admit(d.now, d.room, loads, due, minutes, 0)
			if verdict == promise.Infeasible {
				continue
			}
			loads = append(slices.Clone(loads), promise.Load{Due: due, Minutes: minutes})
			good++
		}
		if got := kept(loads); got != good {
			t.Fatalf("%d of %+v can be kept, not %d", got, loads, good)
		}
	})
}
