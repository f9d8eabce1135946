package db_test

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"testing"

	"pgregory.net/rapid"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/party"
)

const (
	valueOf = "SELECT value FROM installation WHERE key = $1"
	write   = "INSERT INTO installation (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
	none    = "none"
)

var errBack = errors.New("taken back")

// Whatever a transaction writes, and in whatever way, what it then reads is what is there: a map kept beside it says so.
func TestWhatIsAskedAgainIsWhatIsThere(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		rapid.Check(t, func(rt *rapid.T) {
			err := database.Write(t.Context(), party.Itself(id.Org{}), func(tx *db.Tx) error {
				there := map[string]string{}
				steps(rt, tx, there, rapid.IntRange(5, 40).Draw(rt, "steps"), true)
				return errBack
			})
			if !errors.Is(err, errBack) {
				rt.Fatal(err)
			}
		})
	})
}

func steps(rt *rapid.T, tx *db.Tx, there map[string]string, n int, deeper bool) {
	for range n {
		key := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(rt, "key")
		value := rapid.StringMatching("[a-z]{1,3}").Draw(rt, "value")
		var err error
		switch rapid.SampledFrom([]string{"read", "read", "put", "exec", "returning", "delete", "within"}).Draw(rt, "step") {
		case "read":
			found := false
			if value, found, err = db.Maybe[string](tx, valueOf, key); err == nil && !found {
				value = none
			}
			want, is := there[key]
			if !is {
				want = none
			}
			if value != want {
				rt.Fatalf("%s is %q, and read as %q", key, want, value)
			}
		case "put":
			tx.Put(write, key, value)
			there[key] = value
		case "exec":
			_, err = tx.Exec(write, key, value)
			there[key] = value
		case "returning":
			_, err = db.One[string](tx, write+" RETURNING value", key, value)
			there[key] = value
		case "delete":
			_, err = tx.Exec("DELETE FROM installation WHERE key = $1", key)
			delete(there, key)
		case "within":
			if !deeper {
				continue
			}
			inside := maps.Clone(there)
			err = tx.Try(func() error { steps(rt, tx, inside, 4, false); return errBack })
			if errors.Is(err, errBack) {
				err = nil
			}
		}
		if err != nil {
			rt.Fatal(err)
		}
	}
}

// The same question goes to the database once, another one goes too, and many rows are read anew.
func TestTheSameIsNotAskedTwice(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		var tape db.Tape
		err := database.Read(db.OnTape(t.Context(), &tape), party.Itself(id.Org{}), func(tx *db.Tx) error {
			for _, key := range []string{"x", "y", "x", "x"} {
				if _, _, err := db.Maybe[string](tx, valueOf, key); err != nil {
					return err
				}
			}
			for range 2 {
				all, err := db.All[int64](tx, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT i FROM n")
				if err != nil || len(all) != 3 {
					return fmt.Errorf("%v %w", all, err)
				}
			}
			return nil
		})
		if err != nil || len(tape.Lines) != 4 {
			t.Errorf("%d statements: %v, %v", len(tape.Lines), tape.Lines, err)
		}
	})
}

// After a lock, a transaction on PostgreSQL sees what another committed while it waited, also of what it read before.
func TestAfterALockItIsReadAnew(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		if database.Engine() != db.Postgres {
			t.Skip("one writer at a time: nobody can commit meanwhile")
		}
		if os.Getenv("KROON_TEST_ISOLATION") != "" {
			t.Skip("each transaction sees what there was when it began, and is refused where that no longer holds")
		}
		system := party.Itself(id.Org{})
		set := func(value string) error {
			return database.Write(t.Context(), system, func(tx *db.Tx) error { _, err := tx.Exec(write, "shared", value); return err })
		}
		if err := set("before"); err != nil {
			t.Fatal(err)
		}
		var saw []string
		err := database.Write(t.Context(), system, func(tx *db.Tx) error {
			for range 2 {
				value, err := db.One[string](tx, valueOf, "shared")
				if err != nil {
					return err
				}
				if saw = append(saw, value); len(saw) == 1 {
					if err := set("after"); err != nil {
						return err
					}
				}
				if _, err := tx.Exec("DELETE FROM job WHERE kind = $1", none); err != nil { // whatever is written may have waited
					return err
				}
			}
			return nil
		})
		if err != nil || len(saw) != 2 || saw[1] != "after" {
			t.Errorf("saw %v, %v", saw, err)
		}
	})
}
