package claim

import "kroon/internal/id"

// Written happens to a claim when somebody says it.
type Written struct {
	Customer id.Customer `json:"customer"`
	Kind     Kind        `json:"kind"`
	Meant    Kind        `json:"meant"`
	Ground   Ground      `json:"ground"`
}

// Changed happens to a claim when it is said in other words, of another kind or on other evidence.
type Changed struct {
	Customer id.Customer `json:"customer"`
	Kind     Kind        `json:"kind"`
	Was      Kind        `json:"was"`
}

// LostEvidence happens to a claim when what it rested on is taken back.
type LostEvidence struct {
	Customer id.Customer `json:"customer"`
	Kind     Kind        `json:"kind"`
	Was      Kind        `json:"was"`
}

// Confirmed happens to a claim when somebody says that it still holds.
type Confirmed struct {
	Customer id.Customer `json:"customer"`
}

// Ended happens to a claim when it counts no more.
type Ended struct {
	Customer id.Customer `json:"customer"`
	Ending   End         `json:"ending"`
}

// Countered happens to a claim when the customer has his own words put beside it.
type Countered struct {
	Customer id.Customer `json:"customer"`
}

// TakenOver happens when a colleague takes a customer over, and looks with fresh eyes.
type TakenOver struct {
	Customer id.Customer `json:"customer"`
	Staff    id.Staff    `json:"staff"`
}

// Opened happens when a colleague chooses to read the opinions of others before meeting the customer.
type Opened struct {
	Customer id.Customer `json:"customer"`
}

// EventKind implements event.Fact.
func (Written) EventKind() string { return "claim.written" }

// EventKind implements event.Fact.
func (Changed) EventKind() string { return "claim.changed" }

// EventKind implements event.Fact.
func (LostEvidence) EventKind() string { return "claim.lost_evidence" }

// EventKind implements event.Fact.
func (Confirmed) EventKind() string { return "claim.confirmed" }

// EventKind implements event.Fact.
func (Ended) EventKind() string { return "claim.ended" }

// EventKind implements event.Fact.
func (Countered) EventKind() string { return "claim.countered" }

// EventKind implements event.Fact.
func (TakenOver) EventKind() string { return "claim.taken_over" }

// EventKind implements event.Fact.
func (Opened) EventKind() string { return "claim.opened" }
