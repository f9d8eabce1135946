package message

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

type pushKeyRow struct {
	Public  string
	Private []byte // sealed
}

func readPushKey(tx *db.Tx) (pushKeyRow, bool, error) {
	return db.Maybe[pushKeyRow](tx, "SELECT public, private FROM message_push_key WHERE org = $1", tx.Org)
}

// writePushKey keeps a key unless there is one.
func writePushKey(tx *db.Tx, r pushKeyRow) error {
	_, err := tx.Exec("INSERT INTO message_push_key (org, public, private) VALUES ($1, $2, $3) ON CONFLICT (org) DO NOTHING", tx.Org, r.Public, r.Private)
	return err
}

const selectBrowser = "SELECT id, staff, name, endpoint, key, secret, created_at FROM message_push "

func browsersOf(tx *db.Tx, staff id.Staff) ([]Browser, error) {
	return db.All[Browser](tx, selectBrowser+"WHERE org = $1 AND staff = $2 ORDER BY id", tx.Org, staff)
}

func browserAt(tx *db.Tx, endpoint string) (Browser, bool, error) {
	return db.Maybe[Browser](tx, selectBrowser+"WHERE org = $1 AND endpoint = $2", tx.Org, endpoint)
}

func insertBrowser(tx *db.Tx, b Browser) {
	tx.Put(`INSERT INTO message_push (org, id, staff, name, endpoint, key, secret, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (org, endpoint) DO UPDATE SET id = excluded.id, staff = excluded.staff, name = excluded.name,
		key = excluded.key, secret = excluded.secret, created_at = excluded.created_at`, tx.Org, b.ID, b.Staff, b.Name, b.Endpoint, b.Key, b.Secret, b.CreatedAt)
}

func dropBrowser(tx *db.Tx, browser id.Any) {
	tx.Put("DELETE FROM message_push WHERE org = $1 AND id = $2", tx.Org, browser)
}
