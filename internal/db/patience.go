package db

import (
	"context"
	"sync/atomic"
	"time"

	"kroon/internal/clock"
	"kroon/internal/fault"
)

const (
	// maxTries bounds how often a transaction is tried again after a conflict: under the strictest isolation, of many that want
	// the same row one wins each time.
	maxTries = 30
	// outage is how long a database that went away is waited for, by all together: a planned switch to another server takes
	// a second or two, and need not be noticed. When it lasts longer, whoever comes is told at once.
	outage = 4 * time.Second
	// firstPause and longestPause are between two tries at a database that is away.
	firstPause   = 20 * time.Millisecond
	longestPause = 250 * time.Millisecond
)

// attempts counts how often one transaction was tried.
type attempts struct{ met, broke int }

// again waits before a transaction is tried again; false when it was tried often enough.
func (a *attempts) again(ctx context.Context, d *DB, err error) bool {
	if d.kind == Postgres && d.engine.away(err) {
		a.broke++
		pause := min(firstPause<<min(a.broke-1, 10), longestPause)
		return d.gone.lately() && clock.Wait(ctx, pause, nil)
	}
	a.met++
	return a.met < maxTries && clock.Wait(ctx, backoff(d.ids, a.met), nil)
}

// tired is what is said of a transaction that was tried often enough.
func (d *DB) tired(err error) error {
	switch known := explain(err); {
	case d.kind == Postgres && d.engine.away(err):
		return fault.New(fault.Busy, "db.away").Because(err)
	case fault.Of(known).Kind != fault.Internal:
		return known
	}
	return fault.New(fault.Busy, "db.busy").Because(err)
}

// gone is since when a database is away, by the wall clock whatever the clock of the transactions says.
type gone struct{ since atomic.Int64 } // in microseconds since 1970; 0: it is there

func (g *gone) back() {
	if g.since.Load() != 0 {
		g.since.Store(0)
	}
}

// lately tells whether it went away so short a time ago that it may be back in a moment.
func (g *gone) lately() bool {
	now := clock.System().Now().UnixMicro()
	g.since.CompareAndSwap(0, now)
	since := g.since.Load()
	return since == 0 || now-since < outage.Microseconds()
}
