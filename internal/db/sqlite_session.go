package db

import (
	"context"
	"database/sql"
	"errors"
	"sync"
)

// prepared keeps statements: every query text is a constant of the program, so there are only so many.
type prepared struct {
	mu       sync.Mutex
	writes   map[string]*sql.Stmt // used by the writer goroutine only
	readings map[string]*sql.Stmt
}

func (e *sqliteEngine) onWriter(ctx context.Context, query string) (*sql.Stmt, error) {
	if stmt := e.writes[query]; stmt != nil {
		return stmt, nil
	}
	stmt, err := e.conn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	if e.writes == nil {
		e.writes = map[string]*sql.Stmt{}
	}
	e.writes[query] = stmt
	return stmt, nil
}

func (e *sqliteEngine) onReaders(ctx context.Context, query string, pool *sql.DB) (*sql.Stmt, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if stmt := e.readings[query]; stmt != nil {
		return stmt, nil
	}
	stmt, err := pool.PrepareContext(context.WithoutCancel(ctx), query)
	if err != nil {
		return nil, err
	}
	if e.readings == nil {
		e.readings = map[string]*sql.Stmt{}
	}
	e.readings[query] = stmt
	return stmt, nil
}

// finalize closes all statements.
func (p *prepared) finalize() (err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, statements := range []map[string]*sql.Stmt{p.writes, p.readings} {
		for query, stmt := range statements {
			err = errors.Join(err, stmt.Close())
			delete(statements, query)
		}
	}
	return err
}

type sqliteSession struct {
	ctx     context.Context
	prepare func(context.Context, string) (*sql.Stmt, error)
}

// blobs turns ids into the BLOB that SQLite keeps them in.
func blobs(args []any) []any {
	for i, arg := range args {
		if raw, ok := arg.([16]byte); ok {
			args[i] = raw[:]
		}
	}
	return args
}

func (s *sqliteSession) exec(query string, args []any) (int64, error) {
	stmt, err := s.prepare(s.ctx, query)
	if err != nil {
		return 0, errors.Join(err, errors.New(query))
	}
	result, err := stmt.ExecContext(s.ctx, blobs(args)...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

func (s *sqliteSession) flush(queue []put) error {
	for _, p := range queue {
		if _, err := s.exec(p.query, p.args); err != nil {
			return err
		}
	}
	return nil
}

func (s *sqliteSession) query(query string, args []any) (rows, error) {
	stmt, err := s.prepare(s.ctx, query)
	if err != nil {
		return nil, errors.Join(err, errors.New(query))
	}
	r, err := stmt.QueryContext(s.ctx, blobs(args)...)
	if err != nil {
		return nil, err
	}
	names, err := r.Columns()
	if err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return &sqliteRows{Rows: r, names: names}, nil
}

type sqliteRows struct {
	*sql.Rows
	names []string
}

func (r *sqliteRows) columns() []string { return r.names }
func (r *sqliteRows) next() bool        { return r.Next() }
func (r *sqliteRows) err() error        { return r.Err() }
func (r *sqliteRows) close()            { _ = r.Close() }

func (r *sqliteRows) values() ([]any, error) {
	out := make([]any, len(r.names))
	into := make([]any, len(r.names))
	for i := range out {
		into[i] = &out[i]
	}
	return out, r.Scan(into...)
}
