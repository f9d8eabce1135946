package access

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

// keepKey waits for whoever holds the same key, and tells whether the key is now this request's.
func keepKey(tx *db.Tx, actor id.Any, key string, request []byte) (bool, error) {
	n, err := tx.Exec(`INSERT INTO remembered_answer (org, actor, key, request, answer, at)
		VALUES ($1, $2, $3, $4, NULL, $5) ON CONFLICT (org, actor, key) DO NOTHING`, tx.Org, actor, key, request, tx.Now)
	return n == 1, err
}

type remembered struct {
	Request []byte
	Answer  []byte
}

func readAnswer(tx *db.Tx, actor id.Any, key string) (remembered, error) {
	return db.One[remembered](tx, "SELECT request, answer FROM remembered_answer WHERE org = $1 AND actor = $2 AND key = $3",
		tx.Org, actor, key)
}

func setAnswer(tx *db.Tx, actor id.Any, key string, answer []byte) {
	tx.Put("UPDATE remembered_answer SET answer = $4 WHERE org = $1 AND actor = $2 AND key = $3", tx.Org, actor, key, answer)
}

func sweepSessions(tx *db.Tx, used, created time.Time) {
	tx.Put("DELETE FROM account_session WHERE org = $1 AND (used_at <= $2 OR created_at <= $3)", tx.Org, used, created)
}

func sweepOnce(tx *db.Tx) {
	tx.Put("DELETE FROM one_time WHERE org = $1 AND expires_at <= $2", tx.Org, tx.Now)
}

func sweepTries(tx *db.Tx, before time.Time) {
	tx.Put("DELETE FROM sign_in_try WHERE org = $1 AND last_at <= $2", tx.Org, before)
}

func sweepAnswers(tx *db.Tx, before time.Time) {
	tx.Put("DELETE FROM remembered_answer WHERE org = $1 AND at <= $2", tx.Org, before)
}
