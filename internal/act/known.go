package act

import (
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// known refuses to go on about a customer or a colleague who is not of this organisation; zero is nobody.
// Screens offer who there is, a program can send anything. A customer who was merged into another becomes him.
func (a *Acts) known(tx *db.Tx, customer *id.Customer, colleague id.Staff, field string) error {
	if !customer.IsZero() {
		c, err := a.Customer.Get(tx, *customer)
		if err != nil {
			return fault.Of(err).On("customer")
		}
		*customer = c.ID
	}
	if colleague.IsZero() {
		return nil
	}
	who, err := a.Team.Get(tx, colleague)
	switch {
	case err != nil:
		return fault.Of(err).On(field)
	case !who.Here(tx.Now):
		return fault.New(fault.Conflict, "team.has_left", "name", who.FirstName).On(field)
	}
	return nil
}
