package access

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

func insertToken(tx *db.Tx, t Token, hash []byte) {
	tx.Put(`INSERT INTO api_token (org, id, staff, name, hash, made_by, created_at, expires_at, used_at, revoked_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL, NULL)`,
		tx.Org, t.ID, t.Staff, t.Name, hash, tx.Actor.ID, t.CreatedAt, t.ExpiresAt)
	for _, scope := range t.Scopes {
		tx.Put("INSERT INTO api_token_scope (org, token, scope) VALUES ($1, $2, $3)", tx.Org, t.ID, scope)
	}
}

// tokenRow is a token with the account for which it acts.
type tokenRow struct {
	Token
	Hash     []byte
	Kind     party.Kind
	Role     party.Role
	ClosedAt time.Time
}

func readToken(tx *db.Tx, token id.Token) (tokenRow, bool, error) {
	return db.Maybe[tokenRow](tx, `SELECT t.id, t.staff, t.name, t.created_at, t.expires_at, t.used_at, t.revoked_at,
		t.hash, a.kind, a.role, a.closed_at
		FROM api_token t JOIN account a ON a.org = t.org AND a.staff = t.staff
		WHERE t.org = $1 AND t.id = $2`, tx.Org, token)
}

func listTokens(tx *db.Tx, staff id.Staff) ([]Token, error) {
	return db.All[Token](tx, `SELECT id, staff, name, created_at, expires_at, used_at, revoked_at FROM api_token
		WHERE org = $1 AND staff = $2 ORDER BY id DESC`, tx.Org, staff)
}

func scopesOf(tx *db.Tx, token id.Token) ([]string, error) {
	return db.All[string](tx, "SELECT scope FROM api_token_scope WHERE org = $1 AND token = $2 ORDER BY scope", tx.Org, token)
}

func revokeToken(tx *db.Tx, token id.Token) (bool, error) {
	n, err := tx.Exec("UPDATE api_token SET revoked_at = $3 WHERE org = $1 AND id = $2 AND revoked_at IS NULL", tx.Org, token, tx.Now)
	return n == 1, err
}

func revokeTokensOf(tx *db.Tx, staff id.Staff) {
	tx.Put("UPDATE api_token SET revoked_at = $3 WHERE org = $1 AND staff = $2 AND revoked_at IS NULL", tx.Org, staff, tx.Now)
}

func touchToken(tx *db.Tx, token id.Token) {
	tx.Put("UPDATE api_token SET used_at = $3 WHERE org = $1 AND id = $2 AND (used_at IS NULL OR used_at < $3)", tx.Org, token, tx.Now)
}
