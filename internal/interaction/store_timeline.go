package interaction

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

func enter(tx *db.Tx, l Line, stream id.Customer) {
	tx.Put(`INSERT INTO timeline (org, customer, at, id, person, sort, source, subject_kind, subject, what, actor_kind, actor)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (org, customer, at, id) DO NOTHING`,
		tx.Org, stream, l.At, l.ID, l.Customer, l.Sort, l.Source, l.SubjectKind, l.Subject, l.What, l.ActorKind, l.Actor)
}

func strike(tx *db.Tx, line id.Any) {
	tx.Put("DELETE FROM timeline WHERE org = $1 AND id = $2", tx.Org, line)
}

func strikeAll(tx *db.Tx, subject id.Any, source Source) {
	tx.Put("DELETE FROM timeline WHERE org = $1 AND subject = $2 AND source = $3", tx.Org, subject, source)
}
