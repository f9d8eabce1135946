package message

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

func messagesTo(tx *db.Tx, recipient id.Any) ([]id.Any, error) {
	return db.All[id.Any](tx, "SELECT id FROM message WHERE org = $1 AND recipient = $2 AND audience = 'customer' ORDER BY id", tx.Org, recipient)
}

func readdress(tx *db.Tx, from, to id.Any) {
	tx.Put("UPDATE message SET recipient = $3 WHERE org = $1 AND recipient = $2 AND audience = 'customer'", tx.Org, from, to)
}

func readdressOne(tx *db.Tx, message, from, to id.Any) {
	tx.Put("UPDATE message SET recipient = $4 WHERE org = $1 AND id = $2 AND recipient = $3", tx.Org, message, from, to)
}
