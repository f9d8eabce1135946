package db

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
)

// lite is a connection to a SQLite file by the driver itself. database/sql is made for callers who share connections: it
// locks, looks arguments over and copies rows, for each statement anew. Here one goroutine at a time has the connection,
// the arguments are of the driver's own kinds and every statement is prepared once. See docs/adr/0040.
type lite struct {
	conn  driver.Conn
	kept  map[string]*liteStatement
	named []driver.NamedValue // of the statement that begins now
}

// liteStatement is a prepared statement, and which of the caller's arguments each of its own is.
type liteStatement struct {
	stmt  liteStmt
	order []int
}

type liteStmt interface {
	driver.StmtExecContext
	driver.StmtQueryContext
	Close() error
}

func openLite(from driver.Driver, source string) (*lite, error) {
	conn, err := from.Open(source)
	if err != nil {
		return nil, err
	}
	return &lite{conn: conn, kept: map[string]*liteStatement{}}, nil
}

// close closes the statements and then the connection.
func (l *lite) close() (err error) {
	for query, one := range l.kept {
		err = errors.Join(err, one.stmt.Close())
		delete(l.kept, query)
	}
	return errors.Join(err, l.conn.Close())
}

func (l *lite) prepare(ctx context.Context, query string) (*liteStatement, error) {
	if one := l.kept[query]; one != nil {
		return one, nil
	}
	text, order := Places(query)
	stmt, err := l.conn.(driver.ConnPrepareContext).PrepareContext(ctx, text)
	if err != nil {
		return nil, errors.Join(err, errors.New(query))
	}
	one := &liteStatement{stmt.(liteStmt), order}
	l.kept[query] = one
	return one, nil
}

// Places gives a statement as SQLite is asked it, and for each of its arguments, in the order in which they first occur,
// which of the caller's it is, from 0. One that occurs once is a bare ?, for which the driver does not have to walk through
// the names of all to find it; one that occurs again has its number everywhere, by which the planner knows that it is the same.
func Places(query string) (text string, order []int) {
	pieces, args := cutAtArguments(query)
	times := map[int]int{}
	for _, n := range args {
		times[n]++
	}
	var out strings.Builder
	for i, n := range args {
		at := slices.Index(order, n)
		if at < 0 {
			at = len(order)
			order = append(order, n)
		}
		out.WriteString(pieces[i])
		out.WriteByte('?')
		if times[n] > 1 {
			out.WriteString(strconv.Itoa(at + 1))
		}
	}
	out.WriteString(pieces[len(args)])
	return out.String(), order
}

// cutAtArguments cuts a statement where $1 and the like stand outside quotes; the pieces are one more than the arguments.
func cutAtArguments(query string) (pieces []string, args []int) {
	var quote byte
	from := 0
	for i := 0; i < len(query); i++ {
		c := query[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == '$':
			pieces = append(pieces, query[from:i])
			n := 0
			for ; i+1 < len(query) && query[i+1] >= '0' && query[i+1] <= '9'; i++ {
				n = 10*n + int(query[i+1]-'0')
			}
			args, from = append(args, n-1), i+1
		}
	}
	return append(pieces, query[from:]), args
}

var errPlaces = errors.New("db: a statement with more arguments than were given")

// arguments gives each argument in its turn. Ids are kept as BLOB.
func (l *lite) arguments(order []int, args []any) ([]driver.NamedValue, error) {
	l.named = l.named[:0]
	for at, which := range order {
		if which < 0 || which >= len(args) {
			return nil, errPlaces
		}
		if raw, is := args[which].([16]byte); is {
			args[which] = raw[:]
		}
		l.named = append(l.named, driver.NamedValue{Ordinal: at + 1, Value: args[which]})
	}
	return l.named, nil
}

func (l *lite) exec(ctx context.Context, query string, args []any) (int64, error) {
	one, err := l.prepare(ctx, query)
	if err != nil {
		return 0, err
	}
	named, err := l.arguments(one.order, args)
	if err != nil {
		return 0, errors.Join(err, errors.New(query))
	}
	result, err := one.stmt.ExecContext(ctx, named)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

func (l *lite) query(ctx context.Context, query string, args []any) (rows, error) {
	one, err := l.prepare(ctx, query)
	if err != nil {
		return nil, err
	}
	named, err := l.arguments(one.order, args)
	if err != nil {
		return nil, errors.Join(err, errors.New(query))
	}
	r, err := one.stmt.QueryContext(ctx, named)
	if err != nil {
		return nil, err
	}
	return &liteRows{rows: r, names: r.Columns()}, nil
}

// liteRows are the rows of a statement, one at a time.
type liteRows struct {
	rows   driver.Rows
	names  []string
	into   []driver.Value
	room   []any // for the values of rows to come
	read   int
	failed error
	closed bool
}

func (r *liteRows) columns() []string { return r.names }

// next fetches a row. After the last one the statement is free for others.
func (r *liteRows) next() bool {
	if r.closed {
		return false
	}
	if r.into == nil {
		r.into = make([]driver.Value, len(r.names))
	}
	if err := r.rows.Next(r.into); err != nil {
		if !errors.Is(err, io.EOF) {
			r.failed = err
		}
		r.close()
		return false
	}
	return true
}

func (r *liteRows) values() ([]any, error) {
	n := len(r.into)
	if len(r.room) < n {
		r.room = make([]any, n*min(max(r.read, 1), 16))
	}
	out := r.room[:n:n]
	r.room, r.read = r.room[n:], r.read+1
	for i, value := range r.into {
		out[i] = value
	}
	return out, nil
}

func (r *liteRows) err() error { return r.failed }

func (r *liteRows) close() {
	if r.closed {
		return
	}
	r.closed = true
	if err := r.rows.Close(); r.failed == nil {
		r.failed = err
	}
}
