package team

import (
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

// raiseSource takes a source for this transaction, making it when there is none, and counts the change.
func raiseSource(tx *db.Tx, staff id.Staff, source string) (Source, error) {
	if _, err := tx.Exec(`INSERT INTO busy_source (org, staff, source, id, version) VALUES ($1, $2, $3, $4, 1)
		ON CONFLICT (org, staff, source) DO UPDATE SET version = busy_source.version + 1`,
		tx.Org, staff, source, id.New[id.Any](tx.IDs)); err != nil {
		return Source{}, err
	}
	found, _, err := readSource(tx, staff, source)
	return found, err
}

func readSource(tx *db.Tx, staff id.Staff, source string) (Source, bool, error) {
	return db.Maybe[Source](tx, `SELECT id, staff, source, address, shown, imported_at, wrong, wrong_n, wrong_at, version
		FROM busy_source WHERE org = $1 AND staff = $2 AND source = $3`, tx.Org, staff, source)
}

// updateSourceAddress keeps another address, of which nothing was read yet.
func updateSourceAddress(tx *db.Tx, source Source, feed Feed) {
	tx.Put(`UPDATE busy_source SET address = $4, shown = $5, imported_at = NULL, wrong = '', wrong_n = 0, wrong_at = NULL
		WHERE org = $1 AND staff = $2 AND source = $3`, tx.Org, source.Staff, source.Source, feed.Sealed, feed.Shown)
}

// touchSource notes that a source was read.
func touchSource(tx *db.Tx, staff id.Staff, source string) {
	tx.Put(`UPDATE busy_source SET imported_at = $4, wrong = '', wrong_n = 0, wrong_at = NULL
		WHERE org = $1 AND staff = $2 AND source = $3`, tx.Org, staff, source, tx.Now)
}

// setSourceWrong notes what went wrong, and keeps since when as long as it is the same.
func setSourceWrong(tx *db.Tx, staff id.Staff, source, wrong string, n int64) {
	tx.Put(`UPDATE busy_source SET wrong_at = CASE WHEN wrong = $4 THEN wrong_at ELSE $6 END, wrong = $4, wrong_n = $5
		WHERE org = $1 AND staff = $2 AND source = $3 AND address IS NOT NULL`, tx.Org, staff, source, wrong, n, tx.Now)
}

type busyRow struct {
	Staff           id.Staff
	FromAt, UntilAt time.Time
}

// wholeDay is by how much a window is widened that is asked for: within a day the same is asked, and not asked twice.
const wholeDay = 24 * time.Hour

// readBusy reads the busy times that touch a window.
func readBusy(tx *db.Tx, staff []id.Staff, from, until time.Time) ([]busyRow, error) {
	all, err := inBatches(tx, staff, func(args []any) ([]busyRow, error) {
		return db.All[busyRow](tx, `SELECT staff, from_at, until_at FROM busy_time WHERE org = $1 AND staff IN `+sixtyFour+`
			AND from_at < $67 AND until_at > $66 ORDER BY staff, from_at`, args...)
	}, from.Truncate(wholeDay), until.Add(wholeDay).Truncate(wholeDay))
	return slices.DeleteFunc(all, func(one busyRow) bool { return !one.FromAt.Before(until) || !one.UntilAt.After(from) }), err
}

func sourceBusy(tx *db.Tx, staff id.Staff, source string) ([]busyRow, error) {
	return db.All[busyRow](tx, `SELECT staff, from_at, until_at FROM busy_time
		WHERE org = $1 AND staff = $2 AND source = $3 ORDER BY from_at`, tx.Org, staff, source)
}

func replaceBusy(tx *db.Tx, staff id.Staff, source string, spans []Span) {
	tx.Put("DELETE FROM busy_time WHERE org = $1 AND staff = $2 AND source = $3", tx.Org, staff, source)
	for _, span := range spans {
		tx.Put("INSERT INTO busy_time (org, staff, source, from_at, until_at) VALUES ($1, $2, $3, $4, $5)",
			tx.Org, staff, source, span.From, span.Until)
	}
}
