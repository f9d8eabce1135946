package promise_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/event"
	"kroon/internal/id"
	"kroon/internal/job"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/worktime"

	"pgregory.net/rapid"
)

// watch has the guard look at an owner now.
func (f *firm) watch(owner id.Staff) {
	if err := f.try(party.Itself(f.org), func(tx *db.Tx) error {
		return f.OnWatch(tx, job.Due{Org: f.org, Kind: promise.JobWatch, Subject: owner.Any(), DueAt: tx.Now})
	}); err != nil {
		f.Error(err)
	}
}

// rungs tells when each rung of a promise was taken, and demands that each was told at most once.
func (f *firm) rungs(of id.Promise) map[promise.Step]time.Time {
	f.Helper()
	taken := map[promise.Step]time.Time{}
	for _, step := range f.get(of).Steps {
		taken[step.Step] = step.TakenAt
	}
	told := map[promise.Step]bool{}
	f.read(func(tx *db.Tx) error {
		history, err := event.History(tx, "promise", of.Any(), 0, 100)
		for _, e := range history {
			if e.Kind != "promise.guarded" {
				continue
			}
			fact := must(event.Decode[promise.WasGuarded](e))
			if told[fact.Step] {
				f.Fatalf("%s was told twice", fact.Step)
			}
			told[fact.Step] = true
		}
		return err
	})
	return taken
}

// The instants of the ladder equal a count of minutes, are in order, and lie in the owner's open minutes
// as long as he has any before due.
func TestLadderEqualsMinuteCounting(t *testing.T) {
	stepped := clock.NewStepped(tuesday)
	database := dbtest.Open(t, db.SQLite, stepped)
	cases(t, "150", func(t *rapid.T) {
		d := drawDesk(t)
		stepped.Set(d.now)
		f := newFirm(t, database, stepped)
		f.terms.MayReassign = false
		f.as(party.Itself(f.org), func(tx *db.Tx) error {
			_, err := tx.Exec("DELETE FROM job")
			return err
		})
		f.people = map[id.Staff]*person{f.jeroen: {calendar: d.room.Calendar, opened: d.room.Calendar,
			share: d.room.Share, busy: d.room.Appointments}}
		f.order = []id.Staff{f.jeroen}
		d.loads = slices.DeleteFunc(d.loads, func(l promise.Load) bool { return l.Broken || !l.Due.After(d.now) })
		last := d.now
		for i := range d.loads {
			d.loads[i].Minutes++
			p := f.make(f.staff(f.jeroen), d.loads[i].Due, func(m *promise.Make) { m.Minutes, m.Override = d.loads[i].Minutes, true })
			d.loads[i].Promise = p.ID
			if p.DueAt.After(last) {
				last = p.DueAt
			}
		}
		for jumps := rapid.IntRange(0, 2).Draw(t, "looks"); jumps > 0; jumps-- {
			f.until(stepped.Now().Add(time.Duration(even(t, "jump", 600)) * time.Minute))
			f.watch(f.jeroen) // looking once more changes nothing
		}
		f.until(last.Add(time.Minute))
		for _, load := range d.loads {
			taken := f.rungs(load.Promise)
			d.ladder(t, load, taken, promise.AtRiskStep, promise.Margin)
			d.ladder(t, load, taken, promise.LastSafeStep, 0)
			if risk, ok := taken[promise.AtRiskStep]; ok && taken[promise.Remind].After(risk) || taken[promise.LastSafeStep].After(load.Due) {
				t.Fatalf("out of order: %v", taken)
			}
		}
	})
}

// laddersOf says when the rungs are to be taken of each load that is still to come, agreed at now.
func laddersOf(now time.Time, room promise.Room, loads []promise.Load) []map[promise.Step]time.Time {
	var agreed []promise.Promise
	for _, load := range loads {
		if !load.Broken && load.Due.After(now) {
			agreed = append(agreed, promise.Promise{AgreedAt: now, DueAt: load.Due})
		}
	}
	return promise.Ladders(now, room, loads, agreed, promise.Margin)
}

// The same beside unrepaired breaches, what is past and what asks for nothing.
func TestRungsEqualMinuteCounting(t *testing.T) {
	cases(t, "3000", func(t *rapid.T) {
		d := drawDesk(t)
		rungs := laddersOf(d.now, d.room, d.loads)
		for _, load := range d.loads {
			if !load.Broken && load.Due.After(d.now) {
				d.ladder(t, load, rungs[0], promise.AtRiskStep, promise.Margin)
				d.ladder(t, load, rungs[0], promise.LastSafeStep, 0)
				rungs = rungs[1:]
			}
		}
	})
}

