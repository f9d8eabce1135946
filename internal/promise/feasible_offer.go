package promise

import (
	"iter"
	"slices"
	"time"

	"kroon/internal/id"
	"kroon/internal/worktime"
)

// Candidate is somebody who could keep a new promise. Who lacks the skill is no candidate.
type Candidate struct {
	Staff id.Staff
	Room  Room
	Loads []Load

	asks *demand // the loads where they were read as such, for one Choose
}

// Wish is what is to be promised, and when it suits.
type Wish struct {
	Minutes   int
	NotBefore time.Time          // nothing due earlier; zero: no limit
	NotAfter  time.Time          // nothing due later, as when the customer decides; zero: no limit
	Customer  *worktime.Calendar // the customer's hours; nil: at any time
	Margin    int                // minutes of slack below which a choice is Tight
	Count     int                // how many to choose; 0 means three
}

// Choice is a feasible due time with one candidate.
type Choice struct {
	Staff id.Staff
	Due   time.Time // a quarter of an hour on the candidate's clock
	// Verdict is Tight or Feasible: how well it fits the candidate's other promises.
	Verdict Verdict
	// Slack is what is left at the due time with this one in it, in minutes.
	Slack int
}

// apart is how long there is at least between two choices.
const apart = time.Hour

// Choose gives the first feasible due times over people, in order of time: rounded up to a quarter of
// an hour, within (or just at the end of) the open hours of both the candidate and the customer, with
// enough of those common hours before it to do the work. Choices are an hour apart, and the last one is
// in another half of a day where the others share one. Of two at one time, somebody who was not
// chosen yet comes first, then who is given first. What is not found within the Horizon stays out.
func Choose(now time.Time, candidates []Candidate, wish Wish) []Choice {
	count := wish.Count
	if count == 0 {
		count = 3
	}
	options := make([]*option, 0, len(candidates))
	for _, candidate := range candidates {
		if o, ok := firstOption(now, candidate, wish); ok {
			options = append(options, o)
		}
	}
	var choices []Choice
	for len(choices) < count {
		earliest := time.Time{}
		if last := len(choices) - 1; last >= 0 {
			earliest = choices[last].Due.Add(apart)
		}
		choice, ok := soonest(options, choices, earliest)
		if ok && len(choices) > 0 && len(choices) == count-1 && oneHalfDay(append(choices, choice)) {
			if other, found := soonest(options, choices, halfDayEnd(choice.Due).Add(time.Nanosecond)); found {
				choice = other
			}
		}
		if !ok {
			break
		}
		choices = append(choices, choice)
	}
	for i := range choices {
		c := &choices[i]
		of := slices.IndexFunc(options, func(o *option) bool { return o.candidate.Staff == c.Staff })
		c.Verdict, c.Slack = options[of].standing.admit(c.Due.Sub(now), wish.Minutes, wish.Margin)
	}
	return choices
}

// option is the next due time with one candidate.
type option struct {
	candidate Candidate
	standing  standing
	wish      Wish
	due       time.Time
}

// stand sets what is asked of the candidate against his time.
func (c Candidate) stand(now time.Time) standing {
	if c.asks != nil {
		return c.asks.against(now, c.Room)
	}
	return stand(now, c.Room, c.Loads)
}

func firstOption(now time.Time, candidate Candidate, wish Wish) (*option, bool) {
	standing := candidate.stand(now)
	first, ok := standing.first(wish.Minutes)
	if !ok || !wish.NotAfter.IsZero() && first.After(wish.NotAfter) {
		return nil, false
	}
	if wish.Customer != nil {
		if first, ok = commonTime(now, candidate.Room, *wish.Customer, first, wish.Minutes); !ok {
			return nil, false
		}
	}
	o := &option{candidate: candidate, standing: standing, wish: wish}
	o.due, ok = o.from(later(first, wish.NotBefore))
	return o, ok
}

