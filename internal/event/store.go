package event

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// History reads the newest events of one subject, newest first; before 0 begins at the end, otherwise
// only versions below it are read.
func History(tx *db.Tx, subject id.Any, before int64, limit int) ([]Envelope, error) {
	if before == 0 {
		before = 1 << 62
	}
	return db.All[Envelope](tx, `SELECT org, id, subject_kind, subject, version, kind, happened_at, recorded_at,
		actor_kind, actor, request, imported, payload
		FROM event WHERE org = $1 AND subject = $2 AND version < $3 ORDER BY version DESC LIMIT $4`,
		tx.Org, subject, before, limit)
}
