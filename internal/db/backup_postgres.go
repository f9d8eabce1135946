package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/pressly/goose/v3"

	"kroon/internal/fault"
)

// Both schemas come from the same migrations, so tables and columns have the same names; an id is 16
// bytes in SQLite and a uuid in PostgreSQL, everything else is the same in both.

const ownTables = `SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()
	AND table_type = 'BASE TABLE' AND table_name <> 'goose_db_version' ORDER BY table_name`

func tablesOf(ctx context.Context, tx pgx.Tx) ([]string, error) {
	rows, err := tx.Query(ctx, ownTables)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

// backup copies every table in one snapshot into a fresh SQLite file with the same schema.
func (e *postgresEngine) backup(ctx context.Context, part string, version int64) error {
	pool, err := sql.Open("sqlite", dataSource(part)+"_pragma=journal_mode(OFF)&_pragma=synchronous(OFF)&_pragma=cache_size(-32000)")
	if err != nil {
		return err
	}
	pool.SetMaxOpenConns(1)
	err = upTo(ctx, pool, version)
	if err == nil {
		options := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
		err = pgx.BeginTxFunc(ctx, e.pool, options, func(from pgx.Tx) error { return dump(ctx, from, pool) })
	}
	return errors.Join(err, pool.Close())
}

// upTo makes the schema of a version in a fresh SQLite file.
func upTo(ctx context.Context, pool *sql.DB, version int64) error {
	all, err := migrations(SQLite)
	if err != nil {
		return err
	}
	for i, m := range all {
		if m.version > version {
			all = all[:i]
			break
		}
	}
	return up(ctx, goose.DialectSQLite3, pool, all)
}

func dump(ctx context.Context, from pgx.Tx, pool *sql.DB) error {
	tables, err := tablesOf(ctx, from)
	if err != nil {
		return err
	}
	into, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = into.Rollback() }()
	for _, table := range tables {
		if err := dumpTable(ctx, from, into, table); err != nil {
			return fmt.Errorf("%s: %w", table, err)
		}
	}
	return into.Commit()
}

func dumpTable(ctx context.Context, from pgx.Tx, into *sql.Tx, table string) error {
	rows, err := from.Query(ctx, "SELECT * FROM "+pgx.Identifier{table}.Sanitize())
	if err != nil {
		return err
	}
	defer rows.Close()
	var names, places []string
	for i, field := range rows.FieldDescriptions() {
		names = append(names, pgx.Identifier{field.Name}.Sanitize())
		places = append(places, fmt.Sprintf("$%d", i+1))
	}
	insert, err := into.PrepareContext(ctx, "INSERT INTO "+pgx.Identifier{table}.Sanitize()+
		" ("+strings.Join(names, ", ")+") VALUES ("+strings.Join(places, ", ")+")")
	if err != nil {
		return err
	}
	defer func() { _ = insert.Close() }()
	for rows.Next() {
		values, err := rows.Values()
		if err != nil {
			return err
		}
		if _, err := insert.ExecContext(ctx, blobs(values)...); err != nil {
			return err
		}
	}
	return rows.Err()
}

// empty refuses a database that holds anything.
func (e *postgresEngine) empty(ctx context.Context) error {
	return pgx.BeginTxFunc(ctx, e.pool, pgx.TxOptions{AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		tables, err := tablesOf(ctx, tx)
		if err != nil {
			return err
		}
		for _, table := range tables {
			// EXISTS would read a table whole where it lies on several nodes (github.com/citusdata/citus/issues/4982).
			some := 0
			err := tx.QueryRow(ctx, "SELECT 1 FROM "+pgx.Identifier{table}.Sanitize()+" LIMIT 1").Scan(&some)
			if err == nil {
				err = fault.New(fault.Conflict, "db.not_empty", "path", table)
			}
			if !errors.Is(err, pgx.ErrNoRows) {
				return err
			}
		}
		return nil
	})
}

// load copies every table of a SQLite file into this empty, migrated database, in one transaction.
func (e *postgresEngine) load(ctx context.Context, from *sql.DB) error {
	return pgx.BeginTxFunc(ctx, e.pool, pgx.TxOptions{}, func(into pgx.Tx) error {
		tables, err := tablesOf(ctx, into)
		if err != nil {
			return err
		}
		for _, table := range tables {
			if err := e.loadTable(ctx, from, into, table); err != nil {
				return fmt.Errorf("%s: %w", table, err)
			}
		}
		return nil
	})
}

func (e *postgresEngine) loadTable(ctx context.Context, from *sql.DB, into pgx.Tx, table string) error {
	ids, err := idsOf(ctx, into, table)
	if err != nil {
		return err
	}
	rows, err := fileRows(ctx, from, "SELECT * FROM "+quoted([]string{table}))
	if err != nil {
		return err
	}
	defer rows.close()
	read := &idRows{sqliteRows: rows, ids: ids}
	if _, err = into.CopyFrom(ctx, pgx.Identifier{table}, rows.names, pgx.CopyFromFunc(read.one)); err != nil {
		return err
	}
	return e.countRows(ctx, into, table)
}

// countRows has the server count what a table holds now, and how it differs. It does so by itself, but not for a minute or more; until
// then it plans as if nothing were there. Not on Citus: what was copied here in the same transaction could keep it from asking its nodes.
func (e *postgresEngine) countRows(ctx context.Context, in pgx.Tx, table string) error {
	if e.house == nil {
		return nil
	}
	_, err := in.Exec(ctx, "ANALYZE "+pgx.Identifier{table}.Sanitize())
	return err
}

// idsOf are the columns of a table that hold ids.
func idsOf(ctx context.Context, tx pgx.Tx, table string) (map[string]bool, error) {
	rows, err := tx.Query(ctx, `SELECT column_name FROM information_schema.columns
		WHERE table_schema = current_schema() AND table_name = $1 AND data_type = 'uuid'`, table)
	if err != nil {
		return nil, err
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	out := map[string]bool{}
	for _, name := range names {
		out[name] = true
	}
	return out, err
}
