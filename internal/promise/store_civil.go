package promise

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// civilAfter reads open promises that were said in civil words, in the order of their ids.
func civilAfter(tx *db.Tx, after id.Promise, limit int) ([]Promise, error) {
	if after.IsZero() {
		return db.All[Promise](tx, selectPromise+"WHERE org = $1 AND open = 1 AND due_civil <> ''"+inSight+" ORDER BY id LIMIT $2",
			tx.Org, limit)
	}
	return db.All[Promise](tx, selectPromise+`WHERE org = $1 AND open = 1 AND due_civil <> '' AND id > $2`+inSight+`
		ORDER BY id LIMIT $3`, tx.Org, after, limit)
}

// setDue writes when a promise is due from now on; save is to follow.
func setDue(tx *db.Tx, p Promise) {
	tx.Put("UPDATE promise SET due_at = $3 WHERE org = $1 AND id = $2", tx.Org, p.ID, p.DueAt)
}
