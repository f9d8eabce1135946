package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// faultySpan is how long Kroon works before it is ended when no call failed, and patience how soon it must have
// stopped after one did.
const (
	faultySpan = 1500 * time.Millisecond
	patience   = time.Second
)

// faulty is what came of runs on a failing disk.
type faulty struct {
	stopped, passed, unhit int
	slowest                time.Duration
}

// broken has calls of the real application fail under strace, an fsync or a write at a time drawn from the seed in each run. Kroon
// must stop within a second and never have acknowledged what is lost.
func broken(ctx context.Context, runs int, seed uint64, out io.Writer) error {
	dir, err := os.MkdirTemp("", "kroon-broken")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	chance := rand.New(rand.NewPCG(seed, 2))
	r := newRecord()
	r.failing = true
	var f faulty
	for run := 0; run < runs && ctx.Err() == nil; run++ {
		calls, most := "fsync,fdatasync", 40
		if run%2 == 1 {
			calls, most = "pwrite64", 300
		}
		inject := fmt.Sprintf("%s:error=EIO:when=%d", calls, 1+chance.IntN(most))
		log := filepath.Join(dir, "calls")
		c, err := r.spawn(context.WithoutCancel(ctx), dir, "strace", "-f", "-y", "-ttt", "-s", "0", "-e", "trace="+calls, "-e", "inject="+inject, "-o", log)
		if err != nil {
			return err
		}
		ended := c.lives(faultySpan)
		if !ended && injected(log) { // perhaps a moment ago
			ended = c.lives(patience)
		}
		if ended {
			_ = c.gone()
		} else if err := c.kill(); err != nil {
			return err
		}
		if err := f.judge(log); err != nil {
			return fmt.Errorf("run %d, %s: %w", run+1, inject, err)
		}
	}
	fmt.Fprintf(out, "stopped after a failed call   %d (slowest %v)\n", f.stopped, f.slowest.Round(time.Millisecond))
	fmt.Fprintf(out, "the index of the log could not grow, which is tried again  %d\n", f.passed)
	fmt.Fprintf(out, "runs in which no call failed  %d\n", f.unhit)
	return r.look(context.WithoutCancel(ctx), dir, runs, out)
}

// injected tells whether a call has failed by now.
func injected(path string) bool {
	raw, err := os.ReadFile(path)
	return err == nil && strings.Contains(string(raw), "(INJECTED)")
}

// judge looks whether and how soon Kroon stopped. That the index of the log cannot grow says nothing of what is on the
// disk: it is in memory, and SQLite tries again.
func (f *faulty) judge(path string) error {
	first, index, err := firstFailed(path)
	switch {
	case err != nil:
		return err
	case first.at > 0:
		return f.stop(first)
	case index:
		f.passed++
	default:
		f.unhit++
	}
	return nil
}

// stop counts a call after which Kroon has to stop, and how soon it did.
func (f *faulty) stop(first failedCall) error {
	took := time.Duration((first.ended - first.at) * float64(time.Second))
	switch {
	case first.ended == 0:
		return errors.New("it did not stop after a call failed")
	case took > patience:
		return fmt.Errorf("it went on for %v after a call failed", took)
	}
	f.stopped, f.slowest = f.stopped+1, max(f.slowest, took)
	return nil
}

// failedCall is the first call that failed, and when the last thread ended; both in seconds, 0: never.
type failedCall struct {
	at, ended              float64
	name, descriptor, file string
}

// firstFailed reads what strace wrote. Calls on the index of the log are passed over; index tells whether one failed.
func firstFailed(path string) (first failedCall, index bool, err error) {
	log, err := os.Open(path)
	if err != nil {
		return first, false, err
	}
	defer func() { _ = log.Close() }()
	began := map[string]string{}
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		line := lines.Text()
		words := strings.Fields(line)
		if len(words) < 3 {
			continue
		}
		at, err := strconv.ParseFloat(words[1], 64)
		if err != nil {
			continue
		}
		if strings.Contains(line, "unfinished") {
			began[words[0]] = words[2]
		}
		switch {
		case strings.Contains(line, "(INJECTED)"):
			said := words[2]
			if strings.Contains(line, "resumed") {
				said = began[words[0]]
			}
			if strings.Contains(said, "kroon.db-shm>") {
				index = true
			} else if first.at == 0 {
				first.at = at
				first.name, said, _ = strings.Cut(said, "(")
				first.descriptor, said, _ = strings.Cut(said, "<")
				first.file, _, _ = strings.Cut(said, ">")
			}
		case strings.Contains(line, "+++ exited with"):
			first.ended = max(first.ended, at)
		}
	}
	return first, index, lines.Err()
}
