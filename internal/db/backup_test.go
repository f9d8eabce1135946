package db_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// pair writes two rows that belong together.
func pair(database *db.DB, n int) error {
	return database.Write(context.Background(), nobody, func(tx *db.Tx) error {
		tx.Put("INSERT INTO installation (key, value) VALUES ($1, $2)", fmt.Sprintf("pair%06d", n), "één ✓ \x01")
		tx.Put(`INSERT INTO event (org, id, subject_kind, subject, version, kind, happened_at, recorded_at, actor_kind,
			actor, request, imported, payload) VALUES ($1, $1, 'pair', $1, $2, 'k', $3, $3, 'system', NULL, '', 0, '{}')`,
			id.New[id.Any](tx.IDs), n, tx.Now)
		tx.Put("INSERT INTO sign_in_try (org, subject, at, last_at) VALUES ($1, $2, $3, $4)",
			id.New[id.Any](tx.IDs), []byte{0, 1, 0xff, byte(n)}, []byte{}, tx.Now)
		return nil
	})
}

// story is everything that a database holds, in words.
func story(t *testing.T, database *db.DB) (lines []string) {
	t.Helper()
	err := database.Read(context.Background(), nobody, func(tx *db.Tx) error {
		type row struct {
			Key, Value string
		}
		rows, err := db.All[row](tx, "SELECT key, value FROM installation ORDER BY key")
		for _, r := range rows {
			lines = append(lines, fmt.Sprintf("%q %q", r.Key, r.Value))
		}
		if err != nil {
			return err
		}
		type event struct {
			Org        id.Org
			Version    int64
			Actor      id.Any
			HappenedAt time.Time
		}
		events, err := db.All[event](tx, "SELECT org, version, actor, happened_at FROM event ORDER BY version")
		for _, e := range events {
			lines = append(lines, fmt.Sprint(e.Org, e.Version, e.Actor.IsZero(), e.HappenedAt.UnixMicro()))
		}
		if err != nil {
			return err
		}
		type try struct {
			Subject, At []byte
		}
		tries, err := db.All[try](tx, "SELECT subject, at FROM sign_in_try ORDER BY org")
		for _, r := range tries {
			lines = append(lines, fmt.Sprintf("%x %x %v", r.Subject, r.At, r.At == nil))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// restored is a fresh database of an engine, filled from a backup.
func restored(t *testing.T, engine db.Engine, file string) *db.DB {
	t.Helper()
	config := db.Config{Path: filepath.Join(t.TempDir(), "kroon.db")}
	if engine == db.Postgres {
		config = dbtest.Config(t, engine)
	}
	if err := db.Restore(context.Background(), config, file); err != nil {
		t.Fatal(err)
	}
	database, err := db.Open(context.Background(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = database.Close() })
	return database
}

// planned sees that PostgreSQL knows how much there is in each table as soon as it is there; with Citus its nodes do, later.
func planned(t *testing.T, database *db.DB) {
	t.Helper()
	if database.Engine() != db.Postgres {
		return
	}
	var unknown []string
	err := database.Read(context.Background(), nobody, func(tx *db.Tx) (err error) {
		unknown, err = db.All[string](tx, `SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples < 0 AND relname <> 'goose_db_version'
			AND relnamespace = current_schema()::regnamespace AND NOT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'citus') ORDER BY relname`)
		return err
	})
	if err != nil || len(unknown) > 0 {
		t.Errorf("PostgreSQL does not know how much there is in %v: %v", unknown, err)
	}
}

func TestABackupRestoresIntoEitherEngine(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		for n := range 60 {
			if err := pair(database, n); err != nil {
				t.Fatal(err)
			}
		}
		file := filepath.Join(t.TempDir(), "a backup ?#.db")
		size, err := database.Backup(context.Background(), file)
		if err != nil {
			t.Fatal(err)
		}
		if found, err := os.Stat(file); err != nil || found.Size() != size || found.Mode().Perm() != 0o600 {
			t.Errorf("the backup is %v, %v; %d bytes said", found, err, size)
		}
		want := story(t, database)
		for _, engine := range dbtest.Engines() {
			copied := restored(t, engine, file)
			planned(t, copied)
			held := fmt.Sprintf("%q %q", "effects_held", "1")
			got := story(t, copied)
			if !slices.Contains(got, held) {
				t.Errorf("%s: a restored copy does not hold its effects", engine)
			}
			got = slices.DeleteFunc(got, func(line string) bool { return line == held })
			if !slices.Equal(got, want) {
				t.Errorf("%s: %d lines restored of %d, or not the same", engine, len(got), len(want))
			}
			err := copied.Write(context.Background(), nobody, db.Release)
			if err != nil || slices.Contains(story(t, copied), held) {
				t.Errorf("%s: released effects stay held: %v", engine, err)
			}
		}
		if left, _ := filepath.Glob(filepath.Join(filepath.Dir(file), "*")); len(left) != 1 {
			t.Errorf("the backup left %v", left)
		}
	})
}

func TestABackupWhileOthersWrite(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		var mu sync.Mutex
		var written []int
		ctx, stop := context.WithCancel(context.Background())
		var group sync.WaitGroup
		for w := range 4 {
			group.Go(func() {
				for n := w; ctx.Err() == nil; n += 4 {
					if err := pair(database, n); err != nil {
						t.Error(err)
						return
					}
					mu.Lock()
					written = append(written, n)
					mu.Unlock()
				}
			})
		}
		for enough := false; !enough; {
			mu.Lock()
			enough = len(written) > 200
			mu.Unlock()
		}
		mu.Lock()
		before := slices.Clone(written)
		mu.Unlock()
		file := filepath.Join(t.TempDir(), "backup.db")
		_, err := database.Backup(context.Background(), file)
		stop()
		group.Wait()
		if err != nil {
			t.Fatal(err)
		}
		copied := restored(t, db.SQLite, file)
		var keys []string
		var versions []int
		err = copied.Read(context.Background(), nobody, func(tx *db.Tx) (err error) {
			if keys, err = db.All[string](tx, "SELECT key FROM installation WHERE key LIKE 'pair%' ORDER BY key"); err != nil {
				return err
			}
			versions, err = db.All[int](tx, "SELECT version FROM event ORDER BY version")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range before {
			if _, found := slices.BinarySearch(versions, n); !found {
				t.Errorf("%d was acknowledged before the backup and is not in it", n)
			}
		}
		if len(keys) != len(versions) {
			t.Errorf("half a transaction is in the backup: %d and %d rows", len(keys), len(versions))
		}
	})
}

func TestEveryByteOfABackupCounts(t *testing.T) {
	database := dbtest.Open(t, db.SQLite, nil)
	for n := range 20 {
		if err := pair(database, n); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(t.TempDir(), "backup.db")
	if _, err := database.Backup(context.Background(), file); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	refused := func(what string, changed []byte) {
		t.Helper()
		if err := os.WriteFile(file, changed, 0o600); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "kroon.db")
		err := db.Restore(context.Background(), db.Config{Path: path}, file)
		if !fault.Is(err, "db.damaged") && !fault.Is(err, "db.not_a_backup") {
			t.Errorf("%s: %v", what, err)
		}
		if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); len(left) > 0 {
			t.Errorf("%s: %v was left", what, left)
		}
	}
	for at := 0; at < len(whole); at += 1 + len(whole)/150 {
		changed := bytes.Clone(whole)
		changed[at] ^= 1 << (at % 8)
		refused(fmt.Sprint("byte ", at), changed)
	}
	for at := range 100 {
		changed := bytes.Clone(whole)
		changed[at] ^= 0x80
		refused(fmt.Sprint("header ", at), changed)
	}
	refused("cut", whole[:len(whole)-4096])
	refused("cut in the header", whole[:50])
	refused("longer", append(bytes.Clone(whole), 0))
	refused("empty", nil)
	refused("a database without a seal", append(append(append(bytes.Clone(whole[:60]), 0, 0, 0, 0), whole[64:68]...), append([]byte{0, 0, 0, 0}, whole[72:]...)...))
	if err := os.WriteFile(file, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := db.CheckBackup(context.Background(), file); err != nil {
		t.Errorf("put back as it was: %v", err)
	}
}

func TestRestoreTouchesNoData(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		if err := pair(database, 1); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "backup.db")
		if _, err := database.Backup(context.Background(), file); err != nil {
			t.Fatal(err)
		}
		config := dbtest.Config(t, database.Engine())
		other, err := db.Open(context.Background(), config)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = other.Close() })
		set(t, other, "mine", "1")
		before := story(t, other)
		if err := db.Restore(context.Background(), config, file); !fault.Is(err, "db.not_empty") {
			t.Errorf("a restore over data: %v", err)
		}
		if !slices.Equal(story(t, other), before) {
			t.Error("a refused restore changed the data")
		}
	})
}

func TestThereIsNothingToBackUp(t *testing.T) {
	database, err := db.Open(context.Background(), db.Config{Path: filepath.Join(t.TempDir(), "kroon.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = database.Close() })
	file := filepath.Join(t.TempDir(), "backup.db")
	if _, err := database.Backup(context.Background(), file); !fault.Is(err, "db.nothing_there") {
		t.Errorf("a backup of nothing: %v", err)
	}
	if _, err := os.Stat(file); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a backup of nothing left %v", err)
	}
}
