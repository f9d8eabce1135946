package promise_test

import (
	"sync"
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/job"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// kinds lists the outcomes of a promise in order; one that was undone stands in brackets.
func (f *firm) kinds(of id.Promise) (text string) {
	for _, o := range f.get(of).Outcomes {
		if o.UndoneAt.IsZero() {
			text += " " + string(o.Kind)
		} else {
			text += " (" + string(o.Kind) + ")"
		}
	}
	return text
}

func (f *firm) calls(staff id.Staff, of id.Promise) (a promise.Attempt) {
	f.Helper()
	f.as(f.staff(staff), func(tx *db.Tx) (err error) {
		a, err = f.BeginCall(tx, of)
		return err
	})
	return a
}

// A deed counts when Kroon recorded it; the start of a call that Kroon logged counts; a stated time never.
func TestWhatDatesADeed(t *testing.T) {
	cases := map[string]struct {
		at       time.Time // recorded
		call     time.Time // begun, when not zero
		named    bool      // the call is named as evidence
		stated   time.Time
		kept     bool
		outcomes string
	}{
		"at the very instant":            {at: today(12, 0), kept: true, outcomes: " agreed delivered"},
		"a microsecond later":            {at: today(12, 0).Add(time.Microsecond), outcomes: " agreed broken repaired"},
		"late, said to be in time":       {at: today(12, 5), stated: today(11, 0), outcomes: " agreed broken repaired"},
		"a call that began in time":      {at: today(12, 10), call: today(11, 58), named: true, kept: true, outcomes: " agreed broken corrected"},
		"a call under way, not named":    {at: today(12, 10), call: today(11, 58), kept: true, outcomes: " agreed broken corrected"},
		"a call that began too late":     {at: today(12, 10), call: today(12, 1), named: true, outcomes: " agreed broken repaired"},
		"a call begun long ago, unnamed": {at: today(14, 30), call: today(11, 58), outcomes: " agreed broken repaired"},
		"in time, the call too":          {at: today(11, 59), call: today(11, 50), named: true, kept: true, outcomes: " agreed delivered"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			live(t, func(f *firm) {
				f.terms.MayReassign = false
				p := f.make(f.staff(f.jeroen), today(12, 0))
				deed := promise.Deed{Proof: promise.ByCall, StatedAt: c.stated}
				if !c.call.IsZero() {
					f.until(c.call)
					a := f.calls(f.jeroen, p.ID)
					if c.named {
						deed.Evidence = a.ID
					}
				}
				f.clock.Set(c.at) // the clockwork has not noticed yet, or has: the same
				if c.at.Minute()%2 == 0 {
					f.step()
				}
				got, err := f.deliver(f.staff(f.jeroen), p.ID, deed)
				if err != nil {
					f.Fatal(err)
				}
				f.step()
				if got.Kept() != c.kept || f.kinds(p.ID) != c.outcomes {
					f.Errorf("kept %v by %s", got.Kept(), f.kinds(p.ID))
				}
				last := f.get(p.ID).Outcomes
				if o := last[len(last)-1]; !o.StatedAt.Equal(c.stated) {
					f.Errorf("stated %s recorded as %s", c.stated, o.StatedAt)
				}
			})
		})
	}
}

func TestCustomersWordDatesADeed(t *testing.T) {
	live(t, func(f *firm) {
		f.terms.MayReassign = false
		p := f.make(f.staff(f.jeroen), today(12, 0))
		f.until(today(13, 0))
		confirms := func(at time.Time) error {
			return f.try(f.customer(f.zeger), func(tx *db.Tx) error {
				_, err := f.Confirm(tx, p.ID, at)
				return err
			})
		}
		if err := confirms(today(11, 30)); err != nil {
			f.Fatal(err)
		}
		story := f.get(p.ID)
		if f.kinds(p.ID) != " agreed broken corrected" || !story.Promise.Kept() || story.Promise.Open {
			f.Errorf("%s, kept %v", f.kinds(p.ID), story.Promise.Kept())
		}
		if err := confirms(today(11, 30)); !fault.Is(err, "promise.corrected_already") {
			f.Error(err)
		}
		// and a late deed does not spoil what was corrected
		if _, err := f.deliver(f.staff(f.jeroen), p.ID, said); !fault.Is(err, "promise.corrected_already") {
			f.Error(err)
		}
	})
}

