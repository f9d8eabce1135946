package ledger

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

const selectEntry = `SELECT e.id, e.event, e.rule, e.customer, e.promise, e.kind, e.happened_at, e.recorded_at,
	e.corrects, p.points FROM ledger_entry e
	JOIN ledger_posting p ON p.org = e.org AND p.entry = e.id AND p.account = 'standing' `

// insert tells whether the entry is new: unique per event and rule, and each entry corrected once.
func insert(tx *db.Tx, e Entry) (bool, error) {
	n, err := tx.Change(`INSERT INTO ledger_entry (org, id, event, rule, customer, promise, kind, happened_at,
		recorded_at, corrects) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`,
		tx.Org, e.ID, e.Event, e.Rule, e.Customer, e.Promise, e.Kind, e.HappenedAt, e.RecordedAt, e.Corrects)
	if err != nil || n == 0 {
		return false, err
	}
	for _, p := range mirror(e.ID, e.Points) {
		tx.Put("INSERT INTO ledger_posting (org, entry, account, points) VALUES ($1, $2, $3, $4)",
			tx.Org, p.Entry, p.Account, p.Points)
	}
	return true, nil
}

// fold adds to the balance and returns the number of entries it now rests on.
func fold(tx *db.Tx, customer id.Customer, points int64) (int64, error) {
	tx.Put(`INSERT INTO ledger_balance (org, customer, points, entries) VALUES ($1, $2, $3, 1)
		ON CONFLICT (org, customer) DO UPDATE SET points = ledger_balance.points + excluded.points,
		entries = ledger_balance.entries + 1`, tx.Org, customer, points)
	_, entries, err := balance(tx, customer)
	return entries, err
}

func balance(tx *db.Tx, customer id.Customer) (points, entries int64, err error) {
	type row struct{ Points, Entries int64 }
	r, _, err := db.Maybe[row](tx, "SELECT points, entries FROM ledger_balance WHERE org = $1 AND customer = $2",
		tx.Org, customer)
	return r.Points, r.Entries, err
}

func entriesOfPromise(tx *db.Tx, promise id.Promise) ([]Entry, error) {
	return db.All[Entry](tx, selectEntry+"WHERE e.org = $1 AND p.org = $1 AND e.promise = $2 ORDER BY e.id", tx.Org, promise)
}

// entriesOfEvent are what one event brought and the chain of what corrected it.
func entriesOfEvent(tx *db.Tx, of id.Event) ([]Entry, error) {
	chain, err := db.All[Entry](tx, selectEntry+"WHERE e.org = $1 AND p.org = $1 AND e.event = $2 ORDER BY e.id LIMIT 1", tx.Org, of)
	for err == nil && len(chain) > 0 {
		next, err := db.All[Entry](tx, selectEntry+"WHERE e.org = $1 AND p.org = $1 AND e.corrects = $2", tx.Org, chain[len(chain)-1].ID)
		if err != nil || len(next) == 0 {
			return chain, err
		}
		chain = append(chain, next...)
	}
	return chain, err
}

// failedBetween tells whether a withdrawal about another promise still stands from that time.
func failedBetween(tx *db.Tx, customer id.Customer, from, until time.Time, except id.Promise) (bool, error) {
	_, found, err := db.Maybe[int](tx, `SELECT 1 AS one FROM ledger_entry e
		JOIN ledger_posting p ON p.org = e.org AND p.entry = e.id AND p.account = 'standing'
		WHERE e.org = $1 AND p.org = $1 AND e.customer = $2 AND e.happened_at >= $3 AND e.happened_at < $4
		AND p.points < 0 AND e.corrects IS NULL AND e.kind <> $6 AND (e.promise IS NULL OR e.promise <> $5)
		AND NOT EXISTS (SELECT 1 FROM ledger_entry c WHERE c.org = $1 AND c.corrects = e.id) LIMIT 1`,
		tx.Org, customer, from, until, except, AskedKind)
	return found, err
}

func entry(tx *db.Tx, of id.Entry) (Entry, bool, error) {
	return db.Maybe[Entry](tx, selectEntry+"WHERE e.org = $1 AND p.org = $1 AND e.id = $2", tx.Org, of)
}

func newest(tx *db.Tx, customer id.Customer, limit int) ([]Entry, error) {
	return db.All[Entry](tx, selectEntry+`WHERE e.org = $1 AND p.org = $1 AND e.customer = $2
		ORDER BY e.happened_at DESC, e.id DESC LIMIT $3`, tx.Org, customer, limit)
}

func older(tx *db.Tx, customer id.Customer, than Entry, limit int) ([]Entry, error) {
	return db.All[Entry](tx, selectEntry+`WHERE e.org = $1 AND p.org = $1 AND e.customer = $2
		AND (e.happened_at, e.id) < ($3, $4) ORDER BY e.happened_at DESC, e.id DESC LIMIT $5`,
		tx.Org, customer, than.HappenedAt, than.ID, limit)
}

func since(tx *db.Tx, customer id.Customer, from time.Time) ([]Dated, error) {
	return db.All[Dated](tx, `SELECT e.happened_at, p.points FROM ledger_entry e
		JOIN ledger_posting p ON p.org = e.org AND p.entry = e.id AND p.account = 'standing'
		WHERE e.org = $1 AND p.org = $1 AND e.customer = $2 AND e.happened_at >= $3 ORDER BY e.happened_at, e.id`, tx.Org, customer, from)
}

// dated are all points of a customer's account, for the view in which they age.
func dated(tx *db.Tx, customer id.Customer) ([]Dated, error) {
	return db.All[Dated](tx, `SELECT e.happened_at, p.points FROM ledger_entry e
		JOIN ledger_posting p ON p.org = e.org AND p.entry = e.id AND p.account = 'standing'
		WHERE e.org = $1 AND p.org = $1 AND e.customer = $2 ORDER BY e.happened_at, e.id`, tx.Org, customer)
}

// standing is the balance of one customer.
type standing struct {
	Customer        id.Customer
	Points, Entries int64
}

func balances(tx *db.Tx) ([]standing, error) {
	return db.All[standing](tx, "SELECT customer, points, entries FROM ledger_balance WHERE org = $1", tx.Org)
}

// noTime is after everything.
var noTime time.Time
