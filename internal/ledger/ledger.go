// Package ledger is our standing with each customer: a deposit when we do what a customer could notice
// and value, a withdrawal when we fail. Points, never money, and never a score of the customer.
//
// It is double entry: every entry has one cause and postings that sum to zero, and is never changed.
// What was wrong is corrected by another entry (Helland, Immutability changes everything, CIDR 2015;
// accounting has known it since Pacioli, 1494).
package ledger

import (
	"time"

	"kroon/internal/id"
)

// Account is one side of a posting.
type Account string

// The accounts. Standing is ours with the customer; Conduct is where its points come from and go to.
const (
	Standing Account = "standing"
	Conduct  Account = "conduct"
)

// Cause is what an entry is about: one event.
type Cause struct {
	Event      id.Event
	Kind       string // the kind of event
	Case       string // which of the tariff's cases of that kind; empty for the usual one
	Customer   id.Customer
	Promise    id.Promise
	HappenedAt time.Time
}

// Entry is one line of the account, with the points on our standing.
type Entry struct {
	ID         id.Entry
	Event      id.Event
	Rule       string
	Customer   id.Customer
	Promise    id.Promise
	Kind       string
	HappenedAt time.Time
	RecordedAt time.Time
	Corrects   id.Entry
	Points     int64
}

// Posting is the points of an entry on one account.
type Posting struct {
	Entry   id.Entry
	Account Account
	Points  int64
}

// WasPosted: points were added to or taken from our standing.
type WasPosted struct {
	Customer id.Customer `json:"customer"`
	Promise  id.Promise  `json:"promise"`
	Cause    id.Event    `json:"cause"`
	Points   int64       `json:"points"`
	Corrects id.Entry    `json:"corrects"`
}

// EventKind implements event.Fact.
func (WasPosted) EventKind() string { return "ledger.posted" }

// AskedKind is the kind of a withdrawal that is no failure: we asked something of the customer.
const AskedKind = "ledger.asked"

// failure tells whether an entry is about something that we did wrong.
func (e Entry) failure() bool { return e.Points < 0 && e.Corrects.IsZero() && e.Kind != AskedKind }

// mirror makes the two postings of an entry.
func mirror(entry id.Entry, points int64) []Posting {
	return []Posting{{entry, Standing, points}, {entry, Conduct, -points}}
}

// earned is how many points a recovery brings: nothing when we failed this customer before within a
// year, and otherwise always less than the failure cost.
func earned(points, failure int64, failedBefore bool) int64 {
	if failedBefore || failure >= 0 {
		return 0
	}
	return max(min(points, -failure-1), 0)
}

// memory is how long a failure counts against the next recovery.
const memory = 12 // months
