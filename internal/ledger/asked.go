package ledger

import (
	"strings"
	"time"
	"unicode/utf8"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Asked is that we asked something of a customer: a review, an introduction, patience. It is a withdrawal.
type Asked struct {
	ID        id.Event // of the event that it is
	Customer  id.Customer
	At        time.Time
	ActorKind party.Kind
	Actor     id.Any
	Words     string // what was asked; for colleagues
	UndoneAt  time.Time
}

// WasAsked: something was asked of the customer.
type WasAsked struct {
	Customer id.Customer `json:"customer"`
}

// EventKind implements event.Fact.
func (WasAsked) EventKind() string { return AskedKind }

// WasNotAsked: it was noted by mistake.
type WasNotAsked struct {
	Customer id.Customer `json:"customer"`
	Asked    id.Event    `json:"asked"`
}

// EventKind implements event.Fact.
func (WasNotAsked) EventKind() string { return "ledger.not_asked" }

// MaxAsked is how long the words about what was asked may be, in letters.
const MaxAsked = 300

// Ask notes that something was asked of a customer.
func (s *Service) Ask(tx *db.Tx, of id.Customer, words string) (Asked, error) {
	words = strings.TrimSpace(words)
	if utf8.RuneCountInString(words) > MaxAsked {
		return Asked{}, fault.New(fault.Invalid, "ledger.asked_long", "most", MaxAsked).On("words")
	}
	a := Asked{ID: id.New[id.Event](tx.IDs), Customer: of, At: tx.Now, ActorKind: tx.Actor.Kind, Actor: tx.Actor.ID, Words: words}
	insertAsked(tx, a)
	return a, s.log.Record(tx, event.About{Kind: "asked", ID: id.Any(a.ID), Version: 1, As: a.ID}, WasAsked{of})
}

// NotAsked takes back a note that something was asked; taken back twice, nothing changes.
func (s *Service) NotAsked(tx *db.Tx, asked id.Event) (Asked, error) {
	a, found, err := readAsked(tx, asked)
	if err != nil {
		return a, err
	}
	if !found {
		return a, fault.New(fault.NotFound, "ledger.asked_unknown")
	}
	if !a.UndoneAt.IsZero() {
		return a, nil
	}
	a.UndoneAt = tx.Now
	if first, err := undoAsked(tx, a); err != nil || !first {
		return a, err
	}
	return a, s.log.Record(tx, event.About{Kind: "asked", ID: id.Any(a.ID), Version: 2}, WasNotAsked{a.Customer, a.ID})
}

// LastAsked is when something was last asked of a customer; zero: never.
func (s *Service) LastAsked(tx *db.Tx, of id.Customer) (time.Time, error) {
	a, _, err := lastAsked(tx, of)
	return a.At, err
}

// AskedOf finds what was asked by its event.
func (s *Service) AskedOf(tx *db.Tx, of id.Event) (Asked, bool, error) { return readAsked(tx, of) }

// Aged is our standing with a customer when points lose half their weight in the tariff's time; aged tells
// whether the tariff has them do so.
func (s *Service) Aged(tx *db.Tx, of id.Customer) (points, halfLife int64, err error) {
	tariffs, err := s.Tariffs(tx)
	if err != nil {
		return 0, 0, err
	}
	halfLife = tariffs.At(tx.Now).HalfLife
	all, err := dated(tx, of)
	return Aged(all, tx.Now, halfLife), halfLife, err
}
