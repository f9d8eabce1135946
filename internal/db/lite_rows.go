package db

import (
	"fmt"
	"slices"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// liteRows are the rows of a statement, one at a time.
type liteRows struct {
	conn   *lite
	one    *liteStatement
	cells  cells
	failed error
	closed bool
}

func (r *liteRows) columns() []string { return r.one.names }

// next fetches a row. After the last one the statement is free for others.
func (r *liteRows) next() bool {
	if r.closed {
		return false
	}
	switch code := lib.Xsqlite3_step(r.conn.tls, r.one.handle); code {
	case lib.SQLITE_ROW:
		return true
	case lib.SQLITE_DONE:
	default:
		r.failed = r.conn.fault(code)
	}
	r.close()
	return false
}

// values are those of the row at hand, as those of PostgreSQL are.
func (r *liteRows) values() ([]any, error) {
	out := r.cells.row(len(r.one.names))
	tls := r.conn.tls
	for i := range out {
		value := lib.Xsqlite3_column_value(tls, r.one.handle, int32(i))
		switch lib.Xsqlite3_value_type(tls, value) {
		case lib.SQLITE_INTEGER:
			out[i] = r.cells.number(lib.Xsqlite3_value_int64(tls, value))
		case lib.SQLITE_FLOAT:
			out[i] = lib.Xsqlite3_value_double(tls, value)
		case lib.SQLITE_TEXT:
			where := lib.Xsqlite3_value_text(tls, value)
			r.cells.join(i, libc.GoBytes(where, int(lib.Xsqlite3_value_bytes(tls, value))))
		case lib.SQLITE_BLOB:
			where := lib.Xsqlite3_value_blob(tls, value)
			kept := libc.GoBytes(where, int(lib.Xsqlite3_value_bytes(tls, value)))
			if len(kept) == 16 {
				out[i] = r.cells.id(kept)
			} else {
				out[i] = slices.Clone(kept)
			}
		}
	}
	r.cells.complete(out)
	return out, nil
}

func (r *liteRows) err() error { return r.failed }

func (r *liteRows) close() {
	if !r.closed {
		r.closed = true
		r.conn.end(r.one)
	}
}

// pass gives the values of the row at hand as they stand in SQLite.
func (r *liteRows) pass(into []cell) ([]cell, error) {
	tls := r.conn.tls
	for i, name := range r.one.names {
		value := lib.Xsqlite3_column_value(tls, r.one.handle, int32(i))
		one := cell{}
		switch kind := lib.Xsqlite3_value_type(tls, value); kind {
		case lib.SQLITE_NULL:
		case lib.SQLITE_INTEGER:
			one = cell{kind: cellNumber, number: lib.Xsqlite3_value_int64(tls, value)}
		case lib.SQLITE_TEXT:
			where := lib.Xsqlite3_value_text(tls, value)
			one = cell{kind: cellText, raw: libc.GoBytes(where, int(lib.Xsqlite3_value_bytes(tls, value)))}
		case lib.SQLITE_BLOB:
			where := lib.Xsqlite3_value_blob(tls, value)
			one = cell{kind: cellBytes, raw: libc.GoBytes(where, int(lib.Xsqlite3_value_bytes(tls, value)))}
		default:
			return nil, fmt.Errorf("db: %s holds what is not kept in a table (%d)", name, kind)
		}
		into = append(into, one)
	}
	return into, nil
}
