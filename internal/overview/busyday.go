package overview

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

// BusyDayPage is what a team lead can move on a busy day.
type BusyDayPage struct {
	Lines   []PromiseLine // ours, agreed and due until an instant, the most urgent first
	More    bool          // there are more than are shown
	Stopped time.Time     // until when no new promises for today are made; zero when they are
}

// mostBusy is how many promises one busy day shows.
const mostBusy = 200

// BusyDay reads the promises to customers that are due from now until an instant; of one owner when given.
func BusyDay(tx *db.Tx, until time.Time, owner id.Staff) (page BusyDayPage, err error) {
	if owner.IsZero() {
		page.Lines, err = db.All[PromiseLine](tx, selectPromiseLine+`WHERE p.org = $1 AND p.direction = 'ours' AND p.open = 1
			AND p.state = 'agreed' AND p.undone_at IS NULL AND p.due_at > $2 AND p.due_at < $3`+notStaged+`
			ORDER BY p.due_at, p.id LIMIT $4`, tx.Org, tx.Now, until, mostBusy+1)
	} else {
		page.Lines, err = db.All[PromiseLine](tx, selectPromiseLine+`WHERE p.org = $1 AND p.direction = 'ours' AND p.open = 1
			AND p.state = 'agreed' AND p.undone_at IS NULL AND p.due_at > $2 AND p.due_at < $3 AND p.owner = $5`+notStaged+`
			ORDER BY p.due_at, p.id LIMIT $4`, tx.Org, tx.Now, until, mostBusy+1, owner)
	}
	if err != nil {
		return page, err
	}
	if page.More = len(page.Lines) > mostBusy; page.More {
		page.Lines = page.Lines[:mostBusy]
	}
	page.Stopped, err = stoppedUntil(tx)
	return page, err
}

// stoppedUntil reads until when new promises for today are stopped; zero when they are not.
func stoppedUntil(tx *db.Tx) (time.Time, error) {
	until, _, err := db.Maybe[time.Time](tx, `SELECT same_day_until FROM organisation WHERE org = $1 AND same_day_until > $2`,
		tx.Org, tx.Now)
	return until, err
}

// Line reads one promise as lists show it.
func Line(tx *db.Tx, of id.Promise) (PromiseLine, bool, error) {
	return db.Maybe[PromiseLine](tx, selectPromiseLine+"WHERE p.org = $1 AND p.id = $2"+notStaged, tx.Org, of)
}
