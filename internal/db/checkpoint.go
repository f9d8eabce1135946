package db

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
)

// SQLite writes to a log, and what stands in the log goes into the file every now and then. Left to itself it does so in the
// commit that makes the log a thousand pages long, while everybody waits for the writer. Here it is done beside the writer, by
// a goroutine with a connection of its own; see docs/adr/0040.
//
// What the writer adds meanwhile stays behind, and SQLite begins the log anew only once nothing is left in it. So when the
// log has become long, the writer does the rest itself between two groups: that is little, whatever the log's length.
const (
	logPages  = 1000 // pages that are not in the file yet, before any go there
	longPages = 4000 // of a log that is to begin anew: sixteen megabytes
)

// checkpoints is who moves the log into the file.
type checkpoints struct {
	turn   sync.Mutex // of whoever moves it
	failed error      // how the disk failed meanwhile; under turn
	wake   chan struct{}
	ended  chan struct{}
	pages  atomic.Int64 // of the log, when it was last looked at
}

func newCheckpoints() *checkpoints {
	return &checkpoints{wake: make(chan struct{}, 1), ended: make(chan struct{})}
}

// look has the log looked at, soon.
func (c *checkpoints) look() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// checkpointing moves what was written into the file until there is nothing to look at any more. Its connection is opened
// when first needed, and anew when it gives no answer. Want of room, or anything else that is no failing disk, is tried again after
// the next commit.
func (e *sqliteEngine) checkpointing(ctx context.Context) {
	defer close(e.log.ended)
	var conn *lite
	for range e.log.wake {
		err := e.move(ctx, func() (err error) {
			if conn == nil {
				if conn, err = openLite(e.file); err != nil {
					return err
				}
			}
			pages, moved, err := checkpoint(conn, "NOOP")
			if err == nil && pages-moved >= logPages {
				pages, _, err = checkpoint(conn, "PASSIVE")
			}
			e.log.pages.Store(pages)
			return err
		})
		if conn != nil && errors.Is(err, errCheckpoint) {
			_ = conn.close() // the next time begins afresh
			conn = nil
		}
	}
	if conn != nil {
		_ = conn.close() // it wrote nothing that is not in the log
	}
}

// move has the log moved by one at a time, beside the writer. A disk that fails meanwhile is told to the writer, as if a
// caller had met it, and nobody moves the log any more: of what went into the file before, the system may have dropped
// what it could not write, and the next fsync would vouch for it all the same. What is in the log stays there.
func (e *sqliteEngine) move(ctx context.Context, by func() error) error {
	err := e.moveInTurn(by)
	if err != nil && failedDisk(err, e.path) {
		_ = e.write(ctx, func(session) error { return err }) // whoever comes next hears of it
	}
	return err
}

func (e *sqliteEngine) moveInTurn(by func() error) error {
	e.log.turn.Lock()
	defer e.log.turn.Unlock()
	if e.log.failed != nil {
		return e.log.failed
	}
	err := by()
	if err != nil && failedDisk(err, e.path) {
		e.log.failed = err
	}
	return err
}

// shorten has the writer move the rest of a long log, so that the next transaction begins it anew.
func (e *sqliteEngine) shorten() error {
	if e.log.pages.Load() < longPages {
		return nil
	}
	return e.moveInTurn(func() error {
		pages, moved, err := checkpoint(e.conn, "PASSIVE")
		if pages == moved {
			pages = 0
		}
		e.log.pages.Store(pages)
		return err
	})
}

// end stops it; nobody looks any more. It tells how the disk failed, if it did.
func (c *checkpoints) end() error {
	close(c.wake)
	<-c.ended
	c.turn.Lock()
	defer c.turn.Unlock()
	return c.failed
}

var (
	errCheckpoint = errors.New("db: no answer to a checkpoint")
	errLater      = errors.New("db: the log is being written, or moved by another")
)

// checkpoint asks SQLite to move the log, or with NOOP only how long it is: its pages, and how many of them are in the file.
func checkpoint(conn *lite, how string) (pages, moved int64, err error) {
	r, err := conn.query("PRAGMA wal_checkpoint("+how+")", nil)
	if err != nil {
		return 0, 0, err
	}
	defer r.close()
	if !r.next() {
		if err := r.err(); err != nil {
			return 0, 0, err
		}
		return 0, 0, errCheckpoint
	}
	values, err := r.values()
	if err != nil || len(values) != 3 {
		return 0, 0, errors.Join(errCheckpoint, err)
	}
	pages, _ = bare(values[1]).(int64)
	moved, _ = bare(values[2]).(int64)
	if pages < 0 || moved < 0 {
		if bare(values[0]) == int64(1) {
			return 0, 0, errLater
		}
		return 0, 0, errCheckpoint // this connection knows of no log
	}
	return pages, moved, nil
}
