package db

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"kroon/internal/fault"
)

// A backup that somebody made, be it sealed as ours are, is found sound or refused in words; nothing panics over it.
func FuzzBackup(f *testing.F) {
	dir := f.TempDir()
	small := filepath.Join(dir, "small")
	pool, err := sql.Open("sqlite", dataSource(small)+"_pragma=page_size(512)")
	if err == nil {
		_, err = pool.Exec("CREATE TABLE note (n INTEGER PRIMARY KEY, text TEXT) STRICT; INSERT INTO note VALUES (1, 'one'), (2, 'two')")
	}
	if err != nil {
		f.Fatal(err)
	}
	if err := pool.Close(); err != nil {
		f.Fatal(err)
	}
	raw, err := os.ReadFile(small)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw, 0, byte(0), true)
	f.Add(raw, 20, byte(255), true)
	f.Add(raw, 100, byte(5), true)
	f.Add(raw[:200], 0, byte(0), true)
	f.Add([]byte("SQLite format 3\x00"), 0, byte(0), false)
	path := filepath.Join(dir, "tried")
	f.Fuzz(func(t *testing.T, file []byte, at int, is byte, sealed bool) {
		file = append([]byte(nil), file...)
		if len(file) > 0 {
			file[uint(at)%uint(len(file))] = is
		}
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		if sealed {
			_ = seal(path) // what has no header cannot be
		}
		if err := CheckBackup(context.Background(), path); err != nil && fault.Of(err).Key != "db.not_a_backup" && fault.Of(err).Key != "db.damaged" {
			t.Errorf("refused without a sentence: %v", err)
		}
	})
}
