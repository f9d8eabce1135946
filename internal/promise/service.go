package promise

import (
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/worktime"
)

// Availability is what promises need to know of the people who keep them; team tells it.
type Availability interface {
	// Room is the owner's working time and how much of it is free for promises, from tx.Now until an instant.
	Room(tx *db.Tx, owner id.Staff, until time.Time) (Room, error)
	// Rooms is Room for many owners at once; who has left is not in it.
	Rooms(tx *db.Tx, owners []id.Staff, until time.Time) (map[id.Staff]Room, error)
	// Binds tells whether a colleague may promise on the owner's behalf at this instant.
	Binds(tx *db.Tx, owner id.Staff, at time.Time) (bool, error)
	// Gone tells whether the owner has left the organisation.
	Gone(tx *db.Tx, owner id.Staff) (bool, error)
	// Reads tells whether somebody may only read, and so can keep nothing.
	Reads(tx *db.Tx, owner id.Staff) (bool, error)
	// Lead is who answers for the owner's promises when he cannot; present if anybody is.
	Lead(tx *db.Tx, owner id.Staff) (id.Staff, error)
	// Standins are the colleagues who could take over from the owner.
	Standins(tx *db.Tx, owner id.Staff) ([]id.Staff, error)
	// House is the organisation's own working time.
	House(tx *db.Tx) (worktime.Calendar, error)
}

// Sent dates a message that Kroon sent about a promise; message tells it.
type Sent interface {
	SentAt(tx *db.Tx, message id.Any, promise id.Promise) (at time.Time, found bool, err error)
}

// Service makes, guards and ends promises. Its commands take a transaction and never open one.
type Service struct {
	log   *event.Log
	team  Availability
	sent  Sent
	terms func(*db.Tx) (Terms, error)
}

// New makes the service.
func New(log *event.Log, team Availability, sent Sent, terms func(*db.Tx) (Terms, error)) *Service {
	return &Service{log: log, team: team, sent: sent, terms: terms}
}

// Made is a new promise and how well it fits.
type Made struct {
	Promise Promise
	Verdict Verdict
}

// Make makes a promise, or a proposal of one. A promise spoken to a customer is agreed at once: within
// the hours that a colleague has opened it binds him and he is asked to acknowledge it; outside them the
// taker owns it and the colleague is asked to take it over.
func (s *Service) Make(tx *db.Tx, wish Make) (Made, error) {
	m, err := wish.completed(tx.Now)
	if err != nil {
		return Made{}, err
	}
	caller := tx.Actor.StaffID()
	bound := m.Previous.Owner == m.Owner
	if !bound {
		if err := s.mayKeep(tx, m.Owner); err != nil {
			return Made{}, err
		}
	}
	var asked id.Staff
	if !caller.IsZero() && caller != m.Owner && m.Direction != Theirs && !bound {
		binds, err := s.team.Binds(tx, m.Owner, tx.Now)
		if err != nil {
			return Made{}, err
		}
		if !binds {
			m.Owner, asked = caller, m.Owner
		}
	}
	if err := lockWith(tx, m.Owner, m.RecoveryOf); err != nil {
		return Made{}, err
	}
	facts, err := s.facts(tx, m.Owner, m.Due.At, m.Previous.ID, m.RecoveryOf)
	if err != nil {
		return Made{}, err
	}
	facts.Calling = caller
	p, verdict, err := decide(m, facts, tx.Now)
	if err != nil {
		return Made{}, err
	}
	if p.ID = m.as; p.ID.IsZero() {
		p.ID = id.New[id.Promise](tx.IDs)
	}
	if err := s.supersede(tx, m, p.ID); err != nil {
		return Made{}, err
	}
	p.Version = 1
	if p.ProposedTo = asked; !asked.IsZero() {
		p.Version = 2 // made, and proposed
	}
	if p.Root.IsZero() {
		p.Root = p.ID
	}
	if p.Code, err = freshCode(tx); err != nil {
		return Made{}, err
	}
	if p.State == Agreed {
		p.AcknowledgeBy = acknowledgeBy(tx, facts.Room, p)
	}
	then := facts.then(tx.Now, m)
	if err = insert(tx, p, ImportedFrom{}, then.slack()); err != nil {
		return Made{}, err
	}
	outcome := s.outcome(tx, p, OutcomeKind(p.State), "")
	if p.Overridden {
		outcome.Words, outcome.Cause = m.Words, OnOwnName
	}
	insertOutcome(tx, outcome)
	s.arm(tx, Promise{}, p)
	about := p.about()
	about.Version, about.As = 1, id.Event(outcome.ID)
	if err := s.log.Record(tx, about, p.made(then)); err != nil || asked.IsZero() {
		return Made{p, verdict}, err
	}
	return Made{p, verdict}, s.log.Record(tx, p.about(), WasProposed{From: p.Owner, To: asked, AtOnce: true})
}

