package api

import (
	"context"
	"net/http"
	"time"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/overview"
)

// OrderWish is a purchase as another program tells of it.
type OrderWish struct {
	CustomerPath
	Body struct {
		Amount     int64     `json:"amount" required:"true" doc:"In minor units of the currency: 12345 is 123.45 euros. Below 0 it is a refund."`
		Currency   string    `json:"currency,omitempty" doc:"ISO 4217; EUR when left out." example:"EUR"`
		BoughtAt   time.Time `json:"bought_at,omitzero" doc:"Now when left out."`
		What       string    `json:"what,omitempty" example:"3 koelkasten, een week"`
		Reference  string    `json:"reference,omitempty" doc:"What the customer finds on the invoice." example:"2026-0417"`
		Source     string    `json:"source,omitempty" doc:"The system that it comes from, together with external_id." example:"webwinkel"`
		ExternalID string    `json:"external_id,omitempty" doc:"Its name there: the same one is noted once, and given again."`
	}
}

// OrderView is a purchase.
type OrderView struct {
	ID        id.Order    `json:"id"`
	Customer  id.Customer `json:"customer"`
	BoughtAt  time.Time   `json:"bought_at"`
	Amount    int64       `json:"amount" doc:"In minor units of the currency; below 0 it is a refund."`
	Currency  string      `json:"currency"`
	What      string      `json:"what,omitempty"`
	Reference string      `json:"reference,omitempty"`
	AddedAt   time.Time   `json:"added_at"`
}

func showOrder(o overview.Order) OrderView {
	return OrderView{o.ID, o.Customer, at(o.BoughtAt), o.Amount, string(o.Currency), o.What, o.Reference, at(o.AddedAt)}
}

func addOrders(s *Server) {
	acts := s.cfg.Acts
	do(s, operation{id: "addOrder", method: http.MethodPost, path: "~/customers/{customer}/orders", scope: "customers:write", role: "staff",
		summary: "Note what a customer bought. One of the same source and external_id is noted once"},
		func(ctx context.Context, c *call, in *OrderWish) (overview.Order, error) {
			b := in.Body
			return acts.AddOrder(ctx, c.actor, act.Bought{
				Customer: in.Customer, At: b.BoughtAt, Amount: b.Amount, Currency: b.Currency, What: b.What, Reference: b.Reference,
				Source: b.Source, ExternalID: b.ExternalID,
			})
		}, showOrder)
	get(s, operation{id: "listOrders", path: "~/customers/{customer}/orders", scope: "customers:read", summary: "What a customer bought, the newest first"},
		func(tx *db.Tx, _ *call, in *struct {
			CustomerPath
			Paging
		}) (listOf[OrderView], error) {
			if _, err := acts.Customer.Get(tx, in.Customer); err != nil {
				return listOf[OrderView]{}, err
			}
			all, err := overview.OrdersAfter(tx, acts.Order, in.Customer, in.After, in.Limit+1)
			return page(all, in.Limit, showOrder, func(o overview.Order) id.Any { return o.ID.Any() }), err
		})
}
