package db

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
)

// Sum is what a database holds, in one number that is the same on either engine: two databases with the same sum hold
// the same rows. Whether effects are held, and what a move notes for itself, is not counted.
type Sum struct {
	Tables int
	Rows   int64
	Digest [sha256.Size]byte
}

// String is the digest, to compare with another.
func (s Sum) String() string { return hex.EncodeToString(s.Digest[:]) }

// Sum reads everything, as it stands at one instant, and adds it up. told hears how many rows were read since.
func (d *DB) Sum(ctx context.Context, told func(rows int64)) (Sum, error) {
	return d.engine.sum(ctx, told)
}

// relation is one table: its columns, and those of its primary key in their order.
type relation struct {
	name    string
	columns []string
	key     []string
	keyed   bool // kept in the order of its key, once
}

// inOrder reads every row of a table in the order of its key, which is the same on both engines.
func (s relation) inOrder() string {
	columns := slices.Clone(s.columns)
	slices.Sort(columns)
	return "SELECT " + quoted(columns) + " FROM " + quoted([]string{s.name}) + s.counted() + " ORDER BY " + quoted(s.key)
}

// counted leaves out what is not part of what is held.
func (s relation) counted() string {
	if s.name != "installation" {
		return ""
	}
	return " WHERE key <> '" + held + "' AND key NOT LIKE '" + moving + "%'"
}

func quoted(names []string) string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = pgx.Identifier{name}.Sanitize()
	}
	return strings.Join(out, ", ")
}

const toldEvery = 1000

// adding adds up tables one by one.
type adding struct {
	Sum
	hash hash.Hash
	told func(int64)
}

func newAdding(told func(int64)) *adding {
	if told == nil {
		told = func(int64) {}
	}
	return &adding{hash: sha256.New(), told: told}
}

func (a *adding) table(s relation, r rows) error {
	a.part('t', []byte(s.name))
	a.Tables++
	fresh := int64(0)
	for r.next() {
		values, err := r.values()
		if err != nil {
			return err
		}
		if err := a.row(values); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		if fresh++; fresh == toldEvery {
			a.Rows += fresh
			a.told(fresh)
			fresh = 0
		}
	}
	a.Rows += fresh
	a.told(fresh)
	return r.err()
}

func (a *adding) row(values []any) error {
	a.part('r', nil)
	for _, value := range values {
		switch v := bare(value).(type) {
		case nil:
			a.part('n', nil)
		case int64:
			a.part('i', binary.BigEndian.AppendUint64(nil, uint64(v)))
		case string:
			a.part('s', []byte(v))
		case []byte:
			a.part('b', v)
		case [16]byte:
			a.part('b', v[:])
		default:
			return fmt.Errorf("db: %T is not kept in a table", value)
		}
	}
	return nil
}

// part is a kind, a length and the bytes, so that no two ways of cutting give the same sum.
func (a *adding) part(kind byte, raw []byte) {
	head := binary.BigEndian.AppendUint64([]byte{kind}, uint64(len(raw)))
	a.hash.Write(head)
	a.hash.Write(raw)
}

func (a *adding) sum() Sum {
	a.hash.Sum(a.Digest[:0])
	return a.Sum
}

func (e *sqliteEngine) sum(ctx context.Context, told func(int64)) (out Sum, err error) {
	err = e.alone(func(pool *sql.DB) error {
		out, err = sumOfFile(ctx, pool, told)
		return err
	})
	return out, err
}

// sumOfFile adds up a SQLite file in one transaction.
func sumOfFile(ctx context.Context, pool *sql.DB, told func(int64)) (Sum, error) {
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return Sum{}, err
	}
	defer func() { _ = tx.Rollback() }()
	relations, err := relationsOfFile(ctx, tx)
	if err != nil {
		return Sum{}, err
	}
	a := newAdding(told)
	for _, s := range relations {
		read, err := fileRows(ctx, tx, s.inOrder())
		if err != nil {
			return Sum{}, err
		}
		if err := errors.Join(a.table(s, read), read.Close()); err != nil {
			return Sum{}, err
		}
	}
	return a.sum(), nil
}

// asker is a pool or a transaction of the SQLite driver.
type asker interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func fileRows(ctx context.Context, in asker, query string, args ...any) (*sqliteRows, error) {
	found, err := in.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	names, err := found.Columns()
	if err != nil {
		return nil, errors.Join(err, found.Close())
	}
	return &sqliteRows{Rows: found, names: names}, nil
}

// relationsOfFile are the tables of a SQLite file, by name.
func relationsOfFile(ctx context.Context, in asker) (out []relation, err error) {
	found, err := in.QueryContext(ctx, `SELECT t.name, t.wr, c.name, c.pk FROM pragma_table_list AS t, pragma_table_info(t.name) AS c
		WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> 'goose_db_version'
		ORDER BY t.name, c.cid`)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, found.Close()) }()
	keys := map[string]map[int]string{}
	for found.Next() {
		table, column, without, place := "", "", 0, 0
		if err := found.Scan(&table, &without, &column, &place); err != nil {
			return nil, err
		}
		if len(out) == 0 || out[len(out)-1].name != table {
			out = append(out, relation{name: table, keyed: without == 1})
			keys[table] = map[int]string{}
		}
		last := &out[len(out)-1]
		last.columns = append(last.columns, column)
		if place > 0 {
			keys[table][place] = column
		}
	}
	for i := range out {
		for place := 1; place <= len(keys[out[i].name]); place++ {
			out[i].key = append(out[i].key, keys[out[i].name][place])
		}
	}
	return out, found.Err()
}

const postgresColumns = `SELECT c.relname::text, a.attname::text, COALESCE(k.place, 0)
	FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
	LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
	LEFT JOIN LATERAL (SELECT u.place FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS u (attnum, place) WHERE u.attnum = a.attnum) k ON true
	WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'goose_db_version'
	ORDER BY c.relname::text COLLATE "C", a.attnum`

// relationsOf are the tables of a PostgreSQL schema, by name.
func relationsOf(ctx context.Context, tx pgx.Tx) (out []relation, err error) {
	found, err := tx.Query(ctx, postgresColumns)
	if err != nil {
		return nil, err
	}
	type column struct {
		Table, Name string
		Place       int
	}
	columns, err := pgx.CollectRows(found, pgx.RowToStructByPos[column])
	keys := map[string]map[int]string{}
	for _, c := range columns {
		if len(out) == 0 || out[len(out)-1].name != c.Table {
			out = append(out, relation{name: c.Table})
			keys[c.Table] = map[int]string{}
		}
		last := &out[len(out)-1]
		last.columns = append(last.columns, c.Name)
		if c.Place > 0 {
			keys[c.Table][c.Place] = c.Name
		}
	}
	for i := range out {
		for place := 1; place <= len(keys[out[i].name]); place++ {
			out[i].key = append(out[i].key, keys[out[i].name][place])
		}
	}
	return out, err
}

func (e *postgresEngine) sum(ctx context.Context, told func(int64)) (out Sum, err error) {
	options := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	err = pgx.BeginTxFunc(ctx, e.pool, options, func(tx pgx.Tx) error {
		relations, err := relationsOf(ctx, tx)
		if err != nil {
			return err
		}
		a := newAdding(told)
		for _, s := range relations {
			found, err := tx.Query(ctx, s.inOrder())
			if err != nil {
				return err
			}
			err = a.table(s, &postgresRows{Rows: found})
			found.Close()
			if err != nil {
				return err
			}
		}
		out = a.sum()
		return nil
	})
	return out, err
}
