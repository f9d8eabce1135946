package overview

import (
	"cmp"
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/promise"
	"kroon/internal/team"
)

// BusyDayPage is what a team lead can move on a busy day.
type BusyDayPage struct {
	Groups  []BusyGroup // whoever is away first, then by name
	Lines   int         // promises in all groups
	Kinds   []promise.Kind
	Teams   []team.Team // of whoever has something due
	More    bool        // there are more than are shown
	Stopped time.Time   // until when no new promises for today are made; zero when they are
}

// BusyGroup is what one person was to do.
type BusyGroup struct {
	Staff id.Staff // zero: of somebody who left
	Name  string
	Team  id.Team
	Away  bool
	Lines []PromiseLine // the most urgent first
}

// BusyOnly narrows a busy day; what is empty does not.
type BusyOnly struct {
	Kind promise.Kind
	Team id.Team
}

// mostBusy is how many promises one busy day shows.
const mostBusy = 500

// BusyDay reads the promises to customers that are due from now until an instant. What waits for an owner
// stands with whom it was taken from. It takes the same few queries however many promises and people there
// are.
func BusyDay(tx *db.Tx, people *team.Service, until time.Time, only BusyOnly) (page BusyDayPage, err error) {
	lines, err := db.All[PromiseLine](tx, selectPromiseLine+`WHERE p.org = $1 AND p.direction = 'ours' AND p.open = 1
		AND p.state = 'agreed' AND p.undone_at IS NULL AND p.due_at > $2 AND p.due_at < $3`+notStaged+`
		ORDER BY p.due_at, p.id LIMIT $4`, tx.Org, tx.Now, until, mostBusy+1)
	if err != nil {
		return page, err
	}
	if page.More = len(lines) > mostBusy; page.More {
		lines = lines[:mostBusy]
	}
	taken, err := takenFrom(tx)
	if err != nil {
		return page, err
	}
	all, err := people.List(tx)
	if err != nil {
		return page, err
	}
	gone, err := people.WhoIsAway(tx, tx.Now)
	if err != nil {
		return page, err
	}
	away := map[id.Staff]bool{}
	for _, one := range gone {
		away[one.Staff.ID] = true
	}
	page.gather(lines, taken, all, away, only)
	teams, err := people.Teams(tx)
	if err != nil {
		return page, err
	}
	page.Teams = slices.DeleteFunc(teams, func(t team.Team) bool {
		return !slices.ContainsFunc(all, func(s team.Staff) bool { return s.Team == t.ID && s.Here(tx.Now) })
	})
	page.Stopped, err = stoppedUntil(tx)
	return page, err
}

// gather has the lines stand with whoever was to do them.
func (page *BusyDayPage) gather(lines []PromiseLine, taken map[id.Promise]takenLine, all []team.Staff, away map[id.Staff]bool, only BusyOnly) {
	of := map[id.Staff]team.Staff{}
	for _, one := range all {
		of[one.ID] = one
	}
	groups := map[id.Staff]*BusyGroup{}
	for _, line := range lines {
		if !slices.Contains(page.Kinds, line.Kind) {
			page.Kinds = append(page.Kinds, line.Kind)
		}
		keeper, waits := line.Owner, line.Awaits == promise.Redistribution
		if waits {
			keeper = taken[line.ID].Staff
		}
		if only.Kind != "" && line.Kind != only.Kind || !only.Team.IsZero() && of[keeper].Team != only.Team {
			continue
		}
		if groups[keeper] == nil {
			groups[keeper] = &BusyGroup{Staff: keeper, Name: of[keeper].Name, Team: of[keeper].Team, Away: waits || away[keeper]}
		}
		groups[keeper].Lines = append(groups[keeper].Lines, line)
		page.Lines++
	}
	for _, group := range groups {
		page.Groups = append(page.Groups, *group)
	}
	slices.Sort(page.Kinds)
	slices.SortFunc(page.Groups, func(a, b BusyGroup) int {
		if a.Away != b.Away {
			if a.Away {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.Name, b.Name), slices.Compare(a.Staff[:], b.Staff[:]))
	})
}

// takenLine is why a promise waits for an owner, and from whom it was taken.
type takenLine struct {
	Promise id.Promise
	Cause   promise.Cause
	Staff   id.Staff
}

// takenFrom reads from whom what waits for an owner was taken: of whose absence it was recorded at the same
// instant. Of who left nobody says so, and Staff is zero.
func takenFrom(tx *db.Tx) (map[id.Promise]takenLine, error) {
	found, err := db.All[takenLine](tx, `SELECT o.promise, o.cause, a.staff FROM promise p CROSS JOIN promise_outcome o
		LEFT JOIN absence a ON a.org = o.org AND a.recorded_at = o.recorded_at
		WHERE p.org = $1 AND p.open = 1 AND p.awaits = 'redistribution' AND o.org = p.org AND o.promise = p.id
			AND o.kind IN ('redistributed', 'reassigned') AND o.undone_at IS NULL ORDER BY o.promise, o.id`, tx.Org)
	out := make(map[id.Promise]takenLine, len(found))
	for _, one := range found {
		if before, again := out[one.Promise]; again && one.Staff.IsZero() {
			one.Staff = before.Staff
		}
		out[one.Promise] = one
	}
	return out, err
}

// stoppedUntil reads until when new promises for today are stopped; zero when they are not.
func stoppedUntil(tx *db.Tx) (time.Time, error) {
	until, _, err := db.Maybe[time.Time](tx, `SELECT same_day_until FROM organisation WHERE org = $1 AND same_day_until > $2`,
		tx.Org, tx.Now)
	return until, err
}

// LinesOf reads promises as lists show them, in one query per sixty-four.
func LinesOf(tx *db.Tx, which []id.Promise) (map[id.Promise]PromiseLine, error) {
	out := make(map[id.Promise]PromiseLine, len(which))
	for part := range slices.Chunk(which, linesAtOnce) {
		args := make([]any, 1+linesAtOnce)
		args[0] = tx.Org
		for i := range linesAtOnce {
			args[1+i] = part[min(i, len(part)-1)]
		}
		lines, err := db.All[PromiseLine](tx, selectTheseLines, args...)
		if err != nil {
			return nil, err
		}
		for _, line := range lines {
			out[line.ID] = line
		}
	}
	return out, nil
}

// linesAtOnce is how many promises one query of LinesOf asks for.
const linesAtOnce = 64

const selectTheseLines = selectPromiseLine + `WHERE p.org = $1 AND p.id IN (
	$2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
	$23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42,
	$43, $44, $45, $46, $47, $48, $49, $50, $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, $61, $62,
	$63, $64, $65)` + notStaged
