package db

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"sort"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"kroon/internal/fault"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migration is one file: NNNNN_owner.sql or NNNNN_owner_what.sql, forward only, with the type words.
type migration struct {
	version int64
	name    string
	text    string
}

// words are the types of a migration, per engine. An {id} is a UUID, a {time} microseconds since 1970
// in UTC, a {date} a civil date as text, a {bool} 0 or 1. A {keyed} table is {strict} and kept in the
// order of its primary key, once: for narrow rows that are found by little else. What stands behind {sqlite}
// on a line is for SQLite alone: how a table lies, where PostgreSQL leaves no choice.
var words = map[Engine]*strings.Replacer{
	SQLite: strings.NewReplacer("{id}", "BLOB", "{text}", "TEXT", "{int64}", "INTEGER", "{bytes}", "BLOB",
		"{time}", "INTEGER", "{date}", "TEXT", "{bool}", "INTEGER", "{strict}", "STRICT", "{keyed}", "STRICT, WITHOUT ROWID", "{sqlite}", ""),
	Postgres: strings.NewReplacer("{id}", "uuid", "{text}", "text COLLATE \"C\"", "{int64}", "bigint", "{bytes}", "bytea",
		"{time}", "bigint", "{date}", "text COLLATE \"C\"", "{bool}", "bigint", "{strict}", "", "{keyed}", "", "{sqlite}", "--"),
}

func migrations(kind Engine) ([]migration, error) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
	var out []migration
	for _, name := range names {
		raw, err := migrationFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		base := strings.TrimPrefix(name, "migrations/")
		number, _, _ := strings.Cut(base, "_")
		version, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("db: migration %s has no number", base)
		}
		out = append(out, migration{version, base, words[kind].Replace(string(raw))})
	}
	return out, nil
}

// Migrate brings the schema up to this program. Each migration is one transaction: killed in the
// middle, it is as if it had not begun. A schema newer than the program is refused. Where the tables lie on several nodes, new ones
// are laid there too.
func (d *DB) Migrate(ctx context.Context) error {
	all, err := migrations(d.kind)
	if err != nil {
		return err
	}
	if err := d.CheckSchema(ctx); err != nil {
		return err
	}
	if err := d.whole(ctx); err != nil {
		return err
	}
	if err := d.engine.migrate(ctx, all); err != nil {
		return err
	}
	return d.follow(ctx)
}

// Version is the schema that the data has; 0: none yet.
func (d *DB) Version(ctx context.Context) (int64, error) { return d.engine.version(ctx) }

// CheckSchema refuses a schema that a newer program has made.
func (d *DB) CheckSchema(ctx context.Context) error {
	all, err := migrations(d.kind)
	if err != nil {
		return err
	}
	version, err := d.engine.version(ctx)
	if err != nil {
		return err
	}
	if newest := all[len(all)-1].version; version > newest {
		return fault.New(fault.Conflict, "db.newer_schema", "schema", version, "known", newest)
	}
	return nil
}

func goMigrations(all []migration) []*goose.Migration {
	var out []*goose.Migration
	for _, m := range all {
		run := func(ctx context.Context, tx *sql.Tx) error {
			if _, err := tx.ExecContext(ctx, m.text); err != nil {
				return fmt.Errorf("%s: %w", m.name, err)
			}
			return nil
		}
		out = append(out, goose.NewGoMigration(m.version, &goose.GoFunc{RunTx: run}, nil))
	}
	return out
}

func up(ctx context.Context, dialect goose.Dialect, pool *sql.DB, all []migration, options ...goose.ProviderOption) error {
	options = append(options, goose.WithGoMigrations(goMigrations(all)...), goose.WithDisableGlobalRegistry(true))
	provider, err := goose.NewProvider(dialect, pool, nil, options...)
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

func (e *sqliteEngine) migrate(ctx context.Context, all []migration) error {
	return e.alone(func(pool *sql.DB) error {
		if err := schemaBegin(ctx, pool, all); err != nil {
			return err
		}
		if err := up(ctx, goose.DialectSQLite3, pool, all); err != nil {
			return err
		}
		return reshape(ctx, pool, all[len(all)-1].version)
	})
}

func (e *postgresEngine) migrate(ctx context.Context, all []migration) error {
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return err
	}
	pool := e.database()
	defer func() { _ = pool.Close() }()
	return up(ctx, goose.DialectPostgres, pool, all, goose.WithSessionLocker(locker))
}

const schemaVersion = "SELECT COALESCE(MAX(version_id), 0) FROM goose_db_version WHERE is_applied"

func (e *sqliteEngine) version(ctx context.Context) (version int64, err error) {
	known := 0
	err = e.readers.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master WHERE name = 'goose_db_version'").Scan(&known)
	if err != nil || known == 0 {
		return 0, err
	}
	err = e.readers.QueryRowContext(ctx, schemaVersion).Scan(&version)
	return version, err
}

func (e *postgresEngine) version(ctx context.Context) (version int64, err error) {
	known := false
	err = e.pool.QueryRow(ctx, "SELECT to_regclass('goose_db_version') IS NOT NULL").Scan(&known)
	if err != nil || !known {
		return 0, err
	}
	err = e.pool.QueryRow(ctx, schemaVersion).Scan(&version)
	return version, err
}
