// Package promise is what Kroon exists for: who does what for whom, by when, and what proves it.
//
// The states are those of Winograd and Flores' conversation for action (Understanding Computers and
// Cognition, 1986, ch. 5), with Singh's reading of commitments (An ontology for commitments in
// multiagent systems, 1999): a promise is discharged by a deed, released by its beneficiary, or broken.
package promise

import (
	"slices"
	"time"

	"kroon/internal/id"
)

// Direction says who promised to whom.
type Direction string

// The directions.
const (
	Ours     Direction = "ours"     // we to the customer
	Theirs   Direction = "theirs"   // the customer to us
	Internal Direction = "internal" // leader to staff, colleague to colleague
)

// Kind is the sort of act. A kind has a default effort and proof.
type Kind string

// The kinds.
const (
	CallBack Kind = "call-back"
	Answer   Kind = "answer"
	Send     Kind = "send"
	Visit    Kind = "visit"
	Deliver  Kind = "deliver"
	Pay      Kind = "pay" // theirs only
	Other    Kind = "other"
)

// Kinds lists them in the order in which a screen offers them.
func Kinds() []Kind { return []Kind{CallBack, Answer, Send, Visit, Deliver, Pay, Other} }

// effort is what a kind takes in minutes until history knows better.
var effort = map[Kind]int{CallBack: 10, Answer: 15, Send: 15, Visit: 60, Deliver: 60, Pay: 0, Other: 15}

// Valid tells whether the kind exists.
func (k Kind) Valid() bool { _, ok := effort[k]; return ok }

// Effort is the default effort of the kind in minutes.
func (k Kind) Effort() int { return effort[k] }

// Proof is the sort of thing that shows the act was done.
type Proof string

// The proofs.
const (
	ByCall    Proof = "call"    // a logged call
	ByMessage Proof = "message" // a message that Kroon sent
	ByLink    Proof = "link"
	ByText    Proof = "text"
	ByWord    Proof = "word" // the customer's own word
	ByFile    Proof = "file" // a file that was added to it
)

// Valid tells whether the proof exists.
func (p Proof) Valid() bool {
	return p == ByCall || p == ByMessage || p == ByLink || p == ByText || p == ByWord || p == ByFile
}

// Proof is the default proof of the kind.
func (k Kind) Proof() Proof {
	switch k {
	case CallBack:
		return ByCall
	case Answer, Send:
		return ByMessage
	}
	return ByText
}

// State is where the conversation about a promise stands.
type State string

// The states.
const (
	Offered   State = "offered"
	Agreed    State = "agreed"
	Declined  State = "declined"
	Lapsed    State = "lapsed"
	Delivered State = "delivered"
	Revised   State = "revised"
	Released  State = "released"
	Broken    State = "broken"
	Accepted  State = "accepted"
	Disputed  State = "disputed"
	Repaired  State = "repaired"
)

// Transitions is the whole state machine: from each state, the states that may follow.
var Transitions = map[State][]State{
	Offered:   {Agreed, Declined, Lapsed},
	Agreed:    {Delivered, Revised, Released, Broken},
	Delivered: {Accepted, Disputed},
	Disputed:  {Accepted, Broken},
	Broken:    {Repaired},
}

// States lists all states in the order of a promise's life.
func States() []State {
	return []State{Offered, Agreed, Declined, Lapsed, Delivered, Revised, Released, Broken, Accepted, Disputed, Repaired}
}

// May tells whether a promise in state s may pass to next.
func (s State) May(next State) bool { return slices.Contains(Transitions[s], next) }

// Grain is how exactly the time was said.
type Grain string

// The grains.
const (
	ToTheMinute Grain = "minute"
	ToTheDay    Grain = "day"
)

// Due is by when: the instant, and the civil words it came from, if it was said in civil words. A civil
// due is derived again when the rules of its zone change.
type Due struct {
	At    time.Time
	Civil string // "2026-11-27T12:00" in Zone; empty for an instant such as "over 2 uur"
	Zone  string
	Grain Grain
	Fixed bool // an appointment at that time and not before: a visit, a call at three
}

// Promise is a promise as it stands now. Its outcomes are the history and the truth.
type Promise struct {
	ID         id.Promise
	Code       id.Code
	Direction  Direction
	Kind       Kind
	Act        string      // what will be done, in words that the customer may read
	Customer   id.Customer // the beneficiary, or who promised us
	Colleague  id.Staff    // the beneficiary of an internal promise
	Owner      id.Staff    // who keeps it; of theirs, who watches it
	ProposedTo id.Staff    // asked to take it over; the owner stays owner until he does
	Question   id.Question
	Minutes    int // effort
	Proof      Proof
	DueAt      time.Time
	DueCivil   string
	Zone       string
	Grain      Grain
	Fixed      bool
	State      State
	Open       bool // still asks for work: offered, agreed, or broken and neither repaired nor recovered
	Version    int64

	MadeBy         id.Staff
	MadeAt         time.Time
	AgreedAt       time.Time
	AcknowledgeBy  time.Time // the owner, bound by a colleague, is asked to acknowledge before this
	AcknowledgedAt time.Time
	LapsesAt       time.Time // of a proposal
	DeedAt         time.Time // when it was done; no deed that was found not to be one
	BrokenAt       time.Time
	ClosedAt       time.Time // accepted, revised, released, declined, lapsed, repaired or waived
	UndoneAt       time.Time // taken back within the time for undo; in no figure

	Root       id.Promise // the first version; itself for that one
	Previous   id.Promise // the version that this one replaced
	RecoveryOf id.Promise // the broken promise that this one makes good
	Overridden bool       // agreed although the arithmetic said no, by name
	Awaits     Awaits     // what a team lead has to do with it
	Imported   bool
}

// Awaits says that a promise waits for somebody to give it an owner again.
type Awaits string

// What a promise may wait for.
const (
	Nothing        Awaits = ""
	Redistribution Awaits = "redistribution" // Herverdelen: the owner fell ill or left
)

// Kept tells whether the deed counts as in time: done at or before due, not in dispute, and done before
// our word was broken. What the clock broke is kept only by a deed that proves to be from before due;
// what we broke ourselves (without consent, or a dispute lost) is not mended by a deed that came after.
func (p Promise) Kept() bool {
	return !p.DeedAt.IsZero() && !p.DeedAt.After(p.DueAt) && p.State != Disputed &&
		(p.BrokenAt.IsZero() || p.DeedAt.Before(p.BrokenAt))
}

// Counts tells whether the promise is in the kept rate at now: ours, once agreed, due, and neither
// released nor replaced by a version that the customer agreed to.
func (p Promise) Counts(now time.Time) bool {
	return p.Direction == Ours && !p.AgreedAt.IsZero() && !p.DueAt.After(now) &&
		p.State != Released && p.State != Revised && p.UndoneAt.IsZero()
}

// FirstInstantAfter is when a promise that was not kept is broken: the clock's smallest step past due.
func FirstInstantAfter(due time.Time) time.Time { return due.Add(time.Microsecond) }
