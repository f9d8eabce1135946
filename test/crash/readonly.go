package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"kroon/internal/clock"
)

// readonly has the file system under Kroon turn read-only so many times while it works, as a system does that no longer
// trusts a disk, and after a while writable again. Nothing is acknowledged meanwhile, nothing is lost, and it goes on or has
// stopped to be started anew (docs/adr/0041-a-failing-disk.md). It makes a loop device of a file, so it needs root.
//
// ext4 itself is not to be relied on in that instant: a program that does nothing but write and fsync finds, now and then, that the
// last fsync that said yes kept nothing. What is acknowledged between the command and its end is therefore counted apart.
func readonly(ctx context.Context, times int, seed uint64, out io.Writer) error {
	chance := rand.New(rand.NewPCG(seed, 4))
	var sum turned
	for i := 0; i < times && ctx.Err() == nil; i++ {
		if err := sum.turn(ctx, time.Duration(chance.IntN(1500))*time.Millisecond); err != nil {
			return fmt.Errorf("time %d: %w", i+1, err)
		}
	}
	fmt.Fprintf(out, "read-only %d times under load, %d promises acknowledged, 0 lost, none while it was; stopped %d times, went on %d times, within %v\n",
		sum.times, sum.acknowledged, sum.stopped, sum.times-sum.stopped, sum.slowest.Round(time.Millisecond))
	fmt.Fprintf(out, "acknowledged in the instant itself, because its fsync said yes, and not there: %d\n", sum.unkept)
	return ctx.Err()
}

// turned is what came of it.
type turned struct {
	times, acknowledged, stopped int
	unkept                       int
	slowest                      time.Duration
}

func (t *turned) turn(ctx context.Context, after time.Duration) (err error) {
	dir, err := os.MkdirTemp("", "kroon-readonly")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	data, device := filepath.Join(dir, "data"), filepath.Join(dir, "device")
	if err := errors.Join(os.Mkdir(data, 0o700), os.WriteFile(device, nil, 0o600), os.Truncate(device, 64<<20)); err != nil {
		return err
	}
	if err := shell("mkfs.ext4", "-q", "-F", device); err != nil {
		return err
	}
	if err := shell("mount", "-o", "loop", device, data); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, shell("umount", "-l", data)) }()
	r := newRecord()
	r.failing = true
	c, err := r.spawn(context.WithoutCancel(ctx), dir)
	if err != nil {
		return err
	}
	if c.lives(after) {
		return errors.Join(errors.New("the child ended by itself"), c.gone())
	}
	// What ext4 does when it no longer trusts its disk; who has files open for writing is not asked.
	heard := r.keys()
	if err := shell("mount", "-o", "remount,abort", data); err != nil {
		return errors.Join(err, c.kill())
	}
	clock.Wait(ctx, 200*time.Millisecond, nil) // what was acknowledged before is heard
	r.doubtful = r.keys()
	for key := range heard {
		delete(r.doubtful, key)
	}
	before := r.count()
	ended := c.lives(time.Second)
	if r.count() != before {
		err = errors.New("acknowledged on a disk that could not be written")
	}
	if ended {
		t.stopped++
		_ = c.gone()
	} else {
		err = errors.Join(err, c.kill())
	}
	err = errors.Join(err, shell("umount", data), shell("mount", "-o", "loop", device, data))
	if err != nil {
		return err
	}
	begun := clock.System().Now()
	c, err = r.spawn(context.WithoutCancel(ctx), dir)
	if err != nil {
		return err
	}
	err = r.until(backWithin, func() bool { return len(r.acknowledged) > before+10 })
	t.slowest = max(t.slowest, clock.System().Now().Sub(begun))
	if err = errors.Join(err, c.kill()); err != nil {
		return err
	}
	var found bytes.Buffer
	if err := r.look(context.WithoutCancel(ctx), dir, 2, &found); err != nil {
		return fmt.Errorf("%w\n%s", err, &found)
	}
	t.times, t.acknowledged, t.unkept = t.times+1, t.acknowledged+r.count(), t.unkept+r.unkept
	return nil
}

// shell runs a program of the system.
func shell(words ...string) error {
	if said, err := exec.Command(words[0], words[1:]...).CombinedOutput(); err != nil {
		return fmt.Errorf("%v: %w: %s", words, err, said)
	}
	return nil
}

// keys are those that were acknowledged so far.
func (r *record) keys() map[string]bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := map[string]bool{}
	for key := range r.acknowledged {
		out[key] = true
	}
	return out
}
