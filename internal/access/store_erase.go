package access

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// EraseLinks takes away every link that a customer has.
func (s *Service) EraseLinks(tx *db.Tx, of id.Customer) {
	tx.Put("DELETE FROM customer_link WHERE org = $1 AND customer = $2", tx.Org, of)
	tx.Put("DELETE FROM customer_link WHERE org = $1 AND subject = $2", tx.Org, of)
}
