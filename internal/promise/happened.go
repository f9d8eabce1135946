package promise

import (
	"time"

	"kroon/internal/id"
)

// What happens to a promise, as history keeps it: ids, codes, instants and numbers.

// WasOffered: a proposal that awaits an answer.
type WasOffered struct {
	Direction Direction   `json:"direction"`
	Kind      Kind        `json:"kind"`
	Customer  id.Customer `json:"customer"`
	Owner     id.Staff    `json:"owner"`
	DueAt     time.Time   `json:"due_at"`
	LapsesAt  time.Time   `json:"lapses_at"`
	Minutes   int         `json:"minutes"`
	Previous  id.Promise  `json:"previous"`
	Room      *RoomThen   `json:"room,omitempty"`
}

// WasAgreed: our word is given.
type WasAgreed struct {
	Direction  Direction   `json:"direction"`
	Kind       Kind        `json:"kind"`
	Customer   id.Customer `json:"customer"`
	Owner      id.Staff    `json:"owner"`
	DueAt      time.Time   `json:"due_at"`
	Minutes    int         `json:"minutes"`
	Question   id.Question `json:"question"`
	Previous   id.Promise  `json:"previous"`
	RecoveryOf id.Promise  `json:"recovery_of"`
	Overridden bool        `json:"overridden"`
	Room       *RoomThen   `json:"room,omitempty"` // nil: it asks for nobody's time, or was taken over from elsewhere
}

// RoomThen is how its owner's time stood until due when a promise was made, in minutes, so that it can still be seen when
// it is over.
type RoomThen struct {
	Open   int `json:"open"`   // working time, appointments taken out
	Share  int `json:"share"`  // percent of it that was there for promises
	Supply int `json:"supply"` // which is this much
	Slack  int `json:"slack"`  // what was left of that with this promise in it; below zero it fell short
}

// Demand is what all promises together asked until due, this one too.
func (r RoomThen) Demand() int { return r.Supply - r.Slack }

// slack is what the promise keeps of it; nil where nothing was reckoned.
func (r *RoomThen) slack() *int {
	if r == nil {
		return nil
	}
	return &r.Slack
}

// WasDeclined: the proposal was turned down.
type WasDeclined struct {
	Direction Direction   `json:"direction"`
	Customer  id.Customer `json:"customer"`
}

// HasLapsed: nobody answered the proposal in time.
type HasLapsed struct {
	Direction Direction   `json:"direction"`
	Customer  id.Customer `json:"customer"`
}

// WasDelivered: done at or before due.
type WasDelivered struct {
	Direction Direction   `json:"direction"`
	Kind      Kind        `json:"kind"`
	Customer  id.Customer `json:"customer"`
	Owner     id.Staff    `json:"owner"`
	DueAt     time.Time   `json:"due_at"`
	DeedAt    time.Time   `json:"deed_at"`
	Proof     Proof       `json:"proof"`

	RecoveryOf id.Promise `json:"recovery_of"`
}

// WasAccepted: the beneficiary is content, or said nothing for long enough.
type WasAccepted struct {
	Direction Direction   `json:"direction"`
	Customer  id.Customer `json:"customer"`
	Tacit     bool        `json:"tacit"`
	Disputed  bool        `json:"disputed"` // after a dispute
}

// WasDisputed: the customer says that it was not done.
type WasDisputed struct {
	Direction Direction   `json:"direction"`
	Customer  id.Customer `json:"customer"`
}

// WasBroken: due passed, or we took our word back.
type WasBroken struct {
	Direction Direction   `json:"direction"`
	Kind      Kind        `json:"kind"`
	Customer  id.Customer `json:"customer"`
	Owner     id.Staff    `json:"owner"`
	DueAt     time.Time   `json:"due_at"`
	Cause     Cause       `json:"cause"`
	Warned    bool        `json:"warned"` // the customer was told honestly before due
}

// WasRepaired: done after all, too late.
type WasRepaired struct {
	Direction   Direction   `json:"direction"`
	Kind        Kind        `json:"kind"`
	Customer    id.Customer `json:"customer"`
	DueAt       time.Time   `json:"due_at"`
	DeedAt      time.Time   `json:"deed_at"`
	LateMinutes int64       `json:"late_minutes"`
}

// WasRevised: replaced with the customer's consent before due.
type WasRevised struct {
	Direction Direction   `json:"direction"`
	Customer  id.Customer `json:"customer"`
	Next      id.Promise  `json:"next"`
	DueAt     time.Time   `json:"due_at"`
	NewDueAt  time.Time   `json:"new_due_at"`
}

// WasReleased: the beneficiary let us off before due.
type WasReleased struct {
	Direction Direction   `json:"direction"`
	Customer  id.Customer `json:"customer"`
	Cause     Cause       `json:"cause"`
}

