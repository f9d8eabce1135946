package db

import (
	"bytes"
	"context"
	"database/sql"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

// TestWhatIsErasedLeavesNoByte: rows that came in any order, grew and moved from page to page leave nothing of what they
// said once it is erased and overwritten; what others wrote is there as it was, also when they write meanwhile.
func TestWhatIsErasedLeavesNoByte(t *testing.T) {
	e, ctx := openGroup(t), context.Background()
	const rows, prime = 3000, 3001
	do := func(statement string, args ...any) {
		t.Helper()
		if err := e.write(ctx, func(s session) error { _, err := s.exec(statement, args); return err }); err != nil {
			t.Fatal(err)
		}
	}
	do("CREATE TABLE word (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID")
	do("CREATE INDEX note_text ON note (text)")
	if err := e.write(ctx, func(s session) error {
		for i := int64(1); i <= rows; i++ {
			n := i * 17 % prime
			text := strings.Repeat("geheimwoord ", int(n%9))
			if n%3 == 0 {
				text = strings.Repeat("blijft staan ", int(n%9))
			}
			for _, one := range []struct {
				statement string
				args      []any
			}{
				{"INSERT INTO note (n, text) VALUES ($1, $2)", []any{n, text[:len(text)/3]}},
				{"UPDATE note SET text = $2 WHERE n = $1", []any{n, text}},
				{"INSERT INTO word VALUES ($1)", []any{text + string(rune('a'+n%26)) + strings.Repeat("x", int(n%97)) + string(rune(0x4e00+n))}},
			} {
				if _, err := s.exec(one.statement, one.args); err != nil {
					return err
				}
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	do("UPDATE note SET text = '' WHERE text LIKE 'geheim%'")
	do("DELETE FROM word WHERE word LIKE 'geheim%'")
	before := kept(t, e)
	var others sync.WaitGroup
	others.Go(func() {
		for n := range int64(50) {
			if err := e.write(ctx, func(s session) error {
				_, err := s.exec("INSERT INTO note (n, text) VALUES ($1, 'daarna')", []any{prime + n})
				return err
			}); err != nil {
				t.Error(err)
			}
		}
	})
	for e.overwrite(ctx) != nil { // while somebody reads or writes the log cannot go
		continue
	}
	others.Wait()
	if err := e.overwrite(ctx); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(e.path)
	if err != nil || bytes.Contains(raw, []byte("geheimwoord")) || !bytes.Contains(raw, []byte("blijft staan")) {
		t.Errorf("%d bytes of the file still say it: %v", bytes.Count(raw, []byte("geheimwoord")), err)
	}
	if after := kept(t, e); !slices.Equal(after[:len(before)], before) || len(after) != len(before)+50 {
		t.Errorf("%d rows were kept, %d are there", len(before), len(after))
	}
	if wrong, err := e.integrity(ctx); err != nil || len(wrong) > 0 {
		t.Errorf("the file is not sound: %v, %v", wrong, err)
	}
}

// TestAFileThatShrinksByItselfStaysSound: what says where pages are pointed to begins as a page of rows does.
func TestAFileThatShrinksByItselfStaysSound(t *testing.T) {
	e, ctx := openGroup(t), context.Background()
	if err := e.alone(func(pool *sql.DB) error {
		_, err := pool.ExecContext(ctx, "PRAGMA auto_vacuum = FULL; VACUUM")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := e.write(ctx, func(s session) error {
		for n := range int64(20000) {
			if _, err := s.exec("INSERT INTO note (n, text) VALUES ($1, $2)", []any{n, strings.Repeat("woord ", int(n%99))}); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if is, err := e.shrinks(ctx); err != nil || !is {
		t.Fatalf("the file does not shrink by itself: %v", err)
	}
	if err := e.overwrite(ctx); err != nil {
		t.Fatal(err)
	}
	if wrong, err := e.integrity(ctx); err != nil || len(wrong) > 0 {
		t.Errorf("the file is not sound: %v, %v", wrong, err)
	}
}

// kept are all rows, those that came last last.
func kept(t *testing.T, e *sqliteEngine) (out []string) {
	t.Helper()
	rows, err := e.readers.Query("SELECT 0 AS n, word AS text FROM word UNION ALL SELECT n, text FROM note ORDER BY n, text")
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var n, text string
		if err := rows.Scan(&n, &text); err != nil {
			t.Fatal(err)
		}
		out = append(out, n+text)
	}
	if err := rows.Close(); err != nil {
		t.Fatal(err)
	}
	return out
}