// Closed time costs nothing: what fills tomorrow exactly can wait until the doors open, not only until
// they close today.
func TestLastSafeIsAtOpening(t *testing.T) {
	now, due := at("2026-11-24 10:00"), at("2026-11-25 17:00")
	room := promise.Room{Calendar: office(t, "09:00", "17:00"), Share: 100}
	rungs := laddersOf(now, room, []promise.Load{{Due: due, Minutes: 480}})[0]
	if !rungs[promise.LastSafeStep].Equal(at("2026-11-25 09:00")) || !rungs[promise.AtRiskStep].Equal(at("2026-11-24 16:30")) {
		t.Errorf("to be taken: %v", rungs)
	}
}

// ladder compares when a rung was taken with the minutes counted.
func (d desk) ladder(t *rapid.T, load promise.Load, taken map[promise.Step]time.Time, step promise.Step, floor int) {
	got, ok := taken[step]
	var turn time.Time
	for at := range d.minutes {
		if at.Before(load.Due) && d.slack(at, load.Due, d.loads) < floor {
			turn = at
			break
		}
	}
	open := func(at time.Time) bool { return d.room.Calendar.IsOpen(at) }
	switch {
	case turn.IsZero():
		if ok && load.Due.Sub(got) > 2*time.Minute { // within the last minute the count sees nothing
			t.Fatalf("%s at %s, the count says never (due %s)", step, got, load.Due)
		}
		return
	case turn.Equal(d.now): // from the beginning; told in the first open minute
		for at := range d.minutes {
			if open(at) && at.Before(load.Due) {
				turn = at
				break
			}
		}
		if !ok || got.Before(turn.Add(-time.Minute)) || got.After(turn) {
			t.Fatalf("%s at %s (%v), counted %s", step, got, ok, turn)
		}
	case !ok || got.Before(turn.Add(-time.Minute)) || !got.Before(turn):
		t.Fatalf("%s at %s (%v), counted the minute before %s", step, got, ok, turn)
	}
	if later := d.room.Calendar.Between(got, load.Due); !open(got) && later > 0 {
		t.Fatalf("%s at %s, when it is closed", step, got)
	}
}

func TestLadderOfADay(t *testing.T) {
	live(t, func(f *firm) {
		f.terms.MayReassign = false
		p := f.make(f.staff(f.jeroen), today(16, 0), func(m *promise.Make) { m.Minutes = 60 })
		f.until(today(16, 30))
		got := f.rungs(p.ID)
		want := map[promise.Step]time.Time{
			promise.Remind:       today(12, 15), // halfway between ten and the instant of risk
			promise.AtRiskStep:   today(14, 30), // 90 minutes left for 60 and a margin of 30
			promise.LastSafeStep: today(15, 0),
			promise.DueStep:      today(16, 0).Add(time.Microsecond),
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			f.Errorf("taken %v, want %v", got, want)
		}
		if state := f.get(p.ID).Promise.State; state != promise.Broken {
			f.Errorf("it is %s", state)
		}
	})
}

func TestNightAndWeekendAreQuiet(t *testing.T) {
	live(t, func(f *firm) {
		f.terms.MayReassign = false
		f.clock.Set(time.Date(2026, 11, 27, 20, 0, 0, 0, amsterdam)) // Friday evening
		monday := time.Date(2026, 11, 30, 9, 10, 0, 0, amsterdam)
		p := f.make(f.staff(f.jeroen), monday)
		f.until(monday.Add(-11 * time.Minute)) // two minutes to nine
		if got := f.rungs(p.ID); len(got) != 0 {
			f.Errorf("disturbed in the weekend: %v", got)
		}
		f.until(monday.Add(-time.Minute))
		got := f.rungs(p.ID)
		for _, step := range []promise.Step{promise.Remind, promise.AtRiskStep, promise.LastSafeStep} {
			if !got[step].Equal(monday.Add(-10 * time.Minute)) {
				f.Errorf("%s at %s, want nine on Monday", step, got[step])
			}
		}
		// who has no open minute before due is told at once
		night := f.make(f.staff(f.jeroen), time.Date(2026, 11, 30, 23, 0, 0, 0, amsterdam), func(m *promise.Make) { m.Override = true })
		f.clock.Set(time.Date(2026, 11, 30, 22, 0, 0, 0, amsterdam))
		f.step()
		if got := f.rungs(night.ID); got[promise.LastSafeStep].IsZero() {
			f.Errorf("nothing told: %v", got)
		}
	})
}

