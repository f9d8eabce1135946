package ledger

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

const selectAsked = `SELECT id, customer, at, actor_kind, actor, words, undone_at FROM ledger_asked `

func insertAsked(tx *db.Tx, a Asked) {
	tx.Put(`INSERT INTO ledger_asked (org, id, customer, at, actor_kind, actor, words) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		tx.Org, a.ID, a.Customer, a.At, a.ActorKind, a.Actor, a.Words)
}

func readAsked(tx *db.Tx, asked id.Event) (Asked, bool, error) {
	return db.Maybe[Asked](tx, selectAsked+"WHERE org = $1 AND id = $2", tx.Org, asked)
}

func lastAsked(tx *db.Tx, of id.Customer) (Asked, bool, error) {
	return db.Maybe[Asked](tx, selectAsked+"WHERE org = $1 AND customer = $2 AND undone_at IS NULL ORDER BY at DESC, id DESC LIMIT 1", tx.Org, of)
}

// undoAsked tells whether it was not taken back already.
func undoAsked(tx *db.Tx, a Asked) (bool, error) {
	n, err := tx.Exec("UPDATE ledger_asked SET undone_at = $3 WHERE org = $1 AND id = $2 AND undone_at IS NULL", tx.Org, a.ID, a.UndoneAt)
	return n > 0, err
}

// AskedRows move what was asked of a customer.
type AskedRows struct{}

// Refer makes what was asked of one customer what was asked of the other, and tells which: two turned out to be one.
func (AskedRows) Refer(tx *db.Tx, from, to id.Customer) ([]id.Any, error) {
	rows, err := db.All[id.Any](tx, "SELECT id FROM ledger_asked WHERE org = $1 AND customer = $2 ORDER BY id", tx.Org, from)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	tx.Put("UPDATE ledger_asked SET customer = $3 WHERE org = $1 AND customer = $2", tx.Org, from, to)
	return rows, nil
}

// ReferBack gives one of them back.
func (AskedRows) ReferBack(tx *db.Tx, row id.Any, from, to id.Customer) error {
	tx.Put("UPDATE ledger_asked SET customer = $4 WHERE org = $1 AND id = $2 AND customer = $3", tx.Org, row, from, to)
	return nil
}

func insertDoubt(tx *db.Tx, d Doubt) {
	tx.Put("INSERT INTO ledger_doubt (org, question, promise, said_at) VALUES ($1, $2, $3, $4)", tx.Org, d.Question, d.Promise, d.SaidAt)
}
