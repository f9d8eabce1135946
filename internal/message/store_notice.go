package message

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// interrupt takes the one interruption that a person may suffer about a subject; false when it was used.
func interrupt(tx *db.Tx, m Message) (bool, error) {
	n, err := tx.Exec(`INSERT INTO message_interruption (org, staff, subject, message) VALUES ($1, $2, $3, $4)
		ON CONFLICT (org, staff, subject) DO NOTHING`, tx.Org, m.Recipient, m.Subject, m.ID)
	return n == 1, err
}

// spare gives back an interruption that did not happen.
func spare(tx *db.Tx, m Message) {
	tx.Put("DELETE FROM message_interruption WHERE org = $1 AND staff = $2 AND subject = $3 AND message = $4",
		tx.Org, m.Recipient, m.Subject, m.ID)
}

// noticesOf reads a colleague's notices, newest first, those older than before when that is given.
func noticesOf(tx *db.Tx, staff id.Staff, before id.Message, limit int) ([]Message, error) {
	if before.IsZero() {
		return db.All[Message](tx, selectMessage+`WHERE org = $1 AND recipient = $2 AND audience = 'staff'
			AND state <> 'withdrawn' ORDER BY id DESC LIMIT $3`, tx.Org, staff, limit)
	}
	return db.All[Message](tx, selectMessage+`WHERE org = $1 AND recipient = $2 AND audience = 'staff'
		AND state <> 'withdrawn' AND id < $3 ORDER BY id DESC LIMIT $4`, tx.Org, staff, before, limit)
}

func unseen(tx *db.Tx, staff id.Staff, most int) ([]Message, error) {
	return db.All[Message](tx, selectMessage+`WHERE org = $1 AND recipient = $2 AND audience = 'staff'
		AND state <> 'withdrawn' AND seen_at IS NULL ORDER BY id DESC LIMIT $3`, tx.Org, staff, most)
}
