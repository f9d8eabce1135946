package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"
)

// record is what the world outside knows: what was asked, and what was acknowledged.
type record struct {
	mu           sync.Mutex
	next         int
	open         map[string]bool   // asked, not acknowledged
	acknowledged map[string]string // key to promise
	twice        []string          // acknowledged with another promise than before
	wrong        []string          // acknowledged, and not what was read then
	refused      map[string]int
	failing      bool            // refusals and children that end by themselves are part of it
	doubtful     map[string]bool // acknowledged in the instant in which a file system gave up: it may have said yes for nothing
	unkept       int             // of those, not there
}

func newRecord() *record {
	return &record{open: map[string]bool{}, acknowledged: map[string]string{}, refused: map[string]int{}}
}

// slice is how often one data folder is killed before it is looked at and another begun.
const slice = 250

// campaign kills so many times, slice by slice, each in a data folder of its own. Told to stop, it looks at the slice it is
// in and says how far it came.
func campaign(ctx context.Context, cycles int, seed uint64, out io.Writer) error {
	begun := time.Now()
	var all total
	for all.kills < cycles && ctx.Err() == nil {
		if err := all.slice(ctx, min(slice, cycles-all.kills), seed, out); err != nil {
			return fmt.Errorf("seed %d: %w", seed, err)
		}
		seed++
		fmt.Fprintf(out, "in all: %d kills, %d promises acknowledged, 0 lost; %.0f s\n", all.kills, all.acknowledged, time.Since(begun).Seconds())
	}
	return nil
}

// total is what a campaign came to so far.
type total struct{ kills, acknowledged int }

// slice kills so many times, then lets everything fall due and looks.
func (t *total) slice(ctx context.Context, cycles int, seed uint64, out io.Writer) error {
	dir, err := os.MkdirTemp("", "kroon-crash")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	moments := rand.New(rand.NewPCG(seed, 0))
	r := newRecord()
	kills := 0
	for ; kills < cycles && ctx.Err() == nil; kills++ {
		life := time.Duration(moments.IntN(200)) * time.Millisecond
		if err := r.cycle(context.WithoutCancel(ctx), dir, life); err != nil {
			return fmt.Errorf("cycle %d: %w", kills+1, err)
		}
	}
	t.kills, t.acknowledged = t.kills+kills, t.acknowledged+len(r.acknowledged)
	return r.look(context.WithoutCancel(ctx), dir, kills, out)
}

// cycle lives for a while under load and dies at once.
func (r *record) cycle(ctx context.Context, dir string, life time.Duration) error {
	c, err := r.spawn(ctx, dir)
	if err != nil {
		return err
	}
	c.lives(life)
	return c.kill()
}

// child is the program itself, at work on a data folder.
type child struct {
	cmd                       *exec.Cmd
	in                        io.Closer
	heard, ready, stop, asked chan struct{}
}

// spawn starts a child, under another program when one is given, and begins to ask things of it.
func (r *record) spawn(ctx context.Context, dir string, under ...string) (*child, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	words := append(under, self, "-child", dir, "-database", database)
	c := &child{
		cmd:   exec.CommandContext(ctx, words[0], words[1:]...),
		heard: make(chan struct{}), ready: make(chan struct{}), stop: make(chan struct{}), asked: make(chan struct{}),
	}
	c.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL} // what it runs under dies with it
	if !r.failing {
		c.cmd.Stderr = os.Stderr
	}
	in, inErr := c.cmd.StdinPipe()
	said, outErr := c.cmd.StdoutPipe()
	if err := errors.Join(inErr, outErr, c.cmd.Start()); err != nil {
		return nil, err
	}
	c.in = in
	go func() {
		defer close(c.heard)
		r.listen(said, c.ready)
	}()
	go func() {
		defer close(c.asked)
		r.ask(in, c.stop)
	}()
	return c, nil
}

// lives waits until the child has worked for so long, or has ended by itself.
func (c *child) lives(life time.Duration) (ended bool) {
	select {
	case <-c.ready:
	case <-c.heard:
		return true
	}
	timer := time.NewTimer(life)
	defer timer.Stop()
	select {
	case <-timer.C:
		return false
	case <-c.heard:
		return true
	}
}

// kill ends the child at once; that it ended by itself is an error.
func (c *child) kill() error {
	killed := syscall.Kill(-c.cmd.Process.Pid, syscall.SIGKILL)
	err := c.gone()
	var exit *exec.ExitError
	if killed != nil || !errors.As(err, &exit) || exit.Exited() {
		return fmt.Errorf("the child ended by itself: %v", err)
	}
	return nil
}

// gone waits for the end of the child.
func (c *child) gone() error {
	close(c.stop)
	<-c.heard
	_ = c.in.Close()
	<-c.asked
	return c.cmd.Wait()
}

// ask repeats what was not acknowledged, and then asks for new promises.
func (r *record) ask(in io.Writer, stop <-chan struct{}) {
	r.mu.Lock()
	var again []string
	for key := range r.open {
		again = append(again, key)
	}
	r.mu.Unlock()
	for {
		var key string
		if len(again) > 0 {
			key, again = again[0], again[1:]
		} else {
			r.mu.Lock()
			r.next++
			key = fmt.Sprintf("belofte-%06d", r.next)
			r.open[key] = true
			r.mu.Unlock()
		}
		select {
		case <-stop:
			return
		default:
		}
		if _, err := fmt.Fprintln(in, key); err != nil {
			return
		}
	}
}

func (r *record) listen(said io.Reader, ready chan struct{}) {
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		r.mu.Lock()
		switch {
		case len(words) == 1 && words[0] == "ready":
			close(ready)
		case len(words) == 3 && words[0] == "acknowledged":
			if before, known := r.acknowledged[words[1]]; known && before != words[2] {
				r.twice = append(r.twice, words[1])
			}
			r.acknowledged[words[1]] = words[2]
			delete(r.open, words[1])
		case len(words) == 2 && words[0] == "wrong":
			r.wrong = append(r.wrong, words[1])
		case len(words) > 2 && words[0] == "refused":
			r.refused[strings.Join(words[2:], " ")]++
		}
		r.mu.Unlock()
	}
}
