package promise

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

func byOrigin(tx *db.Tx, source, externalID string) (id.Promise, bool, error) {
	return db.Maybe[id.Promise](tx, "SELECT id FROM promise WHERE org = $1 AND import_source = $2 AND import_id = $3",
		tx.Org, source, externalID)
}

func hideRun(tx *db.Tx, run id.Import) error {
	_, err := tx.Exec("INSERT INTO promise_run_hidden (org, run) VALUES ($1, $2) ON CONFLICT (org, run) DO NOTHING", tx.Org, run)
	if err != nil {
		return err
	}
	return weighRun(tx, run)
}

func showRun(tx *db.Tx, run id.Import) error {
	if _, err := tx.Exec("DELETE FROM promise_run_hidden WHERE org = $1 AND run = $2", tx.Org, run); err != nil {
		return err
	}
	return weighRun(tx, run)
}

func isHidden(tx *db.Tx, run id.Import) (bool, error) {
	_, found, err := db.Maybe[id.Import](tx, "SELECT run FROM promise_run_hidden WHERE org = $1 AND run = $2", tx.Org, run)
	return found, err
}

// ofRunAfter reads promises of a run in the order in which they were due.
func ofRunAfter(tx *db.Tx, run id.Import, from Settled, limit int) ([]Promise, error) {
	if from.Promise.IsZero() {
		return db.All[Promise](tx, selectPromise+"WHERE org = $1 AND import_run = $2 ORDER BY due_at, id LIMIT $3",
			tx.Org, run, limit)
	}
	return db.All[Promise](tx, selectPromise+`WHERE org = $1 AND import_run = $2 AND (due_at, id) > ($3, $4)
		ORDER BY due_at, id LIMIT $5`, tx.Org, run, from.DueAt, from.Promise, limit)
}

// reopenImported begins the work on a promise that was taken over; its version tells of events, and this is none.
func reopenImported(tx *db.Tx, p Promise) error {
	tx.Put("UPDATE promise SET open = 1, imported = 0 WHERE org = $1 AND id = $2 AND version = $3", tx.Org, p.ID, p.Version)
	return recount(tx, p.Owner)
}

// remove takes a promise and all that befell it away for good.
func remove(tx *db.Tx, promise id.Promise) {
	tx.Put("DELETE FROM promise_outcome WHERE org = $1 AND promise = $2", tx.Org, promise)
	tx.Put("DELETE FROM promise_attempt WHERE org = $1 AND promise = $2", tx.Org, promise)
	tx.Put("DELETE FROM promise_guard WHERE org = $1 AND promise = $2", tx.Org, promise)
	tx.Put("DELETE FROM promise WHERE org = $1 AND id = $2", tx.Org, promise)
}
