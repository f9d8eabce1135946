package db_test

import (
	"context"
	"errors"
	"maps"
	"os"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/party"
)

const (
	dayOf    = "SELECT name FROM closed_day WHERE org = $1 AND day = $2"
	closeDay = "INSERT INTO closed_day (org, day, name) VALUES ($1, $2, $3) ON CONFLICT (org, day) DO UPDATE SET name = excluded.name"
	openDay  = "DELETE FROM closed_day WHERE org = $1 AND day = $2"
)

// nodes are two on one database, whose clock stands still: nothing is forgotten for its age.
func nodes(t *testing.T, engine db.Engine) (both []*db.DB) {
	t.Helper()
	config := dbtest.Plain(t, engine) // on Citus nothing is remembered
	config.Clock = clock.NewStepped(time.Date(2026, 6, 5, 9, 0, 0, 0, time.UTC))
	for range 2 {
		node, err := db.Open(t.Context(), config)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = node.Close() })
		both = append(both, node)
	}
	if err := both[0].Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return both
}

// Whoever writes what the house is like, on whatever node and for whatever organisation, and whatever is taken back: what a node
// remembers is what is there. A map beside it says so.
func TestWhatANodeRemembersIsWhatIsThere(t *testing.T) {
	for _, engine := range dbtest.Engines() {
		t.Run(string(engine), func(t *testing.T) { remembersWhatIsThere(t, nodes(t, engine)) })
	}
}

func remembersWhatIsThere(t *testing.T, both []*db.DB) {
	houses := []party.Actor{party.Itself(id.New[id.Org](both[0].IDs())), party.Itself(id.New[id.Org](both[0].IDs()))}
	days := []string{"2026-12-25", "2026-12-26"}
	all := []map[string]string{{}, {}}
	rapid.Check(t, func(rt *rapid.T) {
		for range rapid.IntRange(2, 12).Draw(rt, "transactions") {
			node := rapid.SampledFrom(both).Draw(rt, "node")
			which := rapid.IntRange(0, 1).Draw(rt, "house")
			house, inside := houses[which], maps.Clone(all[which])
			look := func(tx *db.Tx) {
				for _, day := range days {
					name, found, err := db.Maybe[string](tx, dayOf, tx.Org, day)
					if err != nil || name != inside[day] || found != (name != "") {
						rt.Fatalf("%s is %q, and read as %q: %v", day, inside[day], name, err)
					}
				}
			}
			if rapid.Bool().Draw(rt, "reads") {
				if err := node.Read(context.Background(), house, func(tx *db.Tx) error { look(tx); look(tx); return nil }); err != nil {
					rt.Fatal(err)
				}
				continue
			}
			var end error
			if rapid.IntRange(0, 3).Draw(rt, "end") == 0 {
				end = errBack
			}
			err := node.Write(context.Background(), house, func(tx *db.Tx) error {
				look(tx)
				for range rapid.IntRange(0, 2).Draw(rt, "writes") {
					day := rapid.SampledFrom(days).Draw(rt, "day")
					name := rapid.StringMatching("[a-z]{1,3}").Draw(rt, "name")
					var err error
					switch rapid.SampledFrom([]string{"put", "exec", "change", "open"}).Draw(rt, "how") {
					case "put":
						tx.Put(closeDay, tx.Org, day, name)
						inside[day] = name
					case "exec":
						_, err = tx.Exec(closeDay, tx.Org, day, name)
						inside[day] = name
					case "change":
						_, err = tx.Change(closeDay, tx.Org, day, name)
						inside[day] = name
					case "open":
						tx.Put(openDay, tx.Org, day)
						delete(inside, day)
					}
					if err != nil {
						rt.Fatal(err)
					}
					look(tx)
				}
				return end
			})
			if !errors.Is(err, end) {
				rt.Fatal(err)
			}
			if end == nil {
				all[which] = inside
			}
		}
	})
}

