package customer

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

func insertErasure(tx *db.Tx, e Erasure) (bool, error) {
	n, err := tx.Exec(`INSERT INTO customer_erasure (org, id, customer, reason, let_go, asked_at, asked_kind, asked_by, due_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (org, customer) WHERE called_off_at IS NULL DO NOTHING`,
		tx.Org, e.ID, e.Customer, e.Ground, e.LetGo, e.AskedAt, e.AskedKind, e.AskedBy, e.DueAt)
	return n == 1, err
}

func erasureOf(tx *db.Tx, of id.Customer) (Erasure, bool, error) {
	return db.Maybe[Erasure](tx, `SELECT id, customer, reason, let_go, asked_at, asked_kind, asked_by, due_at, called_off_at, done_at
		FROM customer_erasure WHERE org = $1 AND customer = $2 AND called_off_at IS NULL`, tx.Org, of)
}

func callOff(tx *db.Tx, e Erasure) {
	tx.Put("UPDATE customer_erasure SET called_off_at = $3, called_off_by = $4 WHERE org = $1 AND id = $2", tx.Org, e.ID, e.CalledOffAt, tx.Actor.ID)
}

func done(tx *db.Tx, e Erasure) {
	tx.Put("UPDATE customer_erasure SET done_at = $3 WHERE org = $1 AND id = $2", tx.Org, e.ID, tx.Now)
}

// withMerged is a customer and who was merged into him.
func withMerged(tx *db.Tx, of id.Customer) ([]id.Customer, error) {
	merged, err := db.All[id.Customer](tx, "SELECT id FROM customer WHERE org = $1 AND merged_into = $2 ORDER BY id", tx.Org, of)
	return append(merged, of), err
}

// erase leaves of a row an id, what sort of customer it was, and the instants. Merges with him end for good: there is
// nobody left to give anything back to.
func erase(tx *db.Tx, of id.Customer, blank string) error {
	words, err := wordsIn(tx, of)
	if err != nil {
		return err
	}
	if err := forgetKeys(tx, of); err != nil {
		return err
	}
	for _, word := range words {
		tx.Put("DELETE FROM customer_word WHERE org = $1 AND word = $2 AND customer = $3", tx.Org, word, of)
	}
	tx.Put(`UPDATE customer SET name = $3, first_name = '', salutation = '', employer = NULL, function = '', lang = '', form = '',
		channel = 'none', hours_note = '', since = 0, street = '', house_number = '', postcode = '', city = '', country = '',
		sought = '', erased_at = $4 WHERE org = $1 AND id = $2`, tx.Org, of, blank, tx.Now)
	tx.Put("UPDATE customer SET employer = NULL WHERE org = $1 AND employer = $2", tx.Org, of)
	tx.Put("DELETE FROM customer_phone WHERE org = $1 AND customer = $2", tx.Org, of)
	tx.Put("DELETE FROM customer_email WHERE org = $1 AND customer = $2", tx.Org, of)
	tx.Put("DELETE FROM customer_hours WHERE org = $1 AND customer = $2", tx.Org, of)
	tx.Put("DELETE FROM customer_origin WHERE org = $1 AND customer = $2", tx.Org, of)
	tx.Put("DELETE FROM customer_distinct WHERE org = $1 AND (low = $2 OR high = $2)", tx.Org, of)
	merges, err := db.All[id.Merge](tx, "SELECT id FROM customer_merge WHERE org = $1 AND stays = $2 AND split_at IS NULL ORDER BY id", tx.Org, of)
	for _, one := range merges {
		endMerge(tx, Merge{ID: one})
	}
	return err
}

// wordsIn are the words by which a customer is found.
func wordsIn(tx *db.Tx, of id.Customer) ([]string, error) {
	c, found, err := db.Maybe[Customer](tx, "SELECT "+columns+" FROM customer WHERE org = $1 AND id = $2", tx.Org, of)
	if err != nil || !found {
		return nil, err
	}
	if err := readParts(tx, &c); err != nil {
		return nil, err
	}
	words, _ := wordsOf(c.Details)
	return words, nil
}

func wasErased(tx *db.Tx, of id.Customer) (bool, error) {
	_, found, err := db.Maybe[id.Customer](tx, "SELECT id FROM customer WHERE org = $1 AND id = $2 AND erased_at IS NOT NULL", tx.Org, of)
	return found, err
}
