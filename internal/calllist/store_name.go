package calllist

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

const selectName = `SELECT id, list, customer, place, state, outcome, ended_at, ended_by, promise, strike, returns_on, tries, try_at,
	offered, ground, taken_by, taken_at, version FROM call_name `

func insertName(tx *db.Tx, n Name) {
	tx.Put(`INSERT INTO call_name (org, id, list, customer, place, state, outcome, returns_on, tries, offered, ground, version)
		VALUES ($1, $2, $3, $4, $5, $6, '', '', 0, '', '', $7)`, tx.Org, n.ID, n.List, n.Customer, n.Place, n.State, n.Version)
}

func updateName(tx *db.Tx, n Name) {
	tx.Put(`UPDATE call_name SET state = $3, outcome = $4, ended_at = $5, ended_by = $6, promise = $7, strike = $8, returns_on = $9,
		tries = $10, try_at = $11, offered = $12, ground = $13, taken_by = $14, version = $15 WHERE org = $1 AND id = $2`,
		tx.Org, n.ID, n.State, n.Outcome, n.EndedAt, n.EndedBy, n.Promise, n.Strike, n.ReturnsOn, n.Tries, n.TryAt, n.Offered, n.Ground,
		n.TakenBy, n.Version)
}

// take writes who has the card and where it lies: nothing that history tells.
func take(tx *db.Tx, n Name) {
	tx.Put("UPDATE call_name SET taken_by = $3, taken_at = $4, place = $5 WHERE org = $1 AND id = $2", tx.Org, n.ID, n.TakenBy, n.TakenAt, n.Place)
}

// holdName keeps the row from others until the transaction ends, without changing it.
func holdName(tx *db.Tx, of id.Any) error {
	_, err := tx.Exec("UPDATE call_name SET version = version WHERE org = $1 AND id = $2", tx.Org, of)
	return err
}

func readName(tx *db.Tx, of id.Any) (Name, bool, error) {
	return db.Maybe[Name](tx, selectName+"WHERE org = $1 AND id = $2", tx.Org, of)
}

func namesOf(tx *db.Tx, of id.CallList) ([]Name, error) {
	return db.All[Name](tx, selectName+"WHERE org = $1 AND list = $2 ORDER BY place, id", tx.Org, of)
}

func unended(tx *db.Tx, of id.CallList) ([]Name, error) {
	return db.All[Name](tx, selectName+"WHERE org = $1 AND list = $2 AND state IN ('open', 'aside') ORDER BY place, id", tx.Org, of)
}

func unendedOf(tx *db.Tx, customer id.Customer) ([]Name, error) {
	return db.All[Name](tx, selectName+"WHERE org = $1 AND customer = $2 AND state IN ('open', 'aside') ORDER BY id", tx.Org, customer)
}

// struckBy are the names that a strike set aside, or ended on a list that is still open.
func struckBy(tx *db.Tx, strike id.Any) ([]Name, error) {
	return db.All[Name](tx, selectName+`WHERE org = $1 AND strike = $2 AND (state = 'aside' OR outcome = 'struck') AND list IN
		(SELECT l.id FROM call_list l WHERE l.org = $1 AND l.closed_at IS NULL) ORDER BY id`, tx.Org, strike)
}

func lastPlace(tx *db.Tx, of id.CallList) (int64, error) {
	return db.One[int64](tx, "SELECT MAX(place) FROM call_name WHERE org = $1 AND list = $2", tx.Org, of)
}

func putNote(tx *db.Tx, of id.Any, text string) {
	tx.Put(`INSERT INTO call_name_aside (org, name, note) VALUES ($1, $2, $3)
		ON CONFLICT (org, name) DO UPDATE SET note = excluded.note`, tx.Org, of, text)
}

func note(tx *db.Tx, of id.Any) (Words, error) {
	text, _, err := db.Maybe[string](tx, "SELECT note FROM call_name_aside WHERE org = $1 AND name = $2", tx.Org, of)
	return Words{text}, err
}

// customersOff are who stands on no new list.
func customersOff(tx *db.Tx, today string) ([]id.Customer, error) {
	return db.All[id.Customer](tx, `SELECT customer FROM call_strike WHERE org = $1 AND state IN ('standing', 'waiting', 'refused')
		UNION SELECT customer FROM call_name WHERE org = $1 AND outcome = 'later' AND returns_on > $2`, tx.Org, today)
}
