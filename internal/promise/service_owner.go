package promise

import (
	"bytes"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// Acknowledge records that the owner has seen what a colleague promised for him.
func (s *Service) Acknowledge(tx *db.Tx, promise id.Promise) (Promise, error) {
	before, err := s.locked(tx, promise)
	if err != nil {
		return before, err
	}
	if tx.Actor.StaffID() != before.Owner {
		return before, fault.New(fault.Forbidden, "promise.owner_only")
	}
	if before.AcknowledgeBy.IsZero() || !before.AcknowledgedAt.IsZero() {
		return before, nil
	}
	p := before
	p.AcknowledgedAt = tx.Now
	return s.change(tx, before, p, s.outcome(tx, p, Acknowledged, before.State), WasAcknowledged{p.Owner})
}

// lockOwners raises the loads of both, in one order for everybody.
func lockOwners(tx *db.Tx, a, b id.Staff) error {
	if bytes.Compare(a[:], b[:]) > 0 {
		a, b = b, a
	}
	if err := lockLoad(tx, a); err != nil || a == b {
		return err
	}
	return lockLoad(tx, b)
}

// Reassign gives the promise to another owner, if he can keep it or a team lead overrides. Who gives it
// away to himself or takes what was proposed to him acknowledges by that.
func (s *Service) Reassign(tx *db.Tx, promise id.Promise, to id.Staff, cause Cause, override bool) (Promise, Verdict, error) {
	p, err := load(tx, promise)
	if err != nil {
		return p, Feasible, err
	}
	if err := lockOwners(tx, p.Owner, to); err != nil {
		return p, Feasible, err
	}
	if p, err = load(tx, promise); err != nil {
		return p, Feasible, err
	}
	if !p.Open {
		return p, Feasible, fault.New(fault.Conflict, "promise.not_now", "state", string(p.State))
	}
	facts, err := s.facts(tx, to, p.DueAt, p.ID)
	if err != nil {
		return p, Feasible, err
	}
	if facts.Gone {
		return p, Feasible, fault.New(fault.Conflict, "promise.owner_left").On("owner")
	}
	verdict := Feasible
	if p.State != Broken && p.DueAt.After(tx.Now) && p.Direction != Theirs {
		m := Make{Due: Due{At: p.DueAt}, Minutes: p.Minutes, Override: override}
		if verdict, err = judge(m, facts, tx.Now); err != nil {
			return p, verdict, err
		}
	}
	after, err := s.give(tx, p, to, cause, Nothing)
	return after, verdict, err
}

// give makes somebody else the owner; Watch follows for both.
func (s *Service) give(tx *db.Tx, before Promise, to id.Staff, cause Cause, awaits Awaits) (Promise, error) {
	p := before
	p.Owner, p.ProposedTo, p.Awaits = to, id.Staff{}, awaits
	p.AcknowledgeBy, p.AcknowledgedAt = time.Time{}, time.Time{}
	if to != tx.Actor.StaffID() && p.State == Agreed && p.DueAt.After(tx.Now) && awaits == Nothing {
		facts, err := s.facts(tx, to, p.DueAt)
		if err != nil {
			return before, err
		}
		if p.AcknowledgeBy, err = s.acknowledgeBy(tx, facts.Room, p); err != nil {
			return before, err
		}
	}
	o := s.outcome(tx, p, Reassigned, before.State)
	o.Staff, o.Cause = to, cause
	s.Watch(tx, before.Owner)
	return s.change(tx, before, p, o, WasReassigned{before.Owner, to, cause})
}

// Propose asks a colleague to take the promise over; the owner stays owner until he does.
func (s *Service) Propose(tx *db.Tx, promise id.Promise, to id.Staff) (Promise, error) {
	before, err := s.locked(tx, promise)
	if err != nil {
		return before, err
	}
	if !before.Open || to == before.Owner {
		return before, fault.New(fault.Conflict, "promise.not_now", "state", string(before.State))
	}
	p := before
	p.ProposedTo = to
	o := s.outcome(tx, p, Proposed, before.State)
	o.Staff = to
	return s.change(tx, before, p, o, WasProposed{p.Owner, to})
}

// TakeOver makes the actor, to whom it was proposed, the owner.
func (s *Service) TakeOver(tx *db.Tx, promise id.Promise) (Promise, Verdict, error) {
	p, err := load(tx, promise)
	if err != nil {
		return p, Feasible, err
	}
	if p.ProposedTo != tx.Actor.StaffID() || p.ProposedTo.IsZero() {
		return p, Feasible, fault.New(fault.Forbidden, "promise.not_proposed")
	}
	return s.Reassign(tx, promise, p.ProposedTo, ByColleague, false)
}

// Redistribute gives an absent owner's open promises to the team lead, to be given out again on
// Herverdelen: those due while he is away, from and until (without end when zero). What is broken when
// he goes waits there too.
func (s *Service) Redistribute(tx *db.Tx, owner id.Staff, from, until time.Time, cause Cause) (int, error) {
	lead, err := s.team.Lead(tx, owner)
	if err != nil {
		return 0, err
	}
	if err := lockOwners(tx, owner, lead); err != nil {
		return 0, err
	}
	open, err := openOf(tx, owner)
	if err != nil {
		return 0, err
	}
	given := 0
	for _, p := range open {
		away := !p.DueAt.Before(from) && (until.IsZero() || !p.DueAt.After(until))
		broken := p.State == Broken && !from.After(tx.Now)
		if p.Direction == Theirs || !away && !broken || p.Awaits != Nothing || lead == owner {
			continue
		}
		if _, err := s.give(tx, p, lead, cause, Redistribution); err != nil {
			return given, err
		}
		given++
	}
	return given, nil
}

// BeginCall logs that the actor starts to call about a promise: Kroon's own record of when.
func (s *Service) BeginCall(tx *db.Tx, promise id.Promise) (Attempt, error) {
	p, err := s.locked(tx, promise)
	if err != nil {
		return Attempt{}, err
	}
	a := Attempt{
		ID: id.New[id.Any](tx.IDs), Promise: p.ID, Staff: tx.Actor.StaffID(), Result: Begun,
		BeganAt: tx.Now, RecordedAt: tx.Now,
	}
	insertAttempt(tx, a)
	return a, nil
}

// callLength is how long a call that was begun may take to get its outcome.
const callLength = 2 * time.Hour

// LogAttempt records a try: spoken, no answer or voicemail. It ends the call that the actor began, if he
// did, and proposes when to try next; it never ends the promise.
func (s *Service) LogAttempt(tx *db.Tx, promise id.Promise, result AttemptOutcome) (Attempt, time.Time, error) {
	if !result.Valid() || result == Begun {
		return Attempt{}, time.Time{}, fault.New(fault.Invalid, "promise.attempt").On("result")
	}
	before, err := s.locked(tx, promise)
	if err != nil {
		return Attempt{}, time.Time{}, err
	}
	attempts, err := attemptsOf(tx, promise)
	if err != nil {
		return Attempt{}, time.Time{}, err
	}
	a := Attempt{
		ID: id.New[id.Any](tx.IDs), Promise: promise, Staff: tx.Actor.StaffID(), Result: result,
		BeganAt: tx.Now, RecordedAt: tx.Now,
	}
	inVain := 0
	begun := false
	for _, earlier := range attempts {
		if earlier.Result == NoAnswer || earlier.Result == Voicemail {
			inVain++
		}
		if earlier.Result == Begun && earlier.Staff == a.Staff && tx.Now.Sub(earlier.BeganAt) < callLength {
			a.ID, a.BeganAt, begun = earlier.ID, earlier.BeganAt, true
		}
	}
	if begun {
		endAttempt(tx, a)
	} else {
		insertAttempt(tx, a)
	}
	next, err := s.nextTryAt(tx, before, result, inVain)
	if err != nil {
		return a, next, err
	}
	if err := save(tx, before); err != nil {
		return a, next, err
	}
	before.Version++
	return a, next, s.log.Record(tx, before.about(), WasAttempted{before.Customer, result, a.BeganAt})
}

// nextTryAt proposes when to try again: later after each try in vain, in working time, and while it can
// still be in time, before due.
func (s *Service) nextTryAt(tx *db.Tx, p Promise, result AttemptOutcome, inVain int) (time.Time, error) {
	if result == Spoken {
		return time.Time{}, nil
	}
	facts, err := s.facts(tx, p.Owner, p.DueAt)
	if err != nil || facts.Gone {
		return time.Time{}, err
	}
	at, err := facts.Room.Calendar.Add(tx.Now, nextTry(inVain+1))
	if err != nil {
		return time.Time{}, nil // nothing open ahead: no proposal
	}
	last := p.DueAt.Add(-time.Duration(p.Minutes) * time.Minute)
	if p.DueAt.After(tx.Now) && at.After(last) && last.After(tx.Now) {
		at = last
	}
	return at, nil
}
