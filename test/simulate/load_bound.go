package main

import (
	"cmp"
	"container/heap"
	"slices"
)

// atMost is how many of the questions that count nobody could have kept more of, whatever he knew beforehand and however he
// planned: the all-knowing planner. It is an upper bound, not a plan.
//
// Within a stretch of time, whatever is asked in it and due in it needs its work done in it, by hands that are there. The
// bound lets all hands work on one question at once and put it down and take it up at will, and lets everything in the
// stretch be known when it begins: then doing what is due first and leaving out the longest whenever it does not fit loses
// fewest (Moore, An n job, one machine sequencing algorithm, Management Science 15, 1968). What is lost at least in stretches
// that do not overlap is lost together; the stretches are chosen so that it is most.
func atMost(t *trial, due []int64, counts func(int) bool) int {
	order := make([]int, 0, len(t.asked))
	all := 0
	for i := range t.asked {
		order = append(order, i)
		if counts(i) {
			all++
		}
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(due[a], due[b]), cmp.Compare(a, b)) })
	// Stretches begin at the beginning and in the middle of a day and end anywhere.
	const half = day / 2
	last := due[order[len(order)-1]]
	lost := make([]int, last/half+2) // at most so many lost before each half day
	for from := int64(0); from <= last; from += half {
		i := int(from / half)
		if i > 0 {
			lost[i] = max(lost[i], lost[i-1])
		}
		for until, n := range lostFrom(t, order, due, from, counts) {
			if end := int((until + half - 1) / half); end < len(lost) {
				lost[end] = max(lost[end], lost[i]+n)
			}
		}
	}
	return all - slices.Max(lost)
}

// longest is a heap of lengths, the longest first.
type longest []int64

func (l longest) Len() int           { return len(l) }
func (l longest) Less(i, j int) bool { return l[i] > l[j] }
func (l longest) Swap(i, j int)      { l[i], l[j] = l[j], l[i] }

// Push implements heap.Interface.
func (l *longest) Push(x any) { *l = append(*l, x.(int64)) }

// Pop implements heap.Interface.
func (l *longest) Pop() any {
	last := (*l)[len(*l)-1]
	*l = (*l)[:len(*l)-1]
	return last
}

// lostFrom is how many are lost at least from an instant until each due, of what is asked and due in between.
func lostFrom(t *trial, order []int, due []int64, from int64, counts func(int) bool) map[int64]int {
	const furthest = 8 * day
	out := map[int64]int{}
	var kept longest
	work, lost := int64(0), 0
	for _, of := range order {
		q := t.asked[of]
		if q.at < from || due[of] <= from || !counts(of) {
			continue
		}
		if due[of] > from+furthest {
			break
		}
		heap.Push(&kept, q.length)
		work += q.length
		if work > t.hands(from, due[of]) {
			work -= heap.Pop(&kept).(int64)
			lost++
		}
		if lost > 0 {
			out[due[of]] = lost
		}
	}
	return out
}

// hands is how much time all who are there have together between two instants.
func (t *trial) hands(from, until int64) int64 {
	sum := crew * (until - from)
	for who := range t.away {
		for _, s := range t.away[who] {
			sum -= max(0, min(s.until, until)-max(s.from, from))
		}
	}
	return sum
}
