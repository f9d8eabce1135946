package calllist

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// Erase takes a customer off every list, with what was noted of him: what he agreed to, why he was struck off, how a
// call went. That a name was called, and how it ended, stays as a code.
func (s *Service) Erase(tx *db.Tx, of id.Customer) {
	tx.Put("DELETE FROM call_name_aside WHERE org = $1 AND name IN (SELECT id FROM call_name WHERE org = $1 AND customer = $2)", tx.Org, of)
	tx.Put("DELETE FROM call_name WHERE org = $1 AND customer = $2 AND state <> 'ended'", tx.Org, of)
	tx.Put("DELETE FROM call_strike_aside WHERE org = $1 AND strike IN (SELECT id FROM call_strike WHERE org = $1 AND customer = $2)", tx.Org, of)
	tx.Put("DELETE FROM call_strike WHERE org = $1 AND customer = $2", tx.Org, of)
	tx.Put("DELETE FROM call_consent WHERE org = $1 AND customer = $2", tx.Org, of)
	tx.Put("DELETE FROM call_form WHERE org = $1 AND customer = $2", tx.Org, of)
}
