package job_test

import (
	"bytes"
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/job"
)

// Forty pieces of work that are done together, among them one that fails, one that panics, one that is taken back by another
// and one that another arms anew: each has its own fate.
func TestOneThatFailsTakesNobodyWithIt(t *testing.T) {
	stepped := clock.NewStepped(friday)
	dbtest.RunClock(t, stepped, func(t *testing.T, database *db.DB) {
		stepped.Set(friday)
		d, c := newDesk(t, database), job.New(database, quiet)
		subjects := make([]id.Any, 40)
		d.write(func(tx *db.Tx) error {
			for i := range subjects {
				subjects[i] = id.New[id.Any](tx.IDs)
				job.Schedule(tx, "mark", subjects[i], friday.Add(time.Duration(i-60)*time.Second))
			}
			return nil
		})
		const canceller, cancelled, fails, panics, later = 2, 5, 7, 20, 30
		c.Handle("mark", func(tx *db.Tx, due job.Due) error {
			if err := mark(tx, due); err != nil {
				return err
			}
			switch due.Subject {
			case subjects[canceller]:
				job.Cancel(tx, "mark", subjects[cancelled])
				job.Schedule(tx, "mark", subjects[later], friday.Add(time.Hour))
			case subjects[fails]:
				return errors.New("the printer is on fire")
			case subjects[panics]:
				panic("and so is the house")
			}
			return nil
		})
		if next := d.step(c); !next.Equal(friday.Add(job.Patience(0))) {
			t.Errorf("next at %v", next)
		}
		for i, subject := range subjects {
			want := 1
			if i == cancelled || i == fails || i == panics || i == later {
				want = 0
			}
			if n := d.did(subject); n != want {
				t.Errorf("piece %d was done %d times, want %d", i, n, want)
			}
		}
		d.write(func(tx *db.Tx) error {
			failing, err := job.FailingWork(tx, 10)
			if len(failing) != 2 || failing[0].Subject != subjects[fails] || failing[1].Subject != subjects[panics] || failing[0].Tries != 1 {
				t.Errorf("failing: %+v", failing)
			}
			due, armed, err2 := job.Armed(tx, "mark", subjects[later])
			if !armed || !due.Equal(friday.Add(time.Hour)) {
				t.Errorf("armed anew for %v", due)
			}
			return errors.Join(err, err2)
		})
	})
}

// After a time in which nothing was done, what leaves the house says what is true when all that was due is done.
func TestEffectsWaitForWhatIsOnlyRows(t *testing.T) {
	bubble(t, func(d *desk, c *job.Clockwork, _ *counted, run func()) {
		start := time.Now()
		var done, sent atomic.Int64
		c.Handle("mark", func(tx *db.Tx, due job.Due) error {
			tx.AfterCommit(func() { done.Add(1) })
			return mark(tx, due)
		})
		c.HandleEffect("post", job.Effect{
			Prepare: func(*db.Tx, job.Due) (any, error) {
				if sent.Add(1); done.Load() != 450 {
					t.Errorf("it is said after %d of 450", done.Load())
				}
				return nil, nil
			},
		})
		d.write(func(tx *db.Tx) error {
			for i := range 450 {
				job.Schedule(tx, "post", id.New[id.Any](tx.IDs), start.Add(time.Duration(i-1000)*time.Millisecond))
				job.Schedule(tx, "mark", id.New[id.Any](tx.IDs), start.Add(time.Duration(i-1000)*time.Millisecond))
			}
			return nil
		})
		run()
		time.Sleep(3 * time.Second)
		if sent.Load() != 450 {
			t.Errorf("%d of 450 were sent", sent.Load())
		}
	})
}

// What nobody waits for comes after what somebody was promised, however long it has been due.
func TestWhatNobodyWaitsForComesLast(t *testing.T) {
	bubble(t, func(d *desk, c *job.Clockwork, _ *counted, run func()) {
		start := time.Now()
		var done, looked atomic.Int64
		c.Handle("mark", func(tx *db.Tx, due job.Due) error {
			tx.AfterCommit(func() { done.Add(1) })
			return mark(tx, due)
		})
		c.HandleLast("look", func(tx *db.Tx, due job.Due) error {
			if done.Load() != 1200 {
				t.Errorf("looked after %d of 1200", done.Load())
			}
			tx.AfterCommit(func() { looked.Add(1) })
			return nil
		})
		d.write(func(tx *db.Tx) error {
			for i := range 1200 {
				job.Schedule(tx, "mark", id.New[id.Any](tx.IDs), start.Add(time.Duration(i-2000)*time.Millisecond))
				if i%2 == 0 {
					job.Schedule(tx, "look", id.New[id.Any](tx.IDs), start.Add(time.Duration(i-3000)*time.Millisecond))
				}
			}
			return nil
		})
		run()
		time.Sleep(3 * time.Second)
		if looked.Load() != 600 {
			t.Errorf("%d of 600 were looked at", looked.Load())
		}
	})
}

// Work that is due together is done by its owners: in one transaction what is of one owner, in the order of the customers, and each with
// its own fate. What nobody tells of is done by itself.
func TestWorkOfOneOwnerIsDoneTogether(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, database *db.DB) {
		d, c, start := newDesk(t, database), job.New(database, quiet), database.Clock().Now()
		const owners, each = 7, 30
		var left atomic.Int64
		left.Store(owners * each)
		ctx, stop := context.WithTimeout(t.Context(), time.Minute)
		defer stop()
		var mu sync.Mutex
		of := map[id.Any]job.Whose{}
		together := map[*db.Tx][]job.Whose{}
		d.write(func(tx *db.Tx) error {
			for owner := range owners {
				for n := range each {
					one := job.Whose{Subject: id.New[id.Any](tx.IDs), Owner: id.Any{byte(owner + 1)}, Customer: id.Any{byte(1 + n*7%each)}}
					if owner+n > 0 { // of one piece nobody knows
						of[one.Subject] = one
					}
					job.Schedule(tx, "mark", one.Subject, start.Add(time.Duration(n*owners+owner-1000)*time.Millisecond))
				}
			}
			return nil
		})
		c.HandleWhose("mark", func(_ *db.Tx, subjects []id.Any) (all []job.Whose, err error) {
			for _, subject := range subjects {
				if one, is := of[subject]; is {
					all = append(all, one)
				}
			}
			return all, nil
		})
		failed := false
		c.Handle("mark", func(tx *db.Tx, due job.Due) error {
			mu.Lock()
			defer mu.Unlock()
			together[tx] = append(together[tx], of[due.Subject])
			if of[due.Subject].Owner == (id.Any{3}) && of[due.Subject].Customer == (id.Any{5}) && !failed {
				failed = true
				return errors.New("the printer is on fire")
			}
			tx.AfterCommit(func() {
				if left.Add(-1) == 0 {
					stop()
				}
			})
			return mark(tx, due)
		})
		c.Run(ctx)
		most := 0
		for _, part := range together {
			most = max(most, len(part))
			for i := range part[1:] {
				if database.Engine() == db.Postgres && (part[i].Owner != part[i+1].Owner || bytes.Compare(part[i].Customer[:], part[i+1].Customer[:]) > 0) {
					t.Fatalf("together, in this order: %v", part)
				}
			}
		}
		if most < 2 {
			t.Error("each piece had a transaction of its own")
		}
		for subject := range of {
			if n := d.did(subject); n != 1 {
				t.Errorf("%v was done %d times", of[subject], n)
			}
		}
	})
}
