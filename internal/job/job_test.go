package job_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"testing"
	"time"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/job"
	"kroon/internal/party"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

var (
	quiet  = slog.New(slog.NewTextHandler(io.Discard, nil))
	friday = time.Date(2026, 11, 20, 15, 0, 0, 0, time.UTC)
)

// desk is one organisation with its due work.
type desk struct {
	testing.TB
	db  *db.DB
	org id.Org
}

func newDesk(t testing.TB, database *db.DB) *desk {
	return &desk{t, database, id.New[id.Org](database.IDs())}
}

func (d *desk) write(fn func(*db.Tx) error) {
	d.Helper()
	if err := d.db.Write(context.Background(), party.Itself(d.org), fn); err != nil {
		d.Fatal(err)
	}
}

// arm schedules work of a kind for a fresh subject.
func (d *desk) arm(kind string, due time.Time) (subject id.Any) {
	d.Helper()
	subject = id.New[id.Any](d.db.IDs())
	d.write(func(tx *db.Tx) error {
		job.Schedule(tx, kind, subject, due)
		return nil
	})
	return subject
}

// did counts what the work has written about a subject.
func (d *desk) did(subject id.Any) (n int) {
	d.Helper()
	d.write(func(tx *db.Tx) (err error) {
		n, err = db.One[int](tx, "SELECT COUNT(*) AS n FROM event WHERE org = $1 AND subject = $2", tx.Org, subject)
		return err
	})
	return n
}

// mark is work: it writes one row about its subject.
func mark(tx *db.Tx, due job.Due) error {
	_, err := tx.Exec(`INSERT INTO event (org, id, subject_kind, subject, version, kind, happened_at, recorded_at,
		actor_kind, actor, request, imported, payload) VALUES ($1, $2, $3, $4, $5, 'done', $6, $7, 'system', NULL, '', 0, '{}')`,
		tx.Org, id.New[id.Any](tx.IDs), due.Kind, due.Subject, due.Generation*100+due.Tries, due.DueAt, tx.Now)
	return err
}

func (d *desk) step(c *job.Clockwork) time.Time {
	d.Helper()
	next, err := c.Step(context.Background())
	if err != nil {
		d.Fatal(err)
	}
	return next
}

func TestEachPieceOfWorkIsDoneOnceByTwoNodes(t *testing.T) {
	for _, engine := range dbtest.Engines() {
		t.Run(string(engine), func(t *testing.T) {
			config := dbtest.Config(t, engine)
			var nodes []*db.DB
			for range 2 {
				node, err := db.Open(context.Background(), config)
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { _ = node.Close() })
				nodes = append(nodes, node)
			}
			d := newDesk(t, nodes[0])
			var subjects []id.Any
			d.write(func(tx *db.Tx) error {
				for range 450 { // more than are read at a time
					subject := id.New[id.Any](tx.IDs)
					subjects = append(subjects, subject)
					job.Schedule(tx, "mark", subject, tx.Now)
				}
				return nil
			})
			var group sync.WaitGroup
			for _, node := range nodes {
				c := job.New(node, quiet)
				c.Handle("mark", mark)
				group.Go(func() {
					for {
						if _, err := c.Step(context.Background()); err != nil {
							t.Error(err)
						}
						left := 0
						err := node.Read(context.Background(), party.Itself(d.org), func(tx *db.Tx) (err error) {
							left, err = db.One[int](tx, "SELECT COUNT(*) AS n FROM job WHERE org = $1", tx.Org)
							return err
						})
						if err != nil || left == 0 {
							return
						}
					}
				})
			}
			group.Wait()
			for _, subject := range subjects {
				if n := d.did(subject); n != 1 {
					t.Errorf("done %d times", n)
				}
			}
			d.write(func(tx *db.Tx) error {
				failing, err := job.FailingWork(tx, 10)
				if len(failing) > 0 {
					t.Errorf("work failed: %+v", failing)
				}
				return err
			})
		})
	}
}

func TestWorkThatFollowsFromWorkIsDoneInTheSameStep(t *testing.T) {
	dbtest.RunClock(t, clock.NewStepped(friday), func(t *testing.T, database *db.DB) {
		d := newDesk(t, database)
		c := job.New(database, quiet)
		c.Handle("first", func(tx *db.Tx, due job.Due) error {
			job.Schedule(tx, "second", due.Subject, tx.Now)
			return mark(tx, due)
		})
		c.Handle("second", mark)
		subject := d.arm("first", friday)
		if next := d.step(c); !next.IsZero() {
			t.Errorf("something is due at %v", next)
		}
		if n := d.did(subject); n != 2 {
			t.Errorf("%d of 2 done", n)
		}
	})
}

