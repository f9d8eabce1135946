package db

import (
	"context"
	"path/filepath"
	"testing"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// What SQLite can take from the cache that connections share is nothing, because there is none: each has its own.
func TestConnectionsShareNoPages(t *testing.T) {
	ctx := context.Background()
	e, err := openSQLite(ctx, filepath.Join(t.TempDir(), "kroon.db"), 1)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = e.close() }()
	err = e.write(ctx, func(s session) error {
		_, err := s.exec("CREATE TABLE much AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 500) SELECT randomblob(1000) AS b FROM n", nil)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	err = e.read(ctx, func(s session) error {
		_, err := s.exec("SELECT count(*) FROM much WHERE length(b) > 0", nil)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	tls := libc.NewTLS()
	defer tls.Close()
	if shared := lib.Xsqlite3_release_memory(tls, 1<<20); shared != 0 {
		t.Errorf("%d bytes were taken from a cache that connections share", shared)
	}
}
