package overview

import (
	"context"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/order"
	"kroon/internal/party"
)

// ordersPage is how many orders are shown at once.
const ordersPage = 50

// What screens and the API show of orders, by the names of package order.
type (
	Order      = order.Order
	OrderTotal = order.Total
	Likely     = order.Likely
)

// CustomerOrders is what a customer bought, summed up for his screen.
type CustomerOrders struct {
	Last   order.Order // zero when there is none
	Totals []order.Total
}

func (r Relation) orders(tx *db.Tx, of id.Customer) (o CustomerOrders, err error) {
	last, err := r.Orders.Of(tx, of, order.Settled{}, 1)
	if err != nil || len(last) == 0 {
		return o, err
	}
	o.Last = last[0]
	o.Totals, err = r.Orders.Totals(tx, of)
	return o, err
}

// OrdersPage is a stretch of what a customer bought, newest first.
type OrdersPage struct {
	Customer CustomerRef
	Totals   []order.Total
	Orders   []order.Order
	More     bool
	MayWrite bool
}

// OrdersOf reads what a customer bought before a moment; zero begins at the newest.
func (r Relation) OrdersOf(ctx context.Context, actor party.Actor, of id.Customer, before Cursor) (OrdersPage, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) (page OrdersPage, err error) {
		c, err := r.Customers.Get(tx, of)
		if err != nil {
			return page, err
		}
		page.Customer, page.MayWrite = CustomerRef{of, titleOf(c)}, tx.Actor.May(party.Colleague)
		if page.Totals, err = r.Orders.Totals(tx, of); err != nil {
			return page, err
		}
		page.Orders, err = r.Orders.Of(tx, of, order.Settled{BoughtAt: before.At, Order: id.Order(before.ID)}, ordersPage+1)
		if page.More = len(page.Orders) > ordersPage; page.More {
			page.Orders = page.Orders[:ordersPage]
		}
		return page, err
	})
}

// OrdersAfter reads what a customer bought before one order, the newest first; zero begins at the newest.
func OrdersAfter(tx *db.Tx, orders *order.Service, of id.Customer, after id.Any, limit int) ([]Order, error) {
	var before order.Settled
	if !after.IsZero() {
		last, err := orders.Get(tx, id.Order(after))
		if err != nil {
			return nil, err
		}
		before = order.Settled{BoughtAt: last.BoughtAt, Order: last.ID}
	}
	return orders.Of(tx, of, before, limit)
}

// Money writes the amount of an order in its currency.
func Money(p lang.Printer, amount int64, currency order.Currency) string {
	return p.Money(amount, string(currency), order.Places(currency))
}
