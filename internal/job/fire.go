package job

import (
	"context"
	"errors"
	"time"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

// errTaken: another node took the work, or it was armed anew or taken back meanwhile.
var errTaken = errors.New("job: taken")

const dueWork = `SELECT org, kind, subject, generation, due_at, not_before, fence, tries FROM job
	WHERE not_before <= $1 AND (lease_until IS NULL OR lease_until <= $1)`

const inOrder = " ORDER BY not_before, org, kind, subject LIMIT $2"

// scan finds so much due work over all organisations, without locks, after the last piece seen; each piece is
// then claimed within its own organisation.
func (c *Clockwork) scan(ctx context.Context, last *seen, size int) (due []seen, err error) {
	err = c.db.Read(ctx, party.Itself(id.Org{}), func(tx *db.Tx) error {
		if last == nil {
			due, err = db.All[seen](tx, dueWork+inOrder, tx.Now, size)
			return err
		}
		due, err = db.All[seen](tx, dueWork+" AND (not_before, org, kind, subject) > ($3, $4, $5, $6)"+inOrder,
			tx.Now, size, last.NotBefore, last.Org, last.Kind, last.Subject)
		return err
	})
	return due, err
}

// seen is due work with its place in the order.
type seen struct {
	Due
	NotBefore time.Time
}

// plan reads when the next work after an instant is due, or a lease ends.
func (c *Clockwork) plan(ctx context.Context, after time.Time) (next time.Time, err error) {
	err = c.db.Read(ctx, party.Itself(id.Org{}), func(tx *db.Tx) error {
		next, _, err = db.Maybe[time.Time](tx, `SELECT not_before FROM job
			WHERE not_before > $1 AND (lease_until IS NULL OR lease_until <= $1) ORDER BY not_before LIMIT 1`, after)
		if err != nil {
			return err
		}
		freed, leased, err := db.Maybe[time.Time](tx, `SELECT lease_until FROM job
			WHERE lease_until IS NOT NULL AND lease_until > $1 ORDER BY lease_until LIMIT 1`, after)
		if leased && (next.IsZero() || freed.Before(next)) {
			next = freed
		}
		return err
	})
	return next, err
}

const claimable = `SELECT fence FROM job WHERE org = $1 AND kind = $2 AND subject = $3 AND generation = $4
	AND fence = $5 AND not_before <= $6 AND (lease_until IS NULL OR lease_until <= $6)`

// claim takes the row for this transaction; errTaken when it is no longer as it was seen.
func claim(tx *db.Tx, d Due) error {
	query := claimable
	if tx.Engine == db.Postgres {
		query = claimable + " FOR UPDATE SKIP LOCKED"
	}
	_, found, err := db.Maybe[int64](tx, query, d.Org, d.Kind, d.Subject, d.Generation, d.Fence, tx.Now)
	if err == nil && !found {
		err = errTaken
	}
	return err
}

// inTransaction takes the row away and does the work in one transaction.
func (c *Clockwork) inTransaction(ctx context.Context, d Due) error {
	return c.db.Write(ctx, party.Itself(d.Org), func(tx *db.Tx) error { return c.take(tx, d) })
}

// perform leases the row, does the work outside, and records it if the fence still holds.
func (c *Clockwork) perform(ctx context.Context, d *Due, effect Effect) error {
	var prepared any
	var until time.Time
	err := c.db.Write(ctx, party.Itself(d.Org), func(tx *db.Tx) (err error) {
		if err := claim(tx, *d); err != nil {
			return err
		}
		until = tx.Now.Add(Lease)
		tx.Put(`UPDATE job SET fence = fence + 1, lease_until = $4 WHERE org = $1 AND kind = $2 AND subject = $3`,
			d.Org, d.Kind, d.Subject, until)
		if prepared, err = effect.Prepare(tx, *d); err != nil || prepared != nil {
			return err
		}
		finish(tx, *d)
		return nil
	})
	if err != nil || prepared == nil {
		return err
	}
	d.Fence++
	performed := c.holding(ctx, *d, until, func(ctx context.Context) error { return effect.Perform(ctx, prepared) })
	return c.recorded(ctx, *d, func(tx *db.Tx) (bool, error) { return effect.Record(tx, *d, prepared, performed) }, performed)
}

// recorded notes the outcome of an effect. What was done outside is done: while the database is away, as it is for
// some seconds when another server takes over, the outcome waits, for as long as nobody else has taken the work.
func (c *Clockwork) recorded(ctx context.Context, d Due, record func(*db.Tx) (bool, error), performed error) error {
	for left := recordTries; ; left-- {
		err := c.db.Write(context.WithoutCancel(ctx), party.Itself(d.Org), func(tx *db.Tx) error {
			if err := own(tx, d); err != nil {
				return err
			}
			again, err := record(tx)
			if err != nil {
				return err
			}
			if again {
				put(tx, d, performed)
				return nil
			}
			finish(tx, d)
			return nil
		})
		if left == 0 || !c.db.Away(err) || !clock.Wait(ctx, recordAgain, nil) {
			return err
		}
	}
}

// recordTries and recordAgain bound how long an outcome waits for a database that is away: two minutes, where what promotes
// another server waits half a minute before it does.
const (
	recordTries = 240
	recordAgain = 500 * time.Millisecond
)

// own is errTaken when another node has the work by now, or it was taken back.
func own(tx *db.Tx, d Due) error {
	query := "SELECT fence FROM job WHERE org = $1 AND kind = $2 AND subject = $3"
	if tx.Engine == db.Postgres {
		query += " FOR UPDATE"
	}
	fence, found, err := db.Maybe[int64](tx, query, d.Org, d.Kind, d.Subject)
	if err == nil && (!found || fence != d.Fence) {
		err = errTaken
	}
	return err
}

// put lays work aside that failed, for later.
func put(tx *db.Tx, d Due, failure error) {
	later := tx.Now.Add(Patience(d.Tries))
	tx.Put(`UPDATE job SET tries = tries + 1, not_before = $5, last_error = $6
		WHERE org = $1 AND kind = $2 AND subject = $3 AND generation = $4`,
		d.Org, d.Kind, d.Subject, d.Generation, later, text(failure))
	tx.Put("UPDATE job SET lease_until = NULL WHERE org = $1 AND kind = $2 AND subject = $3", d.Org, d.Kind, d.Subject)
	tx.Wake(later)
}

// finish takes the work away, unless it was armed anew meanwhile: then only the lease ends, and the fence
// goes on rising, so that a node that stalled is refused for good.
func finish(tx *db.Tx, d Due) {
	tx.Put("DELETE FROM job WHERE org = $1 AND kind = $2 AND subject = $3 AND generation = $4",
		d.Org, d.Kind, d.Subject, d.Generation)
	tx.Put("UPDATE job SET lease_until = NULL WHERE org = $1 AND kind = $2 AND subject = $3", d.Org, d.Kind, d.Subject)
}

// Patience is how long to wait after the given number of earlier failures: 5 s, doubling, at most 15 minutes.
func Patience(tries int64) time.Duration {
	return min(5*time.Second<<min(tries, 20), 15*time.Minute)
}

// postpone keeps a failure in the row and tries again later. Where another node has the work by now, the failure
// is none of its business.
func (c *Clockwork) postpone(ctx context.Context, d Due, failure error) {
	c.log.Error("due work failed", "kind", d.Kind, "subject", d.Subject.String(), "tries", d.Tries+1, "error", failure)
	err := c.db.Write(context.WithoutCancel(ctx), party.Itself(d.Org), func(tx *db.Tx) error {
		if err := own(tx, d); err != nil {
			return err
		}
		put(tx, d, failure)
		return nil
	})
	if err != nil && !errors.Is(err, errTaken) {
		c.log.Error("due work failed and could not be postponed", "kind", d.Kind, "error", err)
	}
}

func text(err error) string {
	if err == nil {
		return ""
	}
	said := err.Error()
	return said[:min(len(said), 500)]
}
