package team

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

const absenceColumns = `a.id, a.staff, a.kind, a.from_at, a.until_at, a.from_civil, a.until_civil, a.recorded_at,
	a.by_kind, a.by, e.ended_at`

const absenceTables = ` FROM absence a LEFT JOIN absence_end e ON e.org = a.org AND e.staff = a.staff AND e.absence = a.id `

func insertAbsence(tx *db.Tx, a Absence) {
	tx.Put(`INSERT INTO absence (org, staff, id, kind, from_at, until_at, from_civil, until_civil, recorded_at, by_kind, by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		tx.Org, a.Staff, a.ID, a.Kind, a.FromAt, a.UntilAt, a.FromCivil, a.UntilCivil, a.RecordedAt, a.ByKind, a.By)
}

func insertAbsenceEnd(tx *db.Tx, a Absence, at time.Time, by party.Actor) {
	tx.Put(`INSERT INTO absence_end (org, staff, absence, ended_at, recorded_at, by_kind, by)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, tx.Org, a.Staff, a.ID, at, tx.Now, by.Kind, by.ID)
}

// readAbsences reads what is not over at an instant; the zero instant gives all.
func readAbsences(tx *db.Tx, staff []id.Staff, from time.Time) ([]Absence, error) {
	micros := int64(-1 << 62)
	if !from.IsZero() {
		micros = from.UnixMicro()
	}
	return inBatches[Absence](tx, "SELECT "+absenceColumns+absenceTables+
		"WHERE a.org = $1 AND a.staff IN "+sixtyFour+" AND (a.until_at IS NULL OR a.until_at > $66) ORDER BY a.from_at, a.id", staff, micros)
}

func readAbsence(tx *db.Tx, staff id.Staff, absence id.Any) (Absence, bool, error) {
	return db.Maybe[Absence](tx, "SELECT "+absenceColumns+absenceTables+
		"WHERE a.org = $1 AND a.staff = $2 AND a.id = $3", tx.Org, staff, absence)
}

// absencesAt reads who is away at an instant. Who has been ill for years is still among them; they are
// the only rows without an end.
func absencesAt(tx *db.Tx, at time.Time) ([]Absence, error) {
	return db.All[Absence](tx, "SELECT "+absenceColumns+absenceTables+`
		WHERE a.org = $1 AND (a.until_at > $2 OR a.until_at IS NULL) AND a.from_at <= $2
		AND (e.ended_at IS NULL OR e.ended_at > $2) ORDER BY a.from_at, a.id`, tx.Org, at)
}
