package db_test

import (
	"context"
	"errors"
	"maps"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Whoever writes, here or in another process, and whatever is taken back: what the writer knows from one transaction to
// the next is what is there. A map beside it says so.
func TestWhatTheWriterKnowsIsWhatIsThere(t *testing.T) {
	config := db.Config{Path: filepath.Join(t.TempDir(), "kroon.db")}
	var nodes []*db.DB
	for range 2 {
		node, err := db.Open(t.Context(), config)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = node.Close() })
		nodes = append(nodes, node)
	}
	if err := nodes[0].Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	write := func(rt *rapid.T, node *db.DB, want error, fn func(*db.Tx) error) {
		if err := node.Write(context.Background(), party.Itself(id.Org{}), fn); !errors.Is(err, want) {
			rt.Fatal(err)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		there := map[string]string{}
		write(rt, nodes[0], nil, func(tx *db.Tx) error {
			_, err := tx.Exec("DELETE FROM installation WHERE key IN ('a', 'b', 'c')")
			return err
		})
		for range rapid.IntRange(2, 8).Draw(rt, "transactions") {
			node := nodes[rapid.SampledFrom([]int{0, 0, 0, 1}).Draw(rt, "node")]
			if rapid.Bool().Draw(rt, "rest") { // what is not written for a while is known longer
				for range 70 {
					write(rt, node, nil, func(*db.Tx) error { return nil })
				}
			}
			inside := maps.Clone(there)
			var end error
			if rapid.IntRange(0, 3).Draw(rt, "end") == 0 {
				end = errBack
			}
			write(rt, node, end, func(tx *db.Tx) error {
				for _, key := range []string{"a", "b"} { // so that it is known
					if value, found, err := db.Maybe[string](tx, valueOf, key); err != nil || value != inside[key] || found != (value != "") {
						rt.Fatalf("%s is %q, and read as %q: %v", key, inside[key], value, err)
					}
				}
				steps(rt, tx, inside, rapid.IntRange(0, 6).Draw(rt, "steps"), true)
				return end
			})
			if end == nil {
				there = inside
			}
		}
	})
}

// What was asked in one transaction is not asked in the next, as long as nobody writes it.
func TestTheWriterRemembers(t *testing.T) {
	database, err := db.Open(t.Context(), db.Config{Path: filepath.Join(t.TempDir(), "kroon.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = database.Close() })
	if err := database.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	asked := 0
	read := func(write bool) {
		t.Helper()
		err := database.Write(t.Context(), party.Itself(id.Org{}), func(tx *db.Tx) error {
			leave := db.Watch(func(string) { asked++ })
			defer leave()
			if _, _, err := db.Maybe[string](tx, valueOf, "x"); err != nil || !write {
				return err
			}
			_, err := tx.Exec("DELETE FROM installation WHERE key = 'x'")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for range 3 {
		read(false)
	}
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
	read(true)
	read(false)
	if asked != 3 {
		t.Errorf("%d statements after a write", asked)
	}
}
