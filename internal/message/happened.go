package message

import "kroon/internal/id"

// Matter is of what kind the subject is: "promise" or "question".
type Matter string

// WasSent: the channel took it.
type WasSent struct {
	Kind        Kind     `json:"kind"`
	Channel     Channel  `json:"channel"`
	Audience    Audience `json:"audience"`
	Recipient   id.Any   `json:"recipient"`
	SubjectKind Matter   `json:"subject_kind"`
	Subject     id.Any   `json:"subject"`
	By          id.Staff `json:"by"`
	Worded      bool     `json:"worded,omitempty"` // a person typed words of his own in it
}

// HasFailed: the channel refused it for good.
type HasFailed struct {
	Kind      Kind     `json:"kind"`
	Channel   Channel  `json:"channel"`
	Recipient id.Any   `json:"recipient"`
	Subject   id.Any   `json:"subject"`
	Reply     int      `json:"reply"` // the channel's code
	To        id.Staff `json:"to"`    // who is to send it himself
}

// WasHanded: a person sent it himself, or said it.
type WasHanded struct {
	Kind        Kind     `json:"kind"`
	Channel     Channel  `json:"channel"`
	Audience    Audience `json:"audience"`
	Recipient   id.Any   `json:"recipient"`
	SubjectKind Matter   `json:"subject_kind"`
	Subject     id.Any   `json:"subject"`
	Worded      bool     `json:"worded,omitempty"` // a person typed words of his own in it
}

// WasWithdrawn: it is not said any more.
type WasWithdrawn struct {
	Kind      Kind       `json:"kind"`
	Recipient id.Any     `json:"recipient"`
	Subject   id.Any     `json:"subject"`
	Cause     Cause      `json:"cause"`
	Next      id.Message `json:"next"`
}

// ChannelWasSet: the settings of a channel changed; what they are stays out of history.
type ChannelWasSet struct {
	Channel Channel `json:"channel"`
}

// Cause says why a message is not said.
type Cause string

// The causes.
const (
	Untrue   Cause = "untrue"   // no longer true
	Instead  Cause = "replaced" // something truer is said
	TakenOut Cause = "undone"   // what it told was taken back
	Dropped  Cause = "dropped"  // a person decided not to send it
)

// EventKind implements event.Fact.
func (WasSent) EventKind() string { return "message.sent" }

// EventKind implements event.Fact.
func (HasFailed) EventKind() string { return "message.failed" }

// EventKind implements event.Fact.
func (WasHanded) EventKind() string { return "message.handed" }

// EventKind implements event.Fact.
func (WasWithdrawn) EventKind() string { return "message.withdrawn" }

// EventKind implements event.Fact.
func (ChannelWasSet) EventKind() string { return "message.channel_set" }
