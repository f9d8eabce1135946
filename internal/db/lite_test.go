package db

import (
	"context"
	"errors"
	"math"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	lib "modernc.org/sqlite/lib"
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
		"SELECT COALESCE($3, (SELECT $12 || '' )), $4": {"twelve", [16]byte([]byte("0123456789abcdef"))},
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
			if got, err := r.values(); err != nil || !reflect.DeepEqual(themselves(got), wanted) {
				t.Errorf("%s: %v, %v; wanted %v", query, themselves(got), err, wanted)
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
		if pages, _, err = checkpoint(e.conn, "NOOP"); err != nil { // nobody else writes now
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

// What is given is what is kept, to the last byte: an empty text and an empty blob are not NULL, a nil blob is.
func TestArgumentsComeBackAsTheyWere(t *testing.T) {
	l, err := openLite(SQLiteSource(filepath.Join(t.TempDir(), "kroon.db")))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.close() }()
	long := strings.Repeat("ë\x00", keptRoom)
	for _, args := range [][]any{
		{"", []byte{}, nil, int64(0), 0.0, "x"},
		{"tekst\x00 verder", []byte{0, 1}, []byte(nil), int64(math.MinInt64), math.Inf(1), ""},
		{long, []byte(long), nil, int64(1), -0.5, "na een lange"},
		{"kort", []byte("kort"), nil, int64(math.MaxInt64), 1e300, long},
	} {
		rows, err := l.query("SELECT $1, $2, $3, $4, $5, $6, typeof($1), typeof($2)", args)
		if err != nil {
			t.Fatal(err)
		}
		if !rows.next() {
			t.Fatal(rows.err())
		}
		got, err := rows.values()
		wanted := append(slices.Clone(args), "text", "blob")
		wanted[2] = nil
		if len(args[1].([]byte)) == 0 {
			wanted[1] = []byte(nil) // no bytes, yet no NULL
		}
		if err != nil || !reflect.DeepEqual(themselves(got), wanted) {
			t.Errorf("%.80v, %v", themselves(got), err)
		}
		rows.close()
	}
	for _, one := range l.kept {
		if one.size > 2*keptRoom {
			t.Errorf("a statement keeps %d bytes", one.size)
		}
	}
	if _, err := l.exec("SELECT $1", []any{t}); err == nil {
		t.Error("anything at all is an argument")
	}
}

// A statement has its rows read by one at a time, and is free again once they are left.
func TestAStatementIsFreeOnceItsRowsAreLeft(t *testing.T) {
	l, err := openLite(SQLiteSource(filepath.Join(t.TempDir(), "kroon.db")))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.close() }()
	const counts = "WITH RECURSIVE n (i) AS (SELECT $1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT i FROM n"
	first, err := l.query(counts, []any{int64(1)})
	if err != nil || !first.next() {
		t.Fatal(err)
	}
	if _, err := l.query(counts, []any{int64(3)}); !errors.Is(err, errAsked) {
		t.Errorf("asked again: %v", err)
	}
	for wanted := int64(1); wanted < 4; wanted++ {
		if got, err := first.values(); err != nil || themselves(got)[0] != wanted || !first.next() {
			t.Errorf("%v, %v, wanted %d", got, err, wanted)
		}
	}
	first.close()
	first.close()
	second, err := l.query(counts, []any{int64(3)})
	if err != nil || !second.next() {
		t.Fatal(err)
	}
	if got, err := second.values(); err != nil || themselves(got)[0] != int64(3) {
		t.Errorf("%v, %v", got, err)
	}
	second.close()
}

// What goes wrong says what, with SQLite's own code, whether a row came before it or none; and the statement works the next time.
func TestAFailureSaysWhat(t *testing.T) {
	l, err := openLite(SQLiteSource(filepath.Join(t.TempDir(), "kroon.db")))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.close() }()
	if _, err := l.exec("CREATE TABLE word (word TEXT PRIMARY KEY) STRICT", nil); err != nil {
		t.Fatal(err)
	}
	const adds = "INSERT INTO word (word) VALUES ($1)"
	if n, err := l.exec(adds, []any{"ja"}); n != 1 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	if _, err := l.exec(adds, []any{"ja"}); !IsDuplicate(err) || !strings.Contains(err.Error(), "word.word") {
		t.Errorf("%v", err)
	}
	if n, err := l.exec(adds, []any{"nee"}); n != 1 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	rows, err := l.query("SELECT CASE word WHEN 'ja' THEN 1 ELSE json(word) END FROM word ORDER BY word", nil)
	if err != nil || !rows.next() {
		t.Fatal(err)
	}
	if rows.next() || rows.err() == nil {
		t.Errorf("no error halfway: %v", rows.err())
	}
	if code, is := liteCode(rows.err()); !is || code != lib.SQLITE_ERROR {
		t.Errorf("%d, %v", code, rows.err())
	}
	for _, wrong := range []string{"SELECT nothing", "", " -- niets", "DELETE FROM word; DELETE FROM word", "DELETE FROM word; -- alles"} {
		if _, err := l.exec(wrong, nil); err == nil {
			t.Errorf("%q is a statement", wrong)
		}
	}
	if n, err := l.exec("UPDATE word SET word = word ; \n", nil); n != 2 || err != nil {
		t.Errorf("of two words %d are there: %v", n, err)
	}
	if _, err := openLite(SQLiteSource(filepath.Join(t.TempDir(), "nowhere", "kroon.db"))); err == nil {
		t.Error("opened in a folder that is not there")
	} else if code, is := liteCode(err); !is || code&0xff != lib.SQLITE_CANTOPEN {
		t.Errorf("%v", err)
	}
}

// themselves are the values that a row points at.
func themselves(values []any) []any {
	for i, value := range values {
		values[i] = bare(value)
	}
	return values
}
