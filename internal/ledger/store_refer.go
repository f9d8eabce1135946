package ledger

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// Refer makes the entries of one customer the other's, and tells which; no point changes, and both balances are
// what their entries add up to.
func (s *Service) Refer(tx *db.Tx, from, to id.Customer) ([]id.Any, error) {
	rows, err := db.All[id.Any](tx, "SELECT id FROM ledger_entry WHERE org = $1 AND customer = $2 ORDER BY id", tx.Org, from)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	tx.Put("UPDATE ledger_entry SET customer = $3 WHERE org = $1 AND customer = $2", tx.Org, from, to)
	addUp(tx, from)
	addUp(tx, to)
	return rows, nil
}

// ReferBack gives an entry back.
func (s *Service) ReferBack(tx *db.Tx, row id.Any, from, to id.Customer) error {
	tx.Put("UPDATE ledger_entry SET customer = $4 WHERE org = $1 AND id = $2 AND customer = $3", tx.Org, row, from, to)
	addUp(tx, from)
	addUp(tx, to)
	return nil
}

// addUp makes a balance again of its entries; without any there is none.
func addUp(tx *db.Tx, customer id.Customer) {
	tx.Put("DELETE FROM ledger_balance WHERE org = $1 AND customer = $2", tx.Org, customer)
	tx.Put(`INSERT INTO ledger_balance (org, customer, points, entries) SELECT $1, $2, SUM(p.points), COUNT(*) FROM ledger_entry e
		JOIN ledger_posting p ON p.org = e.org AND p.entry = e.id AND p.account = 'standing'
		WHERE e.org = $1 AND e.customer = $2 HAVING COUNT(*) > 0`, tx.Org, customer)
}
