package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"

	"kroon/internal/act"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/fault"
)

// writers is how many change one customer at once.
const writers = 50

// updates has each of fifty writers read a customer and change him by the version they read, so many times. What was
// acknowledged must be in the version, and everybody else must have been refused with a conflict.
func updates(ctx context.Context, times int, out io.Writer) error {
	dir, err := os.MkdirTemp("", "kroon-updates")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	a, _, err := openApp(ctx, dir, nil)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	h, err := furnish(ctx, a)
	if err != nil {
		return err
	}
	read := func() (found customer.Customer, err error) {
		err = a.DB.Read(ctx, h.actor, func(tx *db.Tx) error {
			found, err = a.Acts.Customer.Get(tx, h.customer)
			return err
		})
		return found, err
	}
	before, err := read()
	if err != nil {
		return err
	}
	var written, refused atomic.Int64
	failed := make(chan error, writers)
	var group sync.WaitGroup
	for who := range writers {
		group.Go(func() {
			for i := range times {
				seen, err := read()
				if err == nil {
					entry := act.CustomerEntry{Details: customer.Details{Name: fmt.Sprintf("Klant van %d, keer %d", who, i), Emails: []string{"klant@voorbeeld.example"}}}
					_, err = a.Acts.ChangeCustomer(ctx, h.actor, h.customer, seen.Version, entry)
				}
				switch {
				case err == nil:
					written.Add(1)
				case fault.Of(err).Kind == fault.Conflict:
					refused.Add(1)
				default:
					failed <- err
					return
				}
			}
		})
	}
	group.Wait()
	close(failed)
	if err := <-failed; err != nil {
		return err
	}
	after, err := read()
	fmt.Fprintf(out, "%d writers, %d times each: %d written, %d refused; the version rose by %d\n", writers, times, written.Load(), refused.Load(), after.Version-before.Version)
	if err == nil && (after.Version-before.Version != written.Load() || written.Load()+refused.Load() != int64(writers*times)) {
		err = errors.New("an update was lost")
	}
	return err
}
