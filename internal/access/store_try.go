package access

import (
	"time"

	"kroon/internal/db"
)

// holdTries keeps the row of one thing that is counted from others until the end, and reads it.
func holdTries(tx *db.Tx, subject []byte) ([]time.Time, error) {
	_, err := tx.Exec(`INSERT INTO sign_in_try (org, subject, at, last_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (org, subject) DO UPDATE SET last_at = excluded.last_at`, tx.Org, subject, []byte{}, tx.Now)
	if err != nil {
		return nil, err
	}
	raw, err := db.One[[]byte](tx, "SELECT at FROM sign_in_try WHERE org = $1 AND subject = $2", tx.Org, subject)
	return unpackTries(raw), err
}

func setTries(tx *db.Tx, subject []byte, tries []time.Time) {
	tx.Put("UPDATE sign_in_try SET at = $3 WHERE org = $1 AND subject = $2", tx.Org, subject, packTries(tries))
}