// WasWaived: broken, and the beneficiary no longer needs it. It stays broken; nobody works on it any more.
type WasWaived struct {
	Direction Direction   `json:"direction"`
	Customer  id.Customer `json:"customer"`
	Cause     Cause       `json:"cause"`
}

// WasCorrected: evidence dates the deed at or before due after all.
type WasCorrected struct {
	Direction Direction   `json:"direction"`
	Customer  id.Customer `json:"customer"`
	DueAt     time.Time   `json:"due_at"`
	DeedAt    time.Time   `json:"deed_at"`
	Evidence  Proof       `json:"evidence"`
	Source    id.Any      `json:"source"`
}

// WasAttempted: a try that does not end the promise, begun, ended or taken back.
type WasAttempted struct {
	Attempt  id.Any         `json:"attempt"`
	Customer id.Customer    `json:"customer"`
	Result   AttemptOutcome `json:"result"`
	BeganAt  time.Time      `json:"began_at"`
}

// WasAcknowledged: the owner has seen what a colleague promised for him.
type WasAcknowledged struct {
	Owner id.Staff `json:"owner"`
}

// WasReassigned: another owner.
type WasReassigned struct {
	From  id.Staff `json:"from"`
	To    id.Staff `json:"to"`
	Cause Cause    `json:"cause"`
}

// WasProposed: a colleague is asked to take it over.
type WasProposed struct {
	From   id.Staff `json:"from"`
	To     id.Staff `json:"to"`
	AtOnce bool     `json:"at_once"` // while it was made: he was wanted, and could not be bound
}

// WasTurnedDown: a colleague who was asked cannot take it over; the owner stays owner.
type WasTurnedDown struct {
	Owner id.Staff `json:"owner"`
	By    id.Staff `json:"by"`
}

// WasSuperseded: broken, and another promise is to make it good; that one asks for work now.
type WasSuperseded struct {
	By id.Promise `json:"by"`
}

// WasReopened: broken, and what was to make it good came to nothing; it stands on the desk again.
type WasReopened struct {
	Owner id.Staff `json:"owner"`
}

// WasGuarded: a step of the guard's ladder was taken.
type WasGuarded struct {
	Step     Step      `json:"step"`
	Owner    id.Staff  `json:"owner"`
	DueAt    time.Time `json:"due_at"`
	Proposed id.Staff  `json:"proposed"`
}

// WasUndone: an act taken back at once; figures ignore the pair.
type WasUndone struct {
	Direction Direction   `json:"direction"`
	Outcome   id.Any      `json:"outcome"`
	Kind      OutcomeKind `json:"kind"`
	Customer  id.Customer `json:"customer"`
	ActedAt   time.Time   `json:"acted_at"` // when it was recorded
}

// EventKind implements event.Fact.
func (WasOffered) EventKind() string { return "promise.offered" }

// EventKind implements event.Fact.
func (WasAgreed) EventKind() string { return "promise.agreed" }

// EventKind implements event.Fact.
func (WasDeclined) EventKind() string { return "promise.declined" }

// EventKind implements event.Fact.
func (HasLapsed) EventKind() string { return "promise.lapsed" }

// EventKind implements event.Fact.
func (WasDelivered) EventKind() string { return "promise.delivered" }

// EventKind implements event.Fact.
func (WasAccepted) EventKind() string { return "promise.accepted" }

// EventKind implements event.Fact.
func (WasDisputed) EventKind() string { return "promise.disputed" }

// EventKind implements event.Fact.
func (WasBroken) EventKind() string { return "promise.broken" }

// EventKind implements event.Fact.
func (WasRepaired) EventKind() string { return "promise.repaired" }

// EventKind implements event.Fact.
func (WasRevised) EventKind() string { return "promise.revised" }

// EventKind implements event.Fact.
func (WasReleased) EventKind() string { return "promise.released" }

// EventKind implements event.Fact.
func (WasWaived) EventKind() string { return "promise.waived" }

// EventKind implements event.Fact.
func (WasCorrected) EventKind() string { return "promise.corrected" }

// EventKind implements event.Fact.
func (WasAttempted) EventKind() string { return "promise.attempted" }

// EventKind implements event.Fact.
func (WasAcknowledged) EventKind() string { return "promise.acknowledged" }

// EventKind implements event.Fact.
func (WasReassigned) EventKind() string { return "promise.reassigned" }

// EventKind implements event.Fact.
func (WasProposed) EventKind() string { return "promise.proposed" }

// EventKind implements event.Fact.
func (WasTurnedDown) EventKind() string { return "promise.turned_down" }

// EventKind implements event.Fact.
func (WasSuperseded) EventKind() string { return "promise.superseded" }

// EventKind implements event.Fact.
func (WasReopened) EventKind() string { return "promise.reopened" }

// EventKind implements event.Fact.
func (WasGuarded) EventKind() string { return "promise.guarded" }

// EventKind implements event.Fact.
func (WasUndone) EventKind() string { return "promise.undone" }
