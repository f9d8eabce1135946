package order

import "kroon/internal/db"

func putForecast(tx *db.Tx, f Forecast) {
	tx.Put(`INSERT INTO order_forecast (org, reckoned_at, weeks, buyers, repeaters, fitted, usual) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (org) DO UPDATE SET reckoned_at = excluded.reckoned_at, weeks = excluded.weeks, buyers = excluded.buyers,
		repeaters = excluded.repeaters, fitted = excluded.fitted, usual = excluded.usual`,
		tx.Org, f.ReckonedAt, f.Weeks, f.Buyers, f.Repeaters, f.Fitted, f.Usual)
	tx.Put("DELETE FROM order_likely WHERE org = $1", tx.Org)
}

func putLikely(tx *db.Tx, l Likely) {
	tx.Put(`INSERT INTO order_likely (org, place, customer, expected, alive, repeats, last_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		tx.Org, l.Place, l.Customer, l.Expected, l.Alive, l.Repeats, l.LastAt)
}

func forecast(tx *db.Tx) (Forecast, bool, error) {
	return db.Maybe[Forecast](tx, `SELECT reckoned_at, weeks, buyers, repeaters, fitted, usual FROM order_forecast WHERE org = $1`, tx.Org)
}

func likeliest(tx *db.Tx, after, limit int) ([]Likely, error) {
	return db.All[Likely](tx, `SELECT place, customer, expected, alive, repeats, last_at FROM order_likely
		WHERE org = $1 AND place > $2 ORDER BY place LIMIT $3`, tx.Org, after, limit)
}
