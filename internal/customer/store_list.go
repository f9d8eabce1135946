package customer

import (
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/phone"
)

// maxSharing bounds how many customers who share a number or an address are read.
const maxSharing = 20

func byPhone(tx *db.Tx, number phone.E164) ([]id.Customer, error) {
	return db.All[id.Customer](tx, `SELECT customer FROM customer_phone
		WHERE org = $1 AND number = $2 ORDER BY customer LIMIT $3`, tx.Org, number, maxSharing)
}

func byEmail(tx *db.Tx, address string) ([]id.Customer, error) {
	return db.All[id.Customer](tx, `SELECT customer FROM customer_email
		WHERE org = $1 AND folded = $2 ORDER BY customer LIMIT $3`, tx.Org, lang.Fold(address), maxSharing)
}

// byOrigin is the customer of that name, or the one that he was merged into.
func byOrigin(tx *db.Tx, source, externalID string) (id.Customer, bool, error) {
	return db.Maybe[id.Customer](tx, `SELECT COALESCE(c.merged_into, o.customer) FROM customer_origin o
		JOIN customer c ON c.org = o.org AND c.id = o.customer
		WHERE o.org = $1 AND o.source = $2 AND o.external_id = $3`, tx.Org, source, externalID)
}

// claimOrigins makes external ids of a source those of customers, in their order, and tells how many were nobody's.
func claimOrigins(tx *db.Tx, source string, externalIDs []string, customers []id.Customer) (int64, error) {
	rows := make([][]any, len(customers))
	for i, customer := range customers {
		rows[i] = []any{tx.Org, source, externalIDs[i], customer}
	}
	return tx.ExecAll(`INSERT INTO customer_origin (org, source, external_id, customer) VALUES ($1, $2, $3, $4)
		ON CONFLICT (org, source, external_id) DO NOTHING`, rows)
}

func disclaimOrigin(tx *db.Tx, from Origin) {
	tx.Put("DELETE FROM customer_origin WHERE org = $1 AND source = $2 AND external_id = $3", tx.Org, from.Source, from.ExternalID)
}

func contactsOf(tx *db.Tx, employer, after id.Customer, limit int) ([]id.Customer, error) {
	if after.IsZero() {
		return db.All[id.Customer](tx, `SELECT id FROM customer WHERE org = $1 AND employer = $2`+inSight+`
			ORDER BY id LIMIT $3`, tx.Org, employer, limit)
	}
	return db.All[id.Customer](tx, `SELECT id FROM customer WHERE org = $1 AND employer = $2 AND id > $3`+inSight+`
		ORDER BY id LIMIT $4`, tx.Org, employer, after, limit)
}

func newest(tx *db.Tx, before id.Customer, limit int) ([]id.Customer, error) {
	if before.IsZero() {
		return db.All[id.Customer](tx, `SELECT id FROM customer WHERE org = $1`+inSight+`
			ORDER BY id DESC LIMIT $2`, tx.Org, limit)
	}
	return db.All[id.Customer](tx, `SELECT id FROM customer WHERE org = $1 AND id < $2`+inSight+`
		ORDER BY id DESC LIMIT $3`, tx.Org, before, limit)
}

const employerNow = "SELECT employer FROM customer WHERE org = $1 AND id = $2"

func employerOf(tx *db.Tx, customer id.Customer) (id.Customer, error) {
	employer, _, err := db.Maybe[id.Customer](tx, employerNow, tx.Org, customer)
	return employer, err
}