// commonTime is the first instant from first on by which the work has fitted into time that is free
// with the candidate and open with the customer.
func commonTime(now time.Time, room Room, hours worktime.Calendar, first time.Time, minutes int) (time.Time, bool) {
	need := time.Duration(minutes) * time.Minute
	for from, until := range room.free(now, Horizon) {
		length := hours.OpenTime(now.Add(from), now.Add(until))
		if length < need {
			need -= length
			continue
		}
		for a, b := range hours.Open(now.Add(from), now.Add(until)) {
			if b.Sub(a) >= need {
				return later(first, a.Add(need)), true
			}
			need -= b.Sub(a)
		}
	}
	return time.Time{}, false
}

// from is the candidate's first due time at or after t. Feasible once means feasible at any later
// time, so only the hours decide.
func (o *option) from(t time.Time) (time.Time, bool) {
	limit := t.Add(Horizon)
	if !o.wish.NotAfter.IsZero() && o.wish.NotAfter.Before(limit) {
		limit = o.wish.NotAfter
	}
	// A stretch that ends exactly at t must be seen, so the search begins a quarter earlier.
	for from, until := range o.common(t.Add(-15*time.Minute), limit) {
		due := quarter(later(t, from).In(from.Location()))
		if due.Equal(from) {
			due = due.Add(15 * time.Minute)
		}
		if !due.After(until) {
			return due, true
		}
	}
	return time.Time{}, false
}

// common tells the stretches that are open with both the candidate and the customer.
func (o *option) common(from, until time.Time) iter.Seq2[time.Time, time.Time] {
	own := o.candidate.Room.Calendar.Open(from, until)
	if o.wish.Customer == nil {
		return own
	}
	return func(yield func(time.Time, time.Time) bool) {
		for a, b := range own {
			for c, d := range o.wish.Customer.Open(a, b) {
				if !yield(c.In(a.Location()), d.In(a.Location())) {
					return
				}
			}
		}
	}
}

// soonest picks the earliest due time that is not before earliest.
func soonest(options []*option, chosen []Choice, earliest time.Time) (Choice, bool) {
	var best *option
	found := false
	for _, o := range options {
		if o.due.Before(earliest) {
			due, ok := o.from(earliest)
			if !ok {
				continue
			}
			o = &option{o.candidate, o.standing, o.wish, due}
		}
		if !found || better(o, best, chosen) {
			best, found = o, true
		}
	}
	if !found {
		return Choice{}, false
	}
	return Choice{Staff: best.candidate.Staff, Due: best.due}, true
}

func better(a, b *option, chosen []Choice) bool {
	if !a.due.Equal(b.due) {
		return a.due.Before(b.due)
	}
	was := func(o *option) bool {
		return slices.ContainsFunc(chosen, func(c Choice) bool { return c.Staff == o.candidate.Staff })
	}
	return !was(a) && was(b)
}

// oneHalfDay tells whether all choices lie in the same half of the same day.
func oneHalfDay(choices []Choice) bool {
	end := halfDayEnd(choices[0].Due)
	return !slices.ContainsFunc(choices, func(c Choice) bool { return !halfDayEnd(c.Due).Equal(end) })
}

// halfDayEnd is the noon or midnight that closes the half day in which a due time lies, on its own
// clock; a due time at noon belongs to the morning.
func halfDayEnd(due time.Time) time.Time {
	year, month, day := due.Add(-time.Nanosecond).Date()
	noon := time.Date(year, month, day, 12, 0, 0, 0, due.Location())
	if due.After(noon) {
		return time.Date(year, month, day+1, 0, 0, 0, 0, due.Location())
	}
	return noon
}

// quarter is the first quarter of an hour on t's own clock at or after t.
func quarter(t time.Time) time.Time {
	_, offset := t.Zone()
	shift := time.Duration(offset) * time.Second
	if whole := t.Add(shift).Truncate(15 * time.Minute).Add(-shift); whole.Before(t) {
		return whole.Add(15 * time.Minute)
	}
	return t
}
