package act

import (
	"context"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/order"
	"kroon/internal/party"
)

// AddOrder notes what a customer bought, now when no time is given. What another program tells of under the same name is noted once.
func (a *Acts) AddOrder(ctx context.Context, actor party.Actor, from order.Origin, o order.Order) (order.Order, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (order.Order, error) {
		if err := a.known(tx, o.Customer, id.Staff{}, ""); err != nil {
			return order.Order{}, err
		}
		if o.BoughtAt.IsZero() {
			o.BoughtAt = tx.Now
		}
		noted, _, err := a.Order.Enter(tx, from, o)
		return noted, err
	})
}
