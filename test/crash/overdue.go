package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"syscall"
	"time"

	"kroon/internal/act"
	"kroon/internal/app"
	"kroon/internal/clock"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

// away is how long Kroon was down before what fell due meanwhile is found.
const away = time.Hour

// ahead is a clock that goes as fast as the wall clock, from another instant.
type ahead struct{ by time.Duration }

// Now implements clock.Clock.
func (a ahead) Now() time.Time { return clock.System().Now().Add(a.by) }

// overdue makes n promises that fall due while Kroon is down, starts it, and tells how long it took until all
// were broken with that cause. It is a measurement: run it alone.
func overdue(ctx context.Context, n int, out io.Writer) error {
	dir, err := os.MkdirTemp("", "kroon-overdue")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if err := promiseMany(ctx, dir, n); err != nil {
		return err
	}
	begun := clock.System().Now()
	a, _, err := openApp(ctx, dir, ahead{away})
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	opened, spent := clock.System().Now(), processor()
	running, stop := context.WithCancel(ctx)
	var clockwork sync.WaitGroup
	clockwork.Go(func() { a.Run(running) })
	fired, err := untilNoneIsDue(ctx, a)
	took, spent := clock.System().Now().Sub(opened), processor()-spent
	stop()
	clockwork.Wait()
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "overdue at the start          %d\n", n)
	fmt.Fprintf(out, "start                         %v\n", opened.Sub(begun).Round(time.Millisecond))
	fmt.Fprintf(out, "all fired within              %v, with %v of processor\n", took.Round(time.Millisecond), spent.Round(time.Millisecond))
	fmt.Fprintf(out, "broken, Kroon was down        %d\n", fired)
	if fired != n {
		return errors.New("not every promise was broken once with the cause that Kroon was down")
	}
	return nil
}

// processor is how much of it this process has had: what is left of a time on a machine that others use too.
func processor() time.Duration {
	var used syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &used) // it never fails for a process itself
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// promiseMany makes n promises due within the hour, by 64 at once.
func promiseMany(ctx context.Context, dir string, n int) error {
	a, _, err := openApp(ctx, dir, nil)
	if err != nil {
		return err
	}
	h, err := furnish(ctx, a)
	if err != nil {
		return errors.Join(err, a.Close())
	}
	customers, err := acquaint(ctx, a, h)
	if err != nil {
		return errors.Join(err, a.Close())
	}
	keys := make(chan int)
	failed := make(chan error, 64)
	var group sync.WaitGroup
	for range cap(failed) {
		group.Go(func() {
			for i := range keys {
				wish := h.wish(fmt.Sprintf("belofte-%06d", 10*i+1), a.DB.Clock().Now())
				wish.Owner, wish.Customer = h.owners[i%len(h.owners)], customers[i%len(customers)]
				wish.Due.At = wish.Due.At.Add(20 * time.Minute)
				if _, err := a.Acts.MakePromise(ctx, h.inOwnName(wish), wish, act.ByMessage); err != nil {
					failed <- err
					return
				}
			}
		})
	}
	for i := 0; i < n && err == nil; i++ {
		select {
		case keys <- i:
		case err = <-failed:
		}
	}
	close(keys)
	group.Wait()
	return errors.Join(err, a.Close())
}

// acquainted is how many customers were promised something: ten thousand promises are not to one of them.
const acquainted = 2003

func acquaint(ctx context.Context, a *app.App, h house) (all []id.Customer, err error) {
	err = a.DB.Write(ctx, h.actor, func(tx *db.Tx) error {
		all = nil
		for i := range acquainted {
			added, err := a.Acts.Customer.Add(tx, customer.Details{
				Name: fmt.Sprintf("Klant %d", i), Emails: []string{fmt.Sprintf("klant%d@voorbeeld.example", i)},
			})
			if err != nil {
				return err
			}
			all = append(all, added.ID)
		}
		return nil
	})
	return all, err
}

// untilNoneIsDue looks every fifty milliseconds, which takes some of the processor's time, until no promise is agreed any more, and counts those that
// were broken because Kroon was down.
func untilNoneIsDue(ctx context.Context, a *app.App) (broken int, err error) {
	all, err := a.Organisations(ctx)
	if err != nil {
		return 0, err
	}
	for left := 1; left > 0; {
		err = a.DB.Read(ctx, party.Itself(all[0].ID), func(tx *db.Tx) error {
			left, err = db.One[int](tx, "SELECT COUNT(*) FROM (SELECT 1 FROM promise WHERE org = $1 AND state = 'agreed' LIMIT 1) AS found", tx.Org)
			if err != nil || left > 0 {
				return err
			}
			broken, err = db.One[int](tx, `SELECT COUNT(*) FROM promise_outcome WHERE org = $1 AND kind = 'broken'
				AND cause = 'kroon-was-down'`, tx.Org)
			return err
		})
		if err != nil || !clock.Wait(ctx, 50*time.Millisecond, nil) {
			return broken, errors.Join(err, ctx.Err())
		}
	}
	return broken, nil
}
