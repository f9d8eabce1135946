package act

import (
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/imports"
	"kroon/internal/order"
)

// putOrder takes an order over.
func (i *importing) putOrder(tx *db.Tx, external string, r imports.Record) (bool, error) {
	var err error
	text := func(field string) string {
		value, problem := r.Get(field)
		if err == nil {
			err = problem
		}
		return value
	}
	o := order.Order{Currency: order.Currency(text("currency")), Reference: text("reference"), What: text("what")}
	amount := text("amount")
	if err != nil {
		return false, err
	}
	bought, err := r.Moment("bought_at")
	if err != nil {
		return false, err
	}
	if amount == "" {
		return false, fault.New(fault.Invalid, "order.no_amount").On("amount")
	}
	o.BoughtAt = bought.At
	if o.Amount, err = order.ParseAmount(amount, o.Currency); err != nil {
		return false, err
	}
	if o.Customer, err = i.beneficiary(tx, r); err != nil {
		return false, err
	}
	return i.Order.Put(tx, order.Origin{Source: i.file.Map.Source, ExternalID: external, Run: i.run}, o)
}
