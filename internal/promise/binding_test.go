package promise_test

import (
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/promise"
)

// Within the hours that a colleague has opened a promise binds him; outside them the taker keeps it and
// the colleague is asked to take it over.
func TestWhomAPromiseBinds(t *testing.T) {
	live(t, func(f *firm) {
		monique := f.staff(f.monique)
		bound := f.make(monique, today(15, 0))
		if bound.Owner != f.jeroen || bound.State != promise.Agreed || bound.AcknowledgeBy.IsZero() || bound.MadeBy != f.monique {
			f.Errorf("within his hours: %+v", bound)
		}
		f.people[f.jeroen].opened = week("13:00", "17:00") // it is ten now
		for _, proposal := range []bool{false, true} {
			asked := f.make(monique, today(15, 0), func(m *promise.Make) { m.Proposal = proposal })
			if asked.Owner != f.monique || asked.ProposedTo != f.jeroen || !asked.AcknowledgeBy.IsZero() {
				f.Errorf("outside his hours: %+v", asked)
			}
		}
		asked := f.make(monique, today(15, 0))
		f.as(f.staff(f.jeroen), func(tx *db.Tx) error {
			p, verdict, err := f.TakeOver(tx, asked.ID)
			if p.Owner != f.jeroen || !p.ProposedTo.IsZero() || !p.AcknowledgeBy.IsZero() || verdict != promise.Feasible {
				f.Errorf("taken over: %s %+v", verdict, p)
			}
			return err
		})
		own := f.make(f.staff(f.jeroen), today(16, 0))
		later := promise.Revision{Consent: true, Due: promise.Due{At: today(16, 30)}}
		f.as(monique, func(tx *db.Tx) error { // he had bound himself already
			_, next, err := f.Revise(tx, own.ID, later)
			if next.Promise.Owner != f.jeroen || next.Promise.AcknowledgeBy.IsZero() {
				f.Errorf("revised by a colleague: %+v", next.Promise)
			}
			return err
		})
	})
}

func TestProposalBindsWithTheAnswer(t *testing.T) {
	live(t, func(f *firm) {
		offer := f.make(f.staff(f.jeroen), today(15, 0), func(m *promise.Make) { m.Proposal, m.LapsesAt, m.Minutes = true, today(23, 0), 250 })
		if !offer.LapsesAt.Equal(offer.DueAt) || !offer.AgreedAt.IsZero() {
			f.Errorf("lapses at %s, after its due", offer.LapsesAt)
		}
		if _, err := f.tryMake(f.staff(f.jeroen), today(15, 0), func(m *promise.Make) { m.Minutes = 60 }); !fault.Is(err, "promise.infeasible") {
			f.Errorf("a proposal holds its capacity: %v", err)
		}
		f.as(f.customer(f.zeger), func(tx *db.Tx) error {
			p, err := f.Agree(tx, offer.ID)
			if p.State != promise.Agreed || p.AcknowledgeBy.IsZero() {
				f.Errorf("agreed by the customer: %+v", p)
			}
			return err
		})
		declined := f.make(f.staff(f.monique), today(16, 0), func(m *promise.Make) { m.Owner, m.Proposal = f.monique, true })
		f.as(f.customer(f.zeger), func(tx *db.Tx) error {
			p, err := f.Release(tx, declined.ID, promise.NoLongerNeeded) // "niet meer nodig" on his page
			if p.State != promise.Declined {
				f.Errorf("no longer needed: %s", p.State)
			}
			return err
		})
		lapsing := f.make(f.staff(f.monique), today(16, 0), func(m *promise.Make) { m.Owner, m.Proposal, m.LapsesAt = f.monique, true, today(11, 0) })
		f.clock.Set(today(12, 0))
		f.step()
		story := f.get(lapsing.ID)
		if o := story.Outcomes[1]; story.Promise.State != promise.Lapsed || !o.HappenedAt.Equal(today(11, 0)) || o.Cause != promise.KroonWasDown {
			f.Errorf("%s by %+v", story.Promise.State, o)
		}
	})
}