// After a lock a transaction sees what another node wrote of the house while it waited, however well its own remembers it.
func TestAfterALockTheHouseIsAsItIsNow(t *testing.T) {
	if !slices.Contains(dbtest.Engines(), db.Postgres) || os.Getenv("KROON_TEST_ISOLATION") != "" {
		return
	}
	both := nodes(t, db.Postgres)
	house := party.Itself(id.New[id.Org](both[0].IDs()))
	name := func(node *db.DB, to string) {
		t.Helper()
		err := node.Write(t.Context(), house, func(tx *db.Tx) error { tx.Put(closeDay, tx.Org, "2026-12-25", to); return nil })
		if err != nil {
			t.Fatal(err)
		}
	}
	name(both[1], "before")
	var tape []string
	leave := db.Watch(func(statement string) { tape = append(tape, statement) })
	defer leave()
	for range 3 { // so that it is remembered
		err := both[0].Write(t.Context(), house, func(tx *db.Tx) error {
			if _, _, err := db.Maybe[string](tx, "SELECT kind FROM job WHERE org = $1", tx.Org); err != nil {
				return err
			}
			tape = nil
			_, err := db.One[string](tx, dayOf, tx.Org, "2026-12-25")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if slices.Contains(tape, dayOf) {
		t.Error("what is remembered is asked of the database")
	}
	var saw []string
	err := both[0].Write(t.Context(), house, func(tx *db.Tx) error {
		for range 2 {
			found, err := db.One[string](tx, dayOf, tx.Org, "2026-12-25")
			if err != nil {
				return err
			}
			if saw = append(saw, found); len(saw) == 1 {
				name(both[1], "after")
			}
			if _, err := tx.Exec("DELETE FROM job WHERE org = $1 AND kind = 'none'", tx.Org); err != nil { // whatever is written may have waited
				return err
			}
		}
		return nil
	})
	if err != nil || !slices.Equal(saw, []string{"before", "after"}) {
		t.Errorf("saw %v, %v", saw, err)
	}
}

// What one reader asked about the house another does not ask again, until somebody writes it: here, in another process, or for no
// organisation in particular. What is asked beside it is asked each time.
func TestReadersRememberTheHouse(t *testing.T) {
	for _, engine := range dbtest.Engines() {
		t.Run(string(engine), func(t *testing.T) {
			both := nodes(t, engine)
			house := party.Itself(id.New[id.Org](both[0].IDs()))
			write := func(node *db.DB, who party.Actor, name string) {
				t.Helper()
				err := node.Write(t.Context(), who, func(tx *db.Tx) error { tx.Put(closeDay, house.Org, "2026-12-25", name); return nil })
				if err != nil {
					t.Fatal(err)
				}
			}
			asks := func(want string) (n int) {
				t.Helper()
				err := both[0].Read(t.Context(), house, func(tx *db.Tx) error {
					if _, _, err := db.Maybe[string](tx, "SELECT kind FROM job WHERE org = $1", tx.Org); err != nil {
						return err
					}
					leave := db.Watch(func(statement string) {
						if statement == dayOf {
							n++
						}
					})
					defer leave()
					name, err := db.One[string](tx, dayOf, tx.Org, "2026-12-25")
					if name != want {
						t.Errorf("it is %q, and read as %q", want, name)
					}
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
				return n
			}
			for n, step := range []struct {
				node *db.DB
				who  party.Actor
			}{{both[0], house}, {both[1], house}, {both[1], party.Itself(id.Org{})}, {both[0], house}} {
				name := string(rune('a' + n))
				write(step.node, step.who, name)
				if first, second := asks(name), asks(name); first != 1 || second != 0 {
					t.Errorf("after write %d asked %d times and then %d", n, first, second)
				}
			}
		})
	}
}

// Of a file that has no stamp yet, of a version before this one or made by hand, nothing is remembered; the first who writes for the
// organisation gives it one, whatever he writes.
func TestWhoWritesFirstGivesAStamp(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		if database.Engine() == db.Postgres && dbtest.OnCitus() {
			t.Skip("on Citus there are no stamps")
		}
		house := party.Itself(id.New[id.Org](database.IDs()))
		stamps := func() (n int) {
			t.Helper()
			err := database.Read(t.Context(), house, func(tx *db.Tx) (err error) {
				n, err = db.One[int](tx, "SELECT COUNT(*) FROM installation WHERE key = $1", "settled "+house.Org.String())
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		for _, end := range []error{errBack, nil} {
			err := database.Write(t.Context(), house, func(tx *db.Tx) error {
				if _, _, err := db.Maybe[string](tx, "SELECT kind FROM job WHERE org = $1", tx.Org); err != nil {
					return err
				}
				return end
			})
			if !errors.Is(err, end) {
				t.Fatal(err)
			}
			if got, want := stamps(), map[bool]int{true: 1}[end == nil]; got != want {
				t.Errorf("%d stamps, want %d, after %v", got, want, end)
			}
		}
	})
}

// What is foreseen is asked in the same trip after what is asked, so it sees what that wrote, and what was put before it; and what
// is written after it takes it back.
func TestWhatIsForeseenIsWhatIsThere(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		set(t, database, "foreseen", "0")
		err := database.Write(t.Context(), nobody, func(tx *db.Tx) error {
			for n, write := range []func() error{
				func() error { tx.Put(write, "foreseen", "1"); tx.Ahead(valueOf, "foreseen"); return nil },
				func() error { tx.Ahead(valueOf, "foreseen"); tx.Put(write, "foreseen", "2"); return nil },
				func() error { tx.Ahead(valueOf, "foreseen"); _, err := tx.Exec(write, "foreseen", "3"); return err },
				func() error { tx.Ahead(valueOf, "foreseen"); _, err := tx.Change(write, "foreseen", "4"); return err },
				func() error {
					tx.Ahead(valueOf, "foreseen")
					if _, _, err := db.Maybe[string](tx, valueOf, "other"); err != nil {
						return err
					}
					tx.Put(write, "foreseen", "5")
					return nil
				},
			} {
				if err := write(); err != nil {
					return err
				}
				value, err := db.One[string](tx, valueOf, "foreseen")
				if want := string(rune('1' + n)); err != nil || value != want {
					t.Errorf("read %q, want %q: %v", value, want, err)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// What a reading is about to ask is asked at once on PostgreSQL, and each thing once; what it comes to only by what it found is asked
// when it does. It reads the same either way, also in the organisation that it found out about on the way.
func TestAReadingIsForeseen(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		house := party.Itself(id.New[id.Org](database.IDs()))
		err := database.Write(t.Context(), house, func(tx *db.Tx) error {
			for _, day := range []string{"a", "b", "c", "d"} {
				tx.Put(closeDay, tx.Org, day, "after "+day)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		err = database.Read(t.Context(), party.Itself(id.Org{}), func(tx *db.Tx) error {
			if _, err := db.One[int](tx, "SELECT COUNT(*) FROM organisation"); err != nil {
				return err
			}
			return tx.Within(house, func() error {
				var heard []string
				defer db.Watch(func(statement string) { heard = append(heard, statement) })()
				var saw []string
				runs := 0
				read := func() error {
					saw = nil
					runs++
					for _, day := range []string{"a", "b", "a", "c"} {
						name, err := db.One[string](tx, dayOf, tx.Org, day)
						if err != nil {
							return err
						}
						saw = append(saw, name)
					}
					if saw[3] == "after c" {
						name, err := db.One[string](tx, dayOf, tx.Org, "d")
						saw = append(saw, name)
						return err
					}
					return nil
				}
				tx.Foresee(read)
				foreseen := len(heard)
				if err := read(); err != nil {
					return err
				}
				if want := []string{"after a", "after b", "after a", "after c", "after d"}; !slices.Equal(saw, want) {
					t.Errorf("saw %v", saw)
				}
				heard = slices.DeleteFunc(heard, func(statement string) bool { return statement != dayOf })
				ran, asked, before := 1, 4, 0
				if database.Engine() == db.Postgres {
					ran, asked, before = 2, 2, 1
				}
				if runs != ran || len(heard) != asked || foreseen != before {
					t.Errorf("ran %d times, %d asked of which %d beforehand, want %d, %d and %d", runs, len(heard), foreseen, ran, asked, before)
				}
				return nil
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		err = database.Write(t.Context(), house, func(tx *db.Tx) error { return tx.Within(house, func() error { return nil }) })
		if err == nil {
			t.Error("a writer went on for another organisation")
		}
	})
}
