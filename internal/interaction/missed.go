package interaction

import (
	"slices"
	"time"

	"kroon/internal/id"
)

// How says in what a missed call ended.
type How string

// The ends of a missed call.
const (
	ByCall    How = "call"    // the two spoke each other
	ByPromise How = "promise" // we gave our word to them
	ByReason  How = "reason"  // nothing need be done, and somebody says why
)

// Reason says why nothing need be done about a missed call.
type Reason string

// The reasons.
const (
	NoReason    Reason = ""
	Elsewhere   Reason = "elsewhere" // spoken or written to by another way
	WrongNo     Reason = "wrong-number"
	Unreached   Reason = "unreachable" // the number cannot be called back
	NotWanted   Reason = "not-wanted"  // they do not want to be called back
	Unsolicited Reason = "unsolicited" // somebody who sells something to us
)

// Reasons are all there are, the commonest first.
func Reasons() []Reason { return []Reason{Elsewhere, WrongNo, Unreached, NotWanted, Unsolicited} }

// Valid tells whether the reason exists.
func (r Reason) Valid() bool { return slices.Contains(Reasons(), r) }

// Key is the catalogue key of the reason.
func (r Reason) Key() string { return "interaction.reason." + string(r) }

// MissedCall is a call that waits for somebody.
type MissedCall struct {
	ID       id.Interaction
	Customer id.Customer
	Caller   string
	BeganAt  time.Time
}

// soon is within how long a call back is noticed as attention.
const soon = 2 * time.Hour

// Patience is how many minutes the house may be open before a missed call counts as left unanswered: a working day.
const Patience = 8 * 60
