package organisation

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

func insertMeasuring(tx *db.Tx, m Measuring) {
	tx.Put(`INSERT INTO organisation_measuring (org, id, purpose, agreed_by, agreed_on, begun_by, begun_at, until)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, tx.Org, m.ID, m.Purpose, m.AgreedBy, m.AgreedOn, m.BegunBy, m.BegunAt, m.Until)
}

func stopMeasuring(tx *db.Tx, m id.Measuring) {
	tx.Put("UPDATE organisation_measuring SET stopped_by = $3, stopped_at = $4 WHERE org = $1 AND id = $2", tx.Org, m, tx.Actor.StaffID(), tx.Now)
}

func listMeasurings(tx *db.Tx, limit int) ([]Measuring, error) {
	return db.All[Measuring](tx, `SELECT id, purpose, agreed_by, agreed_on, begun_by, begun_at, until, stopped_by, stopped_at
		FROM organisation_measuring WHERE org = $1 ORDER BY id DESC LIMIT $2`, tx.Org, limit)
}
