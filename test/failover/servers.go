package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"sort"
	"strings"
	"sync"
	"time"
)

// kinds are the ways in which a server is taken away.
var kinds = []string{"kill", "switchover", "standby", "freeze", "restart"}

// servers rehearses with servers of PostgreSQL that come and go.
func servers(ctx context.Context, p *place, w wanted, chance *rand.Rand, out io.Writer) (err error) {
	c, err := newCluster(ctx, p, 3)
	if c != nil {
		defer func() { err = errors.Join(err, c.finish()) }()
	}
	if err != nil {
		return err
	}
	if err := c.database(ctx, "kroon"); err != nil {
		return err
	}
	h, err := newHouse(ctx, p, w.program, c.url("kroon"), 2)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "three servers and two nodes stand; a silent leader is replaced after %d s\n", patience)
	l := &load{house: h, pause: w.pause, longest: time.Minute, asked: map[string]*promised{}, said: map[string]int{}}
	stop, enough := context.WithCancel(ctx)
	var group sync.WaitGroup
	group.Go(func() { l.run(ctx, stop, w.callers) })
	for n := range w.rounds {
		kind := kinds[n%len(kinds)]
		if w.only != "" {
			kind = w.only
		}
		if err = c.round(ctx, h, l, kind, n, chance, out); err != nil {
			err = fmt.Errorf("round %d, %s: %w", n+1, kind, err)
			break
		}
	}
	enough()
	group.Wait()
	if err != nil {
		return err
	}
	return l.look(ctx, h, 0, out)
}

// round takes a server away in one way, waits until Kroon serves again, and makes the cluster whole.
func (c *cluster) round(ctx context.Context, h *house, l *load, kind string, n int, chance *rand.Rand, out io.Writer) error {
	if err := rest(ctx, 3*time.Second+time.Duration(chance.IntN(2000))*time.Millisecond); err != nil {
		return err
	}
	leaders, others := c.having(ctx, "leader"), c.having(ctx, "sync_standby")
	if len(leaders) != 1 || len(others) == 0 {
		return fmt.Errorf("not whole: %+v", c.look(ctx))
	}
	leader, standby := leaders[0], others[0]
	from := time.Now()
	l.since(from)
	back, err := c.takeAway(ctx, kind, leader, standby)
	if err != nil {
		return err
	}
	if err := errors.Join(c.replaced(ctx, kind, leader), l.again(ctx, time.Now())); err != nil {
		return err
	}
	if kind == "freeze" { // until well after another leads
		if err := rest(ctx, 5*time.Second); err != nil {
			return err
		}
	}
	if err := errors.Join(back(), rest(ctx, 3*time.Second), c.whole(ctx)); err != nil {
		return err
	}
	now, said := c.having(ctx, "leader"), l.since(from)
	heard, err := h.hears(ctx, h.nodes[n%2], h.nodes[(n+1)%2])
	if err != nil {
		return err
	}
	if _, err := h.run("doctor"); err != nil {
		return err
	}
	name := "nobody"
	if len(now) == 1 {
		name = now[0].name
	}
	fmt.Fprintf(out, "%2d %-10s %s to %s: %5.1f s without a promise, longest answer %4.1f s, %d acknowledged, a page heard across nodes in %d ms; %s\n",
		n+1, kind, leader.name, name, said.silence.Seconds(), said.slow.Seconds(), said.acked, heard.Milliseconds(), said.words())
	return nil
}

// replaced waits until another server leads, where the kind is such that one must.
func (c *cluster) replaced(ctx context.Context, kind string, before *member) error {
	if kind == "standby" || kind == "restart" {
		return nil
	}
	return until(ctx, "another server leads", 2*time.Minute, func() bool {
		now := c.having(ctx, "leader")
		return len(now) == 1 && now[0] != before
	})
}

// takeAway does what the kind says, and gives how it is made whole again.
func (c *cluster) takeAway(ctx context.Context, kind string, leader, standby *member) (back func() error, err error) {
	nothing := func() error { return nil }
	switch kind {
	case "kill": // the machine of the leader is gone
		return func() error { return c.begin(leader) }, c.crash(leader)
	case "standby": // that of who has every commit
		return func() error { return c.begin(standby) }, c.crash(standby)
	case "switchover":
		return nothing, c.switchover(ctx, leader, standby)
	case "freeze": // the machine of the leader answers nobody, and goes on later as if nothing had been
		return c.freeze(leader)
	case "restart": // the server alone; its Patroni starts it again
		return nothing, all(leader.server(), 9)
	}
	return nil, fmt.Errorf("no such kind: %s", kind)
}

// again waits until promises are made again: ten in a row within the last two seconds, after a server went.
func (l *load) again(ctx context.Context, from time.Time) error {
	if err := rest(ctx, 2*time.Second); err != nil {
		return err
	}
	return until(ctx, "promises are made again", 3*time.Minute, func() bool {
		l.mu.Lock()
		defer l.mu.Unlock()
		n := len(l.acked)
		return n >= 10 && l.acked[n-10].After(from) && time.Since(l.acked[n-10]) < 2*time.Second
	})
}

// words are the answers that were not what was asked for.
func (t told) words() string {
	var out []string
	for what, n := range t.said {
		out = append(out, fmt.Sprintf("%dx %s", n, what))
	}
	sort.Strings(out)
	if len(out) == 0 {
		return "nothing else was said"
	}
	return strings.Join(out, ", ")
}
