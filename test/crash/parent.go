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
	"time"
)

// record is what the world outside knows: what was asked, and what was acknowledged.
type record struct {
	mu           sync.Mutex
	next         int
	open         map[string]bool   // asked, not acknowledged
	acknowledged map[string]string // key to promise
	twice        []string          // acknowledged with another promise than before
	refused      map[string]int
}

// campaign kills cycles times, then lets everything fall due and looks.
func campaign(ctx context.Context, cycles int, seed uint64, out io.Writer) error {
	dir, err := os.MkdirTemp("", "kroon-crash")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	moments := rand.New(rand.NewPCG(seed, 0))
	r := &record{open: map[string]bool{}, acknowledged: map[string]string{}, refused: map[string]int{}}
	begun := time.Now()
	for i := range cycles {
		life := time.Duration(20+moments.IntN(400)) * time.Millisecond
		if err := r.cycle(ctx, dir, life); err != nil {
			return fmt.Errorf("cycle %d: %w", i+1, err)
		}
		if (i+1)%50 == 0 {
			fmt.Fprintf(out, "%d kills, %d promises acknowledged, %.0f s\n", i+1, len(r.acknowledged), time.Since(begun).Seconds())
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return r.look(ctx, dir, cycles, out)
}

// cycle lives for a while under load and dies at once.
func (r *record) cycle(ctx context.Context, dir string, life time.Duration) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, self, "-child", dir)
	cmd.Stderr = os.Stderr
	in, inErr := cmd.StdinPipe()
	said, outErr := cmd.StdoutPipe()
	if err := errors.Join(inErr, outErr, cmd.Start()); err != nil {
		return err
	}
	heard := make(chan struct{})
	ready := make(chan struct{})
	go func() {
		defer close(heard)
		r.listen(said, ready)
	}()
	stop := make(chan struct{})
	asked := make(chan struct{})
	go func() {
		defer close(asked)
		r.ask(in, stop)
	}()
	select {
	case <-ready:
	case <-heard:
	}
	timer := time.NewTimer(life)
	select {
	case <-timer.C:
	case <-heard: // it died by itself
	}
	killed := cmd.Process.Kill()
	close(stop)
	<-heard
	_ = in.Close()
	<-asked
	err = cmd.Wait()
	var exit *exec.ExitError
	if killed != nil || !errors.As(err, &exit) || exit.Exited() {
		return fmt.Errorf("the child ended by itself: %v", err)
	}
	return nil
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
		case len(words) > 2 && words[0] == "refused":
			r.refused[strings.Join(words[2:], " ")]++
		}
		r.mu.Unlock()
	}
}
