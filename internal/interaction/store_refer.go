package interaction

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// Refer makes what passed of one customer the other's, and tells which: two customers turned out to be one.
func (s *Service) Refer(tx *db.Tx, from, to id.Customer) ([]id.Any, error) {
	rows, err := db.All[id.Any](tx, "SELECT id FROM interaction WHERE org = $1 AND customer = $2 ORDER BY id", tx.Org, from)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	_, err = tx.Exec("UPDATE interaction SET customer = $3 WHERE org = $1 AND customer = $2", tx.Org, from, to)
	return rows, err
}

// ReferBack gives one of them back.
func (s *Service) ReferBack(tx *db.Tx, row id.Any, from, to id.Customer) error {
	tx.Put("UPDATE interaction SET customer = $4 WHERE org = $1 AND id = $2 AND customer = $3", tx.Org, row, from, to)
	return nil
}

// Streams moves the timeline of a customer; Persons, in whatever stream, the lines of what happened to him.
type (
	Streams struct{}
	Persons struct{}
)

// Refer makes a customer's stream part of the other's, and tells which lines.
func (Streams) Refer(tx *db.Tx, from, to id.Customer) ([]id.Any, error) {
	rows, err := db.All[id.Any](tx, `SELECT id FROM timeline WHERE org = $1 AND customer = $2 AND NOT EXISTS (SELECT 1 FROM timeline other
		WHERE other.org = $1 AND other.customer = $3 AND other.at = timeline.at AND other.id = timeline.id) ORDER BY id`, tx.Org, from, to)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	_, err = tx.Exec(`UPDATE timeline SET customer = $3 WHERE org = $1 AND customer = $2 AND NOT EXISTS (SELECT 1 FROM timeline other
		WHERE other.org = $1 AND other.customer = $3 AND other.at = timeline.at AND other.id = timeline.id)`, tx.Org, from, to)
	return rows, err
}

// ReferBack gives a line back.
func (Streams) ReferBack(tx *db.Tx, row id.Any, from, to id.Customer) error {
	tx.Put("UPDATE timeline SET customer = $4 WHERE org = $1 AND id = $2 AND customer = $3", tx.Org, row, from, to)
	return nil
}

// Refer makes what happened to one customer what happened to the other, and tells which lines. Whatever happened to a
// person stands in his own stream as well, be it by now that of the customer whom he is made one with.
func (Persons) Refer(tx *db.Tx, from, to id.Customer) ([]id.Any, error) {
	rows, err := db.All[id.Any](tx, "SELECT DISTINCT id FROM timeline WHERE org = $1 AND customer IN ($2, $3) AND person = $2 ORDER BY id", tx.Org, from, to)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	_, err = tx.Exec(`UPDATE timeline SET person = $3 WHERE org = $1 AND person = $2
		AND id IN (SELECT own.id FROM timeline own WHERE own.org = $1 AND own.customer IN ($2, $3) AND own.person = $2)`, tx.Org, from, to)
	return rows, err
}

// ReferBack gives a line back, in every stream it is in.
func (Persons) ReferBack(tx *db.Tx, row id.Any, from, to id.Customer) error {
	tx.Put("UPDATE timeline SET person = $4 WHERE org = $1 AND id = $2 AND person = $3", tx.Org, row, from, to)
	return nil
}
