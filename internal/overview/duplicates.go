package overview

import (
	"context"
	"strconv"
	"strings"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// DuplicatePair is two customers who may be one, with what the suggestion is based on.
type DuplicatePair struct {
	customer.Suspect
	One   customer.Customer // known longer
	Other customer.Customer
	On    []Agreeing // each trait once
}

// Agreeing is how well two agree on a trait.
type Agreeing = customer.Agreeing

// Suspected is the pair after which a page begins.
type Suspected = customer.Suspected

// DuplicatesPage is a stretch of the pairs that may be one, the likeliest first.
type DuplicatesPage struct {
	Pairs    []DuplicatePair
	After    Suspected // where this page begins
	More     Suspected // where the next page begins; zero when all is shown
	MayWrite bool
}

const (
	mostPairs    = 30
	mostSuspects = 5
)

// Duplicates suggests which customers may be one, from the pair after after. Pairs of which somebody said that they
// are not stay out.
func (r Relation) Duplicates(ctx context.Context, actor party.Actor, after Suspected) (DuplicatesPage, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) (DuplicatesPage, error) { return r.DuplicatesIn(tx, after) })
}

// DuplicatesIn is Duplicates within a transaction.
func (r Relation) DuplicatesIn(tx *db.Tx, after Suspected) (page DuplicatesPage, err error) {
	page.MayWrite, page.After = tx.Actor.May(party.Colleague), after
	all, err := r.Customers.Suspects(tx, after, mostPairs+1)
	if err != nil {
		return page, err
	}
	if len(all) > mostPairs {
		all = all[:mostPairs]
		page.More = all[mostPairs-1]
	}
	for _, one := range all {
		pair := DuplicatePair{Suspect: one}
		seen, err := r.both(tx, &pair)
		if err != nil {
			return page, err
		}
		if seen {
			page.Pairs = append(page.Pairs, pair)
		}
	}
	return page, nil
}

// both reads the two of a pair; seen is false when one of them is not in sight any more.
func (r Relation) both(tx *db.Tx, pair *DuplicatePair) (seen bool, err error) {
	for of, into := range map[id.Customer]*customer.Customer{pair.Low: &pair.One, pair.High: &pair.Other} {
		if *into, err = r.Customers.Get(tx, of); fault.Is(err, "customer.unknown") {
			return false, nil
		}
		if err != nil || into.ID != of {
			return false, err
		}
	}
	_, pair.On = customer.Likeness(pair.One.Details, pair.Other.Details)
	return true, nil
}

// Told is the score in writing, in bits.
func (p DuplicatePair) Told() string { return strconv.FormatFloat(p.Score(), 'f', 2, 64) }

// SuspectedAs writes where a page begins, for an address; empty for the first.
func SuspectedAs(s Suspected) string {
	if s.Low.IsZero() {
		return ""
	}
	return strconv.FormatInt(s.Rank, 10) + "." + s.Low.String() + "." + s.High.String()
}

// ReadSuspected reads where a page begins; what is none is the first page.
func ReadSuspected(text string) (s Suspected) {
	parts := strings.Split(text, ".")
	if len(parts) != 3 {
		return Suspected{}
	}
	rank, err := strconv.ParseInt(parts[0], 10, 64)
	low, errLow := id.Parse[id.Customer](parts[1])
	high, errHigh := id.Parse[id.Customer](parts[2])
	if err != nil || errLow != nil || errHigh != nil || low.IsZero() || high.IsZero() {
		return Suspected{}
	}
	return Suspected{Low: low, High: high, Rank: rank}
}

// Suspects are the customers who may be the one of whom this is told, the likeliest first.
func (r Relation) Suspects(ctx context.Context, actor party.Actor, d customer.Details) ([]customer.Customer, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) ([]customer.Customer, error) { return r.Customers.Maybe(tx, d, mostSuspects) })
}
