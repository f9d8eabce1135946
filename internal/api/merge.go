package api

import (
	"context"
	"net/http"
	"time"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/overview"
)

// MergeView is two customers who turned out to be one.
type MergeView struct {
	ID       id.Merge    `json:"id"`
	Stays    id.Customer `json:"stays"`
	Goes     id.Customer `json:"goes" doc:"Leads to the one that stays, under its own id too."`
	MergedAt time.Time   `json:"merged_at"`
}

func showMerge(m customer.Merge) MergeView { return MergeView{m.ID, m.Stays, m.Goes, m.MergedAt} }

type duplicateView struct {
	One   CustomerView `json:"one"`
	Other CustomerView `json:"other"`
	Score string       `json:"score" doc:"In bits; see docs/formats/calc.md."`
}

// duplicatesView is a page of pairs.
type duplicatesView struct {
	Items []duplicateView `json:"items"`
	Next  string          `json:"next,omitempty" doc:"What to ask for as after; absent when all is given."`
}

// addMerges adds the operations about customers who are one.
func (s *Server) addMerges() {
	acts := s.cfg.Acts
	do(s, operation{
		id: "mergeCustomers", method: http.MethodPost, path: "~/customers/{customer}/merge", scope: "customers:write", role: "staff",
		summary: "Make two customers one", note: "The customer of the path stays; everything about the other leads to him.",
	}, func(ctx context.Context, c *call, in *struct {
		CustomerPath
		Body struct {
			Goes id.Customer `json:"goes"`
		}
	}) (customer.Merge, error) {
		return acts.MergeCustomers(ctx, c.actor, in.Customer, in.Body.Goes)
	}, showMerge)
	do(s, operation{
		id: "splitCustomers", method: http.MethodPost, path: "~/merges/{merge}/split", scope: "customers:write", role: "staff",
		summary: "Take a merge apart", note: "Each has what was his; what came since stays with the one that stayed.",
	}, func(ctx context.Context, c *call, in *struct {
		Merge id.Merge `path:"merge"`
	}) (customer.Merge, error) {
		return acts.SplitCustomers(ctx, c.actor, in.Merge)
	}, showMerge)
	do(s, operation{
		id: "sayDistinct", method: http.MethodPost, path: "~/customers/{customer}/distinct", scope: "customers:write", role: "staff",
		summary: "Remember that two customers are not one",
	}, func(ctx context.Context, c *call, in *struct {
		CustomerPath
		Body struct {
			Other id.Customer `json:"other"`
		}
	}) (customer.Customer, error) {
		if err := acts.SayDistinct(ctx, c.actor, in.Customer, in.Body.Other); err != nil {
			return customer.Customer{}, err
		}
		return see(ctx, c, func(tx *db.Tx) (customer.Customer, error) { return acts.Customer.Get(tx, in.Customer) })
	}, showCustomer)
	get(s, operation{
		id: "listDuplicates", path: "~/customers/duplicates", scope: "customers:read",
		summary: "Customers who may be one, the likeliest pair first",
	}, func(tx *db.Tx, _ *call, in *struct {
		After string `query:"after" doc:"The next of the page before."`
	}) (duplicatesView, error) {
		all, err := overview.Relation{Customers: acts.Customer}.DuplicatesIn(tx, overview.ReadSuspected(in.After))
		return duplicatesView{each(all.Pairs, showDuplicate), overview.SuspectedAs(all.More)}, err
	})
}

func showDuplicate(p overview.DuplicatePair) duplicateView {
	return duplicateView{showCustomer(p.One), showCustomer(p.Other), p.Told()}
}
