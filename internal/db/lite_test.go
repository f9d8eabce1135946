package db

import (
	"context"
	"path/filepath"
	"reflect"
	"testing"
)

func TestEachPlaceTakesItsArgument(t *testing.T) {
	ctx := context.Background()
	e, err := openSQLite(ctx, filepath.Join(t.TempDir(), "kroon.db"), 1)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = e.close() }()
	for query, wanted := range map[string][]any{
		"SELECT $1, $2":     {"one", int64(2)},
		"SELECT $2, $1, $2": {int64(2), "one", int64(2)},
		"SELECT '$1', $1 AS \"$2\", ''''||$1||'$2'": {"$1", "one", "'one$2"},
		"SELECT $11, $3": {int64(11), nil},
		"SELECT $2 FROM (SELECT 1) WHERE $1 = 'one'": {int64(2)},
		"SELECT 1": {int64(1)},
		"SELECT COALESCE($3, (SELECT $12 || '' )), $4": {"twelve", []byte("0123456789abcdef")},
	} {
		args := []any{"one", int64(2), nil, [16]byte([]byte("0123456789abcdef")), 5.5, int64(6), int64(7), int64(8), int64(9), int64(10), int64(11), "twelve"}
		err := e.read(ctx, func(s session) error {
			r, err := s.query(query, args)
			if err != nil {
				return err
			}
			defer r.close()
			if !r.next() {
				t.Fatalf("%s: no row: %v", query, r.err())
			}
			if got, err := r.values(); err != nil || !reflect.DeepEqual(got, wanted) {
				t.Errorf("%s: %v, %v; wanted %v", query, got, err, wanted)
			}
			if r.next() {
				t.Errorf("%s: a second row", query)
			}
			return r.err()
		})
		if err != nil {
			t.Errorf("%s: %v", query, err)
		}
	}
	if err := e.read(ctx, func(s session) error { _, err := s.query("SELECT $2", []any{"one"}); return err }); err == nil {
		t.Error("a place without an argument is no error")
	}
}

// Whether two places are of the same argument shows in the text, or the planner takes them for two.
func TestAnArgumentThatOccursAgainKeepsItsNumber(t *testing.T) {
	for query, wanted := range map[string]string{
		"a = $1 AND b = $2":                      "a = ? AND b = ?",
		"a > $3 OR a = $3 AND b > $1 AND c = $2": "a > ?1 OR a = ?1 AND b > ? AND c = ?",
		"a = $2 AND b = '$1' AND c IN ($1, $2)":  "a = ?1 AND b = '$1' AND c IN (?, ?1)",
	} {
		if got, _ := Places(query); got != wanted {
			t.Errorf("%s: %s, wanted %s", query, got, wanted)
		}
	}
}

// A log that has become long begins anew, and nothing that stood in it is lost.
func TestALongLogBeginsAnew(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "kroon.db")
	e, err := openSQLite(ctx, path, 1)
	if err != nil {
		t.Fatal(err)
	}
	fill := func(rows int) {
		t.Helper()
		err := e.write(ctx, func(s session) error {
			for range rows {
				if _, err := s.exec("INSERT INTO note (words) VALUES (randomblob(3000))", nil); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := e.write(ctx, func(s session) error { _, err := s.exec("CREATE TABLE note (words BLOB)", nil); return err }); err != nil {
		t.Fatal(err)
	}
	rows, pages := 0, int64(longPages)
	for ; pages > logPages && rows < 100*longPages; rows += 1001 {
		fill(1000)
		e.log.pages.Store(longPages) // unless somebody looks just now
		fill(1)
		if pages, _, err = checkpoint(ctx, e.conn, "NOOP"); err != nil { // nobody else writes now
			t.Fatal(err)
		}
	}
	if pages > logPages {
		t.Errorf("the log is %d pages long", pages)
	}
	if err := e.close(); err != nil {
		t.Fatal(err)
	}
	if e, err = openSQLite(ctx, path, 1); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = e.close() }()
	var n int
	if err := e.readers.QueryRow("SELECT COUNT(*) FROM note").Scan(&n); err != nil || n != rows {
		t.Errorf("%d rows, %v", n, err)
	}
}
