package customer

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// Known finds the customer that another system knows under a name of its own, one of an import that
// nobody sees yet included: for the rows of that same import.
func (s *Service) Known(tx *db.Tx, source, externalID string) (id.Customer, bool, error) {
	return byOrigin(tx, source, externalID)
}

// Now is the id under which a customer is known now: his own, or that of the one he was merged into.
func (s *Service) Now(tx *db.Tx, customer id.Customer) (id.Customer, error) {
	return nowOf(tx, customer)
}
