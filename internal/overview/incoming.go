package overview

import (
	"context"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/phone"
)

// Incoming tells which customers can be reached under the number of somebody who calls, at most twenty. A
// number that cannot be read, or that was withheld, is nobody's.
func (r Relation) Incoming(ctx context.Context, actor party.Actor, from string) ([]id.Customer, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) (known []id.Customer, err error) {
		number, err := phone.Parse(from, phone.Home)
		if err != nil {
			return nil, nil
		}
		found, err := r.Customers.ByPhone(tx, number)
		for _, one := range found {
			known = append(known, one.ID)
		}
		return known, err
	})
}
