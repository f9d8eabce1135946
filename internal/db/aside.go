package db

import (
	"context"
	"runtime"
	"sync/atomic"
	"time"

	"kroon/internal/clock"
)

// What takes long and for which nobody waits stands aside for people who look something up. A reading takes a millisecond or two;
// beside an import one in twenty took four, and one in a hundred ten: for a processor, and for what the importer holds at that moment.
// So between two of its statements the import looks whether anybody reads, and waits until he is done
// (docs/adr/0062-an-import-stands-aside.md).

// mostAside bounds how long it stands aside at a time.
const mostAside = 10 * time.Millisecond

// looking counts who reads at this moment.
type looking struct {
	count atomic.Int64
	begun atomic.Int64  // ever
	over  chan struct{} // told when the last of them is done
}

func newLooking() *looking { return &looking{over: make(chan struct{}, 1)} }

// begin is for who wants to read; end is to be told what it gives.
func (l *looking) begin() (number int64) {
	l.count.Add(1)
	return l.begun.Add(1)
}

// end is for who has read and given back his connection. Whom that woke would go on in what is left of this goroutine's turn, before all
// who have waited longer for a processor, and so would whom he wakes: if anybody else read meanwhile the turn ends here
// (docs/adr/0063-pages-apart-turns-end.md).
func (l *looking) end(number int64) {
	left := l.count.Add(-1)
	if left > 0 || l.begun.Load() > number {
		defer runtime.Gosched()
	}
	if left > 0 {
		return
	}
	select {
	case l.over <- struct{}{}:
	default:
	}
}

type asideKey struct{}

// Aside says that nobody waits for what is written under it, so that it stands aside for who reads: it takes twice the time at most,
// however many read. What is read under it is nobody's to stand aside for.
func Aside(ctx context.Context) context.Context { return context.WithValue(ctx, asideKey{}, true) }

func isAside(ctx context.Context) bool { return ctx.Value(asideKey{}) != nil }

// aside is how one transaction stands aside.
type aside struct {
	looking *looking
	awaited func() bool // somebody waits for the end of this very transaction
	clock   clock.Clock
	since   time.Time     // it has been at work since
	spare   time.Duration // how much longer it worked than it stood aside
}

// asideFor gives how a transaction that begins now stands aside; nil for one that does not.
func (d *DB) asideFor(ctx context.Context) *aside {
	if !isAside(ctx) {
		return nil
	}
	a := &aside{looking: d.looking, awaited: func() bool { return false }, clock: clock.System()}
	if e, is := d.engine.(*sqliteEngine); is {
		a.awaited = e.awaited
	}
	a.since = a.clock.Now()
	return a
}

// look stands aside while somebody reads, but no longer than was worked since the last time, and not when somebody waits.
func (a *aside) look(ctx context.Context) {
	if a == nil || a.looking.count.Load() == 0 || a.awaited() {
		return
	}
	now := a.clock.Now()
	a.spare = max(min(a.spare+now.Sub(a.since), mostAside), -mostAside)
	for a.looking.count.Load() > 0 && a.spare > 0 && ctx.Err() == nil {
		clock.Wait(ctx, a.spare, a.looking.over)
		before := now
		now = a.clock.Now()
		if now.Before(before) { // the clock was set back: nobody knows how long it was
			a.spare = 0
			break
		}
		a.spare -= now.Sub(before)
	}
	a.since = now
}

// StandAside is for what takes long between two statements of a transaction that stands aside.
func (tx *Tx) StandAside() { tx.aside.look(tx.Context) }

// asideTrip is how many values go to PostgreSQL at a time: a few milliseconds of its work.
const asideTrip = 4000

// flushAside sends what waits bit by bit.
func (tx *Tx) flushAside(queue []put) error {
	values := 0
	for i, p := range queue {
		if values == 0 {
			tx.aside.look(tx.Context)
		}
		if err := tx.session.flush(queue[i : i+1]); err != nil {
			return err
		}
		switch values += len(p.args); {
		case tx.Engine == SQLite:
			values = 0
		case values >= asideTrip:
			if err := tx.session.settle(); err != nil {
				return err
			}
			values = 0
		}
	}
	return nil
}
