package job_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/job"
)

// However long an effect takes, no other node takes it from one that lives.
func TestALeaseIsKeptWhileItsNodeLives(t *testing.T) {
	bubble(t, func(d *desk, c *job.Clockwork, _ *counted, run func()) {
		var performed atomic.Int64
		slow := post(func(context.Context) error {
			performed.Add(1)
			time.Sleep(100 * time.Second)
			return nil
		}, func(error) bool { return false })
		c.HandleEffect("post", slow)
		other := job.New(d.db, quiet)
		other.HandleEffect("post", slow)
		ctx, stop := context.WithCancel(context.Background())
		var running sync.WaitGroup
		running.Go(func() { other.Run(ctx) })
		subject := d.arm("post", time.Now())
		run()
		time.Sleep(3 * time.Minute)
		if performed.Load() != 1 || d.did(subject) != 1 {
			t.Errorf("performed %d times, recorded %d times", performed.Load(), d.did(subject))
		}
		stop()
		running.Wait()
	})
}

// A node whose lease is over, or that was overtaken, ends what it is doing by itself, and records nothing.
func TestALostLeaseEndsTheEffect(t *testing.T) {
	for name, overtake := range map[string]string{
		"overtaken": "UPDATE job SET fence = fence + 1, lease_until = lease_until + 3600000000 WHERE org = $1",
		"stuck":     "", // it cannot renew: the database is locked
	} {
		t.Run(name, func(t *testing.T) {
			config := dbtest.Config(t, db.SQLite)
			synctest.Test(t, func(t *testing.T) {
				here, err := db.Open(t.Context(), config)
				if err != nil {
					t.Fatal(err)
				}
				defer func() { _ = here.Close() }()
				d := newDesk(t, here)
				var ended atomic.Pointer[time.Time]
				c := job.New(here, quiet)
				c.HandleEffect("post", post(func(ctx context.Context) error {
					<-ctx.Done()
					at := time.Now()
					ended.Store(&at)
					return ctx.Err()
				}, func(error) bool {
					if name == "overtaken" {
						t.Error("it records what is another's by now")
					}
					return true
				}))
				began := time.Now()
				d.arm("post", began)
				ctx, stop := context.WithCancel(context.Background())
				var running sync.WaitGroup
				running.Go(func() { c.Run(ctx) })
				time.Sleep(time.Second)
				if overtake != "" {
					d.write(func(tx *db.Tx) error { _, err := tx.Exec(overtake, tx.Org); return err })
				} else {
					d.write(func(*db.Tx) error { time.Sleep(20 * time.Second); return nil })
				}
				time.Sleep(10 * time.Second)
				at := ended.Load()
				if at == nil {
					t.Fatal("it goes on")
				}
				if after := at.Sub(began); after > job.Lease {
					t.Errorf("it ended after %v, when another may have begun", after)
				}
				stop()
				running.Wait()
			})
		})
	}
}

// An effect that never returns is another's to try once it took too long.
func TestNobodyHoldsOnForEver(t *testing.T) {
	bubble(t, func(d *desk, c *job.Clockwork, _ *counted, run func()) {
		var ended atomic.Bool
		began := time.Now()
		c.HandleEffect("post", post(func(ctx context.Context) error {
			<-ctx.Done()
			if after := time.Since(began); after < job.Longest-job.Lease || after > job.Longest+job.Lease {
				t.Errorf("ended after %v", after)
			}
			ended.Store(true)
			return ctx.Err()
		}, func(error) bool { return false }))
		d.arm("post", began)
		run()
		time.Sleep(3 * time.Minute)
		if !ended.Load() {
			t.Error("it goes on for ever")
		}
	})
}
