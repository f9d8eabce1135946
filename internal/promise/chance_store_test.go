package promise_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/job"
	"kroon/internal/promise"
)

// count has the day's count made and reads it.
func (f *firm) count() (bands [promise.Bands]promise.History) {
	f.Helper()
	f.as(f.staff(f.jeroen), func(tx *db.Tx) error {
		return f.OnChance(tx, job.Due{Org: f.org, Kind: promise.JobChance, Subject: f.org.Any(), DueAt: tx.Now})
	})
	f.read(func(tx *db.Tx) (err error) {
		bands, err = promise.Histories(tx)
		return err
	})
	return bands
}

func (f *firm) slackOf(made promise.Promise) (slack *int) {
	f.Helper()
	f.read(func(tx *db.Tx) (err error) {
		slack, err = promise.SlackOf(tx, made.ID)
		return err
	})
	return slack
}

// What is offered with so much slack is made with so much, and it stays as it was when the promise was made.
func TestTheSlackIsKeptAsItWas(t *testing.T) {
	live(t, func(f *firm) {
		first := f.make(f.staff(f.jeroen), today(12, 0), func(m *promise.Make) { m.Minutes = 40 })
		// two hours from ten to twelve, less forty minutes
		if slack := f.slackOf(first); slack == nil || *slack != 80 {
			f.Errorf("%v minutes of slack, not 80", slack)
		}
		second := f.make(f.staff(f.jeroen), today(11, 0), func(m *promise.Make) { m.Minutes = 15 })
		if slack := f.slackOf(second); slack == nil || *slack != 45 {
			f.Errorf("%v minutes of slack, not 45", slack)
		}
		if slack := f.slackOf(first); *slack != 80 {
			f.Errorf("the slack became %d", *slack)
		}
		ask := promise.Ask{Kind: promise.Send, Owner: f.jeroen}
		for _, offered := range f.offer(ask) {
			made, err := f.tryMake(f.staff(f.jeroen), offered.Due, func(m *promise.Make) { m.Kind, m.Owner = promise.Send, f.jeroen })
			if err != nil {
				f.Fatal(err)
			}
			if slack := f.slackOf(made.Promise); slack == nil || *slack != offered.Slack {
				f.Errorf("offered with %d minutes, made with %v", offered.Slack, slack)
			}
			f.as(f.staff(f.jeroen), func(tx *db.Tx) error { _, err := f.Undo(tx, made.Promise.ID); return err })
		}
		fixed := f.make(f.staff(f.jeroen), today(15, 0), func(m *promise.Make) { m.Due.Fixed = true })
		if slack := f.slackOf(fixed); slack != nil {
			f.Errorf("an appointment has %d minutes of slack", *slack)
		}
	})
}

// The count equals one made promise by promise from what the program says of each.
func TestTheCountIsThatOfThePromises(t *testing.T) {
	live(t, func(f *firm) {
		rapid.Check(t, func(r *rapid.T) {
			var rows []gone
			now := f.clock.Now()
			for i := range rapid.IntRange(0, 60).Draw(r, "promises") {
				rows = append(rows, aPast(r, f, now.Add(time.Duration(i-50)*time.Hour)))
			}
			f.as(f.staff(f.jeroen), func(tx *db.Tx) error {
				_, err := tx.Exec("DELETE FROM promise WHERE org = $1", f.org)
				for _, one := range rows {
					if err == nil {
						err = promise.PutRow(tx, one.Promise, one.slack)
					}
				}
				return err
			})
			var want [promise.Bands]promise.History
			var all [promise.Bands][]bool
			for _, one := range rows {
				if one.Counts(now) && one.slack != nil {
					all[promise.Band(*one.slack)] = append(all[promise.Band(*one.slack)], one.Kept())
				}
			}
			for band, kept := range all {
				for i, yes := range kept {
					half := &want[band].Older
					if i >= (len(kept)+1)/2 {
						half = &want[band].Newer
					}
					half.Closed++
					if yes {
						half.Kept++
					}
				}
			}
			if got := f.count(); got != want {
				r.Fatalf("counted %+v, not %+v", got, want)
			}
		})
	})
}

// gone is a promise of the past, with the slack that it had.
type gone struct {
	promise.Promise
	slack *int
}

// aPast draws a promise that was due then, and how it went.
func aPast(r *rapid.T, f *firm, due time.Time) gone {
	p := gone{Promise: promise.Promise{
		ID: id.New[id.Promise](f.db.IDs()), Direction: promise.Ours, State: promise.Accepted, Owner: f.jeroen,
		DueAt: due, AgreedAt: due.AddDate(0, 0, -9), DeedAt: due.Add(-time.Minute),
	}}
	switch rapid.IntRange(0, 9).Draw(r, "what") {
	case 0:
		p.State, p.BrokenAt, p.DeedAt = promise.Broken, promise.FirstInstantAfter(due), time.Time{}
	case 1:
		p.State, p.BrokenAt, p.DeedAt = promise.Repaired, promise.FirstInstantAfter(due), due.Add(time.Hour)
	case 2:
		p.State = promise.Disputed
	case 3:
		p.State, p.DeedAt = rapid.SampledFrom([]promise.State{promise.Released, promise.Revised}).Draw(r, "over"), time.Time{}
	case 4:
		p.UndoneAt = due
	case 5:
		p.Direction = rapid.SampledFrom([]promise.Direction{promise.Theirs, promise.Internal}).Draw(r, "direction")
	case 6:
		p.State, p.AgreedAt, p.DeedAt = promise.Lapsed, time.Time{}, time.Time{}
	case 7:
		p.BrokenAt = p.DeedAt.Add(-time.Minute)
	}
	if rapid.IntRange(0, 5).Draw(r, "known") > 0 {
		minutes := rapid.SampledFrom([]int{-5, -1, 0, 29, 30, 119, 120, 479, 480, 4000}).Draw(r, "slack")
		p.slack = &minutes
	}
	return p
}
