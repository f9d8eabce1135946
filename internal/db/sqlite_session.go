package db

import (
	"context"
	"database/sql"
	"errors"
)

// finalize closes statements.
func finalize(kept map[string]*sql.Stmt) (err error) {
	for query, stmt := range kept {
		err = errors.Join(err, stmt.Close())
		delete(kept, query)
	}
	return err
}

// sqliteSession runs statements on one connection, each prepared once: every query text is a constant of the
// program, so there are only so many. asking, where it is not nil, is whose answer it is: once that ends, no
// further statement begins. The statements themselves run under a context that does not end, for which the driver
// needs no goroutine beside each.
type sqliteSession struct {
	ctx    context.Context
	asking context.Context
	conn   *sql.Conn
	kept   map[string]*sql.Stmt
	known  *lasting // of the writer; nil of readers
}

// memory gives the answers of earlier transactions, to one who will tell what it writes.
func (s *sqliteSession) memory() memory {
	if s.known == nil {
		return &answers{}
	}
	s.known.claimed = true
	return s.known
}

func (s *sqliteSession) prepare(query string) (*sql.Stmt, error) {
	if s.asking != nil && s.asking.Err() != nil {
		return nil, s.asking.Err()
	}
	if stmt := s.kept[query]; stmt != nil {
		return stmt, nil
	}
	stmt, err := s.conn.PrepareContext(s.ctx, query)
	if err != nil {
		return nil, errors.Join(err, errors.New(query))
	}
	s.kept[query] = stmt
	return stmt, nil
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
	stmt, err := s.prepare(query)
	if err != nil {
		return 0, err
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

func (s *sqliteSession) settle() error { return nil }

func (s *sqliteSession) query(query string, args []any) (rows, error) {
	stmt, err := s.prepare(query)
	if err != nil {
		return nil, err
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
