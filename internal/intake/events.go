package intake

import (
	"kroon/internal/id"
	"kroon/internal/party"
)

// Noted happens when a question is written down.
type Noted struct {
	Code     id.Code     `json:"c"`
	Customer id.Customer `json:"cu"`
	Contact  id.Any      `json:"co"`
	Channel  Channel     `json:"ch"`
	Holder   id.Staff    `json:"h"`
	Half     bool        `json:"hf"`
}

// EventKind implements event.Fact.
func (Noted) EventKind() string { return "intake.noted" }

// Field names one of the details: "decides_on".
type Field string

// Changed says which details changed; their values stay out of history.
type Changed struct {
	Fields []Field `json:"f"`
}

// EventKind implements event.Fact.
func (Changed) EventKind() string { return "intake.changed" }

// PassedOn happens when somebody else becomes the one to see to the question.
type PassedOn struct {
	From id.Staff `json:"fr"`
	To   id.Staff `json:"to"`
}

// EventKind implements event.Fact.
func (PassedOn) EventKind() string { return "intake.passed_on" }

// ReadbackWritten happens with each version of what we understood.
type ReadbackWritten struct {
	Number int        `json:"n"`
	By     party.Kind `json:"by"`
}

// EventKind implements event.Fact.
func (ReadbackWritten) EventKind() string { return "intake.readback_written" }

// ReadbackSent happens when the customer has been asked whether we understood.
type ReadbackSent struct {
	Number int `json:"n"`
	How    How `json:"how"`
}

// EventKind implements event.Fact.
func (ReadbackSent) EventKind() string { return "intake.readback_sent" }

// ReadbackConfirmed happens when the customer says that this is what they meant.
type ReadbackConfirmed struct {
	Customer id.Customer `json:"cu"`
	Number   int         `json:"n"`
	How      How         `json:"how"`
}

// EventKind implements event.Fact.
func (ReadbackConfirmed) EventKind() string { return "intake.readback_confirmed" }

// ReadbackCorrected happens when the customer says what they meant instead: version Next.
type ReadbackCorrected struct {
	Customer id.Customer `json:"cu"`
	Number   int         `json:"n"`
	Next     int         `json:"nx"`
	How      How         `json:"how"`
}

// EventKind implements event.Fact.
func (ReadbackCorrected) EventKind() string { return "intake.readback_corrected" }

// ReadbackUnconfirmed happens when no answer has come in time.
type ReadbackUnconfirmed struct {
	Number int `json:"n"`
}

// EventKind implements event.Fact.
func (ReadbackUnconfirmed) EventKind() string { return "intake.readback_unconfirmed" }

// PromiseState is the state of a promise in the words of its own concept; empty: there was none.
type PromiseState string

// Ended happens when a question ends, or ends otherwise than was thought.
type Ended struct {
	Customer     id.Customer  `json:"cu"`
	Ending       Ending       `json:"e"`
	Promise      id.Promise   `json:"p"`
	PromiseState PromiseState `json:"ps"`
}

// EventKind implements event.Fact.
func (Ended) EventKind() string { return "intake.ended" }

// Reopened happens when a question turns out not to have ended.
type Reopened struct {
	Was Ending `json:"w"`
}

// EventKind implements event.Fact.
func (Reopened) EventKind() string { return "intake.reopened" }
