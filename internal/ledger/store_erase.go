package ledger

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// Erase takes away what we asked of a customer, in words. His entries stay: they hold ids, codes, instants and points,
// and every sum rests on them.
func (s *Service) Erase(tx *db.Tx, of id.Customer) {
	tx.Put("UPDATE ledger_asked SET words = '' WHERE org = $1 AND customer = $2", tx.Org, of)
}
