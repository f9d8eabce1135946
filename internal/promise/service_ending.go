package promise

import (
	"strings"
	"time"
	"unicode/utf8"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

func checkedWords(words string) (string, error) {
	words = strings.TrimSpace(words)
	if utf8.RuneCountInString(words) > MaxWords {
		return words, fault.New(fault.Invalid, "promise.words_long", "max", MaxWords).On("words")
	}
	return words, nil
}

// Agree answers a proposal with yes. It may have become infeasible meanwhile only for others: a proposal
// holds its capacity.
func (s *Service) Agree(tx *db.Tx, promise id.Promise) (Promise, error) {
	before, err := s.locked(tx, promise)
	if err != nil {
		return before, err
	}
	if before.State != Offered {
		return before, fault.New(fault.Conflict, "promise.not_now", "state", string(before.State))
	}
	if tx.Now.After(before.LapsesAt) {
		return before, fault.New(fault.TooLate, "promise.offer_lapsed")
	}
	p := before
	p.State, p.AgreedAt = Agreed, tx.Now
	return s.change(tx, before, p, s.outcome(tx, p, OutcomeKind(Agreed), before.State), p.made())
}

// Decline answers a proposal with no.
func (s *Service) Decline(tx *db.Tx, promise id.Promise) (Promise, error) {
	before, err := s.locked(tx, promise)
	if err != nil {
		return before, err
	}
	p := before
	p.State, p.Open, p.ClosedAt, p.Awaits = Declined, false, tx.Now, Nothing
	return s.change(tx, before, p, s.outcome(tx, p, OutcomeKind(Declined), before.State), WasDeclined{p.Customer})
}

// Release records that the beneficiary lets us off; only before due.
func (s *Service) Release(tx *db.Tx, promise id.Promise, cause Cause) (Promise, error) {
	before, err := s.locked(tx, promise)
	if err != nil {
		return before, err
	}
	if !before.mayRelease(tx.Actor) {
		return before, fault.New(fault.Forbidden, "promise.release_beneficiary")
	}
	if tx.Now.After(before.DueAt) && before.State == Agreed {
		return before, fault.New(fault.TooLate, "promise.release_late")
	}
	p := before
	p.State, p.Open, p.ClosedAt, p.Awaits = Released, false, tx.Now, Nothing
	o := s.outcome(tx, p, OutcomeKind(Released), before.State)
	o.Cause = cause
	return s.change(tx, before, p, o, WasReleased{p.Customer, cause})
}

// Revision is another time for a promise.
type Revision struct {
	Due      Due
	Consent  bool     // the beneficiary agrees
	Owner    id.Staff // another owner; the same when zero
	Override bool
	Words    string
	Cause    Cause // of a revision without consent
}

// Revise replaces a promise by one with another time. With the customer's consent before due only the
// new version counts. Without it, or after due, our word is broken and the new promise recovers it; both
// count.
func (s *Service) Revise(tx *db.Tx, promise id.Promise, r Revision) (old Promise, next Made, err error) {
	old, err = s.locked(tx, promise)
	if err != nil {
		return old, next, err
	}
	m := Make{
		Direction: old.Direction, Kind: old.Kind, Act: old.Act, Customer: old.Customer, Colleague: old.Colleague,
		Owner: old.Owner, Question: old.Question, Minutes: old.Minutes, Proof: old.Proof, Due: r.Due,
		Previous: old, Override: r.Override, Words: r.Words,
	}
	if !r.Owner.IsZero() {
		m.Owner = r.Owner
	}
	switch {
	case old.State == Agreed && r.Consent && !tx.Now.After(old.DueAt):
		if next, err = s.Make(tx, m); err != nil {
			return old, next, err
		}
		p := old
		p.State, p.Open, p.ClosedAt, p.Awaits = Revised, false, tx.Now, Nothing
		o := s.outcome(tx, p, OutcomeKind(Revised), old.State)
		o.Next = next.Promise.ID
		old, err = s.change(tx, old, p, o, WasRevised{p.Customer, next.Promise.ID, p.DueAt, next.Promise.DueAt})
		return old, next, err
	case old.State == Agreed:
		cause := r.Cause
		if cause == "" {
			cause = WithoutConsent
		}
		if tx.Now.After(old.DueAt) {
			cause = AfterDue
		}
		if old, err = s.breakNow(tx, old, Outcome{Cause: cause}); err != nil {
			return old, next, err
		}
	case old.State != Broken:
		return old, next, fault.New(fault.Conflict, "promise.not_now", "state", string(old.State))
	}
	m.RecoveryOf = old.ID
	next, err = s.Make(tx, m)
	return old, next, err
}

// breakNow breaks an agreed promise. What passed its due was broken at the first instant after it,
// however late the clock is.
func (s *Service) breakNow(tx *db.Tx, before Promise, o Outcome) (Promise, error) {
	return s.breakFrom(tx, before, before, o, true)
}

func (s *Service) breakFrom(tx *db.Tx, before, p Promise, given Outcome, open bool) (Promise, error) {
	o := s.outcome(tx, p, OutcomeKind(Broken), before.State)
	o.Cause = given.Cause
	if tx.Now.After(p.DueAt) && before.State == Agreed {
		o.HappenedAt = FirstInstantAfter(p.DueAt)
	}
	p.State, p.Open, p.BrokenAt = Broken, open, o.HappenedAt
	steps, err := stepsOf(tx, p.ID)
	if err != nil {
		return before, err
	}
	warned := false
	for _, step := range steps {
		warned = warned || step.Step == Warned
	}
	if _, err := takeStep(tx, p.ID, DueStep, id.Staff{}); err != nil {
		return before, err
	}
	return s.change(tx, before, p, o, WasBroken{
		Direction: p.Direction, Kind: p.Kind, Customer: p.Customer, Owner: p.Owner, DueAt: p.DueAt,
		Cause: o.Cause, Warned: warned,
	})
}

// UndoWindow is how long the outward effects of a one-click act wait, and how long it can be undone.
const UndoWindow = 15 * time.Second

// undoable are the acts that can be taken back whole.
var undoable = map[OutcomeKind]bool{
	OutcomeKind(Agreed): true, OutcomeKind(Offered): true, OutcomeKind(Delivered): true, OutcomeKind(Repaired): true,
	OutcomeKind(Released): true, OutcomeKind(Accepted): true, OutcomeKind(Disputed): true, OutcomeKind(Declined): true,
}

// Undo takes back the actor's own last act within the time for it. What the clock did cannot be undone.
func (s *Service) Undo(tx *db.Tx, promise id.Promise) (Promise, error) {
	before, err := s.locked(tx, promise)
	if err != nil {
		return before, err
	}
	outcomes, err := outcomesOf(tx, promise)
	if err != nil {
		return before, err
	}
	var last Outcome
	for _, o := range outcomes {
		if o.UndoneAt.IsZero() && o.Kind != Undone {
			last = o
		}
	}
	switch {
	case last.Actor != tx.Actor.ID || last.ActorKind != tx.Actor.Kind || last.ActorKind == party.System || !undoable[last.Kind]:
		return before, fault.New(fault.Conflict, "promise.undo_not_yours")
	case tx.Now.Sub(last.RecordedAt) > UndoWindow:
		return before, fault.New(fault.TooLate, "promise.undo_late")
	}
	p := before
	switch {
	case last.From == "": // it was made: gone from every list and figure
		p.UndoneAt, p.Open = tx.Now, false
	default:
		p.State, p.Open, p.ClosedAt = last.From, asksForWork(last.From), time.Time{}
		if last.Kind == OutcomeKind(Delivered) || last.Kind == OutcomeKind(Repaired) {
			p.DeedAt = time.Time{}
		}
		if last.Kind == OutcomeKind(Agreed) {
			p.AgreedAt = time.Time{}
		}
	}
	if err := save(tx, p); err != nil {
		return before, err
	}
	p.Version++
	markUndone(tx, promise, last.ID)
	insertOutcome(tx, s.outcome(tx, p, Undone, before.State))
	if last.From == "" && !p.RecoveryOf.IsZero() {
		if err := s.reopen(tx, p.RecoveryOf); err != nil {
			return before, err
		}
	}
	s.arm(tx, p)
	return p, s.log.Record(tx, p.about(), WasUndone{last.ID, last.Kind, p.Customer})
}

// reopen puts a broken promise back on the desk when its recovery was undone.
func (s *Service) reopen(tx *db.Tx, broken id.Promise) error {
	p, err := load(tx, broken)
	if err != nil || p.State != Broken {
		return err
	}
	p.Open = true
	return save(tx, p)
}
