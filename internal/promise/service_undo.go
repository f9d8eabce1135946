package promise

import (
	"bytes"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// UndoWindow is how long the outward effects of a one-click act wait, and how long it can be undone.
const UndoWindow = 15 * time.Second

// undoable are the acts that can be taken back whole. Of breaches these are a person's; the clock's are
// the system's and never undone.
var undoable = map[OutcomeKind]bool{
	OutcomeKind(Agreed): true, OutcomeKind(Offered): true, OutcomeKind(Delivered): true, OutcomeKind(Repaired): true,
	OutcomeKind(Released): true, OutcomeKind(Accepted): true, OutcomeKind(Disputed): true, OutcomeKind(Declined): true,
	OutcomeKind(Revised): true, OutcomeKind(Broken): true, Corrected: true, Waived: true,
	Reassigned: true, TurnedDown: true,
}

// Undo takes back the actor's own last act on a promise within the time for it, and what came with it on
// other promises: the version that a revision made, the breach that a recovery repaired. What the clock
// did cannot be undone.
func (s *Service) Undo(tx *db.Tx, promise id.Promise) (Promise, error) {
	if err := lockOwnersBefore(tx, promise); err != nil {
		return Promise{}, err
	}
	p, err := s.locked(tx, promise)
	if err != nil {
		return p, err
	}
	outcomes, last, err := s.mine(tx, p)
	if err == nil && last.Kind == Reassigned {
		err = untouched(tx, p, last)
	}
	if err != nil {
		return p, err
	}
	switch {
	case last.From == "":
		return s.unmake(tx, p, outcomes, last)
	case last.Cause == Recovered:
		return p, fault.New(fault.Conflict, "promise.undo_not_yours") // it is undone with the deed that did it
	case last.Kind == OutcomeKind(Revised), last.Kind == OutcomeKind(Broken) && !last.Next.IsZero():
		next, err := s.locked(tx, last.Next)
		if err != nil {
			return p, err
		}
		made, first, err := s.mine(tx, next)
		if err != nil {
			return p, err
		}
		if first.From != "" {
			return p, fault.New(fault.Conflict, "promise.undo_not_yours")
		}
		if _, err := s.unmake(tx, next, made, first); err != nil {
			return p, err
		}
		return load(tx, p.ID)
	}
	if p, err = s.takeBack(tx, p, outcomes, last); err != nil {
		return p, err
	}
	switch last.Kind {
	case OutcomeKind(Delivered), OutcomeKind(Repaired):
		return p, s.unrepair(tx, p, last)
	case OutcomeKind(Accepted):
		return s.undoWord(tx, p, last)
	case OutcomeKind(Declined):
		return p, s.supersedeAgain(tx, p)
	}
	return p, nil
}

// UndoAttempt takes back a try that the actor logged within the time for undo, when nothing happened to the
// promise since; false when there is none such.
func (s *Service) UndoAttempt(tx *db.Tx, promise id.Promise) (bool, error) {
	p, err := s.locked(tx, promise)
	if err != nil {
		return false, err
	}
	attempts, err := attemptsOf(tx, p.ID)
	if err != nil || len(attempts) == 0 {
		return false, err
	}
	outcomes, err := outcomesOf(tx, p.ID)
	if err != nil {
		return false, err
	}
	last := attempts[0]
	for _, a := range attempts {
		if !a.RecordedAt.Before(last.RecordedAt) {
			last = a
		}
	}
	tried := last.Staff == tx.Actor.StaffID() && !last.Staff.IsZero() && last.Result != Begun && last.RecordedAt.After(lastOf(outcomes).RecordedAt)
	if !tried || tx.Now.Sub(last.RecordedAt) > UndoWindow {
		return false, nil
	}
	last.Result, last.RecordedAt = takenBack, tx.Now
	endAttempt(tx, last)
	return true, s.tried(tx, p, last)
}

// mine gives the last outcome that stands, if it is the actor's own and not too long ago.
func (s *Service) mine(tx *db.Tx, p Promise) ([]Outcome, Outcome, error) {
	outcomes, err := outcomesOf(tx, p.ID)
	if err != nil {
		return nil, Outcome{}, err
	}
	last := lastOf(outcomes)
	switch {
	case last.Actor != tx.Actor.ID || last.ActorKind != tx.Actor.Kind || last.ActorKind == party.System || !undoable[last.Kind]:
		return nil, last, fault.New(fault.Conflict, "promise.undo_not_yours")
	case tx.Now.Sub(last.RecordedAt) > UndoWindow:
		return nil, last, fault.New(fault.TooLate, "promise.undo_late")
	}
	return outcomes, last, nil
}

// unmake takes back that a promise was made: it is gone from every list and figure, and what it replaced
// or recovered stands as it stood.
func (s *Service) unmake(tx *db.Tx, before Promise, outcomes []Outcome, made Outcome) (Promise, error) {
	p, err := s.takeBack(tx, before, outcomes, made)
	if err != nil {
		return p, err
	}
	origin := p.Previous
	if origin.IsZero() {
		origin = p.RecoveryOf
	}
	if origin.IsZero() {
		return p, nil
	}
	old, err := load(tx, origin)
	if err != nil {
		return p, err
	}
	befell, err := outcomesOf(tx, origin)
	if err != nil {
		return p, err
	}
	if last := lastOf(befell); last.Next == p.ID {
		_, err = s.takeBack(tx, old, befell, last)
		return p, err
	}
	return p, s.reopen(tx, p.RecoveryOf)
}

// unrepair takes back that a deed repaired the promises that this one recovers. What an earlier deed had
// repaired stays so; ids tell what came after the deed.
func (s *Service) unrepair(tx *db.Tx, p Promise, deed Outcome) error {
	for by := p.ID; !p.RecoveryOf.IsZero(); {
		old, err := load(tx, p.RecoveryOf)
		if err != nil {
			return err
		}
		outcomes, err := outcomesOf(tx, old.ID)
		if err != nil {
			return err
		}
		last := lastOf(outcomes)
		if last.Kind != OutcomeKind(Repaired) || last.Next != by || bytes.Compare(last.ID[:], deed.ID[:]) < 0 {
			return nil
		}
		if p, err = s.takeBack(tx, old, outcomes, last); err != nil {
			return err
		}
		by = p.ID
	}
	return nil
}

// undoWord takes back the whole of a customer's word: that it was done and that he is content.
func (s *Service) undoWord(tx *db.Tx, p Promise, accepted Outcome) (Promise, error) {
	outcomes, err := outcomesOf(tx, p.ID)
	if err != nil {
		return p, err
	}
	deed := lastOf(outcomes)
	if deed.Kind != OutcomeKind(Delivered) || deed.Proof != ByWord || deed.Actor != accepted.Actor ||
		!deed.RecordedAt.Equal(accepted.RecordedAt) {
		return p, nil
	}
	if p, err = s.takeBack(tx, p, outcomes, deed); err != nil {
		return p, err
	}
	return p, s.unrepair(tx, p, deed)
}

// supersedeAgain: a proposal to recover a breach stands again, so the breach waits for it again.
func (s *Service) supersedeAgain(tx *db.Tx, p Promise) error {
	if p.RecoveryOf.IsZero() {
		return nil
	}
	old, err := load(tx, p.RecoveryOf)
	if err != nil || old.State != Broken {
		return err
	}
	old.Open = false
	return s.onDesk(tx, old, WasSuperseded{By: p.ID})
}

// takeBack tells the story of a promise again without one outcome.
func (s *Service) takeBack(tx *db.Tx, before Promise, outcomes []Outcome, wrong Outcome) (Promise, error) {
	var delivered time.Time
	for i := range outcomes {
		if outcomes[i].ID == wrong.ID {
			outcomes[i].UndoneAt = tx.Now
		} else if outcomes[i].Kind == OutcomeKind(Delivered) {
			delivered = outcomes[i].RecordedAt
		}
	}
	p := before.told(outcomes).before(wrong)
	if wrong.From == "" {
		p = before
		p.UndoneAt, p.Open = tx.Now, false
	}
	if p.State == Broken && p.Open {
		_, recovered, err := recoveryOf(tx, p.ID)
		if err != nil {
			return before, err
		}
		p.Open = !recovered // what recovers it asks for the work
	}
	if err := save(tx, p); err != nil {
		return before, err
	}
	p.Version++
	markUndone(tx, p.ID, wrong.ID)
	if wrong.Kind == OutcomeKind(Broken) {
		untakeStep(tx, p.ID, Warned, wrong.RecordedAt) // that warning went with the act, and is withdrawn with it
	}
	o := s.outcome(tx, p, Undone, before.State)
	o.Evidence = wrong.ID
	insertOutcome(tx, o)
	s.arm(tx, before, p)
	if p.State == Delivered && p.UndoneAt.IsZero() {
		if err := s.waitForSilence(tx, p, delivered); err != nil {
			return before, err
		}
	}
	return p, s.log.Record(tx, p.about(), WasUndone{p.Direction, wrong.ID, wrong.Kind, p.Customer, wrong.RecordedAt})
}
