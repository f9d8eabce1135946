package customer

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// EmployerOf is the organisation that somebody works for now; zero when there is none, or nobody is known by
// that id.
func (s *Service) EmployerOf(tx *db.Tx, customer id.Customer) (id.Customer, error) {
	return employerOf(tx, customer)
}