// facts loads what a decision about the owner's time rests on. A promise that is about to be replaced
// or recovered no longer counts.
func (s *Service) facts(tx *db.Tx, owner id.Staff, until time.Time, without ...id.Promise) (f Facts, err error) {
	if f.Terms, err = s.terms(tx); err != nil {
		return f, err
	}
	if f.Gone, err = s.team.Gone(tx, owner); err != nil || f.Gone {
		return f, err
	}
	all, err := weightsOf(tx, []id.Staff{owner})
	if err != nil {
		return f, err
	}
	open := all[owner]
	f.Full = len(open) >= MaxOpen
	until = later(until, tx.Now.Add(offerWindow)) // as far as the nearest time that fits is sought
	if n := len(open); n > 0 {
		until = later(until, open[n-1].DueAt)
	}
	if f.Room, err = s.team.Room(tx, owner, until); err != nil {
		return f, err
	}
	f.Room, f.Loads = burden(tx.Now, f.Room, open, append(without, aside(tx)...)...)
	return f, nil
}

// burden splits what is open into appointments, which take their own minutes out of the room, and loads.
func burden(now time.Time, room Room, open []weight, without ...id.Promise) (Room, []Load) {
	loads := make([]Load, 0, len(open))
	room.Appointments = slices.Clip(room.Appointments)
	for _, w := range open {
		past := !w.DueAt.After(now)
		switch {
		case isOneOf(w.ID, without):
		case w.Fixed && !w.Broken && !past:
			room.Appointments = append(room.Appointments, appointment(w.DueAt, w.Minutes))
		default:
			loads = append(loads, Load{Promise: w.ID, Due: w.DueAt, Minutes: w.Minutes, Broken: w.Broken || past})
		}
	}
	return room, loads
}

func isOneOf(promise id.Promise, all []id.Promise) bool {
	for _, one := range all {
		if one == promise && !one.IsZero() {
			return true
		}
	}
	return false
}

// supersede takes a broken promise off the desk: the promise that recovers it is what asks for work now.
func (s *Service) supersede(tx *db.Tx, m Make, by id.Promise) error {
	if m.RecoveryOf.IsZero() || m.RecoveryOf == m.Previous.RecoveryOf { // or another version of the same recovery
		return nil
	}
	old, err := s.locked(tx, m.RecoveryOf)
	switch {
	case err != nil:
		return err
	case old.State != Broken || old.Kept() || old.Direction != m.Direction || old.Customer != m.Customer ||
		old.Colleague != m.Colleague:
		return fault.New(fault.Conflict, "promise.not_broken").On("recovery_of")
	case !old.Open && old.ClosedAt.IsZero():
		return fault.New(fault.Conflict, "promise.recovered_already").On("recovery_of")
	}
	old.Open, old.Awaits = false, Nothing
	return s.onDesk(tx, old, WasSuperseded{By: by})
}

