package job_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/job"
)

// post is an effect whose outside is a function.
func post(perform func(context.Context) error, recorded func(error) bool) job.Effect {
	return job.Effect{
		Prepare: func(*db.Tx, job.Due) (any, error) { return "letter", nil },
		Perform: func(ctx context.Context, _ any) error { return perform(ctx) },
		Record: func(tx *db.Tx, due job.Due, _ any, performed error) (bool, error) {
			return recorded(performed), mark(tx, due)
		},
	}
}

func TestALateNodeIsRefused(t *testing.T) {
	stepped := clock.NewStepped(friday)
	dbtest.RunClock(t, stepped, func(t *testing.T, database *db.DB) {
		stepped.Set(friday)
		d := newDesk(t, database)
		stalled, goOn := make(chan struct{}), make(chan struct{})
		slow, quick := job.New(database, quiet), job.New(database, quiet)
		slow.HandleEffect("post", post(func(context.Context) error {
			close(stalled)
			<-goOn
			return nil
		}, func(error) bool {
			t.Error("the node that stalled may not record any more")
			return false
		}))
		quick.HandleEffect("post", post(func(context.Context) error { return nil }, func(error) bool { return false }))
		subject := d.arm("post", friday)
		var group sync.WaitGroup
		group.Go(func() { d.step(slow) })
		<-stalled
		if next := d.step(quick); !next.Equal(friday.Add(job.Lease)) || d.did(subject) != 0 {
			t.Errorf("taken from a node that lives; next %v", next)
		}
		// Arming it anew meanwhile does not free it either.
		d.write(func(tx *db.Tx) error {
			job.Schedule(tx, "post", subject, friday)
			return nil
		})
		if d.step(quick); d.did(subject) != 0 {
			t.Error("armed anew, it was taken from a node that lives")
		}
		stepped.Set(friday.Add(job.Lease))
		d.step(quick)
		close(goOn)
		group.Wait()
		if n := d.did(subject); n != 1 {
			t.Errorf("recorded %d times", n)
		}
		if next := d.step(quick); !next.IsZero() {
			t.Errorf("something is left for %v", next)
		}
	})
}

func TestAnEffectIsTriedAgainUntilItIsRecorded(t *testing.T) {
	stepped := clock.NewStepped(friday)
	dbtest.RunClock(t, stepped, func(t *testing.T, database *db.DB) {
		stepped.Set(friday)
		d := newDesk(t, database)
		down := errors.New("connection refused")
		tries := 0
		c := job.New(database, quiet)
		c.HandleEffect("post", post(func(context.Context) error {
			if tries++; tries < 3 {
				return down
			}
			return nil
		}, func(performed error) bool { return performed != nil }))
		subject := d.arm("post", friday)
		for _, wait := range []time.Duration{5 * time.Second, 10 * time.Second} {
			next := d.step(c)
			if !next.Equal(stepped.Now().Add(wait)) {
				t.Errorf("tried again at %v, want after %v", next, wait)
			}
			stepped.Set(next)
		}
		if next := d.step(c); !next.IsZero() || tries != 3 {
			t.Errorf("%d tries, next %v", tries, next)
		}
		if d.did(subject) == 0 {
			t.Error("nothing was recorded")
		}
	})
}

func TestNothingIsPerformedThatIsNoLongerWanted(t *testing.T) {
	dbtest.RunClock(t, clock.NewStepped(friday), func(t *testing.T, database *db.DB) {
		d := newDesk(t, database)
		c := job.New(database, quiet)
		c.HandleEffect("post", job.Effect{
			Prepare: func(*db.Tx, job.Due) (any, error) { return nil, nil },
			Perform: func(context.Context, any) error { t.Error("performed"); return nil },
		})
		d.arm("post", friday)
		if next := d.step(c); !next.IsZero() {
			t.Errorf("what is no longer wanted is due at %v", next)
		}
	})
}
