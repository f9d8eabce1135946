package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"kroon/internal/act"
	"kroon/internal/app"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/worktime"
)

// nodes is how many programs share the database.
const nodes = 2

// node is one running program: the real application, with a clock that may lie.
type node struct {
	*app.App
	world *world
	ahead time.Duration // of its clock over what the world's clocks say
}

// Now implements clock.Clock.
func (n *node) Now() time.Time { return n.world.now.Add(n.ahead) }

// world is one simulated organisation and everybody around it.
type world struct {
	ctx    context.Context
	seed   uint64
	random *rand.Rand // of what people do
	ids    io.Reader  // of ids and keys: the same for every node, as long as the world lasts
	now    time.Time  // what clocks say, in whole microseconds UTC; they may be set back
	latest time.Time  // the latest that they ever said
	began  time.Time
	until  time.Time
	zone   *time.Location

	dir    string // of everything; lives holds one folder for each life between two crashes
	lives  int
	nodes  [nodes]*node
	turn   int // the node that is at work
	org    id.Org
	house  id.Team
	post   *post
	fault  *flaw // what is wrong on purpose; nil: nothing
	agenda agenda
	model  *model

	spoiled  bool  // what is wrong once is in
	lifted   *word // what was left out of its owner's load
	crashDue bool  // the power fails as soon as the running act or message has returned
	crashed  int
	evenings int // that were looked at
	steps    int
	tale     []string // the last steps, for whoever has to find out what went wrong
	facts    digest
}

// newWorld founds an organisation on a Monday morning in a folder of its own.
func newWorld(ctx context.Context, seed uint64, days int, wrong *flaw) (*world, error) {
	zone, err := worktime.Zone("Europe/Amsterdam")
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp(swift(), "kroon-simulate")
	if err != nil {
		return nil, err
	}
	var key [32]byte
	for i := range 8 {
		key[i] = byte(seed >> (8 * i))
	}
	began := time.Date(2026, 1, 5, 8, 0, 0, 0, zone).AddDate(0, 0, 7*int(seed%52))
	w := &world{
		ctx: ctx, seed: seed, random: rand.New(rand.NewPCG(seed, 1)), ids: rand.NewChaCha8(key),
		now: began.UTC(), latest: began.UTC(), began: began, until: began.AddDate(0, 0, days), zone: zone,
		dir: dir, fault: wrong, model: newModel(), post: newPost(),
	}
	w.post.world = w
	w.facts.trace, _ = ctx.Value(traceKey{}).(io.Writer)
	if err := w.open(); err != nil {
		return w, err
	}
	return w, w.found()
}

// swift is a folder in memory where there is one: a crash is simulated by what stands in the files, so they need no disk.
func swift() string {
	if found, err := os.Stat("/dev/shm"); err == nil && found.IsDir() {
		return "/dev/shm"
	}
	return ""
}

func (w *world) data() string { return filepath.Join(w.dir, fmt.Sprintf("life-%d", w.lives)) }

// open starts all nodes on the data of this life.
func (w *world) open() error {
	for i := range w.nodes {
		n := &node{world: w}
		if i == 1 && w.fault != nil {
			n.ahead = w.fault.ahead
		}
		a, err := app.Open(w.ctx, app.Config{
			Data: w.data(), Listen: "127.0.0.1:1", Mail: w.post, SMS: w.post, Clock: n, Random: w.ids, Log: slog.New(slog.DiscardHandler),
		})
		if err != nil {
			return fmt.Errorf("opening node %d: %w", i, err)
		}
		n.App, w.nodes[i] = a, n
		if err := a.Arm(w.ctx); err != nil {
			return err
		}
	}
	return nil
}

// close stops the nodes and takes everything away.
func (w *world) close() {
	for _, n := range w.nodes {
		if n != nil && n.App != nil {
			_ = n.Close()
		}
	}
	_ = os.RemoveAll(w.dir)
}

// any is one of the nodes: the same for a while, then another. What one writes the other reads anew, which costs time.
func (w *world) any() *node {
	if w.random.IntN(8) == 0 {
		w.turn = w.random.IntN(nodes)
	}
	return w.nodes[w.turn]
}

func (w *world) acts() *act.Acts { return w.any().Acts }

// civil is what the clocks on the wall say.
func (w *world) civil() time.Time { return w.now.In(w.zone) }

// set moves all clocks. They are set back now and then, as bad clocks are.
func (w *world) set(t time.Time) {
	w.now = t.UTC().Truncate(time.Microsecond)
	if w.now.After(w.latest) {
		w.latest = w.now
	}
}

// read sees the data as it is now.
func (w *world) read(fn func(tx *db.Tx) error) error {
	return w.nodes[w.turn].DB.Read(w.ctx, party.Itself(w.org), fn)
}

// tell notes a step in the tale and in the digest.
func (w *world) tell(form string, args ...any) {
	w.steps++
	line := fmt.Sprintf("%6d  %s  %s", w.steps, w.civil().Format("Mon 2006-01-02 15:04:05.000000"), fmt.Sprintf(form, args...))
	w.facts.line(line)
	if w.tale = append(w.tale, line); len(w.tale) > 40 {
		w.tale = w.tale[len(w.tale)-20:]
	}
}

// chance is true so many times in a hundred.
func (w *world) chance(percent int) bool { return w.random.IntN(100) < percent }

// pick draws one.
func pick[T any](w *world, from []T) T { return from[w.random.IntN(len(from))] }
