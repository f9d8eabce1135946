package dbtest

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"kroon/internal/db"
)

// Planner tells how an engine would go about a statement.
type Planner func(statement string) (lines []string, err error)

var placeholder = regexp.MustCompile(`\$(\d+)`)

// arguments is how many a statement takes.
func arguments(statement string) (n int) {
	for _, found := range placeholder.FindAllStringSubmatch(statement, -1) {
		if one, err := strconv.Atoi(found[1]); err == nil {
			n = max(n, one)
		}
	}
	return n
}

// PlannerOf is the planner of an engine with the schema and nothing in it. SQLite has been told what to expect of a large
// installation; PostgreSQL is told to pass over no index that would do, so that what it still reads whole has none.
func PlannerOf(t testing.TB, engine db.Engine) Planner {
	t.Helper()
	if engine == db.SQLite {
		path := filepath.Join(t.TempDir(), "plans.db")
		copyMigrated(t, path)
		pool, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = pool.Close() })
		return func(statement string) ([]string, error) {
			return explainSQLite(pool, statement)
		}
	}
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, plainPostgres(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(ctx) })
	if _, err := conn.Exec(ctx, "SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan"); err != nil {
		t.Fatal(err)
	}
	return func(statement string) ([]string, error) { return explainPostgres(ctx, conn, statement) }
}

func explainSQLite(pool *sql.DB, statement string) (out []string, err error) {
	text, order := db.Places(statement)
	rows, err := pool.Query("EXPLAIN QUERY PLAN "+text, make([]any, len(order))...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id, parent, unused int
		var line string
		if err := rows.Scan(&id, &parent, &unused, &line); err != nil {
			return nil, err
		}
		out = append(out, line)
	}
	return out, rows.Err()
}

func explainPostgres(ctx context.Context, conn *pgx.Conn, statement string) ([]string, error) {
	if _, err := conn.Exec(ctx, "DEALLOCATE ALL"); err != nil {
		return nil, err
	}
	if _, err := conn.Exec(ctx, "PREPARE one AS "+statement); err != nil {
		return nil, err
	}
	execute := "EXECUTE one"
	if n := arguments(statement); n > 0 {
		execute += "(" + strings.TrimPrefix(strings.Repeat(", NULL", n), ", ") + ")"
	}
	rows, err := conn.Query(ctx, "EXPLAIN (COSTS OFF) "+execute, pgx.QueryExecModeSimpleProtocol)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", execute, err)
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}
