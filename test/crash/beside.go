package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"kroon/internal/clock"
	"kroon/internal/db"
)

// failing is a way in which the disk fails beside the writer: calls on one file that get an error, at first the first of a
// thread, then the next, up to most.
type failing struct {
	calls, file, as string
	most            int
	stops           bool // Kroon has to, within patience; else it goes on, or does not begin
}

// failings are every call by which the log gets into the file, and the files get longer. The index of the log is in memory
// that all connections share; that it cannot grow says nothing of what is on the disk.
var failings = []failing{
	{"fsync,fdatasync", "kroon.db", "EIO", 3, true},
	{"pwrite64", "kroon.db", "EIO", 300, true},
	{"ftruncate", "kroon.db", "EIO", 3, true},
	{"fsync,fdatasync", "kroon.db-wal", "EIO", 30, true},
	{"pwrite64", "kroon.db-wal", "EIO", 1000, true},
	{"pwrite64,ftruncate", "kroon.db-shm", "EIO", 16, false},
	{"pwrite64", "kroon.db", "ENOSPC", 100, false},
	{"pwrite64,ftruncate", "kroon.db-shm", "ENOSPC", 16, false},
}

const (
	fullFor   = 100             // calls that find no room, one after another
	houseEach = 4               // rounds through all failings in a data folder, before it is looked at and another begun
	goesOn    = 20              // promises that must be acknowledged after a failure that stops nobody
	meetsIn   = 6 * time.Second // a thousand pages must have gone to the log before any is moved
	goingOn   = 30 * time.Second
)

// besides is what came of it.
type besides struct {
	faulty
	wentOn, refused, beside, late int
}

// beside has the disk fail where the log is moved into the file, at each call in turn, so many times. Whatever is
// acknowledged is there and is read back; a disk that failed stops Kroon, and one that is full stops nobody.
func beside(ctx context.Context, runs int, out io.Writer) error {
	var b besides
	rounds := (runs + len(failings) - 1) / len(failings)
	for round := 0; round < rounds && ctx.Err() == nil; round += houseEach {
		if err := b.inOneHouse(ctx, round, min(round+houseEach, rounds), rounds, out); err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "stopped after a failed call   %d (slowest %v)\n", b.stopped, b.slowest.Round(time.Millisecond))
	fmt.Fprintf(out, "of them later than %v         %d\n", patience, b.late)
	fmt.Fprintf(out, "of them on a connection that writes nothing to the log  %d\n", b.beside)
	fmt.Fprintf(out, "went on without room          %d\n", b.wentOn)
	fmt.Fprintf(out, "did not begin                 %d\n", b.refused)
	fmt.Fprintf(out, "runs in which no call failed  %d\n", b.unhit)
	return ctx.Err()
}

// inOneHouse goes through all failings some rounds long.
func (b *besides) inOneHouse(ctx context.Context, from, until, rounds int, out io.Writer) error {
	dir, err := os.MkdirTemp("", "kroon-beside")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	r := newRecord()
	r.failing = true
	if err := r.cycle(context.WithoutCancel(ctx), dir, 100*time.Millisecond); err != nil { // the house
		return err
	}
	done := 0
	for round := from; round < until; round++ {
		for _, f := range failings {
			if ctx.Err() != nil {
				break
			}
			when := 1 + round*f.most/rounds
			if err := b.one(context.WithoutCancel(ctx), r, dir, f, when); err != nil {
				return fmt.Errorf("call %d of %s on %s, %s: %w", when, f.calls, f.file, f.as, err)
			}
			done++
		}
	}
	return r.look(context.WithoutCancel(ctx), dir, done, out)
}

// one lives through one failure, and looks whether what is left is sound and holds what was acknowledged.
func (b *besides) one(ctx context.Context, r *record, dir string, f failing, when int) error {
	inject, log := fmt.Sprintf("%s:error=%s:when=%d", f.calls, f.as, when), filepath.Join(dir, "calls")
	if f.as == "ENOSPC" {
		inject += fmt.Sprintf("..%d", when+fullFor)
	}
	c, err := r.spawn(ctx, dir, "strace", "-f", "-y", "-ttt", "-s", "0", "-P", filepath.Join(dir, "data", f.file),
		"-e", "trace=fsync,fdatasync,pwrite64,ftruncate", "-e", "inject="+inject, "-o", log)
	if err != nil {
		return err
	}
	ended := c.meets(log, meetsIn)
	if !ended && injected(log) && f.stops {
		ended = c.lives(10 * patience) // late is not never
	}
	if before := r.count(); !ended && injected(log) && !f.stops {
		err = r.until(goingOn, func() bool { return len(r.acknowledged) > before+goesOn || c.over() })
		ended = c.over()
	}
	if ended {
		_ = c.gone()
	} else {
		err = errors.Join(err, c.kill())
	}
	if err == nil {
		err = b.judge(log, f, ended && !c.began())
	}
	if err != nil {
		return err
	}
	database, err := db.Open(ctx, db.Config{Path: filepath.Join(dir, "data", "kroon.db")})
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return errors.Join(sound(ctx, database, r.acknowledged), database.Close())
}

// meets waits until a call has failed, the child has worked for so long, or it has ended.
func (c *child) meets(log string, span time.Duration) (ended bool) {
	for end := clock.System().Now().Add(span); clock.System().Now().Before(end) && !injected(log); {
		if ended = c.lives(10 * time.Millisecond); ended {
			break
		}
	}
	return ended
}

// began tells whether the child got as far as to work.
func (c *child) began() bool {
	select {
	case <-c.ready:
		return true
	default:
		return false
	}
}

// over tells whether the child has ended by itself.
func (c *child) over() bool {
	select {
	case <-c.heard:
		return true
	default:
		return false
	}
}

// judge looks what a failure came to, and on whose connection it was.
func (b *besides) judge(log string, f failing, refused bool) error {
	first, index, err := firstFailed(log)
	switch {
	case err != nil:
		return err
	case first.at == 0 && !index:
		b.unhit++
		return nil
	case refused:
		b.refused++
		return nil
	case !f.stops && first.ended > 0:
		return errors.New("it stopped for want of room")
	case !f.stops:
		b.wentOn++
		return nil
	}
	raw, err := os.ReadFile(log)
	if err == nil && strings.HasSuffix(first.file, "-wal") && !strings.Contains(string(raw), "pwrite64("+first.descriptor+"<") {
		b.beside++
	}
	if took := time.Duration((first.ended - first.at) * float64(time.Second)); err == nil && took > patience {
		b.late, b.slowest = b.late+1, max(b.slowest, took)
		b.stopped++
		return nil
	}
	return errors.Join(err, b.stop(first))
}
