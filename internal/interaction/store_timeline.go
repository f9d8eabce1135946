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

func strikeEvents(tx *db.Tx, subject id.Any) {
	tx.Put("DELETE FROM timeline WHERE org = $1 AND subject = $2 AND source = 'event'", tx.Org, subject)
}

// lines reads a stream newest first, from before an instant; what an import that nobody sees brought is the
// caller's to leave out.
func lines(tx *db.Tx, of id.Customer, sort Sort, before Line, limit int) ([]Line, error) {
	if sort == Everything {
		return db.All[Line](tx, selectLine+`WHERE org = $1 AND customer = $2 AND (at, id) < ($3, $4)
			ORDER BY at DESC, id DESC LIMIT $5`, tx.Org, of, before.At, before.ID, limit)
	}
	if sort.Apart() {
		return db.All[Line](tx, selectLine+`WHERE org = $1 AND customer = $2 AND sort = $6 AND sort IN ('calls', 'meetings', 'questions')
			AND (at, id) < ($3, $4) ORDER BY at DESC, id DESC LIMIT $5`, tx.Org, of, before.At, before.ID, limit, sort)
	}
	return db.All[Line](tx, selectLine+`WHERE org = $1 AND customer = $2 AND sort = $6 AND (at, id) < ($3, $4)
		ORDER BY at DESC, id DESC LIMIT $5`, tx.Org, of, before.At, before.ID, limit, sort)
}

const selectLine = `SELECT id, person AS customer, at, sort, source, subject_kind, subject, what, actor_kind, actor FROM timeline `

func line(tx *db.Tx, of id.Customer, which id.Any) (Line, bool, error) {
	return db.Maybe[Line](tx, selectLine+"WHERE org = $1 AND id = $3 AND customer = $2", tx.Org, of, which)
}
