package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"

	"kroon/internal/fault"
)

// moving begins the rows of installation in which a database notes how far it was filled by a move.
const moving = "moving"

// Stage is what a move is doing.
type Stage string

// The stages of a move.
const (
	Copying   Stage = "copying"   // what is there is written into one file, as it stands at one instant
	Filling   Stage = "filling"   // rows of that file go where they belong; what is there already is left
	Comparing Stage = "comparing" // both are added up
)

// Move brings everything from one database into another, empty one, on the same engine or the other. Nobody may be
// serving it. It can be killed at any moment and run again, and goes on where it was: a copy that was whole is used again,
// and rows that had arrived stay. It is done only when both databases have the same Sum.
type Move struct {
	From, To Config
	// Work is where the copy stands meanwhile, beside the data; it is gone when the move is done.
	Work string
	// Told hears what is done: rows since the last time, out of a total that is 0 while it is not known.
	Told func(stage Stage, rows, total int64)
}

// Run moves. Where something was written meanwhile it is fault db.move_changed, and nothing is left of the attempt;
// where there is data already, db.not_empty. At the end the old data has its effects held (see Held): two that both
// send are one too many.
func (m Move) Run(ctx context.Context) (Sum, error) {
	if m.Told == nil {
		m.Told = func(Stage, int64, int64) {}
	}
	from, err := Open(ctx, m.From)
	if err != nil {
		return Sum{}, err
	}
	sum, err := m.from(ctx, from)
	return sum, errors.Join(err, from.Close())
}

func (m Move) from(ctx context.Context, from *DB) (Sum, error) {
	if err := from.Migrate(ctx); err != nil {
		return Sum{}, err
	}
	if CheckBackup(ctx, m.Work) != nil { // none, or half of one
		m.Told(Copying, 0, 0)
		if _, err := from.Backup(ctx, m.Work); err != nil {
			return Sum{}, err
		}
	}
	if m.To.URL == "" {
		return m.intoFile(ctx, from)
	}
	to, err := Open(ctx, m.To)
	if err != nil {
		return Sum{}, err
	}
	sum, err := m.intoPostgres(ctx, from, to)
	return sum, errors.Join(err, to.Close())
}

// intoFile makes a SQLite file of the copy, which gets its name once it was compared.
func (m Move) intoFile(ctx context.Context, from *DB) (Sum, error) {
	if err := vacant(m.To.Path); err != nil {
		return Sum{}, err
	}
	part := m.To.Path + ".part"
	m.Told(Filling, 0, 0)
	if err := prepare(ctx, m.Work, part, false); err != nil {
		return Sum{}, errors.Join(err, remove(part))
	}
	to, err := Open(ctx, Config{Path: part})
	if err != nil {
		return Sum{}, err
	}
	sum, err := m.compare(ctx, from, to)
	if err := errors.Join(err, to.Close()); err != nil {
		return sum, errors.Join(err, remove(part), m.forget(err))
	}
	if err := hold(ctx, from); err != nil {
		return sum, err
	}
	return sum, errors.Join(settle(part, m.To.Path), remove(m.Work))
}

func (m Move) intoPostgres(ctx context.Context, from, to *DB) (Sum, error) {
	engine := to.engine.(*postgresEngine)
	all, err := migrations(Postgres)
	if err != nil {
		return Sum{}, err
	}
	if err := to.CheckSchema(ctx); err != nil {
		return Sum{}, err
	}
	if err := engine.migrate(ctx, all); err != nil {
		return Sum{}, err
	}
	pool, err := sql.Open("sqlite", dataSource(m.Work)+"mode=ro&immutable=1")
	if err != nil {
		return Sum{}, err
	}
	defer func() { _ = pool.Close() }()
	if err := engine.fill(ctx, pool, m.Told); err != nil {
		return Sum{}, err
	}
	sum, err := m.compare(ctx, from, to)
	if err != nil {
		if fault.Is(err, "db.move_changed") {
			err = errors.Join(err, engine.clear(ctx))
		}
		return sum, errors.Join(err, m.forget(err))
	}
	if err := hold(ctx, from); err != nil {
		return sum, err
	}
	return sum, errors.Join(engine.filled(ctx), remove(m.Work))
}

// compare wants the same on both sides.
func (m Move) compare(ctx context.Context, from, to *DB) (Sum, error) {
	m.Told(Comparing, 0, 0)
	arrived, err := to.Sum(ctx, func(rows int64) { m.Told(Comparing, rows, 0) })
	if err != nil {
		return arrived, err
	}
	left, err := from.Sum(ctx, func(rows int64) { m.Told(Comparing, rows, 2*arrived.Rows) })
	if err == nil && left != arrived {
		err = fault.New(fault.Conflict, "db.move_changed").Because(fmt.Errorf("db: %d rows with sum %v here, %d with %v there", left.Rows, left, arrived.Rows, arrived))
	}
	return arrived, err
}

// forget drops a copy that is out of date.
func (m Move) forget(err error) error {
	if fault.Is(err, "db.move_changed") {
		return remove(m.Work)
	}
	return nil
}

// hold keeps what a database still wants to send inside.
func hold(ctx context.Context, d *DB) error {
	return d.engine.write(ctx, func(s session) error {
		_, err := s.exec(holdEffects, []any{held})
		return err
	})
}

// whole refuses a database that a move has not filled to the end.
func (d *DB) whole(ctx context.Context) error {
	version, err := d.engine.version(ctx)
	if err != nil || version == 0 {
		return err
	}
	return d.engine.read(ctx, func(s session) error {
		found, err := s.query("SELECT key FROM installation WHERE key = $1", []any{moving})
		if err != nil {
			return err
		}
		defer found.close()
		if found.next() {
			return fault.New(fault.Conflict, "db.half_moved")
		}
		return found.err()
	})
}

// vacant refuses a place where a SQLite file stands already.
func vacant(path string) error {
	for _, name := range []string{path, path + "-wal"} {
		found, err := os.Stat(name)
		if err == nil && found.Size() > 0 {
			return fault.New(fault.Conflict, "db.not_empty", "path", path)
		}
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}
