package act

import (
	"context"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/order"
	"kroon/internal/party"
)

// Bought is what a customer bought, as it is told.
type Bought struct {
	Customer        id.Customer
	At              time.Time // now when zero
	Amount          int64     // in minor units of the currency
	Currency        string    // EUR when empty
	What, Reference string
	Source          string // another program, with its own name for the order: what bears the same one is noted once
	ExternalID      string
}

// AddOrder notes what a customer bought.
func (a *Acts) AddOrder(ctx context.Context, actor party.Actor, b Bought) (order.Order, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (order.Order, error) {
		if err := a.known(tx, &b.Customer, id.Staff{}, ""); err != nil {
			return order.Order{}, err
		}
		o := order.Order{Customer: b.Customer, BoughtAt: b.At, Amount: b.Amount, Currency: order.Currency(b.Currency), What: b.What, Reference: b.Reference}
		if o.BoughtAt.IsZero() {
			o.BoughtAt = tx.Now
		}
		noted, _, err := a.Order.Enter(tx, order.Origin{Source: b.Source, ExternalID: b.ExternalID}, o)
		return noted, err
	})
}

// ReadAmount understands an amount in euros as it is typed.
func ReadAmount(text string) (int64, error) {
	if text == "" {
		return 0, fault.New(fault.Invalid, "order.no_amount").On("amount")
	}
	return order.ParseAmount(text, "EUR")
}
