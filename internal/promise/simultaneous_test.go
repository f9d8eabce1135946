package promise_test

import (
	"sync"
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/promise"
	"kroon/internal/worktime"
)

// Two at once for one owner with room for one: exactly one is agreed, whichever doors they come by.
func TestTwoAtOnceForOneOwner(t *testing.T) {
	live(t, func(f *firm) {
		always := worktime.Always(amsterdam)
		due := tuesday.Add(90 * time.Minute)
		hour := func(owner id.Staff) func(*promise.Make) {
			return func(m *promise.Make) { m.Owner, m.Minutes = owner, 60 }
		}
		fresh := func() id.Staff { return f.hire(&person{calendar: always, opened: always, share: 100}) }
		for round := range 1000 {
			owner, other := fresh(), fresh()
			makes := func() error {
				_, err := f.tryMake(f.staff(f.monique), due, hour(owner))
				return err
			}
			offers := func() error {
				_, err := f.tryMake(f.staff(f.monique), due, hour(owner), func(m *promise.Make) { m.Proposal = true })
				return err
			}
			reassigns := func() func() error {
				p := f.make(f.staff(other), due, hour(other))
				return func() error {
					return f.try(f.staff(f.chef), func(tx *db.Tx) error {
						_, _, err := f.Reassign(tx, p.ID, owner, promise.ByColleague, false)
						return err
					})
				}
			}
			revises := func() func() error {
				p := f.make(f.staff(other), due.Add(time.Hour), hour(other))
				return func() error {
					return f.try(f.staff(f.chef), func(tx *db.Tx) error {
						_, _, err := f.Revise(tx, p.ID, promise.Revision{Due: promise.Due{At: due}, Owner: owner, Consent: true})
						return err
					})
				}
			}
			var pair [2]func() error
			switch round % 5 {
			case 0:
				pair = [2]func() error{makes, makes}
			case 1:
				pair = [2]func() error{makes, reassigns()}
			case 2:
				pair = [2]func() error{offers, makes}
			case 3:
				pair = [2]func() error{revises(), makes}
			case 4:
				pair = [2]func() error{reassigns(), revises()}
			}
			f.oneOf(owner, pair)
		}
	})
}

func (f *firm) oneOf(owner id.Staff, pair [2]func() error) {
	f.Helper()
	var errs [2]error
	var both sync.WaitGroup
	for i, act := range pair {
		both.Go(func() { errs[i] = act() })
	}
	both.Wait()
	yes := 0
	for _, err := range errs {
		switch {
		case err == nil:
			yes++
		case !fault.Is(err, "promise.infeasible"):
			f.Fatal(err)
		}
	}
	f.read(func(tx *db.Tx) error {
		open, err := f.OpenOf(tx, owner)
		if yes != 1 || len(open) != 1 {
			f.Fatalf("%d agreed, %d open: %v", yes, len(open), errs)
		}
		return err
	})
}

// Two watches at once may not both hand their promise to the one colleague with room for one.
func TestTwoGuardsAndOneStandin(t *testing.T) {
	live(t, func(f *firm) {
		office := week("09:00", "17:00")
		for range 40 {
			f.people, f.order = map[id.Staff]*person{}, nil
			a := f.hire(&person{calendar: office, opened: office, share: 100})
			b := f.hire(&person{calendar: office, opened: office, share: 100})
			c := f.hire(&person{calendar: office, opened: office, share: 100,
				busy: []promise.Appointment{{From: today(10, 0), Until: today(15, 20)}}}) // 100 minutes, room for one
			f.clock.Set(tuesday)
			f.lead = c
			for _, owner := range []id.Staff{a, b} {
				f.make(f.staff(owner), today(17, 0), func(m *promise.Make) { m.Owner, m.Minutes = owner, 60 })
			}
			f.clock.Set(today(16, 0))
			var both sync.WaitGroup
			for _, owner := range []id.Staff{a, b} {
				both.Go(func() { f.watch(owner) })
			}
			both.Wait()
			f.read(func(tx *db.Tx) error {
				open, err := f.OpenOf(tx, c)
				if len(open) > 1 {
					f.Fatalf("%d promises handed to one with room for one", len(open))
				}
				return err
			})
		}
	})
}
