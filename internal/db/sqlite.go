package db

import (
	"context"
	"database/sql"
	"errors"
	"sync"

	lib "modernc.org/sqlite/lib"
)

// sqliteEngine has one writer goroutine, which commits whoever waits as one group, and a small pool of
// readers.
type sqliteEngine struct {
	conn    *lite        // used by the writer goroutine only
	group   int          // how many callers are in the commit that is made now; of the writer goroutine
	known   *lasting     // by the writer goroutine only
	house   *settled     // what readers remember from one transaction to the next
	turns   chan *reader // who reads takes one and gives it back
	readers *sql.DB      // what is asked outside transactions
	log     *checkpoints
	file    string // the data source for what is done apart, such as migrations
	queue   chan *waiting
	done    chan struct{}
	stop    sync.Once
	closed  error // what closing came to
	path    string
	broken  chan struct{} // closed once the disk failed
	failure error         // how; of the writer goroutine
}

// waiting is a caller of write until its group is durable.
type waiting struct {
	fn       func(session) error
	err      error
	panicked any
	answered chan struct{}
}

// pragmas of every connection. What a savepoint may have to take back is kept in memory: in a file it costs a
// write a page. What is erased is overwritten, so that it stands nowhere in the file any more.
const pragmas = "_pragma=secure_delete(ON)&_pragma=busy_timeout(5000)&_pragma=foreign_keys(ON)&_pragma=synchronous(FULL)&_pragma=cache_size(-8000)&_pragma=temp_store(MEMORY)"

// SQLiteSource is the data source of a SQLite file with the settings with which Kroon writes it, for the driver
// alone.
func SQLiteSource(path string) string {
	return dataSource(path) + pragmas + "&_pragma=journal_mode(WAL)"
}

// readsOnly is added for connections that write nothing.
const readsOnly = "&_pragma=query_only(ON)"

const (
	maxGroup    = 256 // callers in one commit
	readerConns = 4
)

var errClosed = errors.New("db: closed")

func openSQLite(ctx context.Context, path string, readers int) (*sqliteEngine, error) {
	if readers <= 0 {
		readers = readerConns
	}
	if path == "" {
		return nil, errors.New("db: no path for the SQLite file")
	}
	if err := claim(path); err != nil {
		return nil, err
	}
	file := dataSource(path) + pragmas
	pool, err := sql.Open("sqlite", file+readsOnly)
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(1)
	conn, err := openLite(SQLiteSource(path) + "&_pragma=wal_autocheckpoint(0)")
	if err != nil {
		return nil, errors.Join(explain(err), pool.Close())
	}
	e := &sqliteEngine{
		conn: conn, readers: pool, file: file, turns: make(chan *reader, readers),
		queue: make(chan *waiting, maxGroup), done: make(chan struct{}),
		known: newLasting(), house: newSettled(), path: path, broken: make(chan struct{}), log: newCheckpoints(),
	}
	for range readers {
		e.turns <- &reader{}
	}
	go e.serve()
	go e.checkpointing(context.WithoutCancel(ctx))
	return e, nil
}

func (e *sqliteEngine) close() error {
	e.stop.Do(func() {
		e.queue <- nil
		<-e.done
		err := e.log.end()
		sound := err == nil && e.failure == nil
		for range cap(e.turns) {
			err = errors.Join(err, (<-e.turns).close())
		}
		err = errors.Join(err, e.readers.Close())
		// The writer goes last, so that SQLite moves what was written into the one file; on a disk that failed it
		// stays open, for nothing is to be moved there any more.
		if sound {
			err = errors.Join(err, e.conn.close())
		}
		e.closed = err
	})
	return e.closed
}