func TestInfeasibleOnlyByName(t *testing.T) {
	live(t, func(f *firm) {
		_, err := f.tryMake(f.staff(f.jeroen), today(11, 0), func(m *promise.Make) { m.Minutes = 120 })
		if first := fault.Of(err).Args["first"]; !fault.Is(err, "promise.infeasible") || !first.(time.Time).Equal(today(12, 0)) {
			f.Errorf("%v, nearest %v", err, first)
		}
		p := f.make(f.staff(f.jeroen), today(11, 0), func(m *promise.Make) { m.Minutes, m.Override, m.Words = 120, true, "hij wacht" })
		if o := f.get(p.ID).Outcomes[0]; !p.Overridden || o.Cause != promise.OnOwnName || o.Words != "hij wacht" {
			f.Errorf("%+v", o)
		}
		fits := f.make(f.staff(f.monique), today(16, 0), func(m *promise.Make) { m.Owner, m.Override = f.monique, true })
		if fits.Overridden {
			f.Error("nothing had to be overridden")
		}
	})
}

// An appointment takes its own minutes and leaves the others less.
func TestAppointments(t *testing.T) {
	live(t, func(f *firm) {
		fixed := func(m *promise.Make) { m.Kind, m.Due.Fixed, m.Minutes = promise.Visit, true, 60 }
		f.make(f.staff(f.jeroen), today(11, 0), fixed)
		if _, err := f.tryMake(f.staff(f.jeroen), today(11, 30), fixed); !fault.Is(err, "promise.infeasible") || !fault.Of(err).Args["first"].(time.Time).Equal(today(12, 0)) {
			f.Errorf("two visits at once: %v, nearest %v", err, fault.Of(err).Args["first"])
		}
		if _, err := f.tryMake(f.staff(f.jeroen), today(16, 30), fixed); !fault.Is(err, "promise.infeasible") {
			f.Errorf("a visit past closing time: %v", err)
		}
		if _, err := f.tryMake(f.staff(f.jeroen), today(12, 0), func(m *promise.Make) { m.Minutes = 61 }); !fault.Is(err, "promise.infeasible") {
			f.Errorf("the visit leaves one hour of two: %v", err)
		}
		f.make(f.staff(f.jeroen), today(12, 0), func(m *promise.Make) { m.Minutes = 60 })
		if _, err := f.tryMake(f.staff(f.jeroen), today(10, 0).Add(10*time.Minute), fixed); !fault.Is(err, "promise.infeasible") {
			f.Errorf("a visit that would break a promise: %v", err)
		}
	})
}

// What customers promise us takes nobody's time, breaks by the clock as a fact, and is theirs to claim and
// ours to judge.
func TestTheirPromises(t *testing.T) {
	live(t, func(f *firm) {
		theirs := func(m *promise.Make) { m.Direction, m.Kind = promise.Theirs, promise.Pay }
		p, q := f.make(f.staff(f.monique), today(15, 0), theirs), f.make(f.staff(f.monique), today(15, 0), theirs)
		if p.Minutes != 0 || !p.AcknowledgeBy.IsZero() {
			f.Errorf("%+v", p)
		}
		f.as(f.customer(f.zeger), func(tx *db.Tx) error {
			got, err := f.Confirm(tx, p.ID, tuesday)
			if got.State != promise.Delivered {
				f.Errorf("his word is a claim: %s", got.State)
			}
			return err
		})
		f.as(f.staff(f.jeroen), func(tx *db.Tx) error { _, err := f.Dispute(tx, p.ID, "niets ontvangen"); return err })
		f.until(today(15, 0).Add(time.Second))
		if got := f.get(q.ID).Promise; got.State != promise.Broken || got.Counts(f.clock.Now()) {
			f.Errorf("%+v", got)
		}
		for _, step := range f.get(q.ID).Steps {
			if step.Step != promise.DueStep {
				f.Errorf("the guard took %s of the customer's promise", step.Step)
			}
		}
	})
}

// A warning counts only when it came before due.
func TestHonestWarning(t *testing.T) {
	live(t, func(f *firm) {
		p := f.make(f.staff(f.jeroen), today(15, 0))
		f.as(f.staff(f.jeroen), func(tx *db.Tx) error { return f.WarnedCustomer(tx, p.ID) })
		f.as(f.staff(f.jeroen), func(tx *db.Tx) error { return f.WarnedCustomer(tx, p.ID) })
		f.until(today(16, 0))
		f.refuses("promise.not_now", f.staff(f.jeroen), func(tx *db.Tx) error { return f.WarnedCustomer(tx, p.ID) })
		if got := f.rungs(p.ID); got[promise.Warned].IsZero() {
			f.Errorf("%v", got)
		}
	})
}

