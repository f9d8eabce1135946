package order

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

const columns = "id, customer, bought_at, amount, currency, reference, what, added_at, version"

// insert tells whether the order was not there yet under its external id.
func insert(tx *db.Tx, o Order, from Origin) (bool, error) {
	n, err := tx.Exec(`INSERT INTO order_placed (org, id, customer, bought_at, amount, currency, reference, what,
		import_source, import_id, import_run, added_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
		ON CONFLICT (org, import_source, import_id) WHERE import_source <> '' DO NOTHING`,
		tx.Org, o.ID, o.Customer, o.BoughtAt, o.Amount, o.Currency, o.Reference, o.What,
		from.Source, from.ExternalID, from.Run, o.AddedAt, o.Version)
	return n == 1, err
}

func setVersion(tx *db.Tx, o Order) {
	tx.Put("UPDATE order_placed SET version = $3 WHERE org = $1 AND id = $2", tx.Org, o.ID, o.Version)
}

func remove(tx *db.Tx, order id.Order) {
	tx.Put("DELETE FROM order_placed WHERE org = $1 AND id = $2", tx.Org, order)
}

func hideRun(tx *db.Tx, run id.Import) error {
	_, err := tx.Exec("INSERT INTO order_run_hidden (org, run) VALUES ($1, $2) ON CONFLICT (org, run) DO NOTHING", tx.Org, run)
	return err
}

func showRun(tx *db.Tx, run id.Import) error {
	_, err := tx.Exec("DELETE FROM order_run_hidden WHERE org = $1 AND run = $2", tx.Org, run)
	return err
}

func isHidden(tx *db.Tx, run id.Import) (bool, error) {
	_, found, err := db.Maybe[id.Import](tx, "SELECT run FROM order_run_hidden WHERE org = $1 AND run = $2", tx.Org, run)
	return found, err
}

func ofRunAfter(tx *db.Tx, run id.Import, from Settled, limit int) ([]Order, error) {
	if from.Order.IsZero() {
		return db.All[Order](tx, "SELECT "+columns+` FROM order_placed WHERE org = $1 AND import_run = $2
			ORDER BY bought_at, id LIMIT $3`, tx.Org, run, limit)
	}
	return db.All[Order](tx, "SELECT "+columns+` FROM order_placed WHERE org = $1 AND import_run = $2
		AND (bought_at, id) > ($3, $4) ORDER BY bought_at, id LIMIT $5`, tx.Org, run, from.BoughtAt, from.Order, limit)
}

// inSight leaves out the orders of imports that are not published.
const inSight = ` AND (import_run IS NULL OR NOT EXISTS (SELECT 1 FROM order_run_hidden h
	WHERE h.org = $1 AND h.run = order_placed.import_run))`

func ofCustomer(tx *db.Tx, customer id.Customer, before Settled, limit int) ([]Order, error) {
	if before.BoughtAt.IsZero() {
		before = Settled{tx.Now.Add(24 * time.Hour), id.Order{}}
	}
	return db.All[Order](tx, "SELECT "+columns+` FROM order_placed WHERE org = $1 AND customer = $2
		AND (bought_at, id) < ($3, $4)`+inSight+` ORDER BY bought_at DESC, id DESC LIMIT $5`,
		tx.Org, customer, before.BoughtAt, before.Order, limit)
}

func get(tx *db.Tx, of id.Order) (Order, bool, error) {
	return db.Maybe[Order](tx, "SELECT "+columns+" FROM order_placed WHERE org = $1 AND id = $2"+inSight, tx.Org, of)
}

func wordsOf(tx *db.Tx, of id.Order) (string, error) {
	words, _, err := db.Maybe[string](tx, "SELECT what || ' ' || reference FROM order_placed WHERE org = $1 AND id = $2", tx.Org, of)
	return words, err
}

// calledOf are the orders of a customer with what they are called, in sight or not.
func calledOf(tx *db.Tx, customer id.Customer) ([]Called, error) {
	return db.All[Called](tx, "SELECT id, what || ' ' || reference AS words FROM order_placed WHERE org = $1 AND customer = $2", tx.Org, customer)
}

func ofOrigin(tx *db.Tx, from Origin) (Order, error) {
	return db.One[Order](tx, "SELECT "+columns+` FROM order_placed WHERE org = $1 AND import_source = $2 AND import_id = $3
		AND import_source <> ''`, tx.Org, from.Source, from.ExternalID)
}

func totals(tx *db.Tx, customer id.Customer) ([]Total, error) {
	return db.All[Total](tx, `SELECT currency, COUNT(*) AS n, CAST(SUM(amount) AS BIGINT) AS amount, MAX(bought_at) AS last
		FROM order_placed WHERE org = $1 AND customer = $2`+inSight+` GROUP BY currency ORDER BY n DESC, currency`, tx.Org, customer)
}
