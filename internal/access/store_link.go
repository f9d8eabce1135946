package access

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

const linkColumns = "id, subject_kind, subject, customer, created_at, expires_at, revoked_at, version"

func insertLink(tx *db.Tx, l Link, digest []byte) {
	tx.Put(`INSERT INTO customer_link (org, id, digest, subject_kind, subject, customer, created_at, expires_at, revoked_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL, $9)`,
		tx.Org, l.ID, digest, l.SubjectKind, l.Subject, l.Customer, l.CreatedAt, l.ExpiresAt, l.Version)
}

func readLink(tx *db.Tx, link id.Link) (Link, bool, error) {
	return db.Maybe[Link](tx, "SELECT "+linkColumns+" FROM customer_link WHERE org = $1 AND id = $2", tx.Org, link)
}

func linkByDigest(tx *db.Tx, digest []byte) (Link, bool, error) {
	return db.Maybe[Link](tx, "SELECT "+linkColumns+" FROM customer_link WHERE org = $1 AND digest = $2", tx.Org, digest)
}

func workingLink(tx *db.Tx, subject id.Any, customer id.Customer) (Link, bool, error) {
	return db.Maybe[Link](tx, "SELECT "+linkColumns+` FROM customer_link
		WHERE org = $1 AND subject = $2 AND customer = $3 AND revoked_at IS NULL AND expires_at > $4
		ORDER BY id DESC LIMIT 1`, tx.Org, subject, customer, tx.Now)
}

func listLinks(tx *db.Tx, subject id.Any) ([]Link, error) {
	return db.All[Link](tx, "SELECT "+linkColumns+" FROM customer_link WHERE org = $1 AND subject = $2 ORDER BY id DESC", tx.Org, subject)
}

func raiseLink(tx *db.Tx, link id.Link) error {
	_, err := tx.Exec("UPDATE customer_link SET version = version + 1 WHERE org = $1 AND id = $2", tx.Org, link)
	return err
}

func extendLink(tx *db.Tx, l Link) {
	tx.Put("UPDATE customer_link SET expires_at = $3 WHERE org = $1 AND id = $2", tx.Org, l.ID, l.ExpiresAt)
}

func revokeLink(tx *db.Tx, link id.Link) {
	tx.Put("UPDATE customer_link SET revoked_at = $3 WHERE org = $1 AND id = $2", tx.Org, link, tx.Now)
}
