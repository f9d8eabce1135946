package event

import (
	"strings"

	"kroon/internal/db"
	"kroon/internal/id"
)

// History reads the newest events of one subject, newest first; before 0 begins at the end, otherwise
// only versions below it are read.
func History(tx *db.Tx, kind string, subject id.Any, before int64, limit int) ([]Envelope, error) {
	if before == 0 {
		before = 1 << 62
	}
	return db.All[Envelope](tx, `SELECT org, id, subject_kind, subject, version, kind, happened_at, recorded_at,
		actor_kind, actor, request, imported, payload
		FROM event WHERE org = $1 AND subject_kind = $2 AND subject = $3 AND version < $4 ORDER BY version DESC LIMIT $5`,
		tx.Org, kind, subject, before, limit)
}

// Kinds reads the events of some kinds in the order in which they were recorded, from after one on (the zero id: from
// the beginning).
func Kinds(tx *db.Tx, kinds []string, after id.Event, limit int) ([]Envelope, error) {
	return db.All[Envelope](tx, `SELECT org, id, subject_kind, subject, version, kind, happened_at, recorded_at,
		actor_kind, actor, request, imported, payload
		FROM event WHERE org = $1 AND ($2 = 1 OR id > $3) AND $5 LIKE '%,' || kind || ',%' ORDER BY id LIMIT $4`,
		tx.Org, after.IsZero(), after, limit, ","+strings.Join(kinds, ",")+",")
}
