package imports

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

const columns = `id, kind, source, actor_kind, actor, started_at, lease_until, published_at, settled_due, settled_to,
	settled_at, undone_at, cleared_at, taken, known, refused, version`

func insert(tx *db.Tx, r Run) {
	tx.Put(`INSERT INTO import_run (org, id, kind, source, actor_kind, actor, started_at, lease_until, taken, known, refused, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, 0, 0)`,
		tx.Org, r.ID, r.Kind, r.Source, r.ActorKind, r.Actor, r.StartedAt, r.LeaseUntil)
}

// renew tells whether the run still stands.
func renew(tx *db.Tx, run id.Import, c Counts) (bool, error) {
	n, err := tx.Exec(`UPDATE import_run SET lease_until = $3, taken = $4, known = $5, refused = $6
		WHERE org = $1 AND id = $2 AND published_at IS NULL AND undone_at IS NULL`,
		tx.Org, run, tx.Now.Add(Lease), c.Taken, c.Known, c.Refused)
	return n == 1, err
}

func publish(tx *db.Tx, run id.Import) error {
	_, err := tx.Exec("UPDATE import_run SET published_at = $3, version = version + 1 WHERE org = $1 AND id = $2", tx.Org, run, tx.Now)
	return err
}

// hold keeps the row from others until the transaction ends.
func hold(tx *db.Tx, run id.Import) error {
	_, err := tx.Exec("UPDATE import_run SET version = version WHERE org = $1 AND id = $2", tx.Org, run)
	return err
}

func settle(tx *db.Tx, run id.Import, upTo time.Time, subject id.Any, done bool) {
	var at time.Time
	if done {
		at = tx.Now
	}
	tx.Put("UPDATE import_run SET settled_due = $3, settled_to = $4, settled_at = $5 WHERE org = $1 AND id = $2",
		tx.Org, run, upTo, subject, at)
}

// undo: out of sight is not published; the events say when it was.
func undo(tx *db.Tx, run id.Import) {
	tx.Put("UPDATE import_run SET published_at = NULL, undone_at = $3, version = version + 1 WHERE org = $1 AND id = $2",
		tx.Org, run, tx.Now)
}

func cleared(tx *db.Tx, run id.Import) {
	tx.Put("UPDATE import_run SET cleared_at = $3 WHERE org = $1 AND id = $2", tx.Org, run, tx.Now)
}

func remove(tx *db.Tx, run id.Import) {
	tx.Put("DELETE FROM import_run WHERE org = $1 AND id = $2", tx.Org, run)
}

func expire(tx *db.Tx, run id.Import) {
	tx.Put("UPDATE import_run SET lease_until = $3 WHERE org = $1 AND id = $2 AND published_at IS NULL", tx.Org, run, tx.Now)
}

func unpublished(tx *db.Tx) ([]Run, error) {
	return db.All[Run](tx, `SELECT `+columns+` FROM import_run
		WHERE org = $1 AND published_at IS NULL AND cleared_at IS NULL ORDER BY id`, tx.Org)
}

func read(tx *db.Tx, run id.Import) (Run, bool, error) {
	return db.Maybe[Run](tx, "SELECT "+columns+" FROM import_run WHERE org = $1 AND id = $2", tx.Org, run)
}

func newest(tx *db.Tx, limit int) ([]Run, error) {
	return db.All[Run](tx, "SELECT "+columns+" FROM import_run WHERE org = $1 ORDER BY id DESC LIMIT $2", tx.Org, limit)
}
