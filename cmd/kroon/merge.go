package main

import (
	"context"
	"encoding/json"
	"os"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/overview"
)

// mergeVerb is customers who turn out to be one.
type mergeVerb struct {
	List mergeListVerb `cmd:"" help:"List pairs of customers who may be one, the likeliest first."`
	Join mergeJoinVerb `cmd:"" help:"Make two customers one; all that is about the second is about the first."`
	Undo mergeUndoVerb `cmd:"" help:"Take a merge apart: each has what was theirs."`
}

type mergeListVerb struct {
	within
	JSON bool `help:"One line of JSON for each pair."`
}

type pairJSON struct {
	One   id.Customer         `json:"one"`
	Other id.Customer         `json:"other"`
	Names [2]string           `json:"names"`
	Score string              `json:"score"`
	On    []overview.Agreeing `json:"on"`
}

// Run lists the pairs.
func (m mergeListVerb) Run(ctx context.Context, v *verbs) error {
	return m.enter(ctx, v, func(o *office) error {
		var after overview.Suspected
		for {
			var page overview.DuplicatesPage
			err := o.read(ctx, func(tx *db.Tx) (err error) {
				page, err = overview.Relation{Customers: o.Acts.Customer}.DuplicatesIn(tx, after)
				return err
			})
			if err != nil {
				return err
			}
			for _, p := range page.Pairs {
				if m.JSON {
					err = json.NewEncoder(os.Stdout).Encode(pairJSON{p.One.ID, p.Other.ID, [2]string{p.One.Name, p.Other.Name}, p.Told(), p.On})
				} else {
					o.say("merge.pair", "score", p.Told(), "one", p.One.Name, "one_id", p.One.ID.String(), "other", p.Other.Name, "other_id", p.Other.ID.String())
				}
				if err != nil {
					return err
				}
			}
			if after = page.More; after.Low.IsZero() {
				return nil
			}
		}
	})
}

type mergeJoinVerb struct {
	within
	Stays string `arg:"" help:"The customer who stays: id, or name, number or address as it is searched for."`
	Goes  string `arg:"" help:"The customer who is the same; likewise."`
}

// Run makes two customers one.
func (m mergeJoinVerb) Run(ctx context.Context, v *verbs) error {
	return m.enter(ctx, v, func(o *office) error {
		var stays, goes overview.CustomerRef
		err := o.read(ctx, func(tx *db.Tx) (err error) {
			if stays, err = o.customerCalled(tx, m.Stays); err == nil {
				goes, err = o.customerCalled(tx, m.Goes)
			}
			return err
		})
		if err != nil {
			return err
		}
		merge, err := o.Acts.MergeCustomers(ctx, o.actor, stays.ID, goes.ID)
		if err == nil {
			o.say("merge.joined", "stays", stays.Name, "goes", goes.Name, "merge", merge.ID.String())
		}
		return err
	})
}

type mergeUndoVerb struct {
	within
	Merge string `arg:"" help:"The merge, as kroon merge join printed it."`
}

// Run takes a merge apart.
func (m mergeUndoVerb) Run(ctx context.Context, v *verbs) error {
	return m.enter(ctx, v, func(o *office) error {
		of, err := id.Parse[id.Merge](m.Merge)
		if err != nil {
			return fault.New(fault.NotFound, "customer.merge_unknown").On("merge").Because(err)
		}
		if _, err = o.Acts.SplitCustomers(ctx, o.actor, of); err == nil {
			o.say("merge.undone")
		}
		return err
	})
}

// customerCalled finds one customer by id, or as he is searched for.
func (o *office) customerCalled(tx *db.Tx, text string) (overview.CustomerRef, error) {
	of, err := id.Parse[id.Customer](text)
	if err != nil {
		found, err := o.Acts.Customer.Search(tx, text, 2)
		if err != nil {
			return overview.CustomerRef{}, err
		}
		if len(found) != 1 {
			return overview.CustomerRef{}, fault.New(fault.NotFound, "command.one_customer", "text", text)
		}
		of = found[0].ID
	}
	c, err := o.Acts.Customer.Get(tx, of)
	return overview.CustomerRef{ID: c.ID, Name: c.Name}, err
}
