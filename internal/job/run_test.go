package job_test

import (
	"context"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/job"
)

// counted is the wall clock; how often it is read tells whether somebody runs in circles.
type counted struct{ reads atomic.Int64 }

func (c *counted) Now() time.Time {
	c.reads.Add(1)
	return clock.System().Now()
}

// bubble runs a clockwork in simulated time on a database of its own.
func bubble(t *testing.T, test func(d *desk, c *job.Clockwork, reads *counted, run func())) {
	config := dbtest.Config(t, db.SQLite)
	synctest.Test(t, func(t *testing.T) {
		reads := &counted{}
		config.Clock = reads
		database, err := db.Open(t.Context(), config)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = database.Close() }()
		d := newDesk(t, database)
		c := job.New(database, quiet)
		c.Handle("mark", mark)
		ctx, stop := context.WithCancel(context.Background())
		var running sync.WaitGroup
		test(d, c, reads, func() { running.Go(func() { c.Run(ctx) }) })
		stop()
		running.Wait()
	})
}

func TestWorkIsPunctual(t *testing.T) {
	bubble(t, func(d *desk, c *job.Clockwork, reads *counted, run func()) {
		var mu sync.Mutex
		var late []time.Duration
		c.Handle("mark", func(tx *db.Tx, due job.Due) error {
			mu.Lock()
			defer mu.Unlock()
			late = append(late, due.Lateness(tx.Now))
			return nil
		})
		start := time.Now()
		for n := range 40 {
			d.arm("mark", start.Add(time.Duration(n*n*317)*time.Millisecond))
		}
		run()
		time.Sleep(4 * time.Minute)
		d.arm("mark", time.Now()) // while it runs, by this process: told at once
		time.Sleep(6 * time.Minute)
		mu.Lock()
		defer mu.Unlock()
		if len(late) != 41 {
			t.Errorf("%d of 41 done", len(late))
		}
		for _, l := range late {
			if l < 0 || l > time.Millisecond {
				t.Errorf("done %v after its time", l)
			}
		}
		// Ten minutes, read about once a second and a few times for each piece of work.
		if n := reads.reads.Load(); n > 5000 {
			t.Errorf("the clock was read %d times in ten minutes", n)
		}
	})
}

func TestASlowPeerHoldsUpNobody(t *testing.T) {
	bubble(t, func(d *desk, c *job.Clockwork, reads *counted, run func()) {
		var sent atomic.Int64
		c.HandleEffect("post", post(func(ctx context.Context) error {
			sent.Add(1)
			time.Sleep(time.Minute)
			return nil
		}, func(error) bool { return false }))
		start := time.Now()
		d.write(func(tx *db.Tx) error {
			for range 300 { // more than are read at a time
				job.Schedule(tx, "post", id.New[id.Any](tx.IDs), start)
			}
			return nil
		})
		subject := d.arm("mark", start.Add(10*time.Second))
		run()
		time.Sleep(10*time.Second + 10*time.Millisecond)
		if d.did(subject) != 1 {
			t.Error("a peer that does not answer holds up the clock")
		}
		before := reads.reads.Load()
		time.Sleep(50 * time.Second)
		if n := reads.reads.Load() - before; n > 2000 {
			t.Errorf("the clock was read %d times while there was nothing to do but wait", n)
		}
		time.Sleep(45 * time.Minute)
		if n := sent.Load(); n != 300 {
			t.Errorf("%d of 300 sent", n)
		}
	})
}

func TestWorkArmedByAnotherProcessIsFound(t *testing.T) {
	config := dbtest.Config(t, db.SQLite)
	synctest.Test(t, func(t *testing.T) {
		here, err := db.Open(t.Context(), config)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = here.Close() }()
		there, err := db.Open(t.Context(), config)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = there.Close() }()
		c := job.New(here, quiet)
		c.Handle("mark", mark)
		ctx, stop := context.WithCancel(context.Background())
		var running sync.WaitGroup
		running.Go(func() { c.Run(ctx) })
		time.Sleep(time.Minute)
		d := newDesk(t, there)
		subject := d.arm("mark", time.Now())
		time.Sleep(6 * time.Second)
		if d.did(subject) != 1 {
			t.Error("work of another process was not found")
		}
		stop()
		running.Wait()
	})
}

func TestNothingStaysBehind(t *testing.T) {
	before := goleak.IgnoreCurrent()
	database, err := db.Open(context.Background(), db.Config{Path: filepath.Join(t.TempDir(), "kroon.db")})
	if err != nil {
		t.Fatal(err)
	}
	if err := database.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	d := newDesk(t, database)
	c := job.New(database, quiet)
	done := make(chan struct{})
	c.HandleEffect("post", post(func(context.Context) error { return nil }, func(error) bool { close(done); return false }))
	d.arm("post", time.Now())
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { c.Run(ctx) })
	<-done
	stop()
	running.Wait()
	if err := database.Close(); err != nil {
		t.Fatal(err)
	}
	goleak.VerifyNone(t, before)
}