// Attempts propose the next try, further off each time, and end nothing.
func TestAttempts(t *testing.T) {
	live(t, func(f *firm) {
		p := f.make(f.staff(f.jeroen), today(16, 0))
		tries := func(result promise.AttemptOutcome, want time.Time) {
			f.Helper()
			f.as(f.staff(f.jeroen), func(tx *db.Tx) error {
				_, next, err := f.LogAttempt(tx, p.ID, result)
				if !next.Equal(want) {
					f.Errorf("after %s again at %s, want %s", result, next, want)
				}
				return err
			})
		}
		tries(promise.NoAnswer, today(10, 30))
		tries(promise.Voicemail, today(11, 0))
		tries(promise.NoAnswer, today(12, 0))
		tries(promise.Spoken, time.Time{})
		f.clock.Set(today(13, 0))
		tries(promise.NoAnswer, today(15, 50)) // while it can still be in time
		f.clock.Set(today(14, 0))
		call := f.calls(f.jeroen, p.ID)
		f.clock.Advance(10 * time.Minute)
		tries(promise.Spoken, time.Time{})
		story := f.get(p.ID)
		last := story.Attempts[len(story.Attempts)-1]
		if last.ID != call.ID || last.Result != promise.Spoken || !last.BeganAt.Equal(call.BeganAt) || story.Promise.State != promise.Agreed {
			f.Errorf("%+v, %s", last, story.Promise.State)
		}
	})
}

func TestFoundAgain(t *testing.T) {
	live(t, func(f *firm) {
		question := id.New[id.Question](f.db.IDs())
		first := f.make(f.staff(f.jeroen), today(15, 0), func(m *promise.Make) { m.Question = question })
		second := f.make(f.staff(f.jeroen), today(16, 0), func(m *promise.Make) { m.Question, m.Act = question, "  toesturen\x00 " })
		gone := f.make(f.staff(f.jeroen), today(16, 30), func(m *promise.Make) { m.Question = question })
		f.as(f.staff(f.jeroen), func(tx *db.Tx) error { _, err := f.Undo(tx, gone.ID); return err })
		f.read(func(tx *db.Tx) error {
			byCode, found, err := f.ByCode(tx, second.Code)
			if err != nil || !found || byCode != second || byCode.Act != "toesturen" {
				f.Errorf("by code: %+v, want %+v", byCode, second)
			}
			ours, err := f.OfCustomer(tx, f.zeger, 10)
			asked, err2 := f.OfQuestion(tx, question)
			if err != nil || err2 != nil || len(ours) != 2 || ours[0].ID != second.ID || len(asked) != 2 || asked[0].ID != first.ID {
				f.Errorf("%d of the customer, %d of the question", len(ours), len(asked))
			}
			got, err := f.Get(tx, first.ID)
			if got != first {
				f.Errorf("read %+v, made %+v", got, first)
			}
			return err
		})
	})
}

// A slip of the finger is taken back: the try stands in no list and the next one is the first again. What
// somebody else tried, what is too long ago, and what was followed by a deed stay.
func TestATryIsTakenBack(t *testing.T) {
	live(t, func(f *firm) {
		p := f.make(f.staff(f.jeroen), today(15, 0))
		try := func(by id.Staff) {
			f.as(f.staff(by), func(tx *db.Tx) error { _, _, err := f.LogAttempt(tx, p.ID, promise.NoAnswer); return err })
		}
		undo := func(by id.Staff) (done bool) {
			f.as(f.staff(by), func(tx *db.Tx) (err error) { done, err = f.UndoAttempt(tx, p.ID); return err })
			return done
		}
		f.clock.Advance(time.Minute)
		if undo(f.jeroen) {
			f.Error("there was nothing to take back")
		}
		try(f.jeroen)
		f.clock.Advance(time.Second)
		if undo(f.monique) || !undo(f.jeroen) || undo(f.jeroen) || len(f.get(p.ID).Attempts) != 0 {
			f.Errorf("taken back, %d tries stand", len(f.get(p.ID).Attempts))
		}
		try(f.jeroen)
		f.clock.Advance(16 * time.Second)
		if undo(f.jeroen) {
			f.Error("taken back too late")
		}
		try(f.jeroen)
		f.clock.Advance(time.Second)
		f.as(f.staff(f.jeroen), func(tx *db.Tx) error { _, err := f.Deliver(tx, p.ID, said); return err })
		if undo(f.jeroen) || len(f.get(p.ID).Attempts) != 2 {
			f.Error("a try before the deed was taken back")
		}
	})
}
