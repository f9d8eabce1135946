package promise

import (
	"strings"
	"unicode/utf8"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

func checkedWords(words string) (string, error) {
	words = legible(words)
	if utf8.RuneCountInString(words) > MaxWords {
		return words, fault.New(fault.Invalid, "promise.words_long", "max", MaxWords).On("words")
	}
	return words, nil
}

// legible is the text without what no database or reader can do with: broken characters, NUL, and blanks
// at its ends.
func legible(text string) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", ""))
}

// Agree answers a proposal with yes. A proposal holds its capacity, so nothing is weighed again. Whom the
// answer binds without his doing is asked to acknowledge.
func (s *Service) Agree(tx *db.Tx, promise id.Promise) (Promise, error) {
	p, err := s.locked(tx, promise)
	if err != nil {
		return p, err
	}
	switch {
	case p.State == Lapsed:
		return p, fault.New(fault.TooLate, "promise.offer_lapsed")
	case p.State != Offered:
		return p, notNow(p)
	}
	room, err := s.team.Room(tx, p.Owner, p.DueAt)
	if err != nil {
		return p, err
	}
	p.AcknowledgeBy = acknowledgeBy(tx, room, p)
	after := p.after(s.outcome(tx, p, OutcomeKind(Agreed), p.State))
	after.Version++
	return s.change(tx, p, s.outcome(tx, p, OutcomeKind(Agreed), p.State), after.made(nil))
}

// Decline answers a proposal with no.
func (s *Service) Decline(tx *db.Tx, promise id.Promise) (Promise, error) {
	p, err := s.locked(tx, promise)
	if err != nil {
		return p, err
	}
	return s.decline(tx, p, NoCause)
}

func (s *Service) decline(tx *db.Tx, p Promise, cause Cause) (Promise, error) {
	o := s.outcome(tx, p, OutcomeKind(Declined), p.State)
	o.Cause = cause
	after, err := s.change(tx, p, o, WasDeclined{p.Direction, p.Customer})
	if err != nil {
		return after, err
	}
	return after, s.reopen(tx, p.RecoveryOf)
}

// lapse ends a proposal at its set time, however late the clock is.
func (s *Service) lapse(tx *db.Tx, p Promise) (Promise, error) {
	o := s.outcome(tx, p, OutcomeKind(Lapsed), p.State)
	o.HappenedAt, o.Cause = p.LapsesAt, s.clockCause(tx, p.LapsesAt)
	after, err := s.change(tx, p, o, HasLapsed{p.Direction, p.Customer})
	if err != nil {
		return after, err
	}
	return after, s.reopen(tx, p.RecoveryOf)
}

// Release records that the beneficiary lets us off; only before due. A proposal that is no longer needed
// is declined by it.
func (s *Service) Release(tx *db.Tx, promise id.Promise, cause Cause) (Promise, error) {
	p, err := s.locked(tx, promise)
	if err != nil {
		return p, err
	}
	if cause, err = p.letGo(tx.Actor, cause); err != nil {
		return p, err
	}
	switch {
	case p.State == Offered:
		return s.decline(tx, p, cause)
	case (p.State == Agreed || p.State == Broken) && !tx.Now.Before(p.DueAt):
		return p, fault.New(fault.TooLate, "promise.release_late")
	}
	o := s.outcome(tx, p, OutcomeKind(Released), p.State)
	o.Cause = cause
	return s.change(tx, p, o, WasReleased{p.Direction, p.Customer, cause})
}

// letGo tells who may let a promise go and why.
func (p Promise) letGo(actor party.Actor, cause Cause) (Cause, error) {
	if !p.benefits(actor) {
		return cause, fault.New(fault.Forbidden, "promise.release_beneficiary")
	}
	switch cause {
	case NoCause:
		return ByCustomer, nil
	case ByCustomer, NoLongerNeeded, BoughtElsewhere, NeverAnswered:
		return cause, nil
	}
	return cause, fault.New(fault.Invalid, "promise.cause").On("cause")
}

