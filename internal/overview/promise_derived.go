package overview

import (
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/promise"
	"kroon/internal/worktime"
)

// PromiseDerived is how much time there is until due, and what of it is left over.
type PromiseDerived struct {
	Now, Due  time.Time
	Days      []DerivedDay
	More      bool           // days beyond those shown
	Open      int            // open minutes until due
	Taken     int            // of which appointments and other busy times take
	Share     int            // percent of the rest that is there for promises
	Supply    int            // minutes for promises
	Others    []DerivedOther // what else is due before it or with it, in the order in which it is due
	Own       int            // minutes that this one asks; none when it has its own time
	Demand    int            // minutes that all of them ask
	Slack     int
	Verdict   promise.Verdict // of this one alone
	Tightest  promise.Slack   // of all that its owner promised; zero when that is this one
	Civil     bool            // said by the clock on the wall, and derived again when its rules change
	Zone      string
	FixedTime bool // an appointment has its own minutes, and no slack
}

// DerivedDay is a day on the way, with its open stretches or why there are none.
type DerivedDay struct {
	Day     time.Time
	Spans   []DerivedSpan
	Busy    []DerivedSpan // of the open stretches: appointments and the person's own calendar
	Closed  worktime.Kind // of a day without any open time: holiday or absence
	Holiday string        // key of its name
}

// DerivedOther is another promise that asks for the same time.
type DerivedOther struct {
	PromiseLine
	Asks int // minutes
}

// DerivedSpan is an open stretch.
type DerivedSpan struct{ From, Until time.Time }

// mostDays are shown of the way to a due time.
const mostDays = 7

// mostDerived of the other promises are read by name.
const mostDerived = 12

// derive explains a due time that is still to come.
func (r Relation) derive(tx *db.Tx, p promise.Promise) (*PromiseDerived, error) {
	if p.State != promise.Agreed || !p.DueAt.After(tx.Now) || p.Direction == promise.Theirs {
		return nil, nil
	}
	w, err := r.Promises.Weigh(tx, p.Owner)
	if err != nil {
		return nil, err
	}
	d := &PromiseDerived{
		Now: tx.Now, Due: p.DueAt, Share: w.Room.Share, Civil: p.DueCivil != "", Zone: p.Zone, FixedTime: p.Fixed,
		Open: w.Room.Calendar.Between(tx.Now, p.DueAt), Supply: promise.Supply(tx.Now, w.Room, p.DueAt),
	}
	bare := w.Room
	bare.Appointments, bare.Share = nil, 100
	whole := w.Room
	whole.Share = 100
	d.Taken = max(promise.Supply(tx.Now, bare, p.DueAt)-promise.Supply(tx.Now, whole, p.DueAt), 0)
	if err := d.weigh(tx, w, p); err != nil {
		return nil, err
	}
	if err := d.walk(w.Room.Calendar, tx.Now); err != nil {
		return nil, err
	}
	d.busy(w.Room)
	return d, nil
}

// weigh finds what else asks for the time until due, what is left, and where its owner has least left.
func (d *PromiseDerived) weigh(tx *db.Tx, w promise.Weighed, p promise.Promise) error {
	for _, load := range w.Loads {
		if !load.Broken && load.Due.After(p.DueAt) {
			continue
		}
		d.Demand += load.Minutes
		if load.Promise == p.ID {
			d.Own = load.Minutes
			continue
		}
		other := DerivedOther{PromiseLine{Promise: promise.Promise{DueAt: load.Due}}, load.Minutes}
		if len(d.Others) < mostDerived {
			line, err := promiseByID(tx, load.Promise)
			if err != nil {
				return err
			}
			if line != nil {
				other.PromiseLine = *line
			}
		}
		d.Others = append(d.Others, other)
	}
	slices.SortStableFunc(d.Others, func(a, b DerivedOther) int { return a.DueAt.Compare(b.DueAt) })
	d.Slack = d.Supply - d.Demand
	d.Verdict = promise.Feasible
	switch {
	case d.Slack < 0:
		d.Verdict = promise.Infeasible
	case d.Slack < w.Margin:
		d.Verdict = promise.Tight
	}
	for _, one := range promise.Slacks(tx.Now, w.Room, w.Loads) {
		if one.Minutes < min(d.Slack, w.Margin) && one.Due.After(tx.Now) && (d.Tightest.Due.IsZero() || one.Minutes < d.Tightest.Minutes) {
			d.Tightest = one
		}
	}
	return nil
}

// busy cuts the appointments to the open stretches of the days.
func (d *PromiseDerived) busy(room promise.Room) {
	taken := slices.SortedFunc(slices.Values(room.Appointments), func(a, b promise.Appointment) int { return a.From.Compare(b.From) })
	for i := range d.Days {
		day := &d.Days[i]
		for _, span := range day.Spans {
			at := span.From // until where it is known to be busy or drawn
			for _, one := range taken {
				from, until := latest(one.From, at), earliest(one.Until, span.Until)
				if from.Before(until) {
					day.Busy, at = append(day.Busy, DerivedSpan{from, until}), until
				}
			}
		}
	}
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earliest(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// walk turns the way to the due time into days.
func (d *PromiseDerived) walk(calendar worktime.Calendar, now time.Time) error {
	steps, err := calendar.Explain(now, d.Open)
	if err != nil {
		if fault.Of(err).Kind == fault.Internal {
			return err
		}
		return nil // a calendar that never opens: there is nothing on the way
	}
	for _, step := range steps {
		for from := step.From; from.Before(step.Until); {
			y, m, day := from.Date()
			midnight := time.Date(y, m, day+1, 0, 0, 0, 0, from.Location())
			until := step.Until
			if midnight.Before(until) {
				until = midnight
			}
			d.add(step, from, until)
			if d.More {
				return nil
			}
			from = until
		}
	}
	return nil
}

func (d *PromiseDerived) add(step worktime.Step, from, until time.Time) {
	n := len(d.Days)
	y, m, day := from.Date()
	same := n > 0
	if same {
		ly, lm, lday := d.Days[n-1].Day.Date()
		same = ly == y && lm == m && lday == day
	}
	if step.Kind == worktime.Closed {
		return
	}
	if !same {
		if n == mostDays {
			d.More = true
			return
		}
		d.Days = append(d.Days, DerivedDay{Day: from})
		n++
	}
	if step.Kind == worktime.Open {
		d.Days[n-1].Spans = append(d.Days[n-1].Spans, DerivedSpan{from, until})
		return
	}
	d.Days[n-1].Closed, d.Days[n-1].Holiday = step.Kind, step.Holiday
}
