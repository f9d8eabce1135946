package db_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/party"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

var nobody = party.Itself(id.Org{})

func set(t *testing.T, database *db.DB, key, value string) {
	t.Helper()
	err := database.Write(context.Background(), nobody, func(tx *db.Tx) error {
		tx.Put("INSERT INTO installation (key, value) VALUES ($1, $2)", key, value)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func get(t *testing.T, database *db.DB, key string) (value string, found bool) {
	t.Helper()
	err := database.Read(context.Background(), nobody, func(tx *db.Tx) (err error) {
		value, found, err = db.Maybe[string](tx, "SELECT value FROM installation WHERE key = $1", key)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return value, found
}

func TestErrorsAndPanicsTakeBackTheirOwnWritesOnly(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		refused := errors.New("refused")
		var group sync.WaitGroup
		for i := range 60 {
			group.Go(func() {
				key := fmt.Sprintf("k%02d", i)
				defer func() {
					if recover() == nil && i%3 == 2 {
						t.Errorf("%s: the panic was swallowed", key)
					}
				}()
				err := database.Write(context.Background(), nobody, func(tx *db.Tx) error {
					if _, err := tx.Exec("INSERT INTO installation (key, value) VALUES ($1, 'x')", key); err != nil {
						return err
					}
					switch i % 3 {
					case 1:
						return refused
					case 2:
						panic("broken")
					}
					return nil
				})
				if wanted := i%3 == 1; wanted != errors.Is(err, refused) {
					t.Errorf("%s: %v", key, err)
				}
			})
		}
		group.Wait()
		for i := range 60 {
			if _, found := get(t, database, fmt.Sprintf("k%02d", i)); found != (i%3 == 0) {
				t.Errorf("k%02d found: %v", i, found)
			}
		}
	})
}

func TestQueuedWritesSurfaceAndAreSeen(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		set(t, database, "a", "1")
		err := database.Write(context.Background(), nobody, func(tx *db.Tx) error {
			tx.Put("INSERT INTO installation (key, value) VALUES ('a', '2')")
			return nil
		})
		if !db.IsDuplicate(err) {
			t.Errorf("a duplicate that was queued gave %v", err)
		}
		err = database.Write(context.Background(), nobody, func(tx *db.Tx) error {
			tx.Put("UPDATE installation SET value = '3' WHERE key = 'a'")
			value, err := db.One[string](tx, "SELECT value FROM installation WHERE key = 'a'")
			if err == nil && value != "3" {
				t.Errorf("a read after Put sees %q", value)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestNoUpdateIsLost(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		set(t, database, "n", "0")
		const writers, times = 16, 12
		var group sync.WaitGroup
		for range writers {
			group.Go(func() {
				for range times {
					err := database.Write(context.Background(), nobody, func(tx *db.Tx) error {
						if _, err := tx.Exec("UPDATE installation SET value = value WHERE key = 'n'"); err != nil {
							return err
						}
						value, err := db.One[string](tx, "SELECT value FROM installation WHERE key = 'n'")
						if err != nil {
							return err
						}
						var n int
						if _, err := fmt.Sscan(value, &n); err != nil {
							return err
						}
						tx.Put("UPDATE installation SET value = $1 WHERE key = 'n'", fmt.Sprint(n+1))
						return nil
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		group.Wait()
		if value, _ := get(t, database, "n"); value != fmt.Sprint(writers*times) {
			t.Errorf("counted %s of %d", value, writers*times)
		}
	})
}

func TestATransactionInsideATransactionIsRefused(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		err := database.Write(context.Background(), nobody, func(tx *db.Tx) error {
			return database.Write(tx.Context, nobody, func(*db.Tx) error { return nil })
		})
		if err == nil {
			t.Error("a nested Write was let through; it would wait for itself")
		}
		err = database.Read(context.Background(), nobody, func(tx *db.Tx) error {
			tx.Put("DELETE FROM installation")
			_, err := db.All[string](tx, "SELECT key FROM installation")
			return err
		})
		if err == nil {
			t.Error("a write in Read was let through")
		}
	})
}

func TestValuesComeBackAsTheyWent(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		type row struct {
			Key     string
			DueAt   time.Time
			Gone    time.Time
			Promise id.Promise
			Nobody  id.Staff
			Yes     bool
			Count   int
			Total   int64
			Maybe   *int
		}
		at := time.Date(2026, 11, 24, 13, 0, 0, 123456000, time.UTC)
		promise := id.New[id.Promise](database.IDs())
		err := database.Write(context.Background(), nobody, func(tx *db.Tx) error {
			tx.Put(`INSERT INTO job (org, kind, subject, generation, due_at, not_before, fence, tries, last_error)
				VALUES ($1, 'k', $1, 1, $2, $2, 7, 0, '')`, promise, at)
			got, err := db.One[row](tx, `SELECT kind AS key, due_at, CAST(NULL AS bigint) AS gone, subject AS promise,
				NULL AS nobody, generation = 1 AS yes, fence AS count, SUM(fence) OVER () AS total, tries AS maybe FROM job`)
			if err != nil {
				return err
			}
			zero := 0
			want := row{Key: "k", DueAt: at, Promise: promise, Yes: true, Count: 7, Total: 7, Maybe: &zero}
			if got.Maybe == nil || *got.Maybe != 0 {
				t.Errorf("maybe is %v", got.Maybe)
			}
			got.Maybe = want.Maybe
			if got != want {
				t.Errorf("got %+v, want %+v", got, want)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