// onDesk stores a broken promise that only stands on the desk or no longer does, and what happened to it.
func (s *Service) onDesk(tx *db.Tx, p Promise, fact event.Fact) error {
	if err := save(tx, p); err != nil {
		return err
	}
	p.Version++
	return s.log.Record(tx, p.about(), fact)
}

// reopen puts a broken promise back on the desk when what was to recover it came to nothing.
func (s *Service) reopen(tx *db.Tx, broken id.Promise) error {
	if broken.IsZero() {
		return nil
	}
	p, err := load(tx, broken)
	if err != nil || p.State != Broken || p.Kept() || !p.ClosedAt.IsZero() {
		return err
	}
	if _, recovered, err := recoveryOf(tx, broken); err != nil || recovered {
		return err
	}
	p.Open = true
	if err := s.onDesk(tx, p, WasReopened{Owner: p.Owner}); err != nil {
		return err
	}
	s.Watch(tx, p.Owner)
	return nil
}

// acknowledgeBy is when an owner who was bound by somebody else should have seen it: halfway in his
// working time, at most two working hours on, and in his open time. Zero when he bound himself, and for
// what nobody here has to do.
func acknowledgeBy(tx *db.Tx, room Room, p Promise) time.Time {
	if p.Owner == tx.Actor.StaffID() || p.Direction == Theirs || !p.DueAt.After(tx.Now) {
		return time.Time{}
	}
	half := room.Calendar.Between(tx.Now, p.DueAt) / 2
	at, err := room.Calendar.Add(tx.Now, min(half, 120))
	if err != nil || at.After(p.DueAt) {
		at = p.DueAt // a calendar without room ahead: asked to acknowledge before due
	}
	return calm(room.Calendar, at.UTC(), p.DueAt)
}

func freshCode(tx *db.Tx) (id.Code, error) {
	for try := 0; ; try++ {
		code := id.NewCode(tx.IDs, id.MinCode+try/4)
		taken, err := codeTaken(tx, code)
		if err != nil || !taken {
			return code, err
		}
	}
}

// Get reads a promise.
func (s *Service) Get(tx *db.Tx, promise id.Promise) (Promise, error) { return load(tx, promise) }

// Foresee has a promise come along with what is asked next.
func (s *Service) Foresee(tx *db.Tx, promise id.Promise) { foresee(tx, promise) }

// ByCode finds a promise by what somebody says over the phone.
func (s *Service) ByCode(tx *db.Tx, code id.Code) (Promise, bool, error) { return loadByCode(tx, code) }

// OpenOf lists what asks for an owner's time, earliest deadline first.
func (s *Service) OpenOf(tx *db.Tx, owner id.Staff) ([]Promise, error) { return openOf(tx, owner) }

// OfCustomer lists a customer's promises, latest due first.
func (s *Service) OfCustomer(tx *db.Tx, customer id.Customer, limit int) ([]Promise, error) {
	return ofCustomer(tx, customer, limit)
}

// OfQuestion lists the promises that a question led to, in the order in which they were made.
func (s *Service) OfQuestion(tx *db.Tx, question id.Question) ([]Promise, error) {
	return ofQuestion(tx, question)
}

// Outcomes are what befell a promise, the first first, what was taken back too.
func (s *Service) Outcomes(tx *db.Tx, promise id.Promise) ([]Outcome, error) {
	return outcomesOf(tx, promise)
}

// Story is everything that befell a promise.
type Story struct {
	Promise  Promise
	Outcomes []Outcome
	Attempts []Attempt
	Steps    []Taken
}

// Story reads a promise with its outcomes, attempts and the steps of the guard.
func (s *Service) Story(tx *db.Tx, promise id.Promise) (story Story, err error) {
	if story.Promise, err = load(tx, promise); err != nil {
		return story, err
	}
	if story.Outcomes, err = outcomesOf(tx, promise); err != nil {
		return story, err
	}
	if story.Attempts, err = attemptsOf(tx, promise); err != nil {
		return story, err
	}
	story.Steps, err = stepsOf(tx, promise)
	return story, err
}
