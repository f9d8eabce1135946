package overview

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/promise"
	"kroon/internal/worktime"
)

// PromiseDerived is how much time there is until due, and what of it is left over.
type PromiseDerived struct {
	Days      []DerivedDay
	More      bool // days beyond those shown
	Open      int  // open minutes until due
	Taken     int  // of which appointments and other busy times take
	Share     int  // percent of the rest that is there for promises
	Supply    int  // minutes for promises
	Others    int  // promises that are due before it or with it
	Demand    int  // minutes that those and this one ask
	Slack     int
	Margin    int
	Verdict   promise.Verdict
	Civil     bool // said by the clock on the wall, and derived again when its rules change
	Zone      string
	FixedTime bool // an appointment has its own minutes, and no slack
}

// DerivedDay is a day on the way, with its open stretches or why there are none.
type DerivedDay struct {
	Day     time.Time
	Spans   []DerivedSpan
	Closed  worktime.Kind // of a day without any open time: holiday or absence
	Holiday string        // key of its name
}

// DerivedSpan is an open stretch.
type DerivedSpan struct{ From, Until time.Time }

// mostDays are shown of the way to a due time.
const mostDays = 7

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
		Share: w.Room.Share, Margin: w.Margin, Civil: p.DueCivil != "", Zone: p.Zone, FixedTime: p.Fixed,
		Open: w.Room.Calendar.Between(tx.Now, p.DueAt), Supply: promise.Supply(tx.Now, w.Room, p.DueAt),
	}
	bare := w.Room
	bare.Appointments, bare.Share = nil, 100
	whole := w.Room
	whole.Share = 100
	d.Taken = max(promise.Supply(tx.Now, bare, p.DueAt)-promise.Supply(tx.Now, whole, p.DueAt), 0)
	for _, load := range w.Loads {
		if load.Broken || !load.Due.After(p.DueAt) {
			d.Demand += load.Minutes
			if load.Promise != p.ID {
				d.Others++
			}
		}
	}
	d.Slack = d.Supply - d.Demand
	d.Verdict = promise.Assess(tx.Now, w.Room, w.Loads, w.Margin)
	return d, d.walk(w.Room.Calendar, tx.Now)
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
