package customer

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

func hideRun(tx *db.Tx, run id.Import) error {
	_, err := tx.Exec("INSERT INTO customer_run (org, run) VALUES ($1, $2) ON CONFLICT (org, run) DO NOTHING", tx.Org, run)
	return err
}

func showRun(tx *db.Tx, run id.Import) error {
	_, err := tx.Exec("DELETE FROM customer_run WHERE org = $1 AND run = $2", tx.Org, run)
	return err
}

func hiddenRuns(tx *db.Tx) ([]id.Import, error) {
	return db.All[id.Import](tx, "SELECT run FROM customer_run WHERE org = $1 ORDER BY run", tx.Org)
}

func isHidden(tx *db.Tx, run id.Import) (bool, error) {
	_, found, err := db.Maybe[id.Import](tx, "SELECT run FROM customer_run WHERE org = $1 AND run = $2", tx.Org, run)
	return found, err
}

func ofRun(tx *db.Tx, run id.Import, limit int) ([]Customer, error) {
	some, err := db.All[Customer](tx, `SELECT `+columns+` FROM customer WHERE org = $1 AND import_run = $2
		ORDER BY id LIMIT $3`, tx.Org, run, limit)
	for i := range some {
		if err == nil {
			err = readParts(tx, &some[i])
		}
	}
	return some, err
}

func (l *Later) put(tx *db.Tx) {
	for _, r := range l.rows {
		switch r.table {
		case laterPhones:
			insertPhone(tx, r.customer, int(r.place), r.key, r.rest)
		case laterEmails:
			insertEmail(tx, r.customer, int(r.place), r.rest, r.key)
		case laterWords:
			insertWord(tx, r.customer, r.key)
		}
	}
}

// remove takes a customer and all that belongs to it away for good.
func remove(tx *db.Tx, c Customer) {
	words, _ := wordsOf(c.Details)
	exchangeWords(tx, c.ID, words, nil)
	tx.Put("DELETE FROM customer_phone WHERE org = $1 AND customer = $2", tx.Org, c.ID)
	tx.Put("DELETE FROM customer_email WHERE org = $1 AND customer = $2", tx.Org, c.ID)
	tx.Put("DELETE FROM customer_hours WHERE org = $1 AND customer = $2", tx.Org, c.ID)
	tx.Put("DELETE FROM customer_origin WHERE org = $1 AND customer = $2", tx.Org, c.ID)
	tx.Put("DELETE FROM customer WHERE org = $1 AND id = $2", tx.Org, c.ID)
}
