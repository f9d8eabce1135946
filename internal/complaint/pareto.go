package complaint

import (
	"slices"
	"strings"
	"time"

	"kroon/internal/id"
)

// Bar is one cause in a Pareto: the causes by number, each with its share together with all before it.
type Bar struct {
	Cause      Cause
	Count      int
	Cumulative int // with the causes before it
	Permille   int // Cumulative of all, rounded down
	Cases      []id.Complaint
}

// Pareto counts the causes of complaints, the commonest first. What was taken back does not count; of what nobody
// assessed yet the cause is not known, and it counts in none.
func Pareto(all []Complaint) []Bar {
	by, total := map[Cause]*Bar{}, 0
	for _, c := range all {
		if !c.UndoneAt.IsZero() || c.Cause == "" {
			continue
		}
		if by[c.Cause] == nil {
			by[c.Cause] = &Bar{Cause: c.Cause}
		}
		bar := by[c.Cause]
		bar.Count, bar.Cases, total = bar.Count+1, append(bar.Cases, c.ID), total+1
	}
	var out []Bar
	for _, bar := range by {
		out = append(out, *bar)
	}
	slices.SortFunc(out, func(a, b Bar) int {
		if a.Count != b.Count {
			return b.Count - a.Count
		}
		return strings.Compare(string(a.Cause), string(b.Cause))
	})
	sum := 0
	for i := range out {
		sum += out[i].Count
		out[i].Cumulative, out[i].Permille = sum, sum*1000/total
	}
	return out
}

// recurs is for how many months after a complaint another one of the same customer and cause is the same again.
const recurs = 12

// Recurrence is a complaint of a customer about the same cause as one before it.
type Recurrence struct {
	Customer id.Customer
	Cause    Cause
	Before   id.Complaint
	Again    id.Complaint
	At       time.Time // when the second one came
}

// Recurrences finds the complaints that came again within a year: the same customer, the same cause. Each is held
// against the one before it, the oldest first.
func Recurrences(all []Complaint) []Recurrence {
	type key struct {
		Customer id.Customer
		Cause    Cause
	}
	sorted := slices.Clone(all)
	slices.SortFunc(sorted, func(a, b Complaint) int {
		if n := a.ReceivedAt.Compare(b.ReceivedAt); n != 0 {
			return n
		}
		return strings.Compare(a.ID.String(), b.ID.String())
	})
	last := map[key]Complaint{}
	var out []Recurrence
	for _, c := range sorted {
		if !c.UndoneAt.IsZero() || c.Cause == "" {
			continue
		}
		k := key{c.Customer, c.Cause}
		if before, ok := last[k]; ok && !c.ReceivedAt.After(before.ReceivedAt.AddDate(0, recurs, 0)) {
			out = append(out, Recurrence{c.Customer, c.Cause, before.ID, c.ID, c.ReceivedAt})
		}
		last[k] = c
	}
	return out
}