func TestLastSafeMomentHandsOver(t *testing.T) {
	live(t, func(f *firm) {
		// Monique has room for one of the two, Pieter is on leave, the chef at an appointment all day.
		f.people[f.pieter].calendar = week("09:00", "17:00", worktime.Away(today(0, 0), today(23, 0)))
		f.people[f.chef].busy = []promise.Appointment{{From: today(8, 0), Until: today(18, 0)}}
		f.people[f.monique].busy = []promise.Appointment{{From: today(10, 0), Until: today(15, 10)}}
		hour := func(m *promise.Make) { m.Minutes = 60 }
		first := f.make(f.staff(f.jeroen), today(17, 0), hour)
		second := f.make(f.staff(f.jeroen), today(17, 0), hour)
		visit := f.make(f.staff(f.jeroen), today(17, 0), hour, func(m *promise.Make) { m.Kind = promise.Visit })
		fixed := f.make(f.staff(f.jeroen), today(16, 45), func(m *promise.Make) { m.Due.Fixed = true })
		f.until(today(16, 59))
		handed := 0
		for _, p := range []id.Promise{first.ID, second.ID} {
			story := f.get(p)
			if story.Promise.Owner == f.monique {
				handed++
				o := story.Outcomes[len(story.Outcomes)-1]
				if o.Kind != promise.Reassigned || o.Cause != promise.LastSafeMoment || story.Promise.AcknowledgeBy.IsZero() {
					f.Errorf("handed over by %+v", o)
				}
			}
		}
		if handed != 1 {
			f.Errorf("%d of 2 handed to Monique, who has room for one", handed)
		}
		for _, p := range []id.Promise{visit.ID, fixed.ID} {
			if story := f.get(p); story.Promise.Owner != f.jeroen {
				f.Errorf("a %s was handed over", story.Promise.Kind)
			}
			for _, step := range f.get(p).Steps {
				if !step.Proposed.IsZero() {
					f.Errorf("a colleague was proposed for a %s", f.get(p).Promise.Kind)
				}
			}
		}
		f.read(func(tx *db.Tx) error {
			w, err := f.Weigh(tx, f.monique)
			if verdict := promise.Assess(tx.Now, w.Room, w.Loads, 0); f.clock.Now().Before(today(15, 40)) && verdict == promise.Infeasible {
				f.Error("the standin cannot keep it either")
			}
			return err
		})
	})
}

// A visit and an appointment are a person's: nobody else is proposed for them.
func TestWhatIsAPersonsOwn(t *testing.T) {
	live(t, func(f *firm) {
		visit := f.make(f.staff(f.jeroen), today(12, 0), func(m *promise.Make) { m.Kind, m.Minutes = promise.Visit, 30 })
		fixed := f.make(f.staff(f.jeroen), today(14, 0), func(m *promise.Make) { m.Due.Fixed = true })
		after := f.make(f.staff(f.jeroen), today(14, 30), func(m *promise.Make) { m.Minutes = 20 })
		f.until(today(13, 59))
		for _, p := range []id.Promise{visit.ID, fixed.ID} {
			story := f.get(p)
			if story.Promise.Owner != f.jeroen || len(story.Steps) < 3 {
				f.Errorf("%s with %s after %v", story.Promise.Kind, story.Promise.Owner, story.Steps)
			}
			for _, step := range story.Steps {
				if !step.Proposed.IsZero() {
					f.Errorf("somebody else was proposed for a %s", story.Promise.Kind)
				}
			}
		}
		if owner := f.get(after.ID).Promise.Owner; owner == f.jeroen {
			f.Error("a call can be anybody's")
		}
	})
}

func TestProgramsNeitherCallNorStandIn(t *testing.T) {
	live(t, func(f *firm) {
		f.terms.MayReassign = true
		for _, staff := range f.order {
			f.people[staff].virtual = staff != f.jeroen
		}
		p := f.make(f.staff(f.jeroen), today(12, 0))
		mail := f.make(f.staff(f.jeroen), today(12, 0), func(m *promise.Make) { m.Kind = promise.Send })
		f.until(today(11, 59))
		if owner := f.get(p.ID).Promise.Owner; owner != f.jeroen {
			f.Error("a call was given to a program")
		}
		if owner := f.get(mail.ID).Promise.Owner; owner == f.jeroen {
			f.Error("a program could have sent it")
		}
	})
}

func TestWhoIsCallingKeepsHisPromise(t *testing.T) {
	live(t, func(f *firm) {
		calling, idle := f.make(f.staff(f.jeroen), today(12, 0)), f.make(f.staff(f.jeroen), today(12, 0))
		f.until(today(11, 30))
		f.calls(f.jeroen, calling.ID)
		f.until(today(11, 55))
		if f.get(calling.ID).Promise.Owner != f.jeroen || f.get(idle.ID).Promise.Owner == f.jeroen {
			f.Error("taken away from who is calling, or left with who is not")
		}
	})
}

