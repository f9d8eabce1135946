package db_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"sync"
	"testing"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
)

// strict is a PostgreSQL database whose transactions are serializable by default, as some houses have it.
func strict(t *testing.T) *db.DB {
	t.Helper()
	config := dbtest.Config(t, db.Postgres)
	address, err := url.Parse(config.URL)
	if err != nil {
		t.Fatal(err)
	}
	query := address.Query()
	query.Set("default_transaction_isolation", "serializable")
	address.RawQuery = query.Encode()
	config.URL = address.String()
	database, err := db.Open(context.Background(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = database.Close() })
	return database
}

func TestConflictsAreTriedAgainWhenSerializable(t *testing.T) {
	if !slices.Contains(dbtest.Engines(), db.Postgres) {
		return // the quick loop
	}
	database := strict(t)
	var isolation string
	err := database.Write(context.Background(), nobody, func(tx *db.Tx) (err error) {
		isolation, err = db.One[string](tx, "SELECT current_setting('transaction_isolation')")
		return err
	})
	if err != nil || isolation != "serializable" {
		t.Fatalf("isolation is %q: %v", isolation, err)
	}
	set(t, database, "n", "0")
	const writers, times = 6, 10
	var mu sync.Mutex
	runs := 0
	var group sync.WaitGroup
	for range writers {
		group.Go(func() {
			for range times {
				err := database.Write(context.Background(), nobody, func(tx *db.Tx) error {
					mu.Lock()
					runs++
					mu.Unlock()
					// Read, then write by what was read: nothing is locked before.
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
	if runs <= writers*times {
		t.Log("no two transactions met")
	}
}

func TestOneRowOfManyIsTakenBackAlone(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		refused := errors.New("refused")
		set(t, database, "taken", "1")
		err := database.Write(context.Background(), nobody, func(tx *db.Tx) error {
			for n := range 9 {
				told := false
				err := tx.Try(func() error {
					tx.Put("INSERT INTO installation (key, value) VALUES ($1, 'x')", fmt.Sprint("row", n))
					tx.AfterCommit(func() { told = true })
					switch n % 3 {
					case 1:
						if _, err := tx.Exec("UPDATE installation SET value = 'y' WHERE key = $1", fmt.Sprint("row", n)); err != nil {
							return err
						}
						return refused
					case 2:
						tx.Put("INSERT INTO installation (key, value) VALUES ('taken', '2')") // fails where it is sent
					}
					return nil
				})
				switch {
				case n%3 == 0 && err != nil, n%3 == 1 && !errors.Is(err, refused), n%3 == 2 && !db.IsDuplicate(err):
					t.Errorf("row %d: %v", n, err)
				}
				tx.AfterCommit(func() {
					if told != (n%3 == 0) {
						t.Errorf("row %d: told %v", n, told)
					}
				})
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for n := range 9 {
			if value, found := get(t, database, fmt.Sprint("row", n)); found != (n%3 == 0) {
				t.Errorf("row %d found: %v %s", n, found, value)
			}
		}
	})
}
