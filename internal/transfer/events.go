package transfer

import "kroon/internal/id"

// What happens, as history keeps it: ids, codes and numbers.

// WasAsked: somebody was asked to take a question over.
type WasAsked struct {
	Question id.Question `json:"question"`
	Sender   id.Staff    `json:"sender"`
	Taker    id.Staff    `json:"taker"`
}

// WasAccepted: the taker sees to it from now on. This is the hand-off that counts.
type WasAccepted struct {
	Question id.Question `json:"question"`
	Customer id.Customer `json:"customer"`
	Sender   id.Staff    `json:"sender"`
	Taker    id.Staff    `json:"taker"`
	Number   int64       `json:"number"` // of the question, from 1
	Finishes bool        `json:"finishes"`
}

// WasDeclined: the taker said why not; the sender still sees to it.
type WasDeclined struct {
	Question id.Question `json:"question"`
	Sender   id.Staff    `json:"sender"`
}

// WasWithdrawn: it is asked no more.
type WasWithdrawn struct {
	Question id.Question `json:"question"`
}

// EventKind implements event.Fact.
func (WasAsked) EventKind() string { return "transfer.asked" }

// EventKind implements event.Fact.
func (WasAccepted) EventKind() string { return "transfer.accepted" }

// EventKind implements event.Fact.
func (WasDeclined) EventKind() string { return "transfer.declined" }

// EventKind implements event.Fact.
func (WasWithdrawn) EventKind() string { return "transfer.withdrawn" }
