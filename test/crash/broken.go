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
	fmt.Fprintf(out, "failed while moving the log into the file, which is tried again  %d\n", f.passed)
	fmt.Fprintf(out, "runs in which no call failed  %d\n", f.unhit)
	return r.look(context.WithoutCancel(ctx), dir, runs, out)
}

// injected tells whether a call has failed by now.
func injected(path string) bool {
	raw, err := os.ReadFile(path)
	return err == nil && strings.Contains(string(raw), "(INJECTED)")
}

// judge reads whether and how soon Kroon stopped. A call that fails on the file itself, not on its log, is part of a
// checkpoint, on which nothing rests that was acknowledged.
func (f *faulty) judge(path string) error {
	log, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }()
	var failed, ended float64
	checkpoint, began := false, map[string]string{}
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		if len(words) < 3 {
			continue
		}
		at, err := strconv.ParseFloat(words[1], 64)
		if err != nil {
			continue
		}
		if strings.Contains(lines.Text(), "unfinished") {
			began[words[0]] = lines.Text()
		}
		switch {
		case strings.Contains(lines.Text(), "(INJECTED)"):
			where := lines.Text()
			if strings.Contains(where, "resumed") {
				where = began[words[0]]
			}
			if strings.Contains(where, "kroon.db>") || strings.Contains(where, "kroon.db-shm>") {
				checkpoint = true
			} else if failed == 0 {
				failed = at
			}
		case strings.Contains(lines.Text(), "+++ exited with"):
			ended = max(ended, at)
		}
	}
	took := time.Duration((ended - failed) * float64(time.Second))
	switch {
	case failed == 0 && checkpoint:
		f.passed++
	case failed == 0:
		f.unhit++
	case ended == 0:
		return errors.New("it did not stop after a call failed")
	case took > patience:
		return fmt.Errorf("it went on for %v after a call failed", took)
	default:
		f.stopped, f.slowest = f.stopped+1, max(f.slowest, took)
	}
	return lines.Err()
}
