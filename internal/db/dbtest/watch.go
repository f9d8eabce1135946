package dbtest

import (
	"context"
	"database/sql"
	"testing"

	"github.com/jackc/pgx/v5"

	"kroon/internal/db"
)

// Watch gives a number that is another after every commit that changed something; it may be another without one,
// so who sees that it is looks closer. Asking costs microseconds, where comparing everything costs milliseconds. The
// database must be open already.
func Watch(t testing.TB, config db.Config) func() int64 {
	t.Helper()
	ctx := context.Background()
	var ask func() (int64, error)
	if config.URL == "" {
		pool, err := sql.Open("sqlite", "file:"+config.Path+"?mode=ro")
		if err != nil {
			t.Fatal(err)
		}
		pool.SetMaxOpenConns(1) // the number is that of a connection
		t.Cleanup(func() { _ = pool.Close() })
		ask = func() (n int64, err error) {
			err = pool.QueryRowContext(ctx, "PRAGMA data_version").Scan(&n)
			return n, err
		}
	} else {
		conn, err := pgx.Connect(ctx, config.URL)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = conn.Close(ctx) })
		ask = func() (n int64, err error) {
			err = conn.QueryRow(ctx, "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint").Scan(&n)
			return n, err
		}
	}
	return func() int64 {
		t.Helper()
		n, err := ask()
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
}
