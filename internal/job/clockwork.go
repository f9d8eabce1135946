package job

import (
	"context"
	"errors"
	"log/slog"
	"sync"
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
	last    map[string]bool // kinds of inside that come after all others
	outside map[string]Effect
	whose   map[string]func(*db.Tx, []id.Any) ([]Whose, error) // of inside
	wake    chan struct{}

	mu      sync.Mutex
	next    time.Time // the earliest work this node knows of; zero when unknown
	told    time.Time // the earliest that this process armed since the rows were read
	workers chan struct{}
	running sync.WaitGroup
	busy    map[key]bool   // effects in hand, or waiting for a hand
	refused bool           // there was no room for one
	leases  map[key]*lease // of effects under way, to be renewed
	leased  chan struct{}  // there is a new one
}

type key struct {
	org     id.Org
	kind    string
	subject id.Any
}

// effectsAtOnce bounds how many outside effects one node performs side by side, so that a peer that
// never answers holds up neither the clock nor the others; and effectsInHand how many more wait for their turn, so
// that the rows are not read again for every few that end.
const (
	effectsAtOnce = 8
	effectsInHand = 200
)

// New makes a clockwork without work.
func New(database *db.DB, log *slog.Logger) *Clockwork {
	return &Clockwork{
		db: database, log: log, inside: map[string]func(*db.Tx, Due) error{}, last: map[string]bool{}, outside: map[string]Effect{},
		whose: map[string]func(*db.Tx, []id.Any) ([]Whose, error){},
		wake:  make(chan struct{}, 1), workers: make(chan struct{}, effectsAtOnce), busy: map[key]bool{},
		leases: map[key]*lease{}, leased: make(chan struct{}, 1),
	}
}

// Handle has fn do work of a kind inside the transaction that takes its row away.
func (c *Clockwork) Handle(kind string, fn func(*db.Tx, Due) error) { c.inside[kind] = fn }

// HandleLast is Handle for work for which nobody waits. When much is due at once by the wall clock it is done after all else.
func (c *Clockwork) HandleLast(kind string, fn func(*db.Tx, Due) error) {
	c.inside[kind], c.last[kind] = fn, true
}

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
	// batch is how much due work is read at a time, and many the same by the wall clock: SQLite's writer has nothing to do from the
	// end of a page until the next is read, and on PostgreSQL there is more of each owner in a large page.
	batch, many = 200, 1000
	// mostLast is how much work for which nobody waits is left for the end of a pass.
	mostLast = 2000
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
// stands behind it. By the wall clock, effects are taken up when what changes the database alone is done: what leaves the house
// after a time in which Kroon was down says what is true now. Work for which nobody waits then comes a batch at a time, and what
// has fallen due meanwhile goes before the next.
func (c *Clockwork) pass(ctx context.Context, aside bool) (fired int, left bool, err error) {
	var last *seen
	var effects []Due
	var waiting []seen
	size := batch
	if aside {
		size = many
	}
	for {
		due, err := c.scan(ctx, last, size)
		if err != nil {
			return fired, left, err
		}
		now := due
		if aside {
			now, waiting, effects = c.apart(due, waiting, effects)
		}
		took := c.all(ctx, now, aside)
		fired += took
		left = left || took < len(now)
		if ctx.Err() != nil {
			return fired, left, ctx.Err()
		}
		if len(due) < size {
			break
		}
		last = &due[len(due)-1]
	}
	for _, d := range effects {
		if c.fire(ctx, d, aside) {
			fired++
		} else {
			left = true
		}
	}
	took := c.all(ctx, waiting[:min(len(waiting), batch)], aside)
	return fired + took, left || took < len(waiting), ctx.Err()
}

// apart takes out of a page what waits for the end of the pass, and adds it to that: work for which nobody waits, and effects as
// far as they can be in hand.
func (c *Clockwork) apart(due, waiting []seen, effects []Due) (now, last []seen, outside []Due) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, d := range due {
		switch _, is := c.outside[d.Kind]; {
		case c.last[d.Kind] && len(waiting) < mostLast:
			waiting = append(waiting, d)
		case !is:
			now = append(now, d)
		case c.busy[key{d.Org, d.Kind, d.Subject}]:
		case len(c.busy)+len(effects) < effectsInHand:
			effects = append(effects, d.Due)
		default:
			c.refused = true
		}
	}
	return now, waiting, effects
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
		c.workers <- struct{}{}
		defer func() { <-c.workers }()
		if ctx.Err() == nil {
			c.guarded(ctx, &d, func() error { return c.perform(ctx, &d, effect) })
		}
	}
	if !aside {
		perform()
		c.letGo(k)
		return true
	}
	c.running.Go(func() {
		perform()
		if c.letGo(k) {
			c.arm(c.db.Clock().Now())
		}
	})
	return true
}

// takeUp has an effect wait for somebody to perform it; false when this node has it in hand or too many wait.
func (c *Clockwork) takeUp(k key) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.busy[k] {
		return false
	}
	if len(c.busy) >= effectsInHand {
		c.refused = true
		return false
	}
	c.busy[k] = true
	return true
}

// letGo ends an effect's time in hand, and tells whether there is room for those that were refused.
func (c *Clockwork) letGo(k key) (room bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.busy, k)
	room = c.refused && len(c.busy) <= effectsInHand/2
	c.refused = c.refused && !room
	return room
}

// guarded does work; a failure or a panic of one piece postpones that piece and stops nothing else. False
// when another node had it. The work raises the fence of d when it takes a lease.
func (c *Clockwork) guarded(ctx context.Context, d *Due, work func() error) bool {
	err := unpanicked(d.Kind, work)
	switch {
	case err == nil || errors.Is(err, errTaken) || ctx.Err() != nil:
	case fault.Is(err, "db.away"): // the work is as due as it was, and nothing is wrong with it
		c.log.Warn("due work waits for the database", "kind", d.Kind)
	default:
		c.postpone(ctx, *d, err)
	}
	return !errors.Is(err, errTaken)
}