// Undo leaves no trace in figures: everything is as before, but for the pair in history.
func TestUndoPairs(t *testing.T) {
	live(t, func(f *firm) {
		jeroen := f.staff(f.jeroen)
		base := f.make(jeroen, today(12, 0))
		f.clock.Advance(time.Minute)
		acts := map[string]func(tx *db.Tx) error{
			"deliver": func(tx *db.Tx) error { _, err := f.Deliver(tx, base.ID, said); return err },
			"release": func(tx *db.Tx) error { _, err := f.Release(tx, base.ID, promise.ByCustomer); return err },
			"revise with consent": func(tx *db.Tx) error {
				_, _, err := f.Revise(tx, base.ID, promise.Revision{Consent: true, Due: promise.Due{At: today(15, 0)}})
				return err
			},
			"revise without": func(tx *db.Tx) error {
				_, _, err := f.Revise(tx, base.ID, promise.Revision{Due: promise.Due{At: today(15, 0)}})
				return err
			},
		}
		for name, act := range acts {
			before := f.get(base.ID).Promise
			f.as(jeroen, act)
			f.step()
			f.clock.Advance(promise.UndoWindow)
			f.refuses("promise.undo_not_yours", f.staff(f.monique), func(tx *db.Tx) error { _, err := f.Undo(tx, base.ID); return err })
			f.as(jeroen, func(tx *db.Tx) error { _, err := f.Undo(tx, base.ID); return err })
			f.step()
			after := f.get(base.ID).Promise
			before.Version, after.Version = 0, 0
			if before != after {
				f.Errorf("%s and undo: %+v, was %+v", name, after, before)
			}
			f.read(func(tx *db.Tx) error {
				due, armed, err := job.Armed(tx, promise.JobBreak, base.ID.Any())
				open, _ := f.OpenOf(tx, f.jeroen)
				if !armed || !due.Equal(promise.FirstInstantAfter(base.DueAt)) || len(open) != 1 {
					f.Errorf("%s and undo: armed %v at %s, %d open", name, armed, due, len(open))
				}
				return err
			})
			f.clock.Advance(time.Minute)
		}
		f.as(jeroen, acts["deliver"])
		f.clock.Advance(promise.UndoWindow + time.Microsecond)
		f.refuses("promise.undo_late", jeroen, func(tx *db.Tx) error { _, err := f.Undo(tx, base.ID); return err })
		// what was taken back is no promise any more
		gone := f.make(jeroen, today(16, 0))
		f.as(jeroen, func(tx *db.Tx) error { _, err := f.Undo(tx, gone.ID); return err })
		f.refuses("promise.undone", jeroen, func(tx *db.Tx) error { _, err := f.Deliver(tx, gone.ID, said); return err })
		f.until(today(17, 0))
		if p := f.get(gone.ID).Promise; p.Counts(today(17, 0)) || p.Open || p.State == promise.Broken {
			f.Errorf("still there: %+v", p)
		}
	})
}

func TestTheClockCannotBeUndone(t *testing.T) {
	live(t, func(f *firm) {
		p := f.make(f.staff(f.jeroen), today(12, 0))
		f.until(today(12, 0).Add(time.Second))
		undo := func(tx *db.Tx) error { _, err := f.Undo(tx, p.ID); return err }
		f.refuses("promise.undo_not_yours", f.staff(f.jeroen), undo)
		f.refuses("promise.undo_not_yours", party.Itself(f.org), undo)
		// repaired within the same act: only the repair is taken back
		if _, err := f.deliver(f.staff(f.jeroen), p.ID, said); err != nil {
			f.Fatal(err)
		}
		f.as(f.staff(f.jeroen), undo)
		if got := f.get(p.ID).Promise; got.State != promise.Broken || !got.Open || !got.DeedAt.IsZero() {
			f.Errorf("%+v", got)
		}
	})
}

