package promise

import (
	"time"

	"kroon/internal/id"
	"kroon/internal/party"
)

// Outcome is one thing that befell a promise: who, when, with what proof.
type Outcome struct {
	ID         id.Any
	Promise    id.Promise
	Kind       OutcomeKind
	From       State // the state before
	HappenedAt time.Time
	RecordedAt time.Time
	ActorKind  party.Kind
	Actor      id.Any
	DeedAt     time.Time // the deed as dated by Kroon's own record or by the customer
	StatedAt   time.Time // the time that a person merely states
	Proof      Proof
	Words      string // what was written, the link, or the objection
	Evidence   id.Any // the logged call or the sent message
	Cause      Cause
	Next       id.Promise // the version that follows, or the recovery that repaired this one
	Staff      id.Staff   // the new owner, or who is asked to be
	UndoneAt   time.Time

	// What it took away, of another owner or an answer to who was asked.
	OwnerBefore        id.Staff
	AskedBefore        id.Staff
	AcknowledgeBefore  time.Time
	AcknowledgedBefore time.Time
}

// OutcomeKind is a transition, or something that leaves the state as it is.
type OutcomeKind string

// Outcomes that leave the state as it is. Every State that is reached is an outcome kind too.
const (
	Corrected     OutcomeKind = "corrected" // evidence dates the deed before due
	Acknowledged  OutcomeKind = "acknowledged"
	Reassigned    OutcomeKind = "reassigned"
	Redistributed OutcomeKind = "redistributed" // to the team lead, to be given out again
	Proposed      OutcomeKind = "proposed"
	TurnedDown    OutcomeKind = "turned-down" // who was asked to take it over cannot; the owner stays owner
	Waived        OutcomeKind = "waived"      // broken, and the beneficiary no longer needs it
	Undone        OutcomeKind = "undone"      // Evidence is the outcome that was taken back
)

// Cause says why something happened, where there is a choice.
type Cause string

// The causes.
const (
	NoCause          Cause = ""
	ByClock          Cause = "clock"
	KroonWasDown     Cause = "kroon-was-down"
	WithoutConsent   Cause = "without-consent"
	AfterDue         Cause = "after-due"
	DisputeUpheld    Cause = "dispute-upheld"
	Tacitly          Cause = "tacit"
	ByCustomer       Cause = "customer"
	SickLeave        Cause = "sick"
	PlannedLeave     Cause = "leave"
	Departure        Cause = "left"
	LastSafeMoment   Cause = "last-safe"
	BusyDay          Cause = "busy-day"
	ByColleague      Cause = "colleague"
	NeverAnswered    Cause = "no-answer"
	NoLongerNeeded   Cause = "not-needed"
	BoughtElsewhere  Cause = "bought-elsewhere"
	HistoricalImport Cause = "import"
	OnOwnName        Cause = "override"
	Recovered        Cause = "recovered" // done by keeping the promise that recovers it
)

// after is the promise after one more outcome. Whatever an outcome decides follows from it alone, so the
// outcomes explain the row, and taking one back is telling the story without it.
func (p Promise) after(o Outcome) Promise {
	switch o.Kind {
	case OutcomeKind(Offered):
		p.State, p.Open = Offered, true
	case OutcomeKind(Agreed):
		p.State, p.Open, p.AgreedAt = Agreed, true, o.HappenedAt
	case OutcomeKind(Delivered):
		p.State, p.Open, p.DeedAt, p.Awaits = Delivered, false, o.DeedAt, Nothing
	case OutcomeKind(Broken):
		p.State, p.Open, p.BrokenAt, p.DeedAt = Broken, true, o.HappenedAt, time.Time{}
	case OutcomeKind(Repaired):
		p.State, p.Open, p.DeedAt, p.ClosedAt, p.Awaits = Repaired, false, o.DeedAt, o.HappenedAt, Nothing
	case OutcomeKind(Disputed):
		p.State = Disputed
	case OutcomeKind(Accepted), OutcomeKind(Revised), OutcomeKind(Released), OutcomeKind(Declined), OutcomeKind(Lapsed):
		p.State, p.Open, p.ClosedAt, p.Awaits = State(o.Kind), false, o.HappenedAt, Nothing
	case Corrected:
		p.Open, p.DeedAt, p.Awaits = false, o.DeedAt, Nothing
	case Waived:
		p.Open, p.ClosedAt, p.Awaits = false, o.HappenedAt, Nothing
	case Acknowledged:
		p.AcknowledgedAt = o.HappenedAt
	case Reassigned, Redistributed:
		p.Owner, p.ProposedTo, p.Awaits = o.Staff, id.Staff{}, Nothing
		if o.Kind == Redistributed {
			p.Awaits = Redistribution
		}
	case Proposed:
		p.ProposedTo = o.Staff
	case TurnedDown:
		p.ProposedTo = id.Staff{}
	}
	return p
}

// told is the promise as these outcomes explain it; those that were undone count for nothing.
func (p Promise) told(outcomes []Outcome) Promise {
	asked, seen := p.ProposedTo, p.AcknowledgedAt
	p.State, p.Open, p.Awaits = "", false, Nothing
	p.AgreedAt, p.DeedAt, p.BrokenAt, p.ClosedAt = time.Time{}, time.Time{}, time.Time{}, time.Time{}
	for _, o := range outcomes {
		if o.UndoneAt.IsZero() {
			p = p.after(o)
		}
	}
	p.ProposedTo, p.AcknowledgedAt = asked, seen
	return p
}

// before is the promise with what an outcome took away given back, when that is taken back.
func (p Promise) before(o Outcome) Promise {
	switch o.Kind {
	case Reassigned:
		p.Owner, p.ProposedTo = o.OwnerBefore, o.AskedBefore
		p.AcknowledgeBy, p.AcknowledgedAt = o.AcknowledgeBefore, o.AcknowledgedBefore
	case TurnedDown:
		p.ProposedTo = o.AskedBefore
	}
	return p
}

// lastOf is the latest outcome that still stands.
func lastOf(outcomes []Outcome) (last Outcome) {
	for _, o := range outcomes {
		if o.UndoneAt.IsZero() && o.Kind != Undone {
			last = o
		}
	}
	return last
}
