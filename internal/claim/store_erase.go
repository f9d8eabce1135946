package claim

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// Erase takes away all that was said of a customer, by whomever: there is nobody left whom it says anything of.
func (s *Service) Erase(tx *db.Tx, of id.Customer) {
	tx.Put("DELETE FROM claim_sweep WHERE org = $1 AND claim IN (SELECT id FROM claim WHERE org = $1 AND customer = $2)", tx.Org, of)
	tx.Put("DELETE FROM claim_words WHERE org = $1 AND claim IN (SELECT id FROM claim WHERE org = $1 AND customer = $2)", tx.Org, of)
	tx.Put("DELETE FROM claim WHERE org = $1 AND customer = $2", tx.Org, of)
	tx.Put("DELETE FROM claim_look WHERE org = $1 AND customer = $2", tx.Org, of)
}