func TestSilenceIsAcceptanceAfterFiveWorkingDays(t *testing.T) {
	live(t, func(f *firm) {
		p := f.make(f.staff(f.jeroen), today(12, 0))
		if _, err := f.deliver(f.staff(f.jeroen), p.ID, said); err != nil {
			f.Fatal(err)
		}
		f.as(f.staff(f.jeroen), func(tx *db.Tx) error { _, err := f.Acknowledge(tx, p.ID); return err })
		tuesdayAfter := today(23, 59).AddDate(0, 0, 7) // Wednesday to Friday, Monday, Tuesday
		f.until(tuesdayAfter)
		if state := f.get(p.ID).Promise.State; state != promise.Delivered {
			f.Fatalf("%s already", state)
		}
		f.until(tuesdayAfter.Add(time.Minute))
		story := f.get(p.ID)
		o := story.Outcomes[len(story.Outcomes)-1]
		if story.Promise.State != promise.Accepted || o.Cause != promise.Tacitly || o.ActorKind != party.System {
			f.Errorf("%s by %+v", story.Promise.State, o)
		}
	})
}

func TestUndoOfAnAcceptanceWaitsForSilenceAgain(t *testing.T) {
	live(t, func(f *firm) {
		p := f.make(f.staff(f.jeroen), today(12, 0))
		if _, err := f.deliver(f.staff(f.jeroen), p.ID, said); err != nil {
			f.Fatal(err)
		}
		f.clock.Advance(26 * time.Hour)
		f.as(f.staff(f.jeroen), func(tx *db.Tx) error { _, err := f.Accept(tx, p.ID); return err })
		f.as(f.staff(f.jeroen), func(tx *db.Tx) error { _, err := f.Undo(tx, p.ID); return err })
		f.read(func(tx *db.Tx) error {
			due, armed, err := job.Armed(tx, promise.JobTacit, p.ID.Any())
			if want := today(0, 0).AddDate(0, 0, 8); !armed || !due.Equal(want) {
				f.Errorf("silence until %s (%v), want %s", due, armed, want)
			}
			return err
		})
	})
}

// A dispute that the customer wins: broken, not kept, and the work is still to be done. Our own record
// cannot overturn it; his word can.
func TestDisputeUpheld(t *testing.T) {
	live(t, func(f *firm) {
		jeroen := f.staff(f.jeroen)
		p := f.make(jeroen, today(12, 0))
		call := f.calls(f.jeroen, p.ID)
		if _, err := f.deliver(jeroen, p.ID, promise.Deed{Proof: promise.ByCall, Evidence: call.ID}); err != nil {
			f.Fatal(err)
		}
		f.clock.Advance(time.Minute)
		f.as(f.customer(f.zeger), func(tx *db.Tx) error { _, err := f.Dispute(tx, p.ID, "niemand belde"); return err })
		if got := f.get(p.ID).Promise; got.Kept() {
			f.Error("in dispute, and kept")
		}
		f.as(f.staff(f.chef), func(tx *db.Tx) error { _, err := f.Uphold(tx, p.ID); return err })
		if got := f.get(p.ID).Promise; got.State != promise.Broken || !got.Open || got.Kept() {
			f.Errorf("%+v", got)
		}
		f.clock.Advance(time.Minute)
		f.refuses("promise.dispute_settled", jeroen, func(tx *db.Tx) error {
			_, err := f.Deliver(tx, p.ID, promise.Deed{Proof: promise.ByCall, Evidence: call.ID})
			return err
		})
		// done again before due: repaired, and still not kept
		if got, err := f.deliver(jeroen, p.ID, said); err != nil || got.State != promise.Repaired || got.Kept() || !got.DeedAt.Before(got.DueAt) {
			f.Errorf("%v, %+v", err, got)
		}
		f.as(f.customer(f.zeger), func(tx *db.Tx) error { _, err := f.Confirm(tx, p.ID, tuesday); return err })
		if got := f.get(p.ID).Promise; !got.Kept() || got.State != promise.Repaired {
			f.Errorf("his own word: %+v", got)
		}
	})
}

