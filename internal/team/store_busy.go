package team

import (
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
	return db.Maybe[Source](tx, `SELECT id, staff, source, address, imported_at, version FROM busy_source
		WHERE org = $1 AND staff = $2 AND source = $3`, tx.Org, staff, source)
}

func listSources(tx *db.Tx) ([]Source, error) {
	return db.All[Source](tx, `SELECT id, staff, source, address, imported_at, version FROM busy_source
		WHERE org = $1 AND address IS NOT NULL ORDER BY staff, source`, tx.Org)
}

func updateSourceAddress(tx *db.Tx, source Source, address []byte) {
	tx.Put("UPDATE busy_source SET address = $4 WHERE org = $1 AND staff = $2 AND source = $3",
		tx.Org, source.Staff, source.Source, address)
}

func touchSource(tx *db.Tx, staff id.Staff, source string) {
	tx.Put("UPDATE busy_source SET imported_at = $4 WHERE org = $1 AND staff = $2 AND source = $3",
		tx.Org, staff, source, tx.Now)
}

type busyRow struct {
	Staff           id.Staff
	FromAt, UntilAt time.Time
}

// readBusy reads the busy times that touch a window.
func readBusy(tx *db.Tx, staff []id.Staff, from, until time.Time) ([]busyRow, error) {
	return inBatches(tx, staff, func(args []any) ([]busyRow, error) {
		return db.All[busyRow](tx, `SELECT staff, from_at, until_at FROM busy_time WHERE org = $1 AND staff IN `+sixtyFour+`
			AND from_at < $67 AND until_at > $66 ORDER BY staff, from_at`, args...)
	}, from, until)
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
