package job

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// Effect is work that reaches outside the database, in three steps.
type Effect struct {
	// Prepare decides in a transaction what to do; nil means that nothing is to be done any more.
	Prepare func(tx *db.Tx, due Due) (any, error)
	// Perform does it, outside any transaction, within Longest. Its context ends earlier when this node can no
	// longer be sure that the work is its own.
	Perform func(ctx context.Context, prepared any) error
	// Record notes the outcome in a transaction; performed is the error of Perform. When it returns
	// true the work is tried again later, otherwise it is done. It may Schedule the same work anew.
	Record func(tx *db.Tx, due Due, prepared any, performed error) (again bool, err error)
}

// Clockwork fires due work.
type Clockwork struct {
	db      *db.DB
	log     *slog.Logger
	inside  map[string]func(*db.Tx, Due) error
	outside map[string]Effect
	wake    chan struct{}

	mu      sync.Mutex
	next    time.Time // the earliest work this node knows of; zero when unknown
	told    time.Time // the earliest that this process armed since the rows were read
	workers chan struct{}
	running sync.WaitGroup
	busy    map[key]bool
	leases  map[key]*lease // of effects under way, to be renewed
	leased  chan struct{}  // there is a new one
}

type key struct {
	org     id.Org
	kind    string
	subject id.Any
}

// effectsAtOnce bounds how many outside effects one node performs side by side, so that a peer that
// never answers holds up neither the clock nor the others.
const effectsAtOnce = 8

// New makes a clockwork without work.
func New(database *db.DB, log *slog.Logger) *Clockwork {
	return &Clockwork{
		db: database, log: log, inside: map[string]func(*db.Tx, Due) error{}, outside: map[string]Effect{},
		wake: make(chan struct{}, 1), workers: make(chan struct{}, effectsAtOnce), busy: map[key]bool{},
		leases: map[key]*lease{}, leased: make(chan struct{}, 1),
	}
}

// Handle has fn do work of a kind inside the transaction that takes its row away.
func (c *Clockwork) Handle(kind string, fn func(*db.Tx, Due) error) { c.inside[kind] = fn }

// HandleEffect has an effect do work of a kind that reaches outside.
func (c *Clockwork) HandleEffect(kind string, effect Effect) { c.outside[kind] = effect }

// arm lowers the next instant and wakes the driver when that makes it earlier.
func (c *Clockwork) arm(due time.Time) {
	c.mu.Lock()
	if c.told.IsZero() || due.Before(c.told) {
		c.told = due
	}
	earlier := c.next.IsZero() || due.Before(c.next)
	if earlier {
		c.next = due
	}
	c.mu.Unlock()
	if earlier {
		select {
		case c.wake <- struct{}{}:
		default:
		}
	}
}

// safetyScan is how often the rows are read even when nothing is known to be due: work that another
// process armed, or a clock that jumped.
const safetyScan = 5 * time.Second

// Run drives the clockwork by the wall clock until ctx ends, then waits for effects under way. The
// clock is read at least once a second, so a jump or a suspend is noticed.
func (c *Clockwork) Run(ctx context.Context) {
	leave := c.db.OnWake(c.arm)
	keeping, rest := context.WithCancel(context.WithoutCancel(ctx))
	var keeper sync.WaitGroup
	keeper.Go(func() { c.keepLeases(keeping) })
	defer func() {
		leave()
		c.running.Wait()
		rest()
		keeper.Wait()
	}()
	var scanned time.Time
	for ctx.Err() == nil {
		now := c.db.Clock().Now()
		c.mu.Lock()
		next := c.next
		c.mu.Unlock()
		if next.IsZero() || !next.After(now) || now.Sub(scanned) >= safetyScan || now.Before(scanned) {
			if _, err := c.step(ctx, true); err != nil && ctx.Err() == nil {
				c.log.Error("clockwork", "error", err)
				clock.Wait(ctx, recordAgain, nil) // nothing is known of what is due until the rows can be read
			}
			scanned = now
		}
		c.mu.Lock()
		wait := time.Second
		if !c.next.IsZero() {
			wait = min(wait, c.next.Sub(c.db.Clock().Now()))
		}
		c.mu.Unlock()
		clock.Wait(ctx, wait, c.wake)
	}
}

// Step fires everything that is due by the database's clock, with what follows from it, and returns when
// the next work is due, zero when there is none. Simulated time drives it directly, in one goroutine.
func (c *Clockwork) Step(ctx context.Context) (next time.Time, err error) { return c.step(ctx, false) }

const (
	// batch is how much due work is read at a time.
	batch = 200
	// breather is how long due work waits that cannot be taken up now: another node has it in hand, or all
	// who perform effects are busy. An effect that ends wakes the clockwork sooner.
	breather = time.Second
)

