package access

import (
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

func insertSession(tx *db.Tx, s Session, hash []byte) {
	tx.Put(`INSERT INTO account_session (org, hash, id, staff, browser, created_at, used_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, tx.Org, hash, s.ID, s.Staff, s.Browser, s.CreatedAt, s.UsedAt)
}

func dropSession(tx *db.Tx, hash []byte) {
	tx.Put("DELETE FROM account_session WHERE org = $1 AND hash = $2", tx.Org, hash)
}

func dropSessions(tx *db.Tx, staff id.Staff) {
	tx.Put("DELETE FROM account_session WHERE org = $1 AND staff = $2", tx.Org, staff)
}

func dropSessionOf(tx *db.Tx, staff id.Staff, session id.Any) {
	tx.Put("DELETE FROM account_session WHERE org = $1 AND staff = $2 AND id = $3", tx.Org, staff, session)
}

func touchSession(tx *db.Tx, session Session) {
	tx.Put("UPDATE account_session SET used_at = $4 WHERE org = $1 AND staff = $2 AND id = $3 AND used_at < $4",
		tx.Org, session.Staff, session.ID, tx.Now)
}

func listSessions(tx *db.Tx, staff id.Staff) ([]Session, error) {
	return db.All[Session](tx, `SELECT id, staff, browser, created_at, used_at FROM account_session
		WHERE org = $1 AND staff = $2 ORDER BY used_at DESC, id`, tx.Org, staff)
}

// openSession is a session with what its holder may do.
type openSession struct {
	Session
	Role party.Role
}

func sessionByHash(tx *db.Tx, hash []byte) (openSession, bool, error) {
	return db.Maybe[openSession](tx, `SELECT s.id, s.staff, s.browser, s.created_at, s.used_at, a.role
		FROM account_session s JOIN account a ON a.org = s.org AND a.staff = s.staff
		WHERE s.org = $1 AND s.hash = $2 AND a.closed_at IS NULL`, tx.Org, hash)
}
