package calllist

import (
	"time"

	"kroon/internal/id"
)

// What happens, as history keeps it: ids, codes, numbers and instants.

// WasMade happens when a list is made.
type WasMade struct {
	Purpose Purpose `json:"p"`
	Names   int     `json:"n"`
}

// WasClosed happens when a list is closed; Left is how many were not called.
type WasClosed struct {
	Left int `json:"l"`
}

// WasTried happens to a name when nobody picked up.
type WasTried struct {
	List     id.CallList `json:"li"`
	Customer id.Customer `json:"cu"`
	Try      Try         `json:"t"`
	Again    time.Time   `json:"a"`
}

// HasEnded happens to a name when nobody has to see to it any more.
type HasEnded struct {
	List     id.CallList `json:"li"`
	Customer id.Customer `json:"cu"`
	Outcome  Outcome     `json:"o"`
	Offered  Offer       `json:"of"`
	Ground   Ground      `json:"g"`
	Promise  id.Promise  `json:"pr"`
}

// CameBack happens to a name that is to be called after all.
type CameBack struct {
	List     id.CallList `json:"li"`
	Customer id.Customer `json:"cu"`
}

// HasObjected happens when a customer does not want to be called with offers.
type HasObjected struct {
	Customer id.Customer `json:"cu"`
}

// WasStruck happens when somebody strikes a customer off, on a fact or an opinion.
type WasStruck struct {
	Customer id.Customer `json:"cu"`
	Reason   Reason      `json:"r"`
	Fact     FactKind    `json:"f"`
}

// WasSeconded happens when a second person agrees to a strike or does not.
type WasSeconded struct {
	Customer id.Customer `json:"cu"`
	Agrees   bool        `json:"a"`
}

// HasReturned happens when a customer may be on lists again. Itself: nobody agreed to the strike in time.
type HasReturned struct {
	Customer id.Customer `json:"cu"`
	Reason   Reason      `json:"r"`
	Itself   bool        `json:"i"`
}

// HasConsented happens when it is noted that a customer agreed to be called.
type HasConsented struct {
	Customer id.Customer `json:"cu"`
	How      ConsentHow  `json:"h"`
	GivenAt  time.Time   `json:"g"`
}

// HasWithdrawn happens when he took that back.
type HasWithdrawn struct {
	Customer id.Customer `json:"cu"`
}

// FormSaid happens when somebody says what sort of organisation a customer is.
type FormSaid struct {
	Form Called `json:"f"`
}

// CallerSaid happens when somebody says what we are ourselves.
type CallerSaid struct {
	Caller Caller `json:"c"`
}

// FilterSaved happens when a filter is kept under a name.
type FilterSaved struct{}

// EventKind implements event.Fact.
func (WasMade) EventKind() string { return "calllist.made" }

// EventKind implements event.Fact.
func (WasClosed) EventKind() string { return "calllist.closed" }

// EventKind implements event.Fact.
func (WasTried) EventKind() string { return "calllist.tried" }

// EventKind implements event.Fact.
func (HasEnded) EventKind() string { return "calllist.ended" }

// EventKind implements event.Fact.
func (CameBack) EventKind() string { return "calllist.came_back" }

// EventKind implements event.Fact.
func (HasObjected) EventKind() string { return "calllist.objected" }

// EventKind implements event.Fact.
func (WasStruck) EventKind() string { return "calllist.struck" }

// EventKind implements event.Fact.
func (WasSeconded) EventKind() string { return "calllist.seconded" }

// EventKind implements event.Fact.
func (HasReturned) EventKind() string { return "calllist.returned" }

// EventKind implements event.Fact.
func (HasConsented) EventKind() string { return "calllist.consented" }

// EventKind implements event.Fact.
func (HasWithdrawn) EventKind() string { return "calllist.withdrawn" }

// EventKind implements event.Fact.
func (FormSaid) EventKind() string { return "calllist.form_said" }

// EventKind implements event.Fact.
func (CallerSaid) EventKind() string { return "calllist.caller_said" }

// EventKind implements event.Fact.
func (FilterSaved) EventKind() string { return "calllist.filter_saved" }
