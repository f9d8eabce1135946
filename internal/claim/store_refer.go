package claim

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// Refer makes what is said of one customer be said of the other, and tells which: two customers turned out to be one.
func (s *Service) Refer(tx *db.Tx, from, to id.Customer) ([]id.Any, error) {
	rows, err := db.All[id.Any](tx, "SELECT id FROM claim WHERE org = $1 AND customer = $2 ORDER BY id", tx.Org, from)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	_, err = tx.Exec("UPDATE claim SET customer = $3 WHERE org = $1 AND customer = $2", tx.Org, from, to)
	return rows, err
}

// ReferBack gives one of them back.
func (s *Service) ReferBack(tx *db.Tx, row id.Any, from, to id.Customer) error {
	tx.Put("UPDATE claim SET customer = $4 WHERE org = $1 AND id = $2 AND customer = $3", tx.Org, row, from, to)
	return nil
}

// Looks are with what eyes colleagues look at customers.
type Looks struct{}

// Refer makes the looks at one customer be at the other.
func (Looks) Refer(tx *db.Tx, from, to id.Customer) ([]id.Any, error) {
	rows, err := db.All[id.Any](tx, "SELECT id FROM claim_look WHERE org = $1 AND customer = $2 ORDER BY id", tx.Org, from)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	_, err = tx.Exec("UPDATE claim_look SET customer = $3 WHERE org = $1 AND customer = $2", tx.Org, from, to)
	return rows, err
}

// ReferBack gives one of them back.
func (Looks) ReferBack(tx *db.Tx, row id.Any, from, to id.Customer) error {
	tx.Put("UPDATE claim_look SET customer = $4 WHERE org = $1 AND id = $2 AND customer = $3", tx.Org, row, from, to)
	return nil
}
