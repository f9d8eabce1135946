package file

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

const selectFile = `SELECT f.id, f.content, f.name, f.type, c.size, c.sum, f.customer, f.subject_kind, f.subject, f.shown,
	f.proof, f.actor_kind, f.actor, f.added_at, f.version
	FROM file f JOIN file_content c ON c.org = f.org AND c.id = f.content `

func insert(tx *db.Tx, f File) {
	tx.Put(`INSERT INTO file (org, id, content, name, type, customer, subject_kind, subject, shown, proof, actor_kind, actor, added_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		tx.Org, f.ID, f.Content, f.Name, f.Type, f.Customer, f.SubjectKind, f.Subject, f.Shown, f.Proof, f.ActorKind, f.Actor, f.AddedAt, f.Version)
}

func update(tx *db.Tx, f File) {
	tx.Put("UPDATE file SET shown = $3, version = $4 WHERE org = $1 AND id = $2", tx.Org, f.ID, f.Shown, f.Version)
}

func belongs(tx *db.Tx, subject id.Any, customer id.Customer) {
	tx.Put("UPDATE file SET customer = $3 WHERE org = $1 AND subject = $2", tx.Org, subject, customer)
	tx.Put("UPDATE file_removal SET customer = $3 WHERE org = $1 AND subject = $2", tx.Org, subject, customer)
}

// erase takes the row of a file away, and its content when no other file has the same.
func erase(tx *db.Tx, f File, reason Reason) {
	tx.Put("DELETE FROM file WHERE org = $1 AND id = $2", tx.Org, f.ID)
	tx.Put(`INSERT INTO file_removal (org, file, customer, subject_kind, subject, type, reason, actor_kind, actor, removed_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		tx.Org, f.ID, f.Customer, f.SubjectKind, f.Subject, f.Type, reason, tx.Actor.Kind, tx.Actor.ID, tx.Now)
	tx.Put(`DELETE FROM file_chunk WHERE org = $1 AND content = $2
		AND NOT EXISTS (SELECT 1 FROM file WHERE org = $1 AND content = $2)`, tx.Org, f.Content)
	tx.Put(`DELETE FROM file_content WHERE org = $1 AND id = $2
		AND NOT EXISTS (SELECT 1 FROM file WHERE org = $1 AND content = $2)`, tx.Org, f.Content)
}

// hold keeps the row from others until the transaction ends, without changing it.
func hold(tx *db.Tx, of id.File) error {
	_, err := tx.Exec("UPDATE file SET version = version WHERE org = $1 AND id = $2", tx.Org, of)
	return err
}

func read(tx *db.Tx, of id.File) (File, bool, error) {
	return db.Maybe[File](tx, selectFile+"WHERE f.org = $1 AND f.id = $2", tx.Org, of)
}

func ofSubject(tx *db.Tx, subject id.Any) ([]File, error) {
	return db.All[File](tx, selectFile+"WHERE f.org = $1 AND f.subject = $2 ORDER BY f.id", tx.Org, subject)
}

const newestFirst = " ORDER BY f.id DESC LIMIT $3"

func ofCustomer(tx *db.Tx, customer id.Customer, before id.File, limit int) ([]File, error) {
	if before.IsZero() {
		return db.All[File](tx, selectFile+"WHERE f.org = $1 AND f.customer = $2"+newestFirst, tx.Org, customer, limit)
	}
	return db.All[File](tx, selectFile+"WHERE f.org = $1 AND f.customer = $2 AND f.id < $4"+newestFirst, tx.Org, customer, limit, before)
}

func proven(tx *db.Tx, promise id.Promise) (bool, error) {
	_, found, err := db.Maybe[id.File](tx, "SELECT id FROM file WHERE org = $1 AND subject = $2 AND proof = 1 ORDER BY id LIMIT 1", tx.Org, promise)
	return found, err
}

func removalsOf(tx *db.Tx, subject id.Any) ([]Removal, error) {
	return db.All[Removal](tx, `SELECT file, customer, subject_kind, subject, type, reason, actor_kind, actor, removed_at
		FROM file_removal WHERE org = $1 AND subject = $2 ORDER BY file`, tx.Org, subject)
}

// added is how many files a customer added himself since then, and how many bytes those have.
func added(tx *db.Tx, customer id.Customer, since time.Time) (n, size int64, err error) {
	sums, err := db.One[struct{ N, Size int64 }](tx, `SELECT COUNT(*) AS n, COALESCE(SUM(c.size), 0) AS size
		FROM file f JOIN file_content c ON c.org = f.org AND c.id = f.content
		WHERE f.org = $1 AND f.customer = $2 AND f.actor_kind = 'customer' AND f.added_at > $3`, tx.Org, customer, since)
	return sums.N, sums.Size, err
}
