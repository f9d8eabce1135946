package overview

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"kroon/internal/alike"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

// DuplicatePair is two customers who may be one, with what the suggestion is based on.
type DuplicatePair struct {
	One   customer.Customer // known longer
	Other customer.Customer
	Score float64
	On    []Agreeing // each trait once
}

// Agreeing is how well two agree on a trait, in the words of alike.
type Agreeing struct{ Trait, Level string }

// DuplicatesPage is the pairs that may be one, the likeliest first.
type DuplicatesPage struct {
	Pairs    []DuplicatePair
	More     int // pairs that are not shown
	MayWrite bool
}

const (
	mostPairs    = 30
	mostCompared = 20000 // customers, the newest
	mostSuspects = 5
)

// Duplicates suggests which customers may be one. Pairs of which somebody said that they are not stay out.
func (r Relation) Duplicates(ctx context.Context, actor party.Actor) (DuplicatesPage, error) {
	return readAs(ctx, r, actor, r.DuplicatesIn)
}

// DuplicatesIn is Duplicates within a transaction.
func (r Relation) DuplicatesIn(tx *db.Tx) (page DuplicatesPage, err error) {
	page.MayWrite = tx.Actor.May(party.Colleague)
	pairs, ids, err := duplicates(tx)
	if err != nil {
		return page, err
	}
	page.More = max(len(pairs)-mostPairs, 0)
	for _, pair := range pairs[:len(pairs)-page.More] {
		shown := DuplicatePair{Score: pair.Score, On: agreed(pair.On)}
		if shown.One, err = r.Customers.Get(tx, ids[pair.B]); err != nil { // the newest stand first
			return page, err
		}
		if shown.Other, err = r.Customers.Get(tx, ids[pair.A]); err != nil {
			return page, err
		}
		page.Pairs = append(page.Pairs, shown)
	}
	return page, nil
}

func agreed(on []alike.Agreement) (out []Agreeing) {
	for _, one := range on {
		same := func(a Agreeing) bool { return a.Trait == string(one.Trait) }
		if !slices.ContainsFunc(out, same) {
			out = append(out, Agreeing{string(one.Trait), one.Level.String()})
		}
	}
	return out
}

// Told is the score in writing, in bits.
func (p DuplicatePair) Told() string { return strconv.FormatFloat(p.Score, 'f', 2, 64) }

// CountDuplicates tells how many pairs are suggested now.
func CountDuplicates(tx *db.Tx) (int, error) {
	pairs, _, err := duplicates(tx)
	return len(pairs), err
}

type compared struct {
	ID          id.Customer
	Kind        customer.Kind
	Name        string
	Street      string
	HouseNumber string
	Postcode    string
	City        string
}

func duplicates(tx *db.Tx) ([]alike.Pair, []id.Customer, error) {
	all, err := db.All[compared](tx, `SELECT id, kind, name, street, house_number, postcode, city FROM customer c
		WHERE c.org = $1 AND c.merged_into IS NULL AND c.erased_at IS NULL AND (c.import_run IS NULL OR NOT EXISTS
		(SELECT 1 FROM customer_run h WHERE h.org = $1 AND h.run = c.import_run)) ORDER BY id DESC LIMIT $2`, tx.Org, mostCompared)
	if err != nil {
		return nil, nil, err
	}
	place := map[id.Customer]int{}
	records, ids := make([]alike.Record, len(all)), make([]id.Customer, len(all))
	for i, c := range all {
		place[c.ID], ids[i] = i, c.ID
		records[i] = alike.Record{Name: c.Name, Street: c.Street, House: c.HouseNumber, Postcode: c.Postcode, City: c.City}
	}
	if err := addReach(tx, place, records); err != nil {
		return nil, nil, err
	}
	apart, err := saidDistinct(tx)
	if err != nil {
		return nil, nil, err
	}
	pairs := slices.DeleteFunc(alike.Pairs(records, alike.From(len(records))), func(p alike.Pair) bool {
		return all[p.A].Kind != all[p.B].Kind || apart[[2]id.Customer{ids[p.A], ids[p.B]}] || apart[[2]id.Customer{ids[p.B], ids[p.A]}]
	})
	return pairs, ids, nil
}

func addReach(tx *db.Tx, place map[id.Customer]int, records []alike.Record) error {
	type way struct {
		Customer id.Customer
		Text     string
	}
	phones, err := db.All[way](tx, "SELECT customer, number AS text FROM customer_phone WHERE org = $1", tx.Org)
	if err != nil {
		return err
	}
	emails, err := db.All[way](tx, "SELECT customer, folded AS text FROM customer_email WHERE org = $1", tx.Org)
	for _, one := range phones {
		if i, known := place[one.Customer]; known {
			records[i].Phones = append(records[i].Phones, one.Text)
		}
	}
	for _, one := range emails {
		if i, known := place[one.Customer]; known {
			records[i].Emails = append(records[i].Emails, one.Text)
		}
	}
	return err
}

func saidDistinct(tx *db.Tx) (map[[2]id.Customer]bool, error) {
	type pair struct{ Low, High id.Customer }
	all, err := db.All[pair](tx, "SELECT low, high FROM customer_distinct WHERE org = $1", tx.Org)
	out := map[[2]id.Customer]bool{}
	for _, one := range all {
		out[[2]id.Customer{one.Low, one.High}] = true
	}
	return out, err
}

// Suspects are the customers who may be the one of whom this is told, the likeliest first; who it is himself, and
// of whom somebody said that it is another, stay out.
func (r Relation) Suspects(ctx context.Context, actor party.Actor, d customer.Details, self id.Customer) ([]customer.Customer, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) ([]customer.Customer, error) { return r.suspects(tx, d, self) })
}

func (r Relation) suspects(tx *db.Tx, d customer.Details, self id.Customer) ([]customer.Customer, error) {
	candidates, err := r.Customers.Alike(tx, d)
	if err != nil {
		return nil, err
	}
	found, err := r.Customers.Search(tx, d.Name, customer.MaxFound)
	if err != nil {
		return nil, err
	}
	for _, one := range found {
		c, err := r.Customers.Get(tx, one.ID)
		if err != nil {
			return nil, err
		}
		candidates = append(candidates, c)
	}
	told := alike.Prepare(recordOf(d))
	kind := d.Kind
	if kind == "" {
		kind = customer.Person
	}
	score := map[id.Customer]float64{}
	var out []customer.Customer
	for _, c := range candidates {
		if _, twice := score[c.ID]; twice || c.ID == self || c.Kind != kind {
			continue
		}
		score[c.ID], _ = alike.Compare(told, alike.Prepare(recordOf(c.Details)))
		apart, err := r.Customers.AreDistinct(tx, self, c.ID)
		if err != nil {
			return nil, err
		}
		if score[c.ID] >= alike.From(0) && !apart {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b customer.Customer) int { return cmp.Compare(score[b.ID], score[a.ID]) })
	return out[:min(len(out), mostSuspects)], nil
}

func recordOf(d customer.Details) alike.Record {
	out := alike.Record{Name: d.Name, Street: d.Street, House: d.HouseNumber, Postcode: d.Postcode, City: d.City, Emails: d.Emails}
	for _, number := range d.Numbers {
		out.Phones = append(out.Phones, number.Number)
	}
	return out
}
