package job

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"

	"kroon/internal/db"
	"kroon/internal/party"
)

// bundled is how much work inside the database is done in one transaction when much is due at once: what a transaction has
// read serves all of it, and the transactions side by side are one commit besides (docs/adr/0047-due-work-in-bundles.md). On
// PostgreSQL those are of one owner (see byOwner), for there a transaction waits for whoever has the rows of an owner or a customer.
const bundled = 16

// together is how many transactions one node does side by side: they are committed in groups, as what people do is, among whom
// they wait their turn. On PostgreSQL each takes a connection, of which people need some too. In simulated time it is one
// after another.
func (c *Clockwork) together(aside bool) int {
	switch {
	case !aside:
		return 1
	case c.db.Engine() == db.Postgres:
		return 6
	}
	return 16
}

// all fires a page of due work and tells how much was taken up. Which of those due by now comes first is nobody's
// promise. As long as there is a hand for each piece it has a transaction of its own; beyond that they are bundled.
func (c *Clockwork) all(ctx context.Context, due []seen, aside bool) (fired int) {
	var taken atomic.Int64
	var group sync.WaitGroup
	hands := make(chan struct{}, c.together(aside))
	parts := c.bundles
	if aside && c.db.Engine() == db.Postgres && len(due) > c.together(aside) {
		parts = func(due []seen, _ bool) [][]Due { return c.byOwner(ctx, due) }
	}
	for _, part := range parts(due, aside) {
		if ctx.Err() != nil {
			break
		}
		if !aside || len(due) == 1 {
			taken.Add(c.bundle(ctx, part, aside))
			continue
		}
		hands <- struct{}{}
		group.Go(func() {
			defer func() { <-hands }()
			taken.Add(c.bundle(ctx, part, aside))
		})
	}
	group.Wait()
	return int(taken.Load())
}

// bundles splits a page into what is done in one transaction: pieces of one organisation in the order in which they are
// due, and in simulated time, where they keep their place in that order, effects by themselves.
func (c *Clockwork) bundles(due []seen, aside bool) (parts [][]Due) {
	size := 1
	if c.db.Engine() == db.SQLite {
		hands := c.together(aside)
		size = min(bundled, (len(due)+hands-1)/hands)
	}
	apart := true // what comes next is not done together with what came last
	for _, d := range due {
		_, outside := c.outside[d.Kind]
		last := len(parts) - 1
		if apart || outside || len(parts[last]) == size || parts[last][0].Org != d.Org {
			parts = append(parts, nil)
			last++
		}
		parts[last] = append(parts[last], d.Due)
		apart = outside
	}
	return parts
}

// bundle does pieces of work in one transaction and tells how many were taken up. Each keeps its own fate: when
// one fails or panics nothing of the bundle is written, and each is done again in a transaction of its own, where the one that
// fails is put off and the others are done.
func (c *Clockwork) bundle(ctx context.Context, part []Due, aside bool) (taken int64) {
	if len(part) > 1 {
		var done int64
		err := unpanicked(part[0].Kind, func() error {
			return c.db.Write(ctx, party.Itself(part[0].Org), func(tx *db.Tx) error {
				done = 0 // it may be run again
				tx.Hasty()
				for _, d := range part {
					switch err := c.take(tx, d); {
					case err == nil:
						done++
					case !errors.Is(err, errTaken): // then it is another node's, or what came before it took it back
						return err
					}
				}
				return nil
			})
		})
		if err == nil {
			return done
		}
		if ctx.Err() != nil {
			return 0
		}
	}
	for _, d := range part {
		if ctx.Err() == nil && c.fire(ctx, d, aside) {
			taken++
		}
	}
	return taken
}

// take takes the row of a piece of work away and does the work.
func (c *Clockwork) take(tx *db.Tx, d Due) error {
	handle := c.inside[d.Kind]
	if handle == nil {
		return fmt.Errorf("job: nobody does %s", d.Kind)
	}
	if err := claim(tx, d); err != nil {
		return err
	}
	tx.Put("DELETE FROM job WHERE org = $1 AND kind = $2 AND subject = $3", d.Org, d.Kind, d.Subject)
	return handle(tx, d)
}

// unpanicked makes an error of a panic.
func unpanicked(kind string, work func() error) (err error) {
	defer func() {
		if panicked := recover(); panicked != nil {
			err = fmt.Errorf("job: %s panicked: %v\n%s", kind, panicked, debug.Stack())
		}
	}()
	return work()
}
