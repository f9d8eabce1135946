package job

import (
	"context"
	"errors"
	"sync"
	"time"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

// A node that performs an effect holds its row by a short lease and renews it while it is under way. A node that is
// killed, frozen or cut off renews nothing, so another takes its work over within the lease. One that wakes up
// late finds its lease over, ends what it was doing, and is refused by the fence in any case.
const (
	// Lease is how long work whose effect is outside stays a node's own without being renewed.
	Lease = 6 * time.Second
	// renewAt is how long after it was taken or renewed a lease is renewed: twice more before it ends.
	renewAt = 2 * time.Second
	// margin is how long before its end a lease that could not be renewed is given up, so that what this node
	// does has ended when another begins.
	margin = time.Second
	// Longest is how long an effect may be under way: after that its lease is renewed no more.
	Longest = 2 * time.Minute
)

// errLost ends an effect whose lease is lost.
var errLost = errors.New("job: another node may have this work by now")

// lease is that of one effect under way.
type lease struct {
	due   Due // its fence is that of the lease
	until time.Time
	last  time.Time // not renewed beyond this
	asked bool      // it is being renewed
	lose  context.CancelCauseFunc
}

// holding performs an effect while its lease is kept.
func (c *Clockwork) holding(ctx context.Context, d Due, until time.Time, perform func(context.Context) error) error {
	ctx, lose := context.WithCancelCause(ctx)
	defer lose(nil)
	k := key{d.Org, d.Kind, d.Subject}
	c.mu.Lock()
	c.leases[k] = &lease{due: d, until: until, last: until.Add(Longest - Lease), lose: lose}
	c.mu.Unlock()
	defer func() {
		c.mu.Lock()
		delete(c.leases, k)
		c.mu.Unlock()
	}()
	select {
	case c.leased <- struct{}{}:
	default:
	}
	return perform(ctx)
}

// keepLeases renews leases of effects under way until ctx ends, and ends the effects whose lease is lost. It waits
// while there is nothing to keep.
func (c *Clockwork) keepLeases(ctx context.Context) {
	var renewing sync.WaitGroup
	defer renewing.Wait()
	for ctx.Err() == nil {
		wait := time.Hour
		if next := c.lapse(); !next.IsZero() {
			wait = next.Sub(c.db.Clock().Now())
		}
		clock.Wait(ctx, wait, c.leased)
		for org, held := range c.aging() {
			renewing.Go(func() { c.renew(ctx, org, held) })
		}
	}
}

// lapse ends every effect whose lease is as good as over, and tells when to look again; zero when nothing is held.
func (c *Clockwork) lapse() (next time.Time) {
	now := c.db.Clock().Now()
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, l := range c.leases {
		at := l.until.Add(renewAt - Lease)
		if end := l.until.Add(-margin); !now.Before(end) {
			l.lose(errLost)
			continue
		} else if !now.Before(at) { // it could not be renewed a moment ago
			at = now.Add(margin / 4)
		}
		if next.IsZero() || at.Before(next) {
			next = at
		}
	}
	return next
}

// aging are the leases that are to be renewed, by organisation.
func (c *Clockwork) aging() map[id.Org][]*lease {
	now := c.db.Clock().Now()
	c.mu.Lock()
	defer c.mu.Unlock()
	var out map[id.Org][]*lease
	for _, l := range c.leases {
		if l.asked || now.Before(l.until.Add(renewAt-Lease)) || !now.Before(l.until.Add(-margin)) || !l.until.Before(l.last) {
			continue
		}
		l.asked = true
		if out == nil {
			out = map[id.Org][]*lease{}
		}
		out[l.due.Org] = append(out[l.due.Org], l)
	}
	return out
}

// renew renews leases of an organisation, where the fence says that they are still this node's. A database that does
// not answer is given as long as they last.
func (c *Clockwork) renew(ctx context.Context, org id.Org, held []*lease) {
	ctx, cancel := context.WithTimeout(ctx, Lease-renewAt-margin)
	defer cancel()
	var renewed time.Time
	var lost []*lease
	err := c.db.Write(ctx, party.Itself(org), func(tx *db.Tx) error {
		renewed, lost = tx.Now.Add(Lease), nil
		for _, l := range held {
			n, err := tx.Exec(`UPDATE job SET lease_until = $5 WHERE org = $1 AND kind = $2 AND subject = $3 AND fence = $4`,
				org, l.due.Kind, l.due.Subject, l.due.Fence, renewed)
			if err != nil {
				return err
			}
			if n == 0 {
				lost = append(lost, l)
			}
		}
		return nil
	})
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, l := range held {
		l.asked = false
		if err == nil {
			l.until = renewed
		} // otherwise lapse tells when it is too late
	}
	if err == nil {
		for _, l := range lost {
			l.lose(errLost)
		}
	}
}
