package access

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

func insertOnce(tx *db.Tx, once Once, hash []byte, expires time.Time) {
	tx.Put("INSERT INTO one_time (org, hash, purpose, staff, expires_at) VALUES ($1, $2, $3, $4, $5)",
		tx.Org, hash, once.Purpose, once.Staff, expires)
}

func readOnce(tx *db.Tx, hash []byte) (Once, bool, error) {
	return db.Maybe[Once](tx, "SELECT purpose, staff FROM one_time WHERE org = $1 AND hash = $2 AND expires_at > $3", tx.Org, hash, tx.Now)
}

func useOnce(tx *db.Tx, hash []byte) (bool, error) {
	n, err := tx.Exec("DELETE FROM one_time WHERE org = $1 AND hash = $2", tx.Org, hash)
	return n == 1, err
}

func dropOnce(tx *db.Tx, staff id.Staff) {
	tx.Put("DELETE FROM one_time WHERE org = $1 AND staff = $2", tx.Org, staff)
}

func dropSetup(tx *db.Tx) {
	tx.Put("DELETE FROM one_time WHERE org = $1 AND purpose = $2", tx.Org, ForSetup)
}
