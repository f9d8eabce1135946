package main

import (
	"container/heap"
	"time"
)

// happening is something that comes about at an instant by the world's own time.
type happening struct {
	at     time.Time
	number int // the order of those at one instant
	what   func() error
}

// agenda is what is to come, earliest first.
type agenda struct {
	waiting []happening
	count   int
}

func (a *agenda) Len() int { return len(a.waiting) }
func (a *agenda) Less(i, j int) bool {
	if !a.waiting[i].at.Equal(a.waiting[j].at) {
		return a.waiting[i].at.Before(a.waiting[j].at)
	}
	return a.waiting[i].number < a.waiting[j].number
}
func (a *agenda) Swap(i, j int) { a.waiting[i], a.waiting[j] = a.waiting[j], a.waiting[i] }

// Push implements heap.Interface.
func (a *agenda) Push(x any) { a.waiting = append(a.waiting, x.(happening)) }

// Pop implements heap.Interface.
func (a *agenda) Pop() any {
	last := a.waiting[len(a.waiting)-1]
	a.waiting = a.waiting[:len(a.waiting)-1]
	return last
}

// at has something come about at an instant, at a whole minute: people do not look at seconds, and so whoever counts
// minutes by hand counts the same.
func (w *world) at(t time.Time, what func() error) {
	w.agenda.count++
	heap.Push(&w.agenda, happening{t.Truncate(time.Minute), w.agenda.count, what})
}

// in has something come about after so many minutes.
func (w *world) in(minutes int, what func() error) {
	w.at(w.now.Add(time.Duration(minutes)*time.Minute), what)
}

// live lets the world go on to its end.
func (w *world) live() error {
	for w.agenda.Len() > 0 {
		next := heap.Pop(&w.agenda).(happening)
		if next.at.After(w.until) {
			return nil
		}
		if err := w.pass(next.at); err != nil {
			return err
		}
		if err := next.what(); err != nil {
			return err
		}
		if w.crashDue {
			if err := w.crash("after an act"); err != nil {
				return err
			}
		}
		if err := w.pass(w.now); err != nil {
			return err
		}
		if err := w.check(); err != nil {
			return err
		}
		if w.ctx.Err() != nil {
			return w.ctx.Err()
		}
	}
	return nil
}

// mostSteps bounds the steps at one instant: more means that time does not pass any more.
const mostSteps = 1000

// pass lets the clockworks do what is due until an instant, at its own instants, now one node and now another.
func (w *world) pass(end time.Time) error {
	if end.Before(w.now) { // the clocks were set ahead of it
		end = w.now.Add(time.Minute - time.Microsecond).Truncate(time.Minute)
	}
	for still := 0; still < mostSteps; still++ {
		if err := w.spoil(); err != nil {
			return err
		}
		n := w.any()
		next, err := n.Clock.Step(w.ctx)
		if err != nil {
			return err
		}
		w.steps++
		if w.crashDue {
			if err := w.again(w.left(), "while a message left"); err != nil {
				return err
			}
			continue
		}
		if next = next.Add(-n.ahead); next.Before(w.began) || next.After(end) { // none, or later
			if !w.now.Before(end) {
				return nil
			}
			next = end
		}
		if next.After(w.now) {
			w.set(next)
			still = 0
		}
	}
	return w.broken("time-passes", "the clockworks have work at one instant without end")
}
