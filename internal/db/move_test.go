package db_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/fault"
)

// place is where a database is moved to: not there yet, or empty.
func place(t *testing.T, engine db.Engine) db.Config {
	t.Helper()
	if engine == db.Postgres {
		return dbtest.Config(t, engine)
	}
	return db.Config{Path: filepath.Join(t.TempDir(), "kroon.db")}
}

func opened(t *testing.T, config db.Config) *db.DB {
	t.Helper()
	database, err := db.Open(context.Background(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = database.Close() })
	return database
}

func sumOf(t *testing.T, database *db.DB) db.Sum {
	t.Helper()
	sum, err := database.Sum(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// There and back again, on every pair of engines, killed at random on the way: everything is there, once.
func TestWhatIsMovedIsTheSame(t *testing.T) {
	for seed, pair := range []struct{ from, to db.Engine }{
		{db.SQLite, db.Postgres}, {db.Postgres, db.SQLite}, {db.SQLite, db.SQLite},
	} {
		if !slices.Contains(dbtest.Engines(), pair.from) || !slices.Contains(dbtest.Engines(), pair.to) {
			continue
		}
		t.Run(fmt.Sprint(pair.from, " to ", pair.to), func(t *testing.T) {
			moments := rand.New(rand.NewPCG(uint64(seed), 1))
			config := dbtest.Config(t, pair.from)
			from := opened(t, config)
			filled(t, from)
			want, told := sumOf(t, from), story(t, from)
			move := db.Move{From: config, To: place(t, pair.to), Work: filepath.Join(t.TempDir(), "move.backup")}
			between := false // it is killed once when one chunk of a table has arrived and another has not
			for range 4 {
				ctx, kill := context.WithCancel(context.Background())
				left := 60 + moments.IntN(90)
				if between || pair.to == db.SQLite {
					left = moments.IntN(60)
				}
				move.Told = func(_ db.Stage, rows, _ int64) {
					chunk := rows == 5000 && !between
					between = between || chunk
					if left--; left < 0 || chunk {
						kill()
					}
				}
				_, err := move.Run(ctx)
				kill()
				if err == nil {
					t.Fatal("it was not killed")
				}
				if fault.Of(err).Kind != fault.Internal {
					t.Fatal(err)
				}
			}
			move.Told = nil
			sum, err := move.Run(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			to := opened(t, move.To)
			planned(t, to)
			if got := sumOf(t, to); got != want || sum != want || want.Rows < 12_000 {
				t.Errorf("moved %+v, and there is %+v of %+v", sum, got, want)
			}
			if got := story(t, to); !slices.Equal(got, told) {
				t.Error("the rows are others")
			}
			if err := to.Migrate(context.Background()); err != nil {
				t.Error(err)
			}
			if !slices.Contains(story(t, from), `"effects_held" "1"`) {
				t.Error("the old data still sends")
			}
			if _, err := os.Stat(move.Work); !os.IsNotExist(err) {
				t.Errorf("the copy stands there still: %v", err)
			}
			if _, err := move.Run(context.Background()); !fault.Is(err, "db.not_empty") {
				t.Errorf("over what is there: %v", err)
			}
		})
	}
}

// filled gives a database more rows than arrive at a time, of every kind of value.
func filled(t *testing.T, database *db.DB) {
	t.Helper()
	for n := range 3 {
		if err := pair(database, n); err != nil {
			t.Fatal(err)
		}
	}
	err := database.Write(context.Background(), nobody, func(tx *db.Tx) error {
		for n := range 6000 {
			key := fmt.Sprintf("many%06d", n)
			tx.Put("INSERT INTO installation (key, value) VALUES ($1, $2)", key, "x")
			tx.Put("INSERT INTO search_word (org, kind, word, subject) VALUES ($1, 'customer', $2, $1)", tx.IDs.Bytes(16), key)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Half of a move is not a database to work in, and what is written while it goes on is not lost without a word.
func TestHalfAMoveIsSeen(t *testing.T) {
	if !hasPostgres() {
		t.Skip("PostgreSQL only")
	}
	config := dbtest.Config(t, db.SQLite)
	from := opened(t, config)
	if err := pair(from, 1); err != nil {
		t.Fatal(err)
	}
	move := db.Move{From: config, To: place(t, db.Postgres), Work: filepath.Join(t.TempDir(), "move.backup")}
	var seen error
	late := false
	move.Told = func(stage db.Stage, rows, total int64) {
		if stage != db.Comparing || late {
			return
		}
		late = true
		half := opened(t, move.To)
		seen = half.Migrate(context.Background())
		if err := pair(from, 2); err != nil {
			t.Error(err)
		}
	}
	if _, err := move.Run(context.Background()); !fault.Is(err, "db.move_changed") {
		t.Errorf("something was written meanwhile: %v", err)
	}
	if !fault.Is(seen, "db.half_moved") {
		t.Errorf("half a move opens: %v", seen)
	}
	if _, err := move.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	if got, want := sumOf(t, opened(t, move.To)), sumOf(t, from); got != want {
		t.Errorf("the second time %+v of %+v", got, want)
	}
}
