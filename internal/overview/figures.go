package overview

import (
	"math"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

// Result is how a promise that was due counts.
type Result string

// The results, as the kept rate counts them.
const (
	AnyResult Result = ""
	Kept      Result = "kept"
	Late      Result = "late"  // done, after due
	Never     Result = "never" // not done by now
	Disputed  Result = "disputed"
)

// Counted says which of the promises that the kept rate counts are asked for; what is empty does not narrow.
type Counted struct {
	From, Until time.Time // due from, until and not including
	Kind        string
	Team        id.Team
	Staff       id.Staff // an owner
	Result      Result
}

// CasesAfter is the last case that was read; the zero value begins at the latest due.
type CasesAfter struct {
	DueAt time.Time
	ID    id.Promise
}

// casesPage is how many cases are shown at once.
const casesPage = 25

// CasesPage is a stretch of the cases behind a figure, the latest due first.
type CasesPage struct {
	Lines []PromiseLine
	More  bool
}

// Result tells how the promise counts at an instant at which it was due.
func (l PromiseLine) Result() Result {
	switch {
	case l.State == "disputed":
		return Disputed
	case l.DeedAt.IsZero():
		return Never
	case l.DeedAt.After(l.DueAt):
		return Late
	}
	return Kept
}

// counted are the promises of the kept rate (report.KeptRateDefinition 1), and which of them are asked for.
const counted = `WHERE p.org = $1 AND p.direction = 'ours' AND p.due_at >= $2 AND p.due_at < $3 AND p.due_at <= $4
	AND p.agreed_at IS NOT NULL AND p.undone_at IS NULL AND p.state NOT IN ('released', 'revised')
	AND ($5 = '' OR p.kind = $5)
	AND ($6 = '' OR $6 = CASE WHEN p.state = 'disputed' THEN 'disputed' WHEN p.deed_at IS NULL THEN 'never'
		WHEN p.deed_at > p.due_at THEN 'late' ELSE 'kept' END)
	AND (p.due_at < $7 OR p.due_at = $7 AND p.id < $8)` + notStaged

const latestFirst = ` ORDER BY p.due_at DESC, p.id DESC LIMIT $9`

// Cases reads the promises behind a figure.
func Cases(tx *db.Tx, which Counted, after CasesAfter) (page CasesPage, err error) {
	from, until := which.From.UnixMicro(), which.Until.UnixMicro()
	if which.From.IsZero() {
		from = math.MinInt64 / 4
	}
	if which.Until.IsZero() {
		until = math.MaxInt64 / 4
	}
	_, last := bounds(time.Time{}, after.DueAt)
	args := []any{tx.Org, from, until, tx.Now, which.Kind, string(which.Result), last, after.ID, casesPage + 1}
	switch {
	case !which.Staff.IsZero():
		page.Lines, err = db.All[PromiseLine](tx, selectPromiseLine+counted+` AND p.owner = $10`+latestFirst, append(args, which.Staff)...)
	case which.Team.IsZero():
		page.Lines, err = db.All[PromiseLine](tx, selectPromiseLine+counted+latestFirst, args...)
	default:
		page.Lines, err = db.All[PromiseLine](tx, selectPromiseLine+counted+` AND p.owner IN (SELECT m.id FROM staff m
			WHERE m.org = $1 AND m.team = $10)`+latestFirst, append(args, which.Team)...)
	}
	if page.More = len(page.Lines) > casesPage; page.More {
		page.Lines = page.Lines[:casesPage]
	}
	return page, err
}

// FigureTeam is a team with how many people work in it now.
type FigureTeam struct {
	ID      id.Team
	Name    string
	Members int
}

// leastTeam is how large a team must be before it gets a figure of its own: under it a figure would be
// one of a person.
const leastTeam = 5

// FigureTeams are the teams that are large enough for a figure of their own, in order of name.
func FigureTeams(tx *db.Tx) ([]FigureTeam, error) {
	return db.All[FigureTeam](tx, `SELECT t.id, t.name, COUNT(*) AS members FROM team t
		JOIN staff s ON s.org = t.org AND s.team = t.id
		WHERE t.org = $1 AND s.kind = 'staff' AND (s.left_at IS NULL OR s.left_at > $2)
		GROUP BY t.id, t.name HAVING COUNT(*) >= $3 ORDER BY t.name, t.id`, tx.Org, tx.Now, leastTeam)
}