func (c *Clockwork) step(ctx context.Context, aside bool) (time.Time, error) {
	c.mu.Lock()
	c.told = time.Time{}
	c.mu.Unlock()
	for {
		began := c.db.Clock().Now()
		fired, left, err := c.pass(ctx, aside)
		if err != nil {
			return time.Time{}, err
		}
		if fired > 0 {
			continue // what followed from it may be due by now
		}
		next, err := c.plan(ctx, began)
		if err != nil {
			return time.Time{}, err
		}
		if soon := began.Add(breather); left && (next.IsZero() || next.After(soon)) {
			next = soon
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		if !c.told.IsZero() && (next.IsZero() || c.told.Before(next)) {
			next = c.told
		}
		c.next = next
		return next, nil
	}
}

// pass goes through all that is due, page by page: what cannot be taken up now holds up nothing that
// stands behind it.
func (c *Clockwork) pass(ctx context.Context, aside bool) (fired int, left bool, err error) {
	var last *seen
	for {
		due, err := c.scan(ctx, last)
		if err != nil {
			return fired, left, err
		}
		took := c.all(ctx, due, aside)
		fired += took
		left = left || took < len(due)
		if ctx.Err() != nil {
			return fired, left, ctx.Err()
		}
		if len(due) < batch {
			return fired, left, nil
		}
		last = &due[len(due)-1]
	}
}

// together is how much work inside the database one node does side by side: it is committed in groups, as what people
// do is, among whom it waits its turn. On PostgreSQL each takes a connection, of which people need some too.
func (c *Clockwork) together() int {
	if c.db.Engine() == db.Postgres {
		return 6
	}
	return 16
}

// all fires a page of due work and tells how much was taken up: one after another in simulated time, otherwise side by
// side. Each piece has a transaction of its own, and which of those due by now comes first is nobody's promise.
func (c *Clockwork) all(ctx context.Context, due []seen, aside bool) (fired int) {
	var taken atomic.Int64
	var group sync.WaitGroup
	hands := make(chan struct{}, c.together())
	for _, d := range due {
		if ctx.Err() != nil {
			break
		}
		if _, outside := c.outside[d.Kind]; !aside || outside || len(due) == 1 {
			if c.fire(ctx, d.Due, aside) {
				taken.Add(1)
			}
			continue
		}
		hands <- struct{}{}
		group.Go(func() {
			defer func() { <-hands }()
			if c.fire(ctx, d.Due, aside) {
				taken.Add(1)
			}
		})
	}
	group.Wait()
	return int(taken.Load())
}

// fire does one piece of work, an outside effect aside when asked, and tells whether it took it up.
// Failures are kept in its row and logged.
func (c *Clockwork) fire(ctx context.Context, d Due, aside bool) bool {
	effect, outside := c.outside[d.Kind]
	if !outside {
		return c.guarded(ctx, &d, func() error { return c.inTransaction(ctx, d) })
	}
	k := key{d.Org, d.Kind, d.Subject}
	if !c.takeUp(k) {
		return false
	}
	perform := func() {
		c.guarded(ctx, &d, func() error { return c.perform(ctx, &d, effect) })
		c.mu.Lock()
		delete(c.busy, k)
		c.mu.Unlock()
		<-c.workers
	}
	if !aside {
		perform()
		return true
	}
	c.running.Add(1)
	go func() {
		defer c.running.Done()
		perform()
		c.arm(c.db.Clock().Now()) // there is room for the next
	}()
	return true
}

// takeUp finds somebody to perform an effect; false when this node has it in hand or all are busy.
func (c *Clockwork) takeUp(k key) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.busy[k] {
		return false
	}
	select {
	case c.workers <- struct{}{}:
		c.busy[k] = true
		return true
	default:
		return false
	}
}

// guarded does work; a failure or a panic of one piece postpones that piece and stops nothing else. False
// when another node had it. The work raises the fence of d when it takes a lease.
func (c *Clockwork) guarded(ctx context.Context, d *Due, work func() error) bool {
	err := func() (err error) {
		defer func() {
			if panicked := recover(); panicked != nil {
				err = fmt.Errorf("job: %s panicked: %v\n%s", d.Kind, panicked, debug.Stack())
			}
		}()
		return work()
	}()
	switch {
	case err == nil || errors.Is(err, errTaken) || ctx.Err() != nil:
	case fault.Is(err, "db.away"): // the work is as due as it was, and nothing is wrong with it
		c.log.Warn("due work waits for the database", "kind", d.Kind)
	default:
		c.postpone(ctx, *d, err)
	}
	return !errors.Is(err, errTaken)
}
