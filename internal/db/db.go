// Package db stores everything Kroon knows, on SQLite or on PostgreSQL, behind two doors: Write, one
// transaction that is durable when it returns, and Read, one consistent view.
//
// It is the only importer of database drivers. Queries are written once, with $1 placeholders. Where the
// engines differ is in this package: the type words of migrations, the writer, backup; but for the claim
// of due work, which locks its row on PostgreSQL and is in job.
package db

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"time"

	"kroon/internal/clock"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Engine is the kind of database.
type Engine string

// The engines.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// Config says where the data is and passes in time and randomness.
type Config struct {
	Path     string      // the SQLite file, used when URL is empty
	URL      string      // postgres://...
	Clock    clock.Clock // the wall clock when nil
	Random   io.Reader   // of ids; crypto/rand when nil
	MaxConns int         // of the pool; a small default when 0
}

// DB is an open database.
type DB struct {
	engine engine
	kind   Engine
	clock  clock.Clock
	ids    *id.Source

	mu     sync.Mutex
	wakers map[int]func(time.Time)
	count  int

	hints   *hints // to other nodes; nil where there can be none
	gone    gone
	looking *looking
}

// engine is what SQLite and PostgreSQL each do in their own way.
type engine interface {
	write(ctx context.Context, fn func(session) error) error
	read(ctx context.Context, fn func(session) error) error
	transient(err error) bool
	away(err error) bool
	migrate(ctx context.Context, migrations []migration) error
	version(ctx context.Context) (int64, error)
	backup(ctx context.Context, part string, version int64) error
	integrity(ctx context.Context) ([]string, error)
	sum(ctx context.Context, told func(rows int64)) (Sum, error)
	export(ctx context.Context, to *exporting) error
	overwrite(ctx context.Context) error
	close() error
}

// session is one transaction of an engine. Arguments are nil, int64, float64, string, []byte or [16]byte.
type session interface {
	exec(query string, args []any) (affected int64, err error)
	query(query string, args []any) (rows, error)
	flush(queue []put) error // sends them now, or at the latest with what is sent next
	settle() error           // waits for what was flushed, and gives its errors
}

type put struct {
	query string
	args  []any
}

type rows interface {
	columns() []string
	next() bool
	values() ([]any, error)
	err() error
	close()
}

// Open opens the database; it does not migrate. Close it when done.
func Open(ctx context.Context, config Config) (*DB, error) {
	if config.Clock == nil {
		config.Clock = clock.System()
	}
	d := &DB{clock: config.Clock, ids: id.NewSource(config.Clock.Now, config.Random), wakers: map[int]func(time.Time){}, looking: newLooking()}
	var err error
	switch {
	case strings.HasPrefix(config.URL, "postgres://"), strings.HasPrefix(config.URL, "postgresql://"):
		d.kind = Postgres
		d.engine, err = openPostgres(ctx, config.URL, config.MaxConns)
		d.hints = newHints(ctx, d.ids.Bytes(8))
	case config.URL == "":
		d.kind = SQLite
		d.engine, err = openSQLite(ctx, config.Path, config.MaxConns)
	default:
		return nil, fault.New(fault.Invalid, "db.unknown_engine").On("KROON_DATABASE")
	}
	if err != nil {
		return nil, err
	}
	return d, nil
}

// Close waits for what is being written and closes the database.
func (d *DB) Close() error {
	d.lastHints()
	return d.engine.close()
}

// Engine tells which engine this is.
func (d *DB) Engine() Engine { return d.kind }

// Clock is the clock that transactions read.
func (d *DB) Clock() clock.Clock { return d.clock }

// IDs is the source of ids outside transactions.
func (d *DB) IDs() *id.Source { return d.ids }

type requestKey struct{}

// WithRequest names the request whose writes follow, for events and logs.
func WithRequest(ctx context.Context, request string) context.Context {
	return context.WithValue(ctx, requestKey{}, request)
}

type insideKey struct{}

// errNested: a Write inside a Write would wait for itself.
var errNested = errors.New("db: a transaction inside a transaction")

// Write runs fn in one transaction for the actor and returns when it is durable. fn may run more than
// once: conflicts (SQLSTATE 40001, 40P01, BUSY) and lines that broke before the commit are tried
// again, so nothing outside the database may happen in it; what must follow a commit is given to Tx.AfterCommit. An error of fn leaves nothing
// written. After repeated conflicts it fails with fault db.busy, where the database is away for longer than a moment with db.away,
// and where the line broke in the commit itself with db.unsure.
func (d *DB) Write(ctx context.Context, actor party.Actor, fn func(*Tx) error) error {
	if ctx.Value(insideKey{}) != nil {
		return errNested
	}
	for tried := (attempts{}); ; {
		tx := d.newTx(ctx, actor)
		err := d.engine.write(ctx, func(s session) error {
			tx.session, tx.answers = taped(ctx, s, tx)
			tx.aside = d.asideFor(ctx)
			if err := fn(tx); err != nil {
				return err
			}
			return tx.end()
		})
		if err == nil {
			d.gone.back()
			d.committed(tx)
			return nil
		}
		if !d.engine.transient(err) {
			return explain(err)
		}
		if !tried.again(ctx, d, err) {
			return d.tired(err)
		}
	}
}

func (d *DB) committed(tx *Tx) {
	for _, after := range tx.afterCommit {
		after()
	}
	if tx.wakeAt.IsZero() {
		return
	}
	d.wake(tx.wakeAt)
	d.passWake(tx.wakeAt)
}

// wake tells the clockworks of this process that there is work at due.
func (d *DB) wake(due time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, wake := range d.wakers {
		wake(due)
	}
}

// OnWake has fn told of every instant given to Tx.Wake, until leave is called. fn must not block.
func (d *DB) OnWake(fn func(due time.Time)) (leave func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.count++
	number := d.count
	d.wakers[number] = fn
	return func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		delete(d.wakers, number)
	}
}

// backoff grows from 1 ms and differs per caller, so that two that collided do not meet again.
func backoff(ids *id.Source, try int) time.Duration {
	spread := time.Duration(ids.Bytes(1)[0]) * time.Millisecond / 256
	return time.Duration(1<<min(try-1, 6))*time.Millisecond/2 + spread*time.Duration(try)
}

// Read runs fn on one consistent view of the data. The actor says for which organisation.
func (d *DB) Read(ctx context.Context, actor party.Actor, fn func(*Tx) error) error {
	if !isAside(ctx) {
		number := d.looking.begin()
		defer d.looking.end(number)
	}
	for tried := (attempts{}); ; {
		tx := d.newTx(ctx, actor)
		tx.readOnly = true
		err := d.engine.read(ctx, func(s session) error {
			tx.session, tx.answers = taped(ctx, s, tx)
			return fn(tx)
		})
		if err == nil {
			d.gone.back()
			return nil
		}
		if !d.engine.transient(err) {
			return explain(err)
		}
		if !tried.again(ctx, d, err) {
			return d.tired(err)
		}
	}
}

func (d *DB) newTx(ctx context.Context, actor party.Actor) *Tx {
	request, _ := ctx.Value(requestKey{}).(string)
	return &Tx{
		Context: context.WithValue(ctx, insideKey{}, true),
		Actor:   actor, Org: actor.Org, Now: d.clock.Now(), Request: request,
		IDs: d.ids, Engine: d.kind, stamps: d.remembers(),
	}
}

// remembers tells whether transactions of this database remember the house (docs/adr/0052-what-a-node-remembers.md).
func (d *DB) remembers() bool {
	e, is := d.engine.(*postgresEngine)
	return !is || e.house != nil
}
