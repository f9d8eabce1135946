package main

import (
	"container/heap"
	"math"
)

// course is how a trial went: what was promised for each question, and when it was done, in open seconds.
type course struct {
	due, done []int64
}

// line is a queue of questions by an order.
type line struct {
	of   []int
	less func(a, b int) bool
}

func (l *line) Len() int           { return len(l.of) }
func (l *line) Less(i, j int) bool { return l.less(l.of[i], l.of[j]) }
func (l *line) Swap(i, j int)      { l.of[i], l.of[j] = l.of[j], l.of[i] }

// Push implements heap.Interface.
func (l *line) Push(x any) { l.of = append(l.of, x.(int)) }

// Pop implements heap.Interface.
func (l *line) Pop() any {
	last := l.of[len(l.of)-1]
	l.of = l.of[:len(l.of)-1]
	return last
}

// byArrival is first come, first served; byUrgency is a fixed priority, and among equals who came first.
func byArrival(*trial) func(a, b int) bool { return func(a, b int) bool { return a < b } }

func byUrgency(t *trial) func(a, b int) bool {
	return func(a, b int) bool {
		if t.asked[a].urgency != t.asked[b].urgency {
			return t.asked[a].urgency < t.asked[b].urgency
		}
		return a < b
	}
}

// oneLine is a team that works off one line together: whoever is free takes the next, whatever it is. That is the kindest
// way to look at working without promises that know of one another: nobody is idle while somebody waits. What somebody has
// in hand when he falls ill goes back into the line.
func oneLine(t *trial, order func(*trial) func(a, b int) bool) (done []int64) {
	done = make([]int64, len(t.asked))
	left := make([]int64, len(t.asked))
	for i, q := range t.asked {
		left[i] = q.length
	}
	queue := &line{less: order(t)}
	var free [crew]int64 // when each can take the next
	var back []struct {
		at int64
		of int
	}
	next := 0
	for {
		// Whoever is free first takes what is there by then; when nothing is, everybody waits for the next question.
		who, at := 0, int64(math.MaxInt64)
		for i := range free {
			if here, changes := t.present(i, free[i]); !here {
				free[i] = changes
			}
			if free[i] < at {
				who, at = i, free[i]
			}
		}
		for next < len(t.asked) && t.asked[next].at <= at {
			heap.Push(queue, next)
			next++
		}
		for i := 0; i < len(back); i++ {
			if back[i].at <= at {
				heap.Push(queue, back[i].of)
				back = append(back[:i], back[i+1:]...)
				i--
			}
		}
		if queue.Len() == 0 {
			soon := int64(math.MaxInt64)
			if next < len(t.asked) {
				soon = t.asked[next].at
			}
			for _, b := range back {
				soon = min(soon, b.at)
			}
			if soon == math.MaxInt64 {
				return done
			}
			for i := range free {
				free[i] = max(free[i], soon)
			}
			continue
		}
		of := heap.Pop(queue).(int)
		_, gone := t.present(who, at)
		if at+left[of] > gone {
			left[of] -= gone - at
			free[who] = gone
			back = append(back, struct {
				at int64
				of int
			}{gone, of})
			continue
		}
		free[who] = at + left[of]
		done[of] = free[who]
	}
}

// withinSo promises everybody the same, or by urgency half of it and half as much again: "within so long".
func withinSo(t *trial, length int64, byUrgency bool) []int64 {
	due := make([]int64, len(t.asked))
	for i, q := range t.asked {
		due[i] = q.at + length
		if byUrgency {
			due[i] = q.at + length*int64(q.urgency+1)/2
		}
	}
	return due
}
