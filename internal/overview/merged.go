package overview

import (
	"context"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

// CustomerMerge is who was merged into a customer.
type CustomerMerge struct {
	customer.Merge
	Name string // of the one that went, as he was called
}

// merged lists who was merged into a customer and still is.
func (r Relation) merged(tx *db.Tx, of id.Customer) (out []CustomerMerge, err error) {
	all, err := r.Customers.Merges(tx, of)
	for _, m := range all {
		if err != nil {
			break
		}
		var gone CustomerRef
		gone, err = customerRef(tx, m.Goes)
		out = append(out, CustomerMerge{m, gone.Name})
	}
	return out, err
}

// Merges lists who was merged into a customer and still is, the newest first.
func (r Relation) Merges(ctx context.Context, actor party.Actor, of id.Customer) ([]CustomerMerge, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) ([]CustomerMerge, error) { return r.merged(tx, of) })
}
