package intake

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

func hasOpen(tx *db.Tx, of id.Question, staff id.Staff) (bool, error) {
	_, found, err := db.Maybe[time.Time](tx, `SELECT until_at FROM question_screen
		WHERE org = $1 AND question = $2 AND staff = $3 AND until_at > $4`, tx.Org, of, staff, tx.Now)
	return found, err
}

// opens notes who has a question on the screen, and forgets what is over.
func opens(tx *db.Tx, of id.Question, staff id.Staff, until time.Time) {
	tx.Put("DELETE FROM question_screen WHERE org = $1 AND until_at <= $2", tx.Org, tx.Now)
	tx.Put(`INSERT INTO question_screen (org, question, staff, until_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (org, question, staff) DO UPDATE SET until_at = excluded.until_at`, tx.Org, of, staff, until)
}

func shut(tx *db.Tx, of id.Question, staff id.Staff) (bool, error) {
	gone, err := tx.Exec("DELETE FROM question_screen WHERE org = $1 AND question = $2 AND staff = $3", tx.Org, of, staff)
	return gone > 0, err
}

func haveOpen(tx *db.Tx, of id.Question, without id.Staff) ([]Presence, error) {
	return db.All[Presence](tx, `SELECT staff, until_at AS until FROM question_screen
		WHERE org = $1 AND question = $2 AND until_at > $3 AND staff <> $4 ORDER BY staff`, tx.Org, of, tx.Now, orNobody(without))
}