// Keeping the recovery does the broken one late; both count.
func TestRecovery(t *testing.T) {
	live(t, func(f *firm) {
		jeroen := f.staff(f.jeroen)
		p := f.make(jeroen, today(11, 0))
		f.until(today(11, 30))
		recovers := func(of id.Promise) func(*promise.Make) { return func(m *promise.Make) { m.RecoveryOf = of } }
		second := f.make(jeroen, today(13, 0), recovers(p.ID))
		f.read(func(tx *db.Tx) error {
			open, err := f.OpenOf(tx, f.jeroen)
			if len(open) != 1 || open[0].ID != second.ID {
				f.Errorf("%d ask for work", len(open))
			}
			return err
		})
		if _, err := f.tryMake(jeroen, today(14, 0), recovers(p.ID)); !fault.Is(err, "promise.recovered_already") {
			f.Error(err)
		}
		if _, err := f.deliver(jeroen, p.ID, said); !fault.Is(err, "promise.recovered_already") {
			f.Error(err)
		}
		f.until(today(13, 30)) // broken too
		third := f.make(jeroen, today(15, 0), recovers(second.ID))
		if _, err := f.deliver(jeroen, third.ID, said); err != nil {
			f.Fatal(err)
		}
		check := func(want map[id.Promise]promise.State) {
			f.Helper()
			for of, state := range want {
				if got := f.get(of).Promise; got.State != state || got.Kept() != (state == promise.Delivered) {
					f.Errorf("%s is %s, kept %v", got.Code, got.State, got.Kept())
				}
			}
		}
		check(map[id.Promise]promise.State{p.ID: promise.Repaired, second.ID: promise.Repaired, third.ID: promise.Delivered})
		f.as(jeroen, func(tx *db.Tx) error { _, err := f.Undo(tx, third.ID); return err })
		check(map[id.Promise]promise.State{p.ID: promise.Broken, second.ID: promise.Broken, third.ID: promise.Agreed})
		if f.get(p.ID).Promise.Open || f.get(second.ID).Promise.Open {
			f.Error("asks for work beside what recovers it")
		}
	})
}

// What an earlier deed repaired stays repaired when a later one is undone.
func TestUndoOfASecondDeed(t *testing.T) {
	live(t, func(f *firm) {
		jeroen := f.staff(f.jeroen)
		p := f.make(jeroen, today(11, 0))
		f.until(today(11, 30))
		recovery := f.make(jeroen, today(16, 0), func(m *promise.Make) { m.RecoveryOf = p.ID })
		for _, act := range []func(tx *db.Tx) error{
			func(tx *db.Tx) error { _, err := f.Deliver(tx, recovery.ID, said); return err },
			func(tx *db.Tx) error { _, err := f.Dispute(tx, recovery.ID, "nee"); return err },
			func(tx *db.Tx) error { _, err := f.Uphold(tx, recovery.ID); return err },
			func(tx *db.Tx) error { _, err := f.Deliver(tx, recovery.ID, said); return err },
			func(tx *db.Tx) error { _, err := f.Undo(tx, recovery.ID); return err },
		} {
			f.as(jeroen, act)
		}
		if got := f.get(p.ID).Promise.State; got != promise.Repaired {
			f.Errorf("the first deed had repaired it; it is %s", got)
		}
	})
}

// Of two that are to recover it one is undone: the broken promise waits for the other.
func TestOneOfTwoRecoveriesUndone(t *testing.T) {
	live(t, func(f *firm) {
		jeroen := f.staff(f.jeroen)
		p := f.make(jeroen, today(11, 0))
		f.until(today(11, 30))
		recovers := func(m *promise.Make) { m.RecoveryOf = p.ID }
		first := f.make(jeroen, today(15, 0), recovers, func(m *promise.Make) { m.Proposal = true })
		f.as(jeroen, func(tx *db.Tx) error { _, err := f.Decline(tx, first.ID); return err })
		second := f.make(jeroen, today(16, 0), recovers)
		for _, of := range []id.Promise{first.ID, second.ID} {
			f.as(jeroen, func(tx *db.Tx) error { _, err := f.Undo(tx, of); return err })
			if f.get(p.ID).Promise.Open {
				f.Error("asks for work beside a recovery that stands")
			}
		}
		f.as(jeroen, func(tx *db.Tx) error { _, err := f.Undo(tx, first.ID); return err })
		if !f.get(p.ID).Promise.Open {
			f.Error("nobody works on it any more")
		}
	})
}

