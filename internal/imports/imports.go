// Package imports takes over what another system knew: it reads files as people export them, says row by
// row what cannot be, and keeps the runs, so that a run comes into sight by one switch or not at all.
// What a row becomes is up to the concepts themselves.
package imports

import (
	"time"

	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Kind says what a run takes over.
type Kind string

// The kinds.
const (
	Customers    Kind = "customers"
	Promises     Kind = "promises"
	Orders       Kind = "orders"
	Interactions Kind = "interactions"
)

// Counts is what became of the rows; of a log whose rows are grouped, of the cases.
type Counts struct {
	Taken   int64
	Known   int64 // there already: the same file again takes over nothing
	Refused int64
}

// Run is one import.
type Run struct {
	ID          id.Import
	Kind        Kind
	Source      string
	ActorKind   party.Kind
	Actor       id.Any
	StartedAt   time.Time
	LeaseUntil  time.Time // after this, a run that is not published was killed
	PublishedAt time.Time // the switch: its rows are in sight
	SettledDue  time.Time
	SettledTo   id.Any    // the promise or the order
	SettledAt   time.Time // the events of its past are all recorded
	UndoneAt    time.Time // out of sight again
	ClearedAt   time.Time // and gone
	Counts
	Version int64
}

// Alive tells whether a run that is not published is still being staged.
func (r Run) Alive(now time.Time) bool {
	return r.PublishedAt.IsZero() && r.UndoneAt.IsZero() && now.Before(r.LeaseUntil)
}

// Stand is how a run stands: what a list says of it.
func (r Run) Stand(now time.Time) Stand {
	switch {
	case !r.UndoneAt.IsZero():
		return Undone
	case !r.PublishedAt.IsZero():
		return InSight
	case r.Alive(now):
		return UnderWay
	}
	return Cut
}

// Stand is how a run stands.
type Stand string

// How runs stand.
const (
	UnderWay Stand = "staging" // its rows are in nobody's sight yet
	Cut      Stand = "cut"     // killed before the switch: nothing is taken over
	InSight  Stand = "in-sight"
	Undone   Stand = "undone"
)

// Lease is how long a run may be silent before it counts as killed.
const Lease = 15 * time.Second

// Published: the rows of a run are in sight.
type Published struct {
	Kind    Kind  `json:"kind"`
	Taken   int64 `json:"taken"`
	Known   int64 `json:"known"`
	Refused int64 `json:"refused"`
}

// WasUndone: the rows of a run are out of sight again, and gone after.
type WasUndone struct {
	Kind  Kind  `json:"kind"`
	Taken int64 `json:"taken"`
}

// EventKind implements event.Fact.
func (Published) EventKind() string { return "imports.published" }

// EventKind implements event.Fact.
func (WasUndone) EventKind() string { return "imports.undone" }

// Refusal is why a row was not taken over.
type Refusal struct {
	Row        int    // as a spreadsheet counts: the heading is row 1
	ExternalID string // as far as it could be read
	Column     string // as the file calls it, when it is about one
	Fault      *fault.Error
	Fields     []string // the row as it stands in the file, as far as it can be read; nil for a case
	Case       *string  // the name of the case; nil for a row by itself
}

// Reference is something outside a run that refers to a row of it, so that the run cannot be undone.
type Reference struct {
	Kind string // promise, question, link, message, contact, changed
	Of   string // what it refers to: the name of a customer, the code of a promise
	By   string // what refers: a code, or empty
}
