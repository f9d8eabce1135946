package intake

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// claim takes a key for the actor, waiting for whoever holds it; false when it was taken before.
func claim(tx *db.Tx, key string) (bool, error) {
	n, err := tx.Exec(`INSERT INTO intake_key (org, staff, key, question) VALUES ($1, $2, $3, NULL)
		ON CONFLICT (org, staff, key) DO NOTHING`, tx.Org, tx.Actor.StaffID(), key)
	return n == 1, err
}

// keyed finds the question that was taken under a key.
func keyed(tx *db.Tx, key string) (id.Question, error) {
	return db.One[id.Question](tx, "SELECT question FROM intake_key WHERE org = $1 AND staff = $2 AND key = $3",
		tx.Org, tx.Actor.StaffID(), key)
}

func setKeyed(tx *db.Tx, key string, question id.Question) {
	tx.Put("UPDATE intake_key SET question = $4 WHERE org = $1 AND staff = $2 AND key = $3",
		tx.Org, tx.Actor.StaffID(), key, question)
}
