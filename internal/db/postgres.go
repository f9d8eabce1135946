package db

import (
	"context"
	"database/sql"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
)

type postgresEngine struct {
	pool *pgxpool.Pool
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
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, err
	}
	return &postgresEngine{pool: pool}, nil
}

func (e *postgresEngine) close() error {
	e.pool.Close()
	return nil
}

func (e *postgresEngine) write(ctx context.Context, fn func(session) error) error {
	return pgx.BeginTxFunc(ctx, e.pool, pgx.TxOptions{}, func(tx pgx.Tx) error {
		return fn(&postgresSession{ctx: ctx, tx: tx})
	})
}

func (e *postgresEngine) read(ctx context.Context, fn func(session) error) error {
	options := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	return pgx.BeginTxFunc(ctx, e.pool, options, func(tx pgx.Tx) error {
		return fn(&postgresSession{ctx: ctx, tx: tx})
	})
}

// transient: two transactions met (40001, 40P01), or the server is starting, stopping or handing over
// and the transaction is known not to have been committed.
func (e *postgresEngine) transient(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch pg.Code {
		case "40001", "40P01", "57P01", "57P02", "57P03":
			return true
		}
		return false
	}
	return pgconn.SafeToRetry(err)
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