func TestFailuresAreKeptAndTriedAgainLater(t *testing.T) {
	stepped := clock.NewStepped(friday)
	dbtest.RunClock(t, stepped, func(t *testing.T, database *db.DB) {
		stepped.Set(friday)
		d := newDesk(t, database)
		c := job.New(database, quiet)
		broken := errors.New("the printer is on fire")
		c.Handle("print", func(tx *db.Tx, due job.Due) error {
			if err := mark(tx, due); err != nil {
				return err
			}
			if due.Tries < 4 {
				return broken
			}
			return nil
		})
		subject := d.arm("print", friday)
		for tries := range 4 {
			next := d.step(c)
			if want := stepped.Now().Add(5 * time.Second << tries); !next.Equal(want) {
				t.Errorf("after %d failures it is tried at %v, want %v", tries+1, next, want)
			}
			if n := d.did(subject); n != 0 {
				t.Error("work that failed left something behind")
			}
			d.write(func(tx *db.Tx) error {
				failing, err := job.FailingWork(tx, 10)
				if len(failing) != 1 || failing[0].LastError != broken.Error() || failing[0].Tries != int64(tries+1) || !failing[0].DueAt.Equal(friday) {
					t.Errorf("the failure is kept as %+v", failing)
				}
				return err
			})
			stepped.Set(next.Add(-time.Microsecond))
			if again := d.step(c); !again.Equal(next) {
				t.Errorf("tried early, next is %v", again)
			}
			stepped.Set(next)
		}
		if next := d.step(c); !next.IsZero() || d.did(subject) != 1 {
			t.Errorf("at last it works %d times, next %v", d.did(subject), next)
		}
		if job.Patience(0) != 5*time.Second || job.Patience(1<<40) != 15*time.Minute {
			t.Error("patience is 5 seconds at first and never more than 15 minutes")
		}
	})
}

func TestWorkNobodyDoesIsKept(t *testing.T) {
	stepped := clock.NewStepped(friday)
	database := dbtest.Open(t, db.SQLite, stepped)
	d := newDesk(t, database)
	c := job.New(database, quiet)
	c.Handle("mark", mark)
	d.arm("of a newer program", friday)
	known := d.arm("mark", friday)
	d.step(c)
	if d.did(known) != 1 {
		t.Error("work of an unknown kind holds up the rest")
	}
	d.write(func(tx *db.Tx) error {
		failing, err := job.FailingWork(tx, 10)
		if len(failing) != 1 {
			t.Errorf("failing: %+v", failing)
		}
		return err
	})
}

func TestTheClockMayJump(t *testing.T) {
	stepped := clock.NewStepped(friday)
	dbtest.RunClock(t, stepped, func(t *testing.T, database *db.DB) {
		stepped.Set(friday)
		d := newDesk(t, database)
		c := job.New(database, quiet)
		var late []time.Duration
		c.Handle("mark", func(tx *db.Tx, due job.Due) error {
			late = append(late, due.Lateness(tx.Now))
			return mark(tx, due)
		})
		due := friday.Add(time.Hour)
		subject := d.arm("mark", due)
		for _, now := range []time.Time{friday, due.Add(-time.Microsecond), friday.Add(-72 * time.Hour)} {
			stepped.Set(now)
			if next := d.step(c); d.did(subject) != 0 || !next.Equal(due) {
				t.Errorf("at %v: done %d times, next %v", now, d.did(subject), next)
			}
		}
		stepped.Set(due.Add(30 * time.Hour)) // the machine slept
		d.step(c)
		stepped.Set(friday) // and its clock was set back
		d.step(c)
		stepped.Set(due)
		d.step(c)
		if d.did(subject) != 1 || len(late) != 1 || late[0] != 30*time.Hour {
			t.Errorf("done %d times, late %v", d.did(subject), late)
		}
	})
}

func TestArmingAnewAndTakingBack(t *testing.T) {
	stepped := clock.NewStepped(friday)
	dbtest.RunClock(t, stepped, func(t *testing.T, database *db.DB) {
		stepped.Set(friday)
		d := newDesk(t, database)
		c := job.New(database, quiet)
		c.Handle("mark", mark)
		moved, hastened, cancelled := d.arm("mark", friday), d.arm("mark", friday.Add(2*time.Hour)), d.arm("mark", friday)
		d.write(func(tx *db.Tx) error {
			job.Schedule(tx, "mark", moved, friday.Add(3*time.Hour))
			job.Hasten(tx, "mark", hastened, friday.Add(time.Hour))
			job.Hasten(tx, "mark", hastened, friday.Add(4*time.Hour)) // later: nothing
			job.Cancel(tx, "mark", cancelled)
			due, armed, err := job.Armed(tx, "mark", hastened)
			if !armed || !due.Equal(friday.Add(time.Hour)) {
				t.Errorf("hastened to %v", due)
			}
			return err
		})
		var done []string
		for next := d.step(c); !next.IsZero(); next = d.step(c) {
			stepped.Set(next)
			done = append(done, next.Sub(friday).String())
		}
		if fmt.Sprint(done) != "[1h0m0s 3h0m0s]" || d.did(cancelled) != 0 || d.did(moved) != 1 || d.did(hastened) != 1 {
			t.Errorf("due at %v; moved %d, hastened %d, cancelled %d", done, d.did(moved), d.did(hastened), d.did(cancelled))
		}
	})
}
