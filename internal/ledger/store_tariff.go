package ledger

import "kroon/internal/db"

const selectTariff = `SELECT id, version, begins_at, body, made_at, withdrawn_at FROM ledger_tariff `

func ownTariffs(tx *db.Tx) ([]OwnTariff, error) {
	return db.All[OwnTariff](tx, selectTariff+"WHERE org = $1 AND withdrawn_at IS NULL ORDER BY begins_at, id", tx.Org)
}

func readTariff(tx *db.Tx, version Version) (OwnTariff, bool, error) {
	return db.Maybe[OwnTariff](tx, selectTariff+"WHERE org = $1 AND version = $2", tx.Org, version)
}

func versionUsed(tx *db.Tx, version Version) (bool, error) {
	_, found, err := readTariff(tx, version)
	return found, err
}

func insertTariff(tx *db.Tx, t OwnTariff) (bool, error) {
	n, err := tx.Exec(`INSERT INTO ledger_tariff (org, id, version, begins_at, body, made_at, actor_kind, actor)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
		tx.Org, t.ID, t.Version, t.BeginsAt, t.Body, t.MadeAt, tx.Actor.Kind, tx.Actor.ID)
	return n > 0, err
}

func withdrawTariff(tx *db.Tx, t OwnTariff) {
	tx.Put("UPDATE ledger_tariff SET withdrawn_at = $3 WHERE org = $1 AND id = $2", tx.Org, t.ID, t.WithdrawnAt)
}
