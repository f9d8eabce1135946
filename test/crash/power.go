package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"kroon/internal/clock"
	"kroon/internal/db"
)

// recorded is how long Kroon works for one recording, whose every moment is a power cut that could have been.
const recorded = 4 * time.Second

// power records what Kroon does to its files and when it acknowledges, and opens what so many power cuts leave. Each is
// at a moment of its own; what was not synced by then reached the disk not at all, wholly, partly, or by sectors.
func power(ctx context.Context, cuts int, seed uint64, out io.Writer) error {
	begun := clock.System().Now()
	done, promises := 0, 0
	for ; done < cuts && ctx.Err() == nil; seed++ {
		p, err := recording(ctx, seed)
		if err != nil {
			return err
		}
		n, acknowledged, err := p.replay(ctx, min(cuts-done, perRecording))
		done, promises = done+n, promises+acknowledged
		if err != nil {
			return fmt.Errorf("seed %d, %s: %w", seed, p.at, err)
		}
		fmt.Fprintf(out, "%d power cuts, in runs with %d promises acknowledged: 0 lost, every file sound; %.0f s\n", done, promises,
			clock.System().Now().Sub(begun).Seconds())
	}
	return ctx.Err()
}

// perRecording is how many power cuts are tried in one recording.
const perRecording = 2500

// powered is a recording, played back.
type powered struct {
	calls  []call
	chance *rand.Rand
	dir    string
	disk   *disk
	said   map[string]string // acknowledged so far: key to promise
	ready  bool
	at     string // where it is, for whoever looks into a failure
}

// recording lets Kroon work under strace from an empty folder on.
func recording(ctx context.Context, seed uint64) (*powered, error) {
	dir, err := os.MkdirTemp("", "kroon-power")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	log := filepath.Join(dir, "calls")
	r := newRecord()
	c, err := r.spawn(ctx, dir, "strace", "-f", "--seccomp-bpf", "-y", "-xx", "-s", "1000000", "-e", "trace="+traced, "-o", log)
	if err != nil {
		return nil, err
	}
	c.lives(recorded)
	if err := c.kill(); err != nil {
		return nil, err
	}
	calls, err := readTrace(log, filepath.Join(dir, "data"))
	if err == nil && len(r.acknowledged) == 0 {
		err = errors.New("nothing was acknowledged")
	}
	return &powered{calls: calls, chance: rand.New(rand.NewPCG(seed, 1)), disk: newDisk(), said: map[string]string{}}, err
}

// replay cuts the power so often, at moments spread over the recording.
func (p *powered) replay(ctx context.Context, cuts int) (n, acknowledged int, err error) {
	p.dir, err = os.MkdirTemp("", "kroon-cut")
	if err != nil {
		return 0, 0, err
	}
	defer func() { _ = os.RemoveAll(p.dir) }()
	for i, c := range p.calls {
		p.happen(c)
		for n*len(p.calls) < (i+1)*cuts && n < cuts && ctx.Err() == nil {
			way := p.chance.IntN(ways)
			p.at = fmt.Sprintf("call %d of %d (%s %s), way %d", i+1, len(p.calls), c.name, c.file, way)
			if err := p.cut(ctx, way, n%100 == 0); err != nil {
				return n, len(p.said), err
			}
			n++
		}
	}
	return n, len(p.said), ctx.Err()
}

// happen has a call happen to the disk, or takes to heart what was said.
func (p *powered) happen(c call) {
	if c.name != "said" {
		p.disk.do(c)
		return
	}
	for line := range strings.Lines(string(c.data)) {
		words := strings.Fields(line)
		if len(words) == 3 && words[0] == "acknowledged" {
			p.said[words[1]] = words[2]
		}
		p.ready = p.ready || strings.TrimSpace(line) == "ready"
	}
}

// cut opens what a power cut leaves now, as Kroon opens it every so often, and as its database otherwise.
func (p *powered) cut(ctx context.Context, way int, wholly bool) (err error) {
	dir, err := os.MkdirTemp(p.dir, "")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	data := filepath.Join(dir, "data")
	if err := errors.Join(os.Mkdir(data, 0o700), p.disk.cut(data, way, p.chance)); err != nil {
		return err
	}
	if wholly || !p.ready { // as Kroon begins; there may be nothing yet
		a, _, err := openApp(ctx, dir, nil)
		if err != nil {
			return err
		}
		return errors.Join(sound(ctx, a.DB, p.said), a.Close())
	}
	database, err := db.Open(ctx, db.Config{Path: filepath.Join(data, "kroon.db")})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	return sound(ctx, database, p.said)
}
