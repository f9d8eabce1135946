package complaint

import "kroon/internal/id"

// What happens, as history keeps it: ids, codes and numbers.

// WasReceived: a customer is not satisfied and expects an answer.
type WasReceived struct {
	Customer    id.Customer `json:"customer"`
	Channel     Channel     `json:"channel"`
	Promise     id.Promise  `json:"promise"`
	Responsible id.Staff    `json:"responsible"`
}

// WasAcknowledged: the customer hears that we have it, and by when he is answered.
type WasAcknowledged struct {
	Customer id.Customer `json:"customer"`
	Promise  id.Promise  `json:"promise"` // to answer
	Late     bool        `json:"late"`
}

// WasReminded: the norm to acknowledge it is near, and who is responsible hears so.
type WasReminded struct {
	Customer    id.Customer `json:"customer"`
	Responsible id.Staff    `json:"responsible"`
}

// WasLeftUnacknowledged: the norm passed and nobody acknowledged it.
type WasLeftUnacknowledged struct {
	Customer    id.Customer `json:"customer"`
	Responsible id.Staff    `json:"responsible"`
}

// WasAssessed: somebody looked into it.
type WasAssessed struct {
	Customer    id.Customer `json:"customer"`
	Severity    Severity    `json:"severity"`
	Cause       Cause       `json:"cause"`
	Responsible id.Staff    `json:"responsible"`
}

// WasAnswered: the customer is told what we find of it, and why.
type WasAnswered struct {
	Customer id.Customer `json:"customer"`
	About    id.Promise  `json:"about"`
	Finding  Finding     `json:"finding"`
	Again    bool        `json:"again"`   // after an answer that was not accepted
	Entered  bool        `json:"entered"` // the promise it is about was on our account as broken already
}

// WasAccepted: the customer is content with the answer.
type WasAccepted struct {
	Customer id.Customer `json:"customer"`
	About    id.Promise  `json:"about"`
	Finding  Finding     `json:"finding"`
}

// WasRefused: the customer is not content with the answer, and knows where else to go.
type WasRefused struct {
	Customer id.Customer `json:"customer"`
	Before   Stage       `json:"before"`
}

// WasLeft: the customer said nothing about the answer.
type WasLeft struct {
	Customer id.Customer `json:"customer"`
}

// WasLearnedFrom: somebody said what changes, or why nothing does.
type WasLearnedFrom struct {
	Customer id.Customer `json:"customer"`
	Promise  id.Promise  `json:"promise"` // among colleagues; zero when nothing changes
}

// WasWithdrawn: the customer does not pursue it.
type WasWithdrawn struct {
	Customer id.Customer `json:"customer"`
}

// WasUndone: a step was taken back a moment after.
type WasUndone struct {
	Customer id.Customer `json:"customer"`
	About    id.Promise  `json:"about"`
	Step     Step        `json:"step"`
	Promise  id.Promise  `json:"promise"` // that was made with it
	Number   int64       `json:"number"`
}

// WasSuspected: a text may hold a complaint.
type WasSuspected struct {
	Customer id.Customer `json:"customer"`
	Score    int64       `json:"score"`
}

// WasSetAside: somebody said that it is none.
type WasSetAside struct {
	Customer id.Customer `json:"customer"`
}

// CauseWasSet: the list of causes changed; its words stay out of history.
type CauseWasSet struct {
	Cause   Cause `json:"cause"`
	Retired bool  `json:"retired"`
}

// TermsWereSet: how soon complaints are acknowledged and answered changed.
type TermsWereSet struct {
	AcknowledgeMinutes int64 `json:"acknowledge_minutes"`
	AnswerDays         int64 `json:"answer_days"`
}

// EventKind implements event.Fact.
func (WasReceived) EventKind() string { return "complaint.received" }

// EventKind implements event.Fact.
func (WasAcknowledged) EventKind() string { return "complaint.acknowledged" }

// EventKind implements event.Fact.
func (WasReminded) EventKind() string { return "complaint.reminded" }

// EventKind implements event.Fact.
func (WasLeftUnacknowledged) EventKind() string { return "complaint.unacknowledged" }

// EventKind implements event.Fact.
func (WasAssessed) EventKind() string { return "complaint.assessed" }

// EventKind implements event.Fact.
func (WasAnswered) EventKind() string { return "complaint.answered" }

// EventKind implements event.Fact.
func (WasAccepted) EventKind() string { return "complaint.accepted" }

// EventKind implements event.Fact.
func (WasRefused) EventKind() string { return "complaint.refused" }

// EventKind implements event.Fact.
func (WasLeft) EventKind() string { return "complaint.left" }

// EventKind implements event.Fact.
func (WasLearnedFrom) EventKind() string { return "complaint.learned" }

// EventKind implements event.Fact.
func (WasWithdrawn) EventKind() string { return "complaint.withdrawn" }

// EventKind implements event.Fact.
func (WasUndone) EventKind() string { return "complaint.undone" }

// EventKind implements event.Fact.
func (WasSuspected) EventKind() string { return "complaint.suspected" }

// EventKind implements event.Fact.
func (WasSetAside) EventKind() string { return "complaint.set_aside" }

// EventKind implements event.Fact.
func (CauseWasSet) EventKind() string { return "complaint.cause_set" }

// EventKind implements event.Fact.
func (TermsWereSet) EventKind() string { return "complaint.terms_set" }
