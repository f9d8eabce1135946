package customer

import (
	"slices"
	"time"

	"kroon/internal/id"
	"kroon/internal/party"
)

// Erasing is for good, so it waits until then and can be called off.

// Grace is how long an erasure waits, unless who asks for it wants it done at once.
const Grace = 24 * time.Hour

// Ground is why the data of a customer are erased, of article 17 of the GDPR.
type Ground string

// The grounds.
const (
	Asked     Ground = "asked"    // the customer asks for it
	Withdrawn Ground = "consent"  // it rested on a consent that is withdrawn
	Needless  Ground = "purpose"  // what it was kept for is over
	Objected  Ground = "objected" // the customer objected, and nothing outweighs that
	Tried     Ground = "tried"    // one's own try-out, which nobody has anything more to do with
)

// Grounds are those that people choose from.
func Grounds() []Ground { return []Ground{Asked, Withdrawn, Needless, Objected} }

// Key is the catalogue key of the ground's name.
func (g Ground) Key() string { return "customer.erase.ground." + string(g) }

// Erasing is what somebody asks for.
type Erasing struct {
	Ground Ground
	LetGo  bool // what is still open between us is let go
	AtOnce bool
}

// Erasure is an erasure that was asked for.
type Erasure struct {
	ID          id.Any
	Customer    id.Customer
	Ground      Ground `db:"reason"`
	LetGo       bool
	AskedAt     time.Time
	AskedKind   party.Kind
	AskedBy     id.Any
	DueAt       time.Time
	CalledOffAt time.Time
	DoneAt      time.Time
}

// Waits tells whether it is still to come.
func (e Erasure) Waits() bool { return e.CalledOffAt.IsZero() && e.DoneAt.IsZero() }

func (e Erasing) check() error {
	if e.Ground != Tried && !slices.Contains(Grounds(), e.Ground) {
		return invalid("customer.erase_ground", "ground")
	}
	return nil
}

// KeptSince is since when orders stay, without what they were of: invoices must be kept for seven years after their
// year (article 52 of the General Act on Government Taxes), and the reference leads to them.
func KeptSince(now time.Time, zone *time.Location) time.Time {
	return time.Date(now.In(zone).Year()-7, time.January, 1, 0, 0, 0, 0, zone)
}

// ErasureAsked happens to a customer whose data will be erased.
type ErasureAsked struct {
	Ground Ground    `json:"g"`
	DueAt  time.Time `json:"d"`
}

// EventKind implements event.Fact.
func (ErasureAsked) EventKind() string { return "customer.erasure_asked" }

// ErasureCalledOff happens when it will not be done after all.
type ErasureCalledOff struct {
	Ground Ground `json:"g"`
}

// EventKind implements event.Fact.
func (ErasureCalledOff) EventKind() string { return "customer.erasure_called_off" }

// WasErased happens when the data are gone; what is left of him is an id.
type WasErased struct {
	Ground Ground `json:"g"`
	Orders int64  `json:"o"` // that stay without what they were of
}

// EventKind implements event.Fact.
func (WasErased) EventKind() string { return "customer.erased" }
