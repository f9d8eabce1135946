package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"

	"github.com/jackc/pgx/v5"

	"kroon/internal/fault"
)

// moveChunk is how many rows arrive in one transaction, which also notes how far it came.
const moveChunk = 5000

// done is the note of a table that is whole.
const done = "done"

// fill copies the tables of a SQLite file into this database, a chunk at a time, from where an earlier attempt was.
// A database that holds anything of another origin is refused.
func (e *postgresEngine) fill(ctx context.Context, from *sql.DB, told func(Stage, int64, int64)) error {
	begun, err := e.noted(ctx, moving)
	if err != nil {
		return err
	}
	if begun == "" {
		if err := e.empty(ctx); err != nil {
			return err
		}
		if _, err := e.pool.Exec(ctx, note, moving, done); err != nil {
			return err
		}
	}
	relations, err := relationsOfFile(ctx, from)
	if err != nil {
		return err
	}
	total := int64(0)
	for _, s := range relations {
		n := int64(0)
		if err := from.QueryRowContext(ctx, "SELECT count(*) FROM "+quoted([]string{s.name})).Scan(&n); err != nil {
			return err
		}
		total += n
	}
	told(Filling, 0, total)
	for _, s := range relations {
		if err := e.fillTable(ctx, from, s, func(rows int64) { told(Filling, rows, total) }); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	return nil
}

const note = "INSERT INTO installation (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value"

// noted is what was noted under a key; empty when nothing was.
func (e *postgresEngine) noted(ctx context.Context, key string) (value string, err error) {
	err = e.pool.QueryRow(ctx, "SELECT value FROM installation WHERE key = $1", key).Scan(&value)
	if errors.Is(err, pgx.ErrNoRows) {
		err = nil
	}
	return value, err
}

// fillTable copies a table from its last row that arrived. One that is kept in the order of its key has no row
// numbers to go by, and arrives as a whole.
func (e *postgresEngine) fillTable(ctx context.Context, from *sql.DB, s relation, told func(rows int64)) error {
	key := moving + "." + s.name
	at, err := e.noted(ctx, key)
	if err != nil {
		return err
	}
	if at == done {
		return nil
	}
	query, after := "SELECT 0 AS place, * FROM "+quoted([]string{s.name})+" WHERE $1 = 0 AND $2 > 0", int64(0)
	if !s.keyed {
		query = "SELECT rowid AS place, * FROM " + quoted([]string{s.name}) + " WHERE rowid > $1 ORDER BY rowid LIMIT $2"
		if at != "" {
			if after, err = strconv.ParseInt(at, 10, 64); err != nil {
				return err
			}
		}
	}
	for {
		rows, last, err := e.fillChunk(ctx, from, s, key, query, after)
		if err != nil {
			return err
		}
		told(rows)
		if s.keyed || rows < moveChunk {
			_, err := e.pool.Exec(ctx, note, key, done)
			return err
		}
		after = last
	}
}

func (e *postgresEngine) fillChunk(ctx context.Context, from *sql.DB, s relation, key, query string, after int64) (rows, last int64, err error) {
	err = pgx.BeginTxFunc(ctx, e.pool, pgx.TxOptions{}, func(into pgx.Tx) error {
		ids, err := idsOf(ctx, into, s.name)
		if err != nil {
			return err
		}
		found, err := fileRows(ctx, from, query, after, int64(moveChunk))
		if err != nil {
			return err
		}
		defer found.close()
		read := &idRows{sqliteRows: found, ids: ids}
		rows, err = into.CopyFrom(ctx, pgx.Identifier{s.name}, found.names[1:], pgx.CopyFromFunc(func() ([]any, error) {
			values, err := read.one()
			if values == nil || err != nil {
				return nil, err
			}
			last = values[0].(int64)
			return values[1:], nil
		}))
		if err != nil {
			return err
		}
		value := strconv.FormatInt(last, 10)
		if s.keyed || rows < moveChunk {
			value = done
			if err := e.countRows(ctx, into, s.name); err != nil {
				return err
			}
		}
		_, err = into.Exec(ctx, note, key, value)
		return err
	})
	return rows, last, err
}

// idRows reads rows of a SQLite file with ids as PostgreSQL takes them.
type idRows struct {
	*sqliteRows
	ids map[string]bool
}

// one is the next row; nil at the end.
func (r *idRows) one() ([]any, error) {
	if !r.next() {
		return nil, r.err()
	}
	values, err := r.values()
	for i, name := range r.names {
		raw, is := values[i].([]byte)
		switch {
		case !is:
		case !r.ids[name]:
			values[i] = append([]byte{}, raw...) // none is nil, which would be NULL
		case len(raw) != 16:
			return nil, fault.New(fault.Invalid, "db.damaged").On("file")
		default:
			values[i] = [16]byte(raw)
		}
	}
	return values, err
}

// filled takes the notes of the move away: from then on it is a database as any.
func (e *postgresEngine) filled(ctx context.Context) error {
	_, err := e.pool.Exec(ctx, "DELETE FROM installation WHERE key LIKE '"+moving+"%'")
	return err
}

// clear takes away what an attempt brought that is out of date.
func (e *postgresEngine) clear(ctx context.Context) error {
	return pgx.BeginTxFunc(ctx, e.pool, pgx.TxOptions{}, func(tx pgx.Tx) error {
		tables, err := tablesOf(ctx, tx)
		if err == nil {
			_, err = tx.Exec(ctx, "TRUNCATE "+quoted(tables))
		}
		return err
	})
}
