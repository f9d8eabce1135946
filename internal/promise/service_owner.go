package promise

import (
	"bytes"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// Acknowledge records that the owner has seen what a colleague promised for him. Seen twice is seen.
func (s *Service) Acknowledge(tx *db.Tx, promise id.Promise) (Promise, error) {
	p, err := s.locked(tx, promise)
	if err != nil {
		return p, err
	}
	if tx.Actor.StaffID() != p.Owner {
		return p, fault.New(fault.Forbidden, "promise.owner_only")
	}
	if p.AcknowledgeBy.IsZero() || !p.AcknowledgedAt.IsZero() || p.State != Agreed {
		return p, nil
	}
	steps, err := stepsOf(tx, p.ID)
	if err != nil {
		return p, err
	}
	for _, step := range steps { // whom the guard asked because nobody had seen it is needed no more
		if step.Step == Unacknowledged && step.Proposed == p.ProposedTo {
			p.ProposedTo = id.Staff{}
		}
	}
	return s.change(tx, p, s.outcome(tx, p, Acknowledged, p.State), WasAcknowledged{p.Owner})
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

// lockWith raises the loads of somebody and of the owner of another promise, zero for none.
func lockWith(tx *db.Tx, owner id.Staff, promise id.Promise) error {
	if promise.IsZero() {
		return lockLoad(tx, owner)
	}
	p, err := load(tx, promise)
	if err != nil {
		return err
	}
	return lockOwners(tx, p.Owner, owner)
}

// Reassign gives the promise to another owner, if he can keep it or a team lead overrides. Who takes it
// himself acknowledges by that.
func (s *Service) Reassign(tx *db.Tx, promise id.Promise, to id.Staff, cause Cause, override bool) (Promise, Verdict, error) {
	p, err := load(tx, promise)
	if err != nil {
		return p, Feasible, err
	}
	if err := lockOwners(tx, p.Owner, to); err != nil {
		return p, Feasible, err
	}
	if p, err = s.locked(tx, promise); err != nil {
		return p, Feasible, err
	}
	if !p.Open {
		return p, Feasible, notNow(p)
	}
	if err := s.mayKeep(tx, to); err != nil {
		return p, Feasible, err
	}
	facts, err := s.facts(tx, to, p.DueAt, p.ID)
	if err != nil {
		return p, Feasible, err
	}
	m := Make{Direction: p.Direction, Kind: p.Kind, Due: Due{At: p.DueAt, Fixed: p.Fixed}, Minutes: p.Minutes, Override: override}
	if err := mayOwn(m, facts); err != nil {
		return p, Feasible, err
	}
	verdict := Feasible
	if p.State != Broken && p.DueAt.After(tx.Now) && p.Direction != Theirs {
		if verdict, err = judge(m, facts, tx.Now); err != nil {
			return p, verdict, err
		}
	}
	after, err := s.give(tx, p, to, facts.Room, s.handed(tx, p, Reassigned, to, cause))
	return after, verdict, err
}

func (s *Service) handed(tx *db.Tx, p Promise, kind OutcomeKind, to id.Staff, cause Cause) Outcome {
	o := s.outcome(tx, p, kind, p.State)
	o.Staff, o.Cause = to, cause
	return o
}

// give makes somebody else the owner; the guard looks at both anew.
func (s *Service) give(tx *db.Tx, p Promise, to id.Staff, room Room, o Outcome) (Promise, error) {
	from := p.Owner
	o.OwnerBefore, o.AskedBefore = p.Owner, p.ProposedTo
	o.AcknowledgeBefore, o.AcknowledgedBefore = p.AcknowledgeBy, p.AcknowledgedAt
	p.AcknowledgeBy, p.AcknowledgedAt = time.Time{}, time.Time{}
	if p.State == Agreed && o.Kind == Reassigned {
		theirs := p
		theirs.Owner = to
		p.AcknowledgeBy = acknowledgeBy(tx, room, theirs)
	}
	return s.change(tx, p, o, WasReassigned{from, to, o.Cause})
}

// mayKeep refuses who may only read: nobody can do what he is not let at.
func (s *Service) mayKeep(tx *db.Tx, owner id.Staff) error {
	reads, err := s.team.Reads(tx, owner)
	if err == nil && reads {
		err = fault.New(fault.Conflict, "promise.owner_reads").On("owner")
	}
	return err
}

// Propose asks a colleague to take the promise over; the owner stays owner until he does.
func (s *Service) Propose(tx *db.Tx, promise id.Promise, to id.Staff) (Promise, error) {
	p, err := s.locked(tx, promise)
	if err != nil {
		return p, err
	}
	if !p.Open || to == p.Owner {
		return p, notNow(p)
	}
	if err := s.mayKeep(tx, to); err != nil {
		return p, err
	}
	gone, err := s.team.Gone(tx, to)
	if err == nil && gone {
		err = fault.New(fault.Conflict, "promise.owner_left").On("owner")
	}
	if err != nil {
		return p, err
	}
	return s.change(tx, p, s.handed(tx, p, Proposed, to, NoCause), WasProposed{From: p.Owner, To: to})
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

// TurnDown records that the actor, to whom it was proposed, cannot take the promise over, with his words if he
// likes. The owner stays owner.
func (s *Service) TurnDown(tx *db.Tx, promise id.Promise, words string) (Promise, error) {
	p, err := s.locked(tx, promise)
	if err != nil {
		return p, err
	}
	me := tx.Actor.StaffID()
	switch {
	case me.IsZero() || p.ProposedTo != me:
		return p, fault.New(fault.Forbidden, "promise.not_proposed")
	case !p.Open:
		return p, notNow(p)
	}
	o := s.outcome(tx, p, TurnedDown, p.State)
	if o.Words, err = checkedWords(words); err != nil {
		return p, err
	}
	o.AskedBefore = me
	return s.change(tx, p, o, WasTurnedDown{p.Owner, me})
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
		watched := p.Direction == Theirs && cause != Departure // he still watches it when he is back
		if watched || !away && !broken || lead == owner {
			continue
		}
		if _, err := s.give(tx, p, lead, Room{}, s.handed(tx, p, Redistributed, lead, cause)); err != nil {
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
	return a, s.tried(tx, p, a)
}

// tried enters an attempt in the promise's history.
func (s *Service) tried(tx *db.Tx, p Promise, a Attempt) error {
	if err := save(tx, p); err != nil {
		return err
	}
	p.Version++
	return s.log.Record(tx, p.about(), WasAttempted{a.ID, p.Customer, a.Result, a.BeganAt})
}

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
		if earlier.underWay(tx.Now) && earlier.Staff == a.Staff {
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
	return a, next, s.tried(tx, before, a)
}

// nextTryAt proposes when to try again: later after each try in vain, in working time, and while it can
// still be in time, before due.
func (s *Service) nextTryAt(tx *db.Tx, p Promise, result AttemptOutcome, inVain int) (time.Time, error) {
	if result == Spoken {
		return time.Time{}, nil
	}
	gone, err := s.team.Gone(tx, p.Owner)
	if err != nil || gone {
		return time.Time{}, err
	}
	room, err := s.team.Room(tx, p.Owner, p.DueAt)
	if err != nil {
		return time.Time{}, err
	}
	at, err := room.Calendar.Add(tx.Now, nextTry(inVain+1))
	if err != nil {
		return time.Time{}, nil // nothing open ahead: no proposal
	}
	last, err := room.Calendar.Sub(p.DueAt, p.Minutes)
	if err == nil && p.State == Agreed && at.After(last) && last.After(tx.Now) {
		at = last
	}
	return at.UTC(), nil
}