func TestUnacknowledged(t *testing.T) {
	live(t, func(f *firm) {
		bound := f.make(f.staff(f.monique), today(16, 0))
		if !bound.AcknowledgeBy.Equal(today(12, 0)) { // two working hours on
			f.Errorf("to be acknowledged by %s", bound.AcknowledgeBy)
		}
		seen := f.make(f.staff(f.monique), today(16, 0))
		own := f.make(f.staff(f.jeroen), today(16, 0))
		f.as(f.staff(f.jeroen), func(tx *db.Tx) error {
			_, err := f.Acknowledge(tx, seen.ID)
			return err
		})
		f.until(today(12, 1))
		for p, want := range map[id.Promise]bool{bound.ID: true, seen.ID: false, own.ID: false} {
			if at, got := f.rungs(p)[promise.Unacknowledged]; got != want || want && !at.Equal(today(12, 0)) {
				f.Errorf("unacknowledged %v at %s, want %v", got, at, want)
			}
		}
		late := f.make(f.staff(f.monique), today(16, 30))
		f.until(today(14, 30))
		if at := f.rungs(late.ID)[promise.Unacknowledged]; !at.Equal(today(14, 1)) {
			f.Errorf("told at %s", at)
		}
		if state := f.get(bound.ID).Promise.State; state != promise.Agreed {
			f.Errorf("not seeing it made it %s", state)
		}
	})
}

func TestIllnessAndLeaveRedistribute(t *testing.T) {
	live(t, func(f *firm) {
		soon, later := f.make(f.staff(f.jeroen), today(15, 0)), f.make(f.staff(f.jeroen), today(15, 0).AddDate(0, 0, 7))
		offer := f.make(f.staff(f.jeroen), today(16, 0), func(m *promise.Make) { m.Proposal = true })
		theirs := f.make(f.staff(f.jeroen), today(16, 0), func(m *promise.Make) { m.Direction = promise.Theirs })
		gives := func(owner id.Staff, until time.Time, cause promise.Cause, want int) {
			f.Helper()
			f.as(party.Itself(f.org), func(tx *db.Tx) error {
				n, err := f.Redistribute(tx, owner, tx.Now, until, cause)
				if n != want {
					f.Errorf("%d redistributed, want %d", n, want)
				}
				return err
			})
		}
		gives(f.jeroen, today(23, 0), promise.PlannedLeave, 2)
		gives(f.jeroen, time.Time{}, promise.SickLeave, 1)
		for _, p := range []id.Promise{soon.ID, later.ID, offer.ID} {
			got := f.get(p).Promise
			if got.Owner != f.chef || got.Awaits != promise.Redistribution || !got.AcknowledgeBy.IsZero() {
				f.Errorf("%s awaits %q with %s", got.Code, got.Awaits, got.Owner)
			}
		}
		if got := f.get(theirs.ID).Promise; got.Owner != f.jeroen {
			f.Error("who is back soon keeps watching what customers promised")
		}
		gives(f.jeroen, time.Time{}, promise.Departure, 1)
		f.lead = f.pieter // and now the lead is ill too
		gives(f.chef, time.Time{}, promise.SickLeave, 3)
		f.as(f.staff(f.pieter), func(tx *db.Tx) error {
			p, _, err := f.Reassign(tx, soon.ID, f.monique, promise.SickLeave, false)
			if p.Awaits != promise.Nothing || p.Owner != f.monique {
				f.Errorf("given out: %+v", p)
			}
			return err
		})
		f.until(today(17, 0))
		if got := f.get(offer.ID).Promise; got.State != promise.Lapsed || got.Awaits != promise.Nothing {
			f.Errorf("%s awaiting %q", got.State, got.Awaits)
		}
	})
}

func TestEachRungOnceHoweverOftenTheGuardLooks(t *testing.T) {
	live(t, func(f *firm) {
		f.terms.MayReassign = false
		p := f.make(f.staff(f.jeroen), today(12, 0))
		for minute := range 120 {
			f.clock.Set(today(10, minute))
			f.watch(f.jeroen)
			f.as(party.Itself(f.org), func(tx *db.Tx) error {
				f.Watch(tx, f.jeroen)
				return nil
			})
			f.step()
		}
		var next promise.Made
		f.as(f.staff(f.jeroen), func(tx *db.Tx) (err error) {
			_, next, err = f.Revise(tx, p.ID, promise.Revision{Consent: true, Due: promise.Due{At: today(16, 0)}})
			return err
		})
		f.until(today(16, 30))
		for of, want := range map[id.Promise]int{p.ID: 3, next.Promise.ID: 4} { // a version has a ladder of its own
			if got := f.rungs(of); len(got) != want {
				f.Errorf("%d rungs taken, want %d: %v", len(got), want, got)
			}
		}
	})
}

func BenchmarkWatchOf200(b *testing.B) {
	stepped := clock.NewStepped(tuesday)
	f := newFirm(b, dbtest.Open(b, db.SQLite, stepped), stepped)
	for i := range 200 {
		f.make(f.staff(f.jeroen), tuesday.AddDate(0, 0, 1+i/5), func(m *promise.Make) { m.Minutes = 5 })
	}
	f.step()
	for b.Loop() {
		f.watch(f.jeroen)
	}
}
