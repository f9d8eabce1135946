package claim

import (
	"time"

	"kroon/internal/id"
)

// LookKind is with what eyes somebody looks.
type LookKind string

// The kinds of look.
const (
	Fresh LookKind = "fresh"  // who takes the customer over
	Opens LookKind = "opened" // who chose to read the opinions of others all the same
)

// Look is with what eyes a colleague looks at a customer since an instant.
type Look struct {
	ID       id.Any
	Customer id.Customer
	Staff    id.Staff
	Kind     LookKind
	BeganAt  time.Time
	UntilAt  time.Time // of fresh eyes
}

// Sight is whether somebody sees the opinions of others.
type Sight string

// The sights.
const (
	InSight    Sight = "open"
	FirstOwn   Sight = "first" // he never met the customer: his own impression comes first
	FreshSight Sight = "fresh" // he took the customer over a short while ago
)

// Eyes is what decides it. Instants that are zero never were.
type Eyes struct {
	Fresh     Look // the newest
	OpenedAt  time.Time
	WroteAt   time.Time // when he last wrote an opinion of his own
	ContactAt time.Time // when he last had contact with the customer himself
}

// Sight decides it: fresh eyes last until his own contact, his own choice or their time; who never met the
// customer writes his own impression first, or chooses not to.
func (e Eyes) Sight(now time.Time) Sight {
	if !e.Fresh.BeganAt.IsZero() {
		since := e.Fresh.BeganAt
		if now.Before(e.Fresh.UntilAt) && e.OpenedAt.Before(since) && e.ContactAt.Before(since) {
			return FreshSight
		}
		return InSight
	}
	if e.OpenedAt.IsZero() && e.WroteAt.IsZero() && e.ContactAt.IsZero() {
		return FirstOwn
	}
	return InSight
}
