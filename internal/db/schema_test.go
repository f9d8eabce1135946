package db

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pressly/goose/v3"
)

var update = flag.Bool("update", false, "write schema.sql anew")

// migrated is a fresh file after the migrations up to one name, one by one, and without the text.
func migrated(t *testing.T, all []migration) *sql.DB {
	t.Helper()
	pool, err := sql.Open("sqlite", dataSource(filepath.Join(t.TempDir(), "one-by-one.db")))
	if err != nil {
		t.Fatal(err)
	}
	pool.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = pool.Close() })
	if err := up(context.Background(), goose.DialectSQLite3, pool, all); err != nil {
		t.Fatal(err)
	}
	return pool
}

// rowsOf are all rows of all tables but the instants of the migrations.
func rowsOf(t *testing.T, pool *sql.DB) string {
	t.Helper()
	var out strings.Builder
	for _, query := range []string{
		"SELECT 'version', version_id, is_applied FROM goose_db_version ORDER BY id",
		"SELECT 'sequence', name, seq FROM sqlite_sequence ORDER BY name",
	} {
		rows, err := pool.Query(query)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var a, b, c string
			if err := rows.Scan(&a, &b, &c); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(&out, a, b, c)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
	tables, err := pool.Query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'goose_db_version' ORDER BY name")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for tables.Next() {
		name := ""
		if err := tables.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	for _, name := range names {
		n := 0
		if err := pool.QueryRow("SELECT count(*) FROM " + name).Scan(&n); err != nil {
			t.Fatal(err)
		}
		if n > 0 {
			fmt.Fprintln(&out, "rows", name, n) // a migration that writes rows must be told here
		}
	}
	return out.String()
}

// linesOf are what the planner was told.
func linesOf(t *testing.T, pool *sql.DB) (out string) {
	t.Helper()
	rows, err := pool.Query("SELECT tbl, COALESCE(idx, ''), stat FROM sqlite_stat1 ORDER BY tbl, idx")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var table, index, stat string
		if err := rows.Scan(&table, &index, &stat); err != nil {
			t.Fatal(err)
		}
		out += fmt.Sprintln(table, index, stat)
	}
	return out
}

func TestTheSchemaAtOnceIsThatOfTheMigrations(t *testing.T) {
	ctx := context.Background()
	all, err := migrations(SQLite)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		text, err := schemaOf(ctx, migrated(t, all), all[len(all)-1])
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("schema.sql", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		schemaText = text
	}
	head, _, _ := strings.Cut(schemaText, "\n")
	last, until := strings.TrimPrefix(head, schemaHead), 0
	for until < len(all) && all[until].name <= last {
		until++
	}
	if until == 0 || all[until-1].name != last {
		t.Fatalf("schema.sql begins with %q, which names no migration: run go test ./internal/db -update", head)
	}
	wanted, err := schemaOf(ctx, migrated(t, all[:until]), all[until-1])
	if err != nil {
		t.Fatal(err)
	}
	if wanted != schemaText {
		t.Error("schema.sql is not what its migrations leave: run go test ./internal/db -update")
	}

	// From the text, and what was added since, one comes where the migrations alone lead.
	path := filepath.Join(t.TempDir(), "at-once.db")
	database, err := Open(ctx, Config{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // again does nothing
		if err := database.Migrate(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if err := database.Close(); err != nil {
		t.Fatal(err)
	}
	pool, err := sql.Open("sqlite", dataSource(path))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = pool.Close() })
	slowly := migrated(t, all)
	if err := reshape(ctx, slowly, all[len(all)-1].version); err != nil {
		t.Fatal(err)
	}
	for what, of := range map[string]func(*sql.DB) string{
		"schema":   func(p *sql.DB) string { text, _ := schemaOf(ctx, p, all[len(all)-1]); return text },
		"expected": func(p *sql.DB) string { return linesOf(t, p) },
		"rows":     func(p *sql.DB) string { return rowsOf(t, p) },
	} {
		if fast, slow := of(pool), of(slowly); fast != slow {
			t.Errorf("%s at once:\n%s\none by one:\n%s", what, fast, slow)
		}
	}
}
