// Package job is the clockwork: due work kept as rows, done on time, each effect exactly once however
// often nodes crash, clocks jump or two nodes fire.
//
// Work that only changes the database is done in the transaction that takes its row away, so it
// happens once. Work with an effect outside (mail, webhooks) is claimed under a fence, performed, and
// then marked: at most one duplicate after a crash.
package job

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

// Due is a piece of work whose time has come.
type Due struct {
	Org        id.Org
	Kind       string
	Subject    id.Any
	Generation int64
	DueAt      time.Time
	Fence      int64
	Tries      int64
}

// Lateness is how long after its time the work is done.
func (d Due) Lateness(now time.Time) time.Duration { return now.Sub(d.DueAt) }

// Schedule arms the work of this kind for the subject at due, instead of any earlier arrangement.
func Schedule(tx *db.Tx, kind string, subject id.Any, due time.Time) {
	tx.Put(`INSERT INTO job (org, kind, subject, generation, due_at, not_before, fence, tries, last_error)
		VALUES ($1, $2, $3, 1, $4, $4, 0, 0, '')
		ON CONFLICT (org, kind, subject) DO UPDATE SET generation = job.generation + 1,
		due_at = excluded.due_at, not_before = excluded.not_before, tries = 0, last_error = ''`,
		tx.Org, kind, subject, stored(due))
	tx.Wake(due)
}

// Hasten arms the work at due unless it is armed for an earlier time already.
func Hasten(tx *db.Tx, kind string, subject id.Any, due time.Time) {
	tx.Put(`INSERT INTO job (org, kind, subject, generation, due_at, not_before, fence, tries, last_error)
		VALUES ($1, $2, $3, 1, $4, $4, 0, 0, '')
		ON CONFLICT (org, kind, subject) DO UPDATE SET generation = job.generation + 1,
		due_at = excluded.due_at, not_before = excluded.not_before, tries = 0, last_error = ''
		WHERE excluded.not_before < job.not_before`,
		tx.Org, kind, subject, stored(due))
	tx.Wake(due)
}

// stored is the instant as the rows keep it, in whole microseconds: rounded up, since work is never early.
func stored(due time.Time) time.Time {
	return due.Add(time.Microsecond - time.Nanosecond).Truncate(time.Microsecond)
}

// Cancel takes the work back.
func Cancel(tx *db.Tx, kind string, subject id.Any) {
	tx.Put("DELETE FROM job WHERE org = $1 AND kind = $2 AND subject = $3", tx.Org, kind, subject)
}

// Armed tells when work is due, if it is armed.
func Armed(tx *db.Tx, kind string, subject id.Any) (due time.Time, armed bool, err error) {
	return db.Maybe[time.Time](tx, "SELECT due_at FROM job WHERE org = $1 AND kind = $2 AND subject = $3",
		tx.Org, kind, subject)
}

// Failing is work that could not be done, with what went wrong, for whoever looks after the installation.
type Failing struct {
	Kind      string
	Subject   id.Any
	DueAt     time.Time
	Tries     int64
	LastError string
}

// FailingWork lists an organisation's work that has failed at least once.
func FailingWork(tx *db.Tx, limit int) ([]Failing, error) {
	return db.All[Failing](tx, `SELECT kind, subject, due_at, tries, last_error FROM job
		WHERE org = $1 AND tries > 0 ORDER BY due_at LIMIT $2`, tx.Org, limit)
}
