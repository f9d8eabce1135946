package calllist

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

const selectConsent = "SELECT id, customer, given_at, how, about, evidence, noted_at, noted_by, withdrawn_at, version FROM call_consent "

func insertConsent(tx *db.Tx, c Consent) {
	tx.Put(`INSERT INTO call_consent (org, id, customer, given_at, how, about, evidence, noted_at, noted_by, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, tx.Org, c.ID, c.Customer, c.GivenAt, c.How, c.About, c.Evidence, c.NotedAt, c.NotedBy, c.Version)
}

func updateConsent(tx *db.Tx, c Consent) {
	tx.Put("UPDATE call_consent SET withdrawn_at = $3, version = $4 WHERE org = $1 AND id = $2", tx.Org, c.ID, c.WithdrawnAt, c.Version)
}

func readConsent(tx *db.Tx, of id.Any) (Consent, bool, error) {
	return db.Maybe[Consent](tx, selectConsent+"WHERE org = $1 AND id = $2", tx.Org, of)
}

func consentsOf(tx *db.Tx, customer id.Customer) ([]Consent, error) {
	return db.All[Consent](tx, selectConsent+"WHERE org = $1 AND customer = $2 ORDER BY given_at DESC, id DESC", tx.Org, customer)
}

func insertForm(tx *db.Tx, row id.Any, customer id.Customer, form Called) {
	tx.Put("INSERT INTO call_form (org, id, customer, form, said_at, said_by) VALUES ($1, $2, $3, $4, $5, $6)",
		tx.Org, row, customer, form, tx.Now, tx.Actor.StaffID())
}

func lastForm(tx *db.Tx, customer id.Customer) (Called, bool, error) {
	return db.Maybe[Called](tx, "SELECT form FROM call_form WHERE org = $1 AND customer = $2 ORDER BY said_at DESC, id DESC LIMIT 1", tx.Org, customer)
}

func caller(tx *db.Tx) (Caller, bool, error) {
	return db.Maybe[Caller](tx, "SELECT caller FROM call_caller WHERE org = $1", tx.Org)
}

func putCaller(tx *db.Tx, c Caller) {
	tx.Put("INSERT INTO call_caller (org, caller) VALUES ($1, $2) ON CONFLICT (org) DO UPDATE SET caller = excluded.caller", tx.Org, c)
}
