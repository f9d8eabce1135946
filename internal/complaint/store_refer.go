package complaint

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// HintRows moves what was suggested about what a customer said.
type HintRows struct{}

// Refer makes the complaints of one customer the other's, and tells which: two customers turned out to be one.
func (s *Service) Refer(tx *db.Tx, from, to id.Customer) ([]id.Any, error) {
	rows, err := db.All[id.Any](tx, "SELECT id FROM complaint WHERE org = $1 AND customer = $2 ORDER BY id", tx.Org, from)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	_, err = tx.Exec("UPDATE complaint SET customer = $3 WHERE org = $1 AND customer = $2", tx.Org, from, to)
	return rows, err
}

// ReferBack gives one of them back.
func (s *Service) ReferBack(tx *db.Tx, row id.Any, from, to id.Customer) error {
	tx.Put("UPDATE complaint SET customer = $4 WHERE org = $1 AND id = $2 AND customer = $3", tx.Org, row, from, to)
	return nil
}

// Refer makes the suggestions about one customer the other's, and tells about which texts.
func (HintRows) Refer(tx *db.Tx, from, to id.Customer) ([]id.Any, error) {
	rows, err := db.All[id.Any](tx, "SELECT subject FROM complaint_hint WHERE org = $1 AND customer = $2 ORDER BY subject", tx.Org, from)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	_, err = tx.Exec("UPDATE complaint_hint SET customer = $3 WHERE org = $1 AND customer = $2", tx.Org, from, to)
	return rows, err
}

// ReferBack gives one of them back.
func (HintRows) ReferBack(tx *db.Tx, row id.Any, from, to id.Customer) error {
	tx.Put("UPDATE complaint_hint SET customer = $4 WHERE org = $1 AND subject = $2 AND customer = $3", tx.Org, row, from, to)
	return nil
}
