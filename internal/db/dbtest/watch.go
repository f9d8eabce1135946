package dbtest

import (
	"context"
	"database/sql"
	"net/url"
	"strings"
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
		var conns []*pgx.Conn
		for _, at := range nodesOf(t, config.URL) {
			conn, err := pgx.Connect(ctx, at)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = conn.Close(ctx) })
			conns = append(conns, conn)
		}
		ask = func() (sum int64, err error) {
			for _, conn := range conns { // it never falls on any
				var n int64
				if err = conn.QueryRow(ctx, "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint").Scan(&n); err != nil {
					break
				}
				sum += n
			}
			return sum, err
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

// nodesOf are the places of a database: its own, and on a cluster those of the workers, who write what the coordinator hands on.
func nodesOf(t testing.TB, address string) []string {
	t.Helper()
	out := []string{address}
	at, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	workers, _ := workers()
	for _, worker := range workers {
		out = append(out, named(worker, strings.TrimPrefix(at.Path, "/")))
	}
	return out
}
