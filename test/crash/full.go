package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"kroon/internal/clock"
)

// ballast is what is taken off a full disk, in bytes, and backWithin how soon Kroon must acknowledge again then.
const (
	ballast    = 3 << 20
	backWithin = 5 * time.Second
)

// full fills a small disk in memory so many times, each a little larger, makes room and waits until promises are
// acknowledged again. It mounts a tmpfs, so it needs root.
func full(ctx context.Context, times int, out io.Writer) error {
	slowest, promises := time.Duration(0), 0
	for i := 0; i < times && ctx.Err() == nil; i++ {
		took, n, err := fill(ctx, 9<<20+i*53<<10, out)
		if err != nil {
			return fmt.Errorf("time %d: %w", i+1, err)
		}
		slowest, promises = max(slowest, took), promises+n
	}
	fmt.Fprintf(out, "filled %d times, %d promises acknowledged, 0 lost; back within %v\n", times, promises, slowest.Round(time.Millisecond))
	return ctx.Err()
}

func fill(ctx context.Context, size int, out io.Writer) (back time.Duration, acknowledged int, err error) {
	dir, err := os.MkdirTemp("", "kroon-full")
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	data := filepath.Join(dir, "data")
	if err := os.Mkdir(data, 0o700); err != nil {
		return 0, 0, err
	}
	if said, err := exec.Command("mount", "-t", "tmpfs", "-o", fmt.Sprintf("size=%d", size), "tmpfs", data).CombinedOutput(); err != nil {
		return 0, 0, fmt.Errorf("%w: %s", err, said)
	}
	defer func() { err = errors.Join(err, exec.Command("umount", "-l", data).Run()) }()
	weight := filepath.Join(data, "ballast")
	if err := os.WriteFile(weight, make([]byte, ballast), 0o600); err != nil {
		return 0, 0, err
	}
	r := newRecord()
	r.failing = true
	c, err := r.spawn(context.WithoutCancel(ctx), dir)
	if err != nil {
		return 0, 0, err
	}
	err = r.until(time.Minute, func() bool { return len(r.refused) > 0 })
	before := r.count()
	err = errors.Join(err, os.Remove(weight))
	begun := clock.System().Now()
	err = errors.Join(err, r.until(backWithin, func() bool { return len(r.acknowledged) > before+10 }))
	back = clock.System().Now().Sub(begun)
	err = errors.Join(err, c.kill(), exec.Command("mount", "-o", "remount,size=1g", data).Run())
	if err != nil {
		return 0, 0, err
	}
	return back, r.count(), r.look(context.WithoutCancel(ctx), dir, 1, quietly(out))
}

// quietly prints nothing: what was found is an error or not.
func quietly(io.Writer) io.Writer { return io.Discard }

func (r *record) count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.acknowledged)
}

// until waits until something is so, for at most so long.
func (r *record) until(most time.Duration, so func() bool) error {
	end := clock.System().Now().Add(most)
	for {
		r.mu.Lock()
		is := so()
		r.mu.Unlock()
		if is {
			return nil
		}
		if clock.System().Now().After(end) {
			return fmt.Errorf("not within %v", most)
		}
		clock.Wait(context.Background(), 5*time.Millisecond, nil)
	}
}
