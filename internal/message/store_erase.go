package message

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// blank empties the words of a message, and withdraws one that was not sent.
const blank = `UPDATE message SET address = '', words = '', said = '', trouble = '', message_id = '', responsible = NULL, version = version + 1,
	state = CASE WHEN state IN ('waiting', 'held', 'draft', 'by-hand', 'failed') THEN 'withdrawn' ELSE state END `

func wordedTo(tx *db.Tx, recipient id.Any) ([]Message, error) {
	return db.All[Message](tx, selectMessage+`WHERE org = $1 AND recipient = $2 AND audience = 'customer' AND sent_at IS NOT NULL
		AND words <> '' ORDER BY id`, tx.Org, recipient)
}

func eraseTo(tx *db.Tx, recipient id.Any) {
	tx.Put(blank+"WHERE org = $1 AND recipient = $2", tx.Org, recipient)
}

func eraseAbout(tx *db.Tx, subject id.Any) {
	tx.Put(blank+`WHERE org = $1 AND (subject = $2 OR id IN (SELECT message FROM message_about WHERE org = $1 AND subject = $2))`, tx.Org, subject)
}
