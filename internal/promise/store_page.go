package promise

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

// inSight leaves out the rows of imports that nobody sees.
const inSight = ` AND (import_run IS NULL OR NOT EXISTS (SELECT 1 FROM promise_run_hidden h
	WHERE h.org = $1 AND h.run = promise.import_run))`

// lowest is before every promise: the beginning of the first page.
var lowest = Promise{ID: id.Promise{15: 1}, DueAt: time.Date(1000, 1, 1, 0, 0, 0, 0, time.UTC)}

func orLowest(from Promise) Promise {
	if from.ID.IsZero() {
		return lowest
	}
	return from
}

func openAfter(tx *db.Tx, from Promise, limit int) ([]Promise, error) {
	from = orLowest(from)
	return db.All[Promise](tx, selectPromise+`WHERE org = $1 AND open = 1 AND (due_at, id) > ($2, $3)`+inSight+`
		ORDER BY due_at, id LIMIT $4`, tx.Org, from.DueAt, from.ID, limit)
}

func ownedAfter(tx *db.Tx, owner id.Staff, from Promise, limit int) ([]Promise, error) {
	from = orLowest(from)
	return db.All[Promise](tx, selectPromise+`WHERE org = $1 AND owner = $2 AND open = 1 AND (due_at, id) > ($3, $4)`+
		inSight+` ORDER BY due_at, id LIMIT $5`, tx.Org, owner, from.DueAt, from.ID, limit)
}

func ofCustomerBefore(tx *db.Tx, customer id.Customer, from Promise, limit int) ([]Promise, error) {
	return db.All[Promise](tx, selectPromise+`WHERE org = $1 AND id IN (
		SELECT id FROM (SELECT id FROM promise WHERE org = $1 AND customer = $2 AND open = 1 AND undone_at IS NULL
			AND (due_at, id) < ($3, $4)`+inSight+` ORDER BY due_at DESC, id DESC LIMIT $5) AS still
		UNION ALL SELECT id FROM (SELECT id FROM promise WHERE org = $1 AND customer = $2 AND open = 0 AND undone_at IS NULL
			AND (due_at, id) < ($3, $4)`+inSight+` ORDER BY due_at DESC, id DESC LIMIT $5) AS done)
		ORDER BY due_at DESC, id DESC LIMIT $5`,
		tx.Org, customer, from.DueAt, from.ID, limit)
}