// write hands fn to the writer and waits until the group it was part of is on disk.
func (e *sqliteEngine) write(ctx context.Context, fn func(session) error) error {
	w := &waiting{fn: fn, answered: make(chan struct{})}
	select {
	case e.queue <- w:
	case <-ctx.Done():
		return ctx.Err()
	case <-e.done:
		return errClosed
	}
	select {
	case <-w.answered:
	case <-e.done:
		select {
		case <-w.answered:
		default:
			return errClosed
		}
	}
	if w.panicked != nil {
		panic(w.panicked)
	}
	return w.err
}

// serve drains what waits, runs each in its own savepoint, commits once and answers all. Who is alone has the
// transaction to himself: a savepoint costs a copy of every page that is written. There is no delay timer: while one
// group syncs, the next one gathers.
func (e *sqliteEngine) serve() {
	defer close(e.done)
	for first := range e.queue {
		group := []*waiting{first}
		for len(group) < maxGroup && group[len(group)-1] != nil {
			select {
			case next := <-e.queue:
				group = append(group, next)
				continue
			default:
			}
			break
		}
		closing := group[len(group)-1] == nil
		if closing {
			group = group[:len(group)-1]
		}
		switch {
		case e.failure != nil:
			refuse(group, e.failure)
		case len(group) > 0:
			e.commit(group)
		}
		if closing {
			return
		}
	}
}

func (e *sqliteEngine) commit(group []*waiting) {
	s := &sqliteSession{conn: e.conn, known: e.known, house: e.house}
	e.group = len(group)
	fail := func(err error) {
		err = e.distrust(err)
		_, _ = s.exec("ROLLBACK", nil)
		e.known.forget()
		for _, w := range group {
			if w.err == nil && w.panicked == nil {
				w.err = err
			}
		}
	}
	defer func() {
		for _, w := range group {
			w.err = e.distrust(w.err)
			close(w.answered)
		}
	}()
	if err := e.shorten(); err != nil && failedDisk(err, e.path) {
		fail(err)
		return
	}
	if _, err := s.exec("BEGIN IMMEDIATE", nil); err != nil {
		fail(err)
		return
	}
	if err := e.known.begin(s); err != nil {
		fail(err)
		return
	}
	if len(group) == 1 {
		if turn(s, group[0]); group[0].err != nil || group[0].panicked != nil {
			if _, err := s.exec("ROLLBACK", nil); err != nil { // what failed may have ended it already
				_ = e.distrust(err)
			}
			return
		}
	} else {
		for _, w := range group {
			if err := savepoint(s, w); err != nil {
				fail(err)
				return
			}
		}
	}
	if _, err := s.exec("COMMIT", nil); err != nil {
		fail(err)
		return
	}
	e.log.look()
}

// awaited tells a caller whose turn it is whether others wait for the writer, or for the commit that is theirs too.
func (e *sqliteEngine) awaited() bool { return e.group > 1 || len(e.queue) > 0 }

// turn runs one caller.
func turn(s *sqliteSession, w *waiting) {
	s.known.next()
	defer s.known.over()
	defer func() { w.panicked = recover() }()
	w.err = w.fn(s)
}

// savepoint runs one caller; its own error or panic takes back its own writes only. What it returns
// is a failure of the whole group.
func savepoint(s *sqliteSession, w *waiting) error {
	if _, err := s.exec("SAVEPOINT one", nil); err != nil {
		return err
	}
	turn(s, w)
	if w.err != nil || w.panicked != nil {
		if _, err := s.exec("ROLLBACK TO one", nil); err != nil {
			return err
		}
	}
	_, err := s.exec("RELEASE one", nil)
	return err
}

// alone runs fn on a connection of its own, outside the groups.
func (e *sqliteEngine) alone(fn func(*sql.DB) error) error {
	pool, err := sql.Open("sqlite", e.file)
	if err != nil {
		return err
	}
	pool.SetMaxOpenConns(1)
	return errors.Join(fn(pool), pool.Close())
}

// transient: another process holds the file.
func (e *sqliteEngine) transient(err error) bool {
	code, is := liteCode(err)
	return is && (code&0xff == lib.SQLITE_BUSY || code&0xff == lib.SQLITE_LOCKED)
}
