package promise_test

import (
	"context"
	"testing"
	"time"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/worktime"
)

func (f *firm) offer(ask promise.Ask) (times []promise.Choice) {
	f.Helper()
	f.read(func(tx *db.Tx) (err error) {
		times, err = f.Offer(tx, ask)
		return err
	})
	return times
}

func TestOfferOverPeople(t *testing.T) {
	live(t, func(f *firm) {
		everybody := promise.Ask{Among: []id.Staff{f.jeroen, f.monique, f.pieter}}
		f.people[f.pieter].calendar = week("09:00", "17:00", worktime.Away(today(0, 0), today(0, 0).AddDate(0, 0, 30)))
		f.make(f.staff(f.jeroen), today(12, 0), func(m *promise.Make) { m.Minutes = 115 })
		times := f.offer(everybody)
		if len(times) != 3 || times[0].Staff != f.monique || !times[0].Due.Equal(today(10, 15)) {
			f.Errorf("offered %+v", times)
		}
		for _, choice := range times {
			if choice.Staff == f.pieter {
				f.Error("Pieter is on leave")
			}
			// what is offered can be promised
			made, err := f.tryMake(f.staff(choice.Staff), choice.Due, func(m *promise.Make) { m.Owner = choice.Staff })
			if err != nil || made.Verdict != choice.Verdict {
				f.Errorf("%+v made %s: %v", choice, made.Verdict, err)
			}
			f.as(f.staff(choice.Staff), func(tx *db.Tx) error { _, err := f.Undo(tx, made.Promise.ID); return err })
		}
		afternoon := week("14:00", "16:00")
		everybody.Customer = &afternoon
		if times = f.offer(everybody); times[0].Due.Before(today(14, 10)) || times[0].Due.After(today(16, 0)) {
			f.Errorf("outside the customer's hours: %+v", times)
		}
		everybody.Customer, everybody.Until = nil, today(11, 0)
		for _, choice := range f.offer(everybody) {
			if choice.Due.After(today(11, 0)) {
				f.Errorf("after the customer decides: %+v", choice)
			}
		}
		everybody.Until = time.Time{}
		f.terms.SameDayStopped = true
		if times = f.offer(everybody); times[0].Due.Before(today(24, 0)) {
			f.Errorf("the same day, though it is stopped: %+v", times)
		}
		f.terms.SameDayStopped = false
		f.people[f.monique].virtual = true
		for _, choice := range f.offer(everybody) {
			if choice.Staff == f.monique {
				f.Error("a program does not call")
			}
		}
		everybody.Kind = promise.Send
		if times = f.offer(everybody); times[0].Staff != f.monique {
			f.Error("a program may send")
		}
	})
}

// The first feasible times over fifty people with two hundred open promises each, through the database.
func BenchmarkOffer50x200(b *testing.B) {
	stepped := clock.NewStepped(tuesday)
	f := newFirm(b, dbtest.Open(b, db.SQLite, stepped), stepped)
	office := week("09:00", "17:00")
	ask := promise.Ask{Minutes: 10}
	for range 50 {
		staff := f.hire(&person{calendar: office, opened: office, share: 70})
		ask.Among = append(ask.Among, staff)
		f.as(f.staff(staff), func(tx *db.Tx) error {
			for i := range 200 {
				due := tuesday.Add(time.Duration(24+i*2) * time.Hour)
				_, err := f.Make(tx, promise.Make{Customer: f.zeger, Owner: staff, Minutes: 5, Override: true, Due: promise.Due{At: due}})
				if err != nil {
					return err
				}
			}
			return nil
		})
	}
	slow := time.Duration(0)
	for b.Loop() {
		began := time.Now()
		if err := f.db.Read(context.Background(), party.Itself(f.org), func(tx *db.Tx) error {
			_, err := f.Offer(tx, ask)
			return err
		}); err != nil {
			b.Fatal(err)
		}
		slow = max(slow, time.Since(began))
	}
	b.ReportMetric(float64(slow.Microseconds()), "slowest-µs")
}
