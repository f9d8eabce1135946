package worktime

import "time"

// Step is one stretch on the way to a due time.
type Step struct {
	Kind        Kind
	From, Until time.Time
	Holiday     string // the key of a built-in holiday's name
}

// Explain derives Add(from, n) in steps that touch each other: the open stretches that were used, and
// what lay between with the reason. A time is called a holiday or an absence only where the week
// would have been open. No minutes give no steps.
func (c Calendar) Explain(from time.Time, n int) ([]Step, error) {
	due, err := c.Add(from, n)
	if err != nil {
		return nil, err
	}
	var steps []Step
	at := from.In(c.Zone())
	c.walk(from.Unix(), due.Unix()+1, func(p piece) bool {
		a, b := time.Unix(p.from, 0).In(c.Zone()), time.Unix(p.until, 0).In(c.Zone())
		if b.After(due) {
			b = due
		}
		if a.After(at) {
			steps = joined(steps, Step{Kind: Closed, From: at, Until: a})
			at = a
		}
		if b.After(at) {
			steps = joined(steps, Step{Kind: p.kind, From: at, Until: b, Holiday: p.holiday})
			at = b
		}
		return at.Before(due)
	})
	return steps, nil
}

// joined appends a step, or lengthens the last one when it is more of the same.
func joined(steps []Step, next Step) []Step {
	if last := len(steps) - 1; last >= 0 && steps[last].Kind == next.Kind && steps[last].Holiday == next.Holiday {
		steps[last].Until = next.Until
		return steps
	}
	return append(steps, next)
}
