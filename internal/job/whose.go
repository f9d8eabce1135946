package job

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Whose is for whom a piece of work locks rows: its owner first, and then whom it is for.
type Whose struct {
	Subject  id.Any
	Owner    id.Any
	Customer id.Any
}

// HandleWhose tells whose the work of a kind is: rows that it locks are those of one owner and then of one customer. On PostgreSQL
// work of one owner is then done together when much is due at once (docs/adr/0061).
func (c *Clockwork) HandleWhose(kind string, whose func(tx *db.Tx, subjects []id.Any) ([]Whose, error)) {
	c.whose[kind] = whose
}

// owned is a piece of work and whose it is.
type owned struct {
	Due
	Whose
}

// byOwner splits a page into what is done in one transaction on PostgreSQL: pieces of one owner, in the order of the customers, so that
// two transactions that want the same rows want them in the same order and neither waits for the other in a ring. Of each owner one
// transaction comes after those of the others, not beside them, where they would only wait. What nobody tells of is done by itself.
func (c *Clockwork) byOwner(ctx context.Context, due []seen) (parts [][]Due) {
	subjects := map[id.Org]map[string][]id.Any{}
	pieces := map[key]Due{}
	for _, d := range due {
		if c.whose[d.Kind] == nil {
			parts = append(parts, []Due{d.Due})
			continue
		}
		if subjects[d.Org] == nil {
			subjects[d.Org] = map[string][]id.Any{}
		}
		subjects[d.Org][d.Kind] = append(subjects[d.Org][d.Kind], d.Subject)
		pieces[key{d.Org, d.Kind, d.Subject}] = d.Due
	}
	var known []owned
	for org, kinds := range subjects {
		_ = c.db.Read(ctx, party.Itself(org), func(tx *db.Tx) error { // what is not known is done by itself
			for kind, these := range kinds {
				found, err := c.whose[kind](tx, these)
				if err != nil {
					return err
				}
				for _, one := range found {
					k := key{org, kind, one.Subject}
					if d, is := pieces[k]; is {
						known = append(known, owned{Due: d, Whose: one})
						delete(pieces, k)
					}
				}
			}
			return nil
		})
	}
	for _, d := range pieces {
		parts = append(parts, []Due{d})
	}
	slices.SortFunc(known, func(a, b owned) int {
		return cmp.Or(bytes.Compare(a.Org[:], b.Org[:]), bytes.Compare(a.Owner[:], b.Owner[:]), bytes.Compare(a.Customer[:], b.Customer[:]))
	})
	var rounds [][][]Due // the first of each owner, the second of each
	for at, turn := 0, 0; at < len(known); turn++ {
		first, until := known[at], at
		for until < len(known) && until-at < bundled && known[until].Org == first.Org && known[until].Owner == first.Owner {
			until++
		}
		if at == 0 || known[at-1].Owner != first.Owner || known[at-1].Org != first.Org {
			turn = 0
		}
		part := make([]Due, 0, until-at)
		for _, one := range known[at:until] {
			part = append(part, one.Due)
		}
		if turn == len(rounds) {
			rounds = append(rounds, nil)
		}
		rounds[turn] = append(rounds[turn], part)
		at = until
	}
	return append(parts, slices.Concat(rounds...)...)
}
