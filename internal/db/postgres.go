package db

import (
	"context"
	"database/sql"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"

	"kroon/internal/fault"
)

type postgresEngine struct {
	pool  *pgxpool.Pool
	lines *lines
}

const poolConns = 16

func openPostgres(ctx context.Context, url string, conns int) (*postgresEngine, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, err
	}
	if conns <= 0 {
		conns = poolConns
	}
	config.MaxConns = int32(conns)
	if config.ConnConfig.ConnectTimeout == 0 {
		config.ConnConfig.ConnectTimeout = connectsIn
	}
	lines := newLines(ctx)
	config.ConnConfig.DialFunc = lines.lay
	config.ConnConfig.OnNotice = warned
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err == nil {
		if err = pool.Ping(ctx); err != nil {
			pool.Close()
		}
	}
	if err != nil {
		lines.close()
		return nil, err
	}
	return &postgresEngine{pool: pool, lines: lines}, nil
}

func (e *postgresEngine) close() error {
	e.pool.Close()
	e.lines.close()
	return nil
}

// warning is what a connection was warned of last.
const warning = "kroon.warning"

// warned keeps a warning of the server with the connection it came over.
func warned(conn *pgconn.PgConn, notice *pgconn.Notice) {
	if notice.SeverityUnlocalized == "WARNING" {
		conn.CustomData()[warning] = notice.Message
	}
}

// commit commits. A server that was to wait for a replica and stopped waiting (somebody cancelled it, or it is told to stop)
// says that it committed, with no more than a warning that the replica may not have it: promote that, and it is lost. A commit
// has nothing else to warn of.
func commit(ctx context.Context, tx pgx.Tx) error {
	conn := tx.Conn().PgConn()
	delete(conn.CustomData(), warning)
	err := tx.Commit(ctx)
	if err == nil {
		if text, is := conn.CustomData()[warning].(string); is {
			return errUnsure{errors.New(text)}
		}
	}
	return err
}

func (e *postgresEngine) write(ctx context.Context, fn func(session) error) error {
	tx, err := e.pool.BeginTx(ctx, pgx.TxOptions{})
	if err != nil {
		return e.before(ctx, err)
	}
	defer func() { _ = tx.Rollback(ctx) }() // nothing, once it was committed
	if err := fn(&postgresSession{ctx: ctx, tx: tx}); err != nil {
		if code(err) == readOnly { // it is a replica by now: the next connection leads to who took over
			_ = tx.Conn().Close(ctx)
		}
		return e.before(ctx, err)
	}
	return e.after(ctx, commit(ctx, tx))
}

func (e *postgresEngine) read(ctx context.Context, fn func(session) error) error {
	options := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	return e.before(ctx, pgx.BeginTxFunc(ctx, e.pool, options, func(tx pgx.Tx) error {
		return fn(&postgresSession{ctx: ctx, tx: tx})
	}))
}

// readOnly is the SQLSTATE of a write to a server that only reads.
const readOnly = "25006"

func code(err error) string {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code
	}
	return ""
}

// cut is a line that broke before the commit was asked for: nothing was written, and it can be tried again.
type cut struct{ error }

// Unwrap gives what broke.
func (c cut) Unwrap() error { return c.error }

// before judges an error from before the commit.
func (e *postgresEngine) before(ctx context.Context, err error) error {
	if err != nil && ctx.Err() == nil && e.away(err) {
		return cut{err}
	}
	return err
}

// after judges an error of the commit itself: where the line broke, nobody knows whether it was written, and it is
// not tried again, whatever the driver says of what it sent. That two transactions met is known.
func (e *postgresEngine) after(ctx context.Context, err error) error {
	var unsure errUnsure
	switch {
	case err == nil || code(err) == "40001" || code(err) == "40P01":
		return err
	case e.away(err) || ctx.Err() != nil || errors.As(err, &unsure):
		return fault.New(fault.Busy, "db.unsure").Because(errUnsure{err})
	}
	return err
}

// errUnsure is a commit of which nobody knows whether it was done.
type errUnsure struct{ error }

// Unwrap gives what broke.
func (e errUnsure) Unwrap() error { return e.error }

// transient: two transactions met (40001, 40P01), or the line broke or the server handed over before the transaction
// could have been committed.
func (e *postgresEngine) transient(err error) bool {
	var broke cut
	var unsure errUnsure
	if errors.As(err, &unsure) {
		return false
	}
	switch code(err) {
	case "40001", "40P01":
		return true
	}
	return errors.As(err, &broke)
}

func (e *postgresEngine) database() *sql.DB { return stdlib.OpenDBFromPool(e.pool) }

type postgresSession struct {
	ctx context.Context
	tx  pgx.Tx
}

func (s *postgresSession) exec(query string, args []any) (int64, error) {
	tag, err := s.tx.Exec(s.ctx, query, args...)
	return tag.RowsAffected(), err
}

// flush sends the queue in one pipeline.
func (s *postgresSession) flush(queue []put) error {
	batch := &pgx.Batch{}
	for _, p := range queue {
		batch.Queue(p.query, p.args...)
	}
	return s.tx.SendBatch(s.ctx, batch).Close()
}

func (s *postgresSession) query(query string, args []any) (rows, error) {
	r, err := s.tx.Query(s.ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return &postgresRows{Rows: r}, nil
}

type postgresRows struct {
	pgx.Rows
}

func (r *postgresRows) columns() []string {
	fields := r.FieldDescriptions()
	out := make([]string, len(fields))
	for i, field := range fields {
		out[i] = field.Name
	}
	return out
}

func (r *postgresRows) next() bool             { return r.Next() }
func (r *postgresRows) values() ([]any, error) { return r.Values() }
func (r *postgresRows) err() error             { return r.Err() }
func (r *postgresRows) close()                 { r.Close() }
