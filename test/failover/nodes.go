package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"sync"
	"time"

	"kroon/internal/db/bare"
)

// nodes rehearses with three nodes of Kroon that are killed and frozen at random; always one at least is left in peace.
func nodes(ctx context.Context, p *place, w wanted, chance *rand.Rand, out io.Writer) (err error) {
	server, err := bare.StartPostgres(ctx, "-c", "fsync=on")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Stop()) }()
	h, err := newHouse(ctx, p, w.program, server.URL, 3)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.end()) }() // before the server that they stand on
	fmt.Fprintln(out, "three nodes stand on one server")
	l := &load{house: h, pause: w.pause, longest: 5 * time.Second, asked: map[string]*promised{}, said: map[string]int{}}
	stop, enough := context.WithCancel(ctx)
	var group sync.WaitGroup
	group.Go(func() { l.run(ctx, stop, w.callers) })
	from := time.Now()
	kills, freezes, err := h.chaos(ctx, w.length, chance)
	said := l.since(from)
	enough()
	group.Wait()
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "killed %d times and frozen %d times in %v: %d acknowledged, %.1f s without a promise at most; %s\n",
		kills, freezes, w.length, said.acked, said.silence.Seconds(), said.words())
	for n := range h.nodes {
		heard, err := h.hears(ctx, h.nodes[n], h.nodes[(n+1)%len(h.nodes)])
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "a page at node %d heard of an act at node %d in %d ms\n", n+1, (n+1)%len(h.nodes)+1, heard.Milliseconds())
	}
	return l.look(ctx, h, kills, out)
}

// chaos kills a node and starts it again, or freezes one for up to twelve seconds, one at a time or two.
func (h *house) chaos(ctx context.Context, length time.Duration, chance *rand.Rand) (kills, freezes int, err error) {
	for end := time.Now().Add(length); time.Now().Before(end) && err == nil; {
		var group sync.WaitGroup
		var mu sync.Mutex
		first, both := chance.IntN(len(h.nodes)), chance.IntN(3)
		for i := range 1 + both/2 {
			n, kill, away := h.nodes[(first+i)%len(h.nodes)], chance.IntN(2) == 0, time.Duration(500+chance.IntN(11_500))*time.Millisecond
			if kill {
				kills++
			} else {
				freezes++
			}
			group.Go(func() {
				gone := h.without(ctx, n, kill, away)
				mu.Lock()
				defer mu.Unlock()
				err = errors.Join(err, gone)
			})
		}
		group.Wait()
		err = errors.Join(err, rest(ctx, time.Duration(chance.IntN(2000))*time.Millisecond))
	}
	return kills, freezes, err
}

// without has a node away for a while.
func (h *house) without(ctx context.Context, n *node, kill bool, away time.Duration) error {
	if !kill {
		return errors.Join(n.freeze(), rest(ctx, away), n.thaw())
	}
	if err := errors.Join(n.crash(), rest(ctx, away)); err != nil {
		return err
	}
	return h.serve(ctx, n)
}
