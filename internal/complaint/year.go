package complaint

import (
	"slices"
	"time"
)

// Year is what became of the complaints that came within a time, usually a year.
type Year struct {
	Received   int
	InTime     int // acknowledged by the norm
	Late       int // acknowledged after it, or not at all though it has passed
	NotYet     int // to be acknowledged, and there is time
	Answered   int
	Right      int // of those answered, how many customers were right, wholly or in part
	Accepted   int
	Refused    int
	Silent     int
	Withdrawn  int
	Learned    int
	Open       int
	Recurring  int // the same customer about the same cause as within the year before
	ToAck      Times
	ToAnswer   Times
	Unassessed int
	Causes     []Bar
}

// Times are how long something took, of those for which it happened, in minutes of the clock.
type Times struct {
	N      int   `json:"n"`
	Median int64 `json:"median"`
	P90    int64 `json:"p90"`
}

// Sum tells what became of the complaints received from an instant up to another. before are those of the year
// before that, against which recurrence is held.
func Sum(all, before []Complaint, now time.Time) Year {
	var out Year
	var acks, answers []time.Duration
	var counted []Complaint
	for _, c := range all {
		if !c.UndoneAt.IsZero() {
			continue
		}
		counted = append(counted, c)
		out.count(c, now)
		if !c.AcknowledgedAt.IsZero() {
			acks = append(acks, c.AcknowledgedAt.Sub(c.ReceivedAt))
		}
		if !c.AnsweredAt.IsZero() {
			answers = append(answers, c.AnsweredAt.Sub(c.ReceivedAt))
		}
	}
	out.ToAck, out.ToAnswer, out.Causes = timesOf(acks), timesOf(answers), Pareto(counted)
	within := map[string]bool{}
	for _, c := range counted {
		within[c.ID.String()] = true
	}
	for _, r := range Recurrences(append(slices.Clone(before), counted...)) {
		if within[r.Again.String()] {
			out.Recurring++
		}
	}
	return out
}

func (y *Year) count(c Complaint, now time.Time) {
	one := func(n *int, is bool) {
		if is {
			*n++
		}
	}
	y.Received++
	late := c.Late(now)
	one(&y.Late, late)
	one(&y.InTime, !late && !c.AcknowledgedAt.IsZero())
	one(&y.NotYet, !late && c.Stage == Received)
	one(&y.Answered, !c.AnsweredAt.IsZero())
	one(&y.Right, !c.AnsweredAt.IsZero() && c.Finding.Right())
	one(&y.Unassessed, c.Cause == "")
	one(&y.Open, c.Stage.Open())
	one(&y.Learned, c.Stage == Learned)
	one(&y.Withdrawn, c.Stage == Withdrawn)
	one(&y.Accepted, c.Verdict == Accept)
	one(&y.Refused, c.Verdict == Refuse)
	one(&y.Silent, c.Verdict == Leave)
}

// timesOf takes the median and the time within which nine of ten were done, by nearest rank.
func timesOf(all []time.Duration) Times {
	if len(all) == 0 {
		return Times{}
	}
	slices.Sort(all)
	rank := func(percent int) int64 { return int64(all[(len(all)*percent+99)/100-1] / time.Minute) }
	return Times{N: len(all), Median: rank(50), P90: rank(90)}
}
