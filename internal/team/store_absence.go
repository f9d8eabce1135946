package team

import (
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

const absenceColumns = `id, staff, kind, from_at, until_at, from_civil, until_civil, recorded_at, by_kind, by`

func insertAbsence(tx *db.Tx, a Absence) {
	tx.Put(`INSERT INTO absence (org, staff, id, kind, from_at, until_at, from_civil, until_civil, recorded_at, by_kind, by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		tx.Org, a.Staff, a.ID, a.Kind, a.FromAt, a.UntilAt, a.FromCivil, a.UntilCivil, a.RecordedAt, a.ByKind, a.By)
}

// endAbsence has an absence end now, and keeps who said so and when it would have ended.
func endAbsence(tx *db.Tx, a Absence, by party.Actor) {
	tx.Put(`INSERT INTO absence_end (org, staff, absence, ended_at, planned_until, by_kind, by)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, tx.Org, a.Staff, a.ID, tx.Now, a.UntilAt, by.Kind, by.ID)
	tx.Put("UPDATE absence SET until_at = $4, from_civil = '', until_civil = '' WHERE org = $1 AND staff = $2 AND id = $3",
		tx.Org, a.Staff, a.ID, tx.Now)
}

// readAbsences reads what is not over at an instant; the zero instant gives all.
func readAbsences(tx *db.Tx, staff []id.Staff, from time.Time) ([]Absence, error) {
	micros := int64(-1 << 62)
	if !from.IsZero() {
		micros = from.Truncate(wholeDay).UnixMicro()
	}
	all, err := inBatches(tx, staff, func(args []any) ([]Absence, error) {
		return db.All[Absence](tx, "SELECT "+absenceColumns+" FROM absence WHERE org = $1 AND staff IN "+sixtyFour+
			" AND (until_at IS NULL OR until_at > $66) ORDER BY from_at, id", args...)
	}, micros)
	return slices.DeleteFunc(all, func(one Absence) bool { return !one.UntilAt.IsZero() && !one.UntilAt.After(from) }), err
}

func readAbsence(tx *db.Tx, staff id.Staff, absence id.Any) (Absence, bool, error) {
	return db.Maybe[Absence](tx, "SELECT "+absenceColumns+" FROM absence WHERE org = $1 AND staff = $2 AND id = $3", tx.Org, staff, absence)
}

// absencesAt reads who is away at an instant.
func absencesAt(tx *db.Tx, at time.Time) ([]Absence, error) {
	return db.All[Absence](tx, "SELECT "+absenceColumns+` FROM absence
		WHERE org = $1 AND (until_at > $2 OR until_at IS NULL) AND from_at <= $2 ORDER BY from_at, id`, tx.Org, at)
}
