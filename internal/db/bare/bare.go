// Package bare is the databases without Kroon: the drivers with nothing in between, with the same settings, and a
// PostgreSQL server of one's own. It is what a benchmark compares with; tests and benchmarks start their server
// here.
package bare

import (
	"context"
	"database/sql"
	"errors"
	"sync"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"kroon/internal/db"
)

// DB is a database reached by its driver alone.
type DB struct {
	pool    *pgxpool.Pool // nil on SQLite
	file    *sql.DB
	writer  *sql.Conn
	writing sync.Mutex
	kept    map[string]*sql.Stmt
	readers chan *reader
}

type reader struct {
	conn *sql.Conn
	kept map[string]*sql.Stmt
}

// Open opens a database with the settings of db: SQLite with as many reading connections, PostgreSQL with a pool of
// that many.
func Open(ctx context.Context, config db.Config) (*DB, error) {
	if config.URL == "" {
		return openSQLite(ctx, config.Path, config.MaxConns)
	}
	settings, err := pgxpool.ParseConfig(config.URL)
	if err != nil {
		return nil, err
	}
	settings.MaxConns = int32(max(config.MaxConns, 1))
	settings.AfterConnect = db.Steady
	pool, err := pgxpool.NewWithConfig(ctx, settings)
	if err != nil {
		return nil, err
	}
	return &DB{pool: pool}, nil
}

func openSQLite(ctx context.Context, path string, conns int) (_ *DB, err error) {
	file, err := sql.Open("sqlite", db.SQLiteSource(path))
	if err != nil {
		return nil, err
	}
	d := &DB{file: file, kept: map[string]*sql.Stmt{}, readers: make(chan *reader, max(conns, 1))}
	if d.writer, err = file.Conn(ctx); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	for range cap(d.readers) {
		conn, err := file.Conn(ctx)
		if err != nil {
			return nil, errors.Join(err, file.Close())
		}
		d.readers <- &reader{conn, map[string]*sql.Stmt{}}
	}
	return d, nil
}

// Close closes it: the statements first, so that SQLite moves what was written into the one file. Nobody may read
// any more.
func (d *DB) Close() (err error) {
	if d.pool != nil {
		d.pool.Close()
		return nil
	}
	all := []map[string]*sql.Stmt{d.kept}
	var reading []*sql.Conn
	for range len(d.readers) {
		r := <-d.readers
		all, reading = append(all, r.kept), append(reading, r.conn)
	}
	for _, kept := range all {
		for _, stmt := range kept {
			err = errors.Join(err, stmt.Close())
		}
	}
	for _, conn := range reading {
		err = errors.Join(err, conn.Close())
	}
	return errors.Join(err, d.writer.Close(), d.file.Close())
}

// Run runs one text outside any transaction.
func (d *DB) Run(ctx context.Context, text string) error {
	if d.pool != nil {
		_, err := d.pool.Exec(ctx, text)
		return err
	}
	d.writing.Lock()
	defer d.writing.Unlock()
	_, err := d.writer.ExecContext(ctx, text)
	return err
}

// Write runs statements one after another in one transaction and returns when it is durable.
func (d *DB) Write(ctx context.Context, lines []db.Line) error {
	if d.pool != nil {
		return met(func() error {
			return pgx.BeginTxFunc(ctx, d.pool, pgx.TxOptions{}, func(tx pgx.Tx) error { return stepwise(ctx, tx, lines) })
		})
	}
	d.writing.Lock()
	defer d.writing.Unlock()
	return transaction(ctx, d.writer, d.kept, "BEGIN IMMEDIATE", lines)
}

// Pipeline is Write in one round trip, where the engine knows round trips.
func (d *DB) Pipeline(ctx context.Context, lines []db.Line) error {
	if d.pool == nil {
		return d.Write(ctx, lines)
	}
	batch := &pgx.Batch{}
	batch.Queue("BEGIN")
	for _, line := range lines {
		batch.Queue(line.Query, line.Args...)
	}
	batch.Queue("COMMIT")
	return met(func() error { return d.pool.SendBatch(ctx, batch).Close() })
}

// met tries a transaction again that met another, as any program has to where the isolation is stricter than by default.
func met(write func() error) (err error) {
	for range 100 {
		var refused *pgconn.PgError
		if err = write(); !errors.As(err, &refused) || refused.Code != "40001" && refused.Code != "40P01" {
			return err
		}
	}
	return err
}

// Read runs statements one after another on one consistent view and reads all their rows.
func (d *DB) Read(ctx context.Context, lines []db.Line) error {
	if d.pool != nil {
		options := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
		return pgx.BeginTxFunc(ctx, d.pool, options, func(tx pgx.Tx) error { return stepwise(ctx, tx, lines) })
	}
	r := <-d.readers
	defer func() { d.readers <- r }()
	return transaction(ctx, r.conn, r.kept, "BEGIN", lines)
}

func stepwise(ctx context.Context, tx pgx.Tx, lines []db.Line) error {
	for _, line := range lines {
		if !line.Reads {
			if _, err := tx.Exec(ctx, line.Query, line.Args...); err != nil {
				return err
			}
			continue
		}
		rows, err := tx.Query(ctx, line.Query, line.Args...)
		if err != nil {
			return err
		}
		for rows.Next() {
			if _, err := rows.Values(); err != nil {
				return err
			}
		}
		if rows.Close(); rows.Err() != nil {
			return rows.Err()
		}
	}
	return nil
}

// transaction runs lines under a context that does not end, as Kroon does: the driver then needs no goroutine
// beside each statement.
func transaction(ctx context.Context, conn *sql.Conn, kept map[string]*sql.Stmt, begin string, lines []db.Line) (err error) {
	if err = ctx.Err(); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	if err = one(ctx, conn, kept, db.Line{Query: begin}); err != nil {
		return err
	}
	for _, line := range lines {
		if err = one(ctx, conn, kept, line); err != nil {
			return errors.Join(err, one(ctx, conn, kept, db.Line{Query: "ROLLBACK"}))
		}
	}
	return one(ctx, conn, kept, db.Line{Query: "COMMIT"})
}

func one(ctx context.Context, conn *sql.Conn, kept map[string]*sql.Stmt, line db.Line) (err error) {
	stmt := kept[line.Query]
	if stmt == nil {
		if stmt, err = conn.PrepareContext(ctx, line.Query); err != nil {
			return err
		}
		kept[line.Query] = stmt
	}
	if !line.Reads {
		_, err = stmt.ExecContext(ctx, line.Args...)
		return err
	}
	rows, err := stmt.QueryContext(ctx, line.Args...)
	if err != nil {
		return err
	}
	names, err := rows.Columns()
	if err != nil {
		return errors.Join(err, rows.Close())
	}
	values, into := make([]any, len(names)), make([]any, len(names))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return errors.Join(err, rows.Close())
		}
	}
	return errors.Join(rows.Err(), rows.Close())
}