// Waive records that the beneficiary no longer needs what was broken. It stays broken in every figure;
// nobody works on it any more.
func (s *Service) Waive(tx *db.Tx, promise id.Promise, cause Cause) (Promise, error) {
	p, err := s.locked(tx, promise)
	if err != nil {
		return p, err
	}
	if cause, err = p.letGo(tx.Actor, cause); err != nil {
		return p, err
	}
	if p.State != Broken || !p.Open {
		return p, notNow(p)
	}
	o := s.outcome(tx, p, Waived, p.State)
	o.Cause = cause
	return s.change(tx, p, o, WasWaived{p.Direction, p.Customer, cause})
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

// Revise replaces a promise by one with another time. With the beneficiary's consent before due only the
// new version counts. Without it, or from due on, our word is broken and the new promise recovers it; both
// count.
func (s *Service) Revise(tx *db.Tx, promise id.Promise, r Revision) (old Promise, next Made, err error) {
	if !r.Owner.IsZero() {
		if err = lockWith(tx, r.Owner, promise); err != nil {
			return old, next, err
		}
	}
	if old, err = s.locked(tx, promise); err != nil {
		return old, next, err
	}
	m := Make{
		Direction: old.Direction, Kind: old.Kind, Act: old.Act, Customer: old.Customer, Colleague: old.Colleague,
		Owner: old.Owner, Question: old.Question, Minutes: old.Minutes, Proof: old.Proof, Due: r.Due,
		Previous: old, Override: r.Override, Words: r.Words, as: id.New[id.Promise](tx.IDs),
	}
	if !r.Owner.IsZero() {
		m.Owner = r.Owner
	}
	switch {
	case old.State == Agreed && r.Consent && tx.Now.Before(old.DueAt):
		m.RecoveryOf = old.RecoveryOf
		if next, err = s.Make(tx, m); err != nil {
			return old, next, err
		}
		o := s.outcome(tx, old, OutcomeKind(Revised), old.State)
		o.Next = next.Promise.ID
		old, err = s.change(tx, old, o, WasRevised{old.Direction, old.Customer, o.Next, old.DueAt, next.Promise.DueAt})
		return old, next, err
	case old.State == Agreed:
		cause := r.Cause
		if cause == NoCause {
			cause = WithoutConsent
		}
		if !tx.Now.Before(old.DueAt) {
			cause = AfterDue
		}
		if old, err = s.breakNow(tx, old, Outcome{Cause: cause, Next: m.as}); err != nil {
			return old, next, err
		}
	case old.State != Broken:
		return old, next, notNow(old)
	}
	m.RecoveryOf = old.ID
	if next, err = s.Make(tx, m); err != nil {
		return old, next, err
	}
	old, err = load(tx, old.ID)
	return old, next, err
}

// breakByClock breaks what was not kept in time, dated at the first instant after due however late the
// clock is. Who happens to act first when Kroon was down is not who broke it.
func (s *Service) breakByClock(tx *db.Tx, p Promise) (Promise, error) {
	at := FirstInstantAfter(p.DueAt)
	return s.breakNow(tx, p, Outcome{Cause: s.clockCause(tx, at), HappenedAt: at})
}

// breakNow breaks a promise for a cause.
func (s *Service) breakNow(tx *db.Tx, p Promise, given Outcome) (Promise, error) {
	o := s.outcome(tx, p, OutcomeKind(Broken), p.State)
	o.Cause, o.Next = given.Cause, given.Next
	if !given.HappenedAt.IsZero() {
		o.HappenedAt = given.HappenedAt
	}
	warned, err := stepTaken(tx, p.ID, Warned)
	if err != nil {
		return p, err
	}
	if _, err := takeStep(tx, p.ID, DueStep, id.Staff{}); err != nil {
		return p, err
	}
	return s.change(tx, p, o, WasBroken{
		Direction: p.Direction, Kind: p.Kind, Customer: p.Customer, Owner: p.Owner, DueAt: p.DueAt,
		Cause: o.Cause, Warned: warned,
	})
}
