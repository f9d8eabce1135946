package interaction

import (
	"time"

	"kroon/internal/id"
)

// What happens, as history keeps it: ids, codes, instants and numbers.

// WasLogged: something passed between a customer and us.
type WasLogged struct {
	Customer  id.Customer `json:"customer"`
	Kind      Kind        `json:"kind"`
	Direction Direction   `json:"direction"`
	Result    Result      `json:"result"`
	Staff     id.Staff    `json:"staff"`
	Promise   id.Promise  `json:"promise"`
	Question  id.Question `json:"question"`
	BeganAt   time.Time   `json:"began_at"`
	Waits     bool        `json:"waits"`
}

// WasRecognised: it became known who called.
type WasRecognised struct {
	Customer id.Customer `json:"customer"`
	Result   Result      `json:"result"`
	Staff    id.Staff    `json:"staff"`
	BeganAt  time.Time   `json:"began_at"`
}

// WasMissedNoMore: a missed call ended in a call, a promise or a reason.
type WasMissedNoMore struct {
	Customer id.Customer `json:"customer"`
	How      How         `json:"how"`
	Subject  id.Any      `json:"subject"`
	Reason   Reason      `json:"reason"`
	Minutes  int64       `json:"minutes"` // since the call, closed hours included
	Soon     bool        `json:"soon"`    // called back so quickly that the customer noticed
}

// WasMissedAgain: what a missed call had ended in was taken back.
type WasMissedAgain struct {
	Customer id.Customer `json:"customer"`
	How      How         `json:"how"`
}

// WasLeft: nobody did anything about a missed call for a working day.
type WasLeft struct {
	Customer id.Customer `json:"customer"`
	BeganAt  time.Time   `json:"began_at"`
}

// WasUndone: logging it was a slip of the finger, taken back at once.
type WasUndone struct {
	Customer id.Customer `json:"customer"`
	Result   Result      `json:"result"`
}

// EventKind implements event.Fact.
func (WasLogged) EventKind() string { return "interaction.logged" }

// EventKind implements event.Fact.
func (WasRecognised) EventKind() string { return "interaction.recognised" }

// EventKind implements event.Fact.
func (WasMissedNoMore) EventKind() string { return "interaction.missed_ended" }

// EventKind implements event.Fact.
func (WasMissedAgain) EventKind() string { return "interaction.missed_again" }

// EventKind implements event.Fact.
func (WasLeft) EventKind() string { return "interaction.left" }

// EventKind implements event.Fact.
func (WasUndone) EventKind() string { return "interaction.undone" }
