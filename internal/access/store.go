package access

import (
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

const accountColumns = "staff, id, kind, role, email, password <> '' AS has_password, created_at, closed_at, version"

func readAccount(tx *db.Tx, staff id.Staff) (Account, bool, error) {
	return db.Maybe[Account](tx, "SELECT "+accountColumns+" FROM account WHERE org = $1 AND staff = $2", tx.Org, staff)
}

func listAccounts(tx *db.Tx) ([]Account, error) {
	return db.All[Account](tx, "SELECT "+accountColumns+" FROM account WHERE org = $1 ORDER BY id", tx.Org)
}

// writeAccount adds an account, or opens a closed one again without its password.
func writeAccount(tx *db.Tx, a Account, emailKey string) error {
	_, err := tx.Exec(`INSERT INTO account (org, staff, id, kind, role, email, email_key, password, created_at, closed_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, '', $8, NULL, $9)
		ON CONFLICT (org, staff) DO UPDATE SET kind = excluded.kind, role = excluded.role, email = excluded.email,
		email_key = excluded.email_key, password = '', closed_at = NULL, version = excluded.version`,
		tx.Org, a.Staff, a.ID, a.Kind, a.Role, a.Email, emailKey, a.CreatedAt, a.Version)
	return emailTaken(err)
}

func emailTaken(err error) error {
	if db.IsDuplicate(err) {
		return fault.New(fault.Conflict, "access.email_taken").On("email").Because(err)
	}
	return err
}

// raiseAccount raises the version of an open account and so keeps it from others until the end.
func raiseAccount(tx *db.Tx, staff id.Staff) (bool, error) {
	n, err := tx.Exec("UPDATE account SET version = version + 1 WHERE org = $1 AND staff = $2 AND closed_at IS NULL", tx.Org, staff)
	return n == 1, err
}

func holdOwners(tx *db.Tx) error {
	_, err := tx.Exec("UPDATE account SET version = version WHERE org = $1 AND role = $2", tx.Org, party.Owner)
	return err
}

// otherOwners counts those who could still look after the organisation, whether or not they have
// chosen their password yet.
func otherOwners(tx *db.Tx, staff id.Staff) (int, error) {
	return db.One[int](tx, `SELECT COUNT(*) FROM account
		WHERE org = $1 AND staff <> $2 AND role = $3 AND kind = $4 AND closed_at IS NULL`, tx.Org, staff, party.Owner, party.Staff)
}

// hasOwner tells whether somebody can sign in who looks after the organisation.
func hasOwner(tx *db.Tx) (bool, error) {
	n, err := db.One[int](tx, `SELECT COUNT(*) FROM account
		WHERE org = $1 AND role = $2 AND closed_at IS NULL AND password <> ''`, tx.Org, party.Owner)
	return n > 0, err
}

func setRole(tx *db.Tx, staff id.Staff, role party.Role) {
	tx.Put("UPDATE account SET role = $3 WHERE org = $1 AND staff = $2", tx.Org, staff, role)
}

func setEmail(tx *db.Tx, staff id.Staff, email, key string) error {
	_, err := tx.Exec("UPDATE account SET email = $3, email_key = $4 WHERE org = $1 AND staff = $2", tx.Org, staff, email, key)
	return emailTaken(err)
}

func setPassword(tx *db.Tx, staff id.Staff, hash string) {
	tx.Put("UPDATE account SET password = $3 WHERE org = $1 AND staff = $2", tx.Org, staff, hash)
}

// closeAccount leaves the address free for who comes after.
func closeAccount(tx *db.Tx, staff id.Staff) {
	tx.Put("UPDATE account SET closed_at = $3, email_key = '', password = '' WHERE org = $1 AND staff = $2", tx.Org, staff, tx.Now)
}

// credentials are what a sign-in is compared with.
type credentials struct {
	Staff    id.Staff
	Email    string
	EmailKey string
	Password string
}

const credentialColumns = "staff, email, email_key, password"

func credentialsByEmail(tx *db.Tx, key string) (credentials, error) {
	c, _, err := db.Maybe[credentials](tx, "SELECT "+credentialColumns+` FROM account
		WHERE org = $1 AND email_key = $2 AND email_key <> '' AND closed_at IS NULL`, tx.Org, key)
	return c, err
}

func credentialsOf(tx *db.Tx, staff id.Staff) (credentials, error) {
	c, _, err := db.Maybe[credentials](tx, "SELECT "+credentialColumns+` FROM account
		WHERE org = $1 AND staff = $2 AND closed_at IS NULL`, tx.Org, staff)
	return c, err
}
