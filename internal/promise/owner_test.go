package promise_test

import (
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/promise"
)

// weighs tells whether a promise asks for somebody's time.
func (f *firm) weighs(owner id.Staff, of id.Promise) (is bool) {
	f.read(func(tx *db.Tx) error {
		w, err := f.Weigh(tx, owner)
		for _, load := range w.Loads {
			is = is || load.Promise == of
		}
		return err
	})
	return is
}

// Whoever is asked may say no, with a word, and may take that back: the owner was and stays the owner.
func TestTurningDown(t *testing.T) {
	live(t, func(f *firm) {
		jeroen, monique := f.staff(f.jeroen), f.staff(f.monique)
		p := f.make(jeroen, today(15, 0))
		f.as(jeroen, func(tx *db.Tx) error { _, err := f.Propose(tx, p.ID, f.monique); return err })
		f.refuses("promise.not_proposed", f.staff(f.pieter), func(tx *db.Tx) error { _, err := f.TurnDown(tx, p.ID, ""); return err })
		f.as(monique, func(tx *db.Tx) error { _, err := f.TurnDown(tx, p.ID, " Ik zit vol. "); return err })
		story := f.get(p.ID)
		last := story.Outcomes[len(story.Outcomes)-1]
		if story.Promise.Owner != f.jeroen || !story.Promise.ProposedTo.IsZero() || last.Kind != promise.TurnedDown || last.Words != "Ik zit vol." {
			f.Errorf("turned down: %+v by %+v", story.Promise, last)
		}
		f.refuses("promise.not_proposed", monique, func(tx *db.Tx) error { _, _, err := f.TakeOver(tx, p.ID); return err })
		f.as(monique, func(tx *db.Tx) error { _, err := f.Undo(tx, p.ID); return err })
		f.as(monique, func(tx *db.Tx) error { _, _, err := f.TakeOver(tx, p.ID); return err })
		if got := f.get(p.ID).Promise; got.Owner != f.monique {
			f.Errorf("taken over after all: %+v", got)
		}
	})
}

// Whom the guard asks can take over and can turn down; who turned it down is neither asked again nor given it,
// and whoever was asked by a person stays the one who is asked.
func TestTheGuardsProposalIsAProposal(t *testing.T) {
	live(t, func(f *firm) {
		late := func() promise.Promise {
			return f.make(f.staff(f.jeroen), today(16, 0), func(m *promise.Make) { m.Minutes = 30 })
		}
		p, q, r := late(), late(), late()
		f.as(f.staff(f.jeroen), func(tx *db.Tx) error { _, err := f.Propose(tx, r.ID, f.pieter); return err })
		for f.get(p.ID).Promise.ProposedTo.IsZero() || f.get(q.ID).Promise.ProposedTo.IsZero() {
			if f.clock.Now().After(today(16, 0)) {
				f.Fatal("nobody was asked")
			}
			f.until(f.clock.Now().Add(time.Minute))
		}
		asked := f.get(p.ID).Promise.ProposedTo
		f.as(f.staff(asked), func(tx *db.Tx) error { _, err := f.TurnDown(tx, p.ID, ""); return err })
		f.as(f.staff(f.get(q.ID).Promise.ProposedTo), func(tx *db.Tx) error { _, _, err := f.TakeOver(tx, q.ID); return err })
		if got := f.get(r.ID).Promise; got.ProposedTo != f.pieter && got.Owner == f.jeroen {
			f.Errorf("a colleague had asked Pieter, and now %s is asked", got.ProposedTo)
		}
		if got := f.get(q.ID).Promise; got.Owner == f.jeroen {
			f.Error("whom the guard asked could not take it over")
		}
		f.until(today(15, 59))
		if got := f.get(p.ID).Promise; got.Owner == asked || got.ProposedTo == asked {
			f.Errorf("who turned it down is asked again or got it: %+v", got)
		}
	})
}

// Giving a promise away can be taken back at once: its owner, what he had seen, who was asked and what it asks
// of whose time are as they were.
func TestUndoOfAnotherOwner(t *testing.T) {
	live(t, func(f *firm) {
		monique, jeroen := f.staff(f.monique), f.staff(f.jeroen)
		give := func(of id.Promise) {
			f.as(monique, func(tx *db.Tx) error {
				_, _, err := f.Reassign(tx, of, f.pieter, promise.ByColleague, true)
				return err
			})
		}
		undo := func(of id.Promise) func(tx *db.Tx) error {
			return func(tx *db.Tx) error { _, err := f.Undo(tx, of); return err }
		}
		p := f.make(monique, today(15, 0)) // binds Jeroen, who has not seen it
		f.as(jeroen, func(tx *db.Tx) error { _, err := f.Propose(tx, p.ID, f.monique); return err })
		before := f.get(p.ID).Promise
		give(p.ID)
		if got := f.get(p.ID).Promise; got.Owner != f.pieter || f.weighs(f.jeroen, p.ID) {
			f.Fatalf("given: %+v", got)
		}
		f.refuses("promise.undo_not_yours", jeroen, undo(p.ID))
		f.as(monique, undo(p.ID))
		after := f.get(p.ID)
		before.Version = after.Promise.Version
		if after.Promise != before || !f.weighs(f.jeroen, p.ID) || f.weighs(f.pieter, p.ID) {
			f.Errorf("was  %+v\nis now %+v", before, after.Promise)
		}
		for _, o := range after.Outcomes {
			if o.Kind == promise.Reassigned && (o.OwnerBefore != f.jeroen || o.UndoneAt.IsZero()) {
				f.Errorf("%+v", o)
			}
		}
		give(p.ID)
		f.as(f.staff(f.pieter), func(tx *db.Tx) error { _, err := f.BeginCall(tx, p.ID); return err })
		f.refuses("promise.undo_begun", monique, undo(p.ID))
		q := f.make(monique, today(15, 0))
		give(q.ID)
		f.as(f.staff(f.pieter), func(tx *db.Tx) error { _, err := f.Acknowledge(tx, q.ID); return err })
		f.refuses("promise.undo_not_yours", monique, undo(q.ID))
		r := f.make(monique, today(15, 0))
		give(r.ID)
		f.clock.Advance(16 * time.Second)
		f.refuses("promise.undo_late", monique, undo(r.ID))
	})
}

// Who turned it down is not given it either at the last safe moment.
func TestWhoTurnedItDownIsLeftAlone(t *testing.T) {
	live(t, func(f *firm) {
		p := f.make(f.staff(f.jeroen), today(16, 0))
		for f.get(p.ID).Promise.ProposedTo.IsZero() && f.clock.Now().Before(today(16, 0)) {
			f.until(f.clock.Now().Add(time.Minute))
		}
		asked := f.get(p.ID).Promise.ProposedTo
		f.as(f.staff(asked), func(tx *db.Tx) error { _, err := f.TurnDown(tx, p.ID, ""); return err })
		f.until(today(15, 59))
		story := f.get(p.ID)
		if len(story.Steps) < 3 || story.Promise.Owner == asked || story.Promise.ProposedTo == asked {
			f.Errorf("asked again, or given: %+v after %+v", story.Promise, story.Steps)
		}
	})
}
