package access

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// Refer makes the links of one customer the other's, and tells which: they go on opening, now on his page.
func (s *Service) Refer(tx *db.Tx, from, to id.Customer) ([]id.Any, error) {
	rows, err := db.All[id.Any](tx, "SELECT id FROM customer_link WHERE org = $1 AND (customer = $2 OR subject = $2) ORDER BY id", tx.Org, from)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	tx.Put("UPDATE customer_link SET subject = $3 WHERE org = $1 AND subject = $2", tx.Org, from, to)
	tx.Put("UPDATE customer_link SET customer = $3 WHERE org = $1 AND customer = $2", tx.Org, from, to)
	return rows, nil
}

// ReferBack gives a link back.
func (s *Service) ReferBack(tx *db.Tx, row id.Any, from, to id.Customer) error {
	tx.Put("UPDATE customer_link SET subject = $4 WHERE org = $1 AND id = $2 AND subject = $3", tx.Org, row, from, to)
	tx.Put("UPDATE customer_link SET customer = $4 WHERE org = $1 AND id = $2 AND customer = $3", tx.Org, row, from, to)
	return nil
}
