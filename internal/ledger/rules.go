package ledger

import (
	"slices"
	"time"

	"kroon/internal/id"
)

// Doing is what an event does to an account.
type Doing string

// What an event can do.
const (
	Enter  Doing = "enter"   // what the tariff says about the cause
	Undo   Doing = "undo"    // counter what the promise's entries of some kinds come to
	Redo   Doing = "redo"    // bring them again to what was first entered
	NoDeed Doing = "no-deed" // counter what one event brought, whatever it was about
	Join   Doing = "join"    // two customers turned out to be one; what is stored is moved by the merge itself
	Part   Doing = "part"    // they are two again
)

// Step is one thing that follows for an account from an event.
type Step struct {
	Do    Doing
	Cause Cause
	Kinds []string // of Undo and Redo
	Event id.Event // of NoDeed: whose entry goes
	Merge Merging  // of Join and Part
}

// Merging is which customer goes and which stays.
type Merging struct {
	ID          id.Merge
	Stays, Goes id.Customer
}

// shelf is where entries stand: in the database, or in memory while a tariff is tried.
type shelf interface {
	rate(at time.Time) (Tariffs, error)
	ofPromise(id.Promise) ([]Entry, error)
	ofEvent(id.Event) ([]Entry, error)
	failedBetween(of id.Customer, from, until time.Time, except id.Promise) (bool, error)
	put(Entry) error // an entry that stands already changes nothing
	move(Step)
}

// follow does what a step says.
func follow(on shelf, s Step) error {
	switch s.Do {
	case Undo:
		return correct(on, s.Cause, "/taken-back", s.Kinds, func([]Entry) int64 { return 0 })
	case Redo:
		return correct(on, s.Cause, "/put-back", s.Kinds, func(chain []Entry) int64 { return chain[0].Points })
	case NoDeed:
		return counter(on, s.Cause, s.Event)
	case Join, Part:
		on.move(s)
		return nil
	}
	return post(on, s.Cause)
}

// post enters what the tariff in force at the cause says about it.
func post(on shelf, cause Cause) error {
	if cause.Customer.IsZero() {
		return nil
	}
	tariffs, err := on.rate(cause.HappenedAt)
	if err != nil {
		return err
	}
	decision, rule, err := tariffs.decision(cause)
	if err != nil || decision.None {
		return err
	}
	points := decision.Points
	if decision.Recovery {
		if points, err = recovered(on, cause, points); err != nil {
			return err
		}
	}
	if points == 0 {
		return nil
	}
	return on.put(Entry{
		Event: cause.Event, Rule: rule, Customer: cause.Customer,
		Promise: cause.Promise, Kind: cause.Kind, HappenedAt: cause.HappenedAt, Points: points,
	})
}

// recovered limits the points of a recovery by the failure that it makes good.
func recovered(on shelf, cause Cause, points int64) (int64, error) {
	before, err := on.ofPromise(cause.Promise)
	if err != nil {
		return 0, err
	}
	var failure int64
	var failedAt time.Time
	for _, e := range before {
		failure += e.Points
		if e.Points < 0 && e.Corrects.IsZero() {
			failedAt = e.HappenedAt
		}
	}
	earlier, err := on.failedBetween(cause.Customer, failedAt.AddDate(0, -memory, 0), failedAt, cause.Promise)
	return earned(points, failure, earlier), err
}

// correct brings each kind's entries about the promise to what they should come to. Each correction
// names the entry before it, so that the whole chain can be read.
func correct(on shelf, cause Cause, how string, kinds []string, should func([]Entry) int64) error {
	entries, err := on.ofPromise(cause.Promise)
	if err != nil {
		return err
	}
	for _, kind := range kinds {
		chain := slices.DeleteFunc(slices.Clone(entries), func(e Entry) bool { return e.Kind != kind })
		if len(chain) == 0 {
			continue
		}
		if err := amend(on, cause, how, chain, should(chain)); err != nil {
			return err
		}
	}
	return nil
}

// counter takes back what one event brought.
func counter(on shelf, cause Cause, event id.Event) error {
	chain, err := on.ofEvent(event)
	if err != nil || len(chain) == 0 {
		return err
	}
	return amend(on, cause, "/taken-back", chain, 0)
}

// amend adds to a chain of entries what brings it to its points.
func amend(on shelf, cause Cause, how string, chain []Entry, points int64) error {
	var sum int64
	for _, e := range chain {
		sum += e.Points
	}
	if sum == points {
		return nil
	}
	first, last := chain[0], chain[len(chain)-1]
	return on.put(Entry{
		Event: cause.Event, Rule: first.Rule + how, Customer: first.Customer, Promise: first.Promise,
		Kind: first.Kind, HappenedAt: cause.HappenedAt, Corrects: last.ID, Points: points - sum,
	})
}
