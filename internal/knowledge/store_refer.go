package knowledge

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// GivenRows and ToldRows move what was answered to a customer, and what he was told after it changed.
type (
	GivenRows struct{}
	ToldRows  struct{}
)

// Refer makes the answers of one customer the other's, and tells which: two customers turned out to be one.
func (GivenRows) Refer(tx *db.Tx, from, to id.Customer) ([]id.Any, error) {
	rows, err := db.All[id.Any](tx, "SELECT id FROM answer_given WHERE org = $1 AND customer = $2 ORDER BY id", tx.Org, from)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	_, err = tx.Exec("UPDATE answer_given SET customer = $3 WHERE org = $1 AND customer = $2", tx.Org, from, to)
	return rows, err
}

// ReferBack gives one of them back.
func (GivenRows) ReferBack(tx *db.Tx, row id.Any, from, to id.Customer) error {
	tx.Put("UPDATE answer_given SET customer = $4 WHERE org = $1 AND id = $2 AND customer = $3", tx.Org, row, from, to)
	return nil
}

// Refer makes what one customer was told what the other was, and tells of which answers; what both were told
// stays.
func (ToldRows) Refer(tx *db.Tx, from, to id.Customer) ([]id.Any, error) {
	rows, err := db.All[id.Any](tx, `SELECT DISTINCT answer FROM answer_told WHERE org = $1 AND customer = $2 AND NOT EXISTS (SELECT 1
		FROM answer_told other WHERE other.org = $1 AND other.answer = answer_told.answer AND other.customer = $3) ORDER BY answer`,
		tx.Org, from, to)
	if err != nil {
		return nil, err
	}
	for _, answer := range rows {
		tx.Put("UPDATE answer_told SET customer = $4 WHERE org = $1 AND answer = $2 AND customer = $3", tx.Org, answer, from, to)
	}
	return rows, nil
}

// ReferBack gives what was told about an answer back.
func (ToldRows) ReferBack(tx *db.Tx, row id.Any, from, to id.Customer) error {
	tx.Put("UPDATE answer_told SET customer = $4 WHERE org = $1 AND answer = $2 AND customer = $3", tx.Org, row, from, to)
	return nil
}