// A proposal to recover that comes to nothing puts the broken promise back on the desk.
func TestRecoveryThatComesToNothing(t *testing.T) {
	live(t, func(f *firm) {
		p := f.make(f.staff(f.jeroen), today(11, 0))
		f.until(today(11, 30))
		for _, decline := range []bool{true, false} {
			offer := f.make(f.staff(f.jeroen), f.clock.Now().Add(time.Hour), func(m *promise.Make) { m.RecoveryOf, m.Proposal = p.ID, true })
			if f.get(p.ID).Promise.Open {
				f.Error("asks for work beside its recovery")
			}
			if decline {
				f.as(f.customer(f.zeger), func(tx *db.Tx) error { _, err := f.Decline(tx, offer.ID); return err })
			} else {
				f.until(offer.LapsesAt)
			}
			if !f.get(p.ID).Promise.Open {
				f.Error("nobody works on it any more")
			}
		}
		if _, err := f.deliver(f.staff(f.jeroen), p.ID, said); err != nil {
			f.Fatal(err)
		}
		f.as(f.staff(f.jeroen), func(tx *db.Tx) error { _, err := f.Undo(tx, p.ID); return err })
		if !f.get(p.ID).Promise.Open {
			f.Error("undone, and nobody works on it")
		}
		f.as(f.customer(f.zeger), func(tx *db.Tx) error { _, err := f.Waive(tx, p.ID, promise.NoLongerNeeded); return err })
		if got := f.get(p.ID).Promise; got.Open || got.State != promise.Broken || !got.Counts(f.clock.Now()) {
			f.Errorf("waived: %+v", got)
		}
	})
}

// Whoever is first at the due instant, the story is the same.
func TestDeliveryMeetsTheClock(t *testing.T) {
	live(t, func(f *firm) {
		for round := range 20 {
			f.clock.Set(tuesday)
			due := today(12, 0)
			p := f.make(f.staff(f.jeroen), due, func(m *promise.Make) { m.Minutes = 1 })
			f.clock.Set(due.Add(time.Duration(round%2) * time.Microsecond))
			var both sync.WaitGroup
			both.Go(f.step)
			both.Go(func() {
				if _, err := f.deliver(f.staff(f.jeroen), p.ID, said); err != nil {
					f.Error(err)
				}
			})
			both.Wait()
			f.step()
			want := " agreed delivered"
			if round%2 == 1 {
				want = " agreed broken repaired"
			}
			if got := f.kinds(p.ID); got != want {
				f.Errorf("round %d: %s", round, got)
			}
		}
	})
}

// Two acts on one promise at once: one is done, the other is told so.
func TestTwoActsAtOnce(t *testing.T) {
	live(t, func(f *firm) {
		for round := range 60 {
			p := f.make(f.staff(f.jeroen), today(16, 0), func(m *promise.Make) { m.Minutes = 1 })
			deliver := func() error { _, err := f.deliver(f.staff(f.jeroen), p.ID, said); return err }
			revise := func() error {
				return f.try(f.staff(f.monique), func(tx *db.Tx) error {
					_, _, err := f.Revise(tx, p.ID, promise.Revision{Consent: true, Due: promise.Due{At: today(16, 30)}})
					return err
				})
			}
			pair := [2]func() error{deliver, deliver}
			if round%2 == 1 {
				pair[1] = revise
			}
			var errs [2]error
			var both sync.WaitGroup
			for i, act := range pair {
				both.Go(func() { errs[i] = act() })
			}
			both.Wait()
			if (errs[0] == nil) == (errs[1] == nil) {
				f.Fatalf("round %d: %v", round, errs)
			}
			for _, err := range errs {
				if err != nil && !fault.Is(err, "promise.not_now") {
					f.Error(err)
				}
			}
			if n := len(f.get(p.ID).Outcomes); n != 2 {
				f.Errorf("%d outcomes: %s", n, f.kinds(p.ID))
			}
		}
	})
}
