package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/party"
)

// flaw is something wrong on purpose: one line of FAULTS.md.
type flaw struct {
	name      string
	ahead     time.Duration              // of one node's clock
	forgetful bool                       // the disk keeps less than it said
	keyless   bool                       // the key of a request is forgotten
	spoil     func(*world, *db.Tx) error // before each step of a clockwork
	unfenced  func(*world, *db.Tx) error // while a node sends
	before    func(*world, *db.Tx) error // an act decides
	after     func(*world, *db.Tx) error // and has decided
}

// change leaves rows as a faulty program would have left them.
func (w *world) change(how func(*world, *db.Tx) error) error {
	return w.nodes[0].DB.Write(w.ctx, party.Itself(w.org), func(tx *db.Tx) error { return how(w, tx) })
}

// spoil puts in the fault between two steps.
func (w *world) spoil() error {
	if w.fault == nil || w.fault.spoil == nil {
		return nil
	}
	return w.change(w.fault.spoil)
}

// deciding runs an act, with what is wrong while it decides.
func (w *world) deciding(act func() error) error {
	if w.fault == nil || w.fault.before == nil {
		return act()
	}
	if err := w.change(w.fault.before); err != nil {
		return err
	}
	decided := act()
	if err := w.change(w.fault.after); err != nil {
		return err
	}
	return decided
}

// enough is within what time each fault has to be found.
const enough = time.Minute

// found is how a fault was found.
type found struct {
	after     time.Duration
	by        *breach
	companies int
	days      float64
}

// find lets companies live with a fault until it shows; an error when it does not within the time.
func find(ctx context.Context, wrong *flaw, seed uint64) (out found, err error) {
	begun := time.Now()
	for time.Since(begun) < enough {
		out.companies++
		lived, err := life(ctx, seed, 30, wrong)
		out.days += lived.days
		out.after = time.Since(begun)
		if errors.As(err, &out.by) {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		seed++
	}
	return out, fmt.Errorf("%s was not found within %v (%d companies, %.0f days)", wrong.name, enough, out.companies, out.days)
}

// findFaults puts in every fault, in an order drawn from the seed, and tells how long it took until each was found.
func findFaults(ctx context.Context, seed uint64, to io.Writer) error {
	order := slices.Clone(flaws)
	random := rand.New(rand.NewPCG(seed, 2))
	random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	var missed []error
	longest := time.Duration(0)
	for _, wrong := range order {
		out, err := find(ctx, wrong, random.Uint64N(1e6))
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			fmt.Fprintf(to, "%-18s  not found: %v\n", wrong.name, err)
			missed = append(missed, err)
			continue
		}
		longest = max(longest, out.after)
		fmt.Fprintf(to, "%-18s  %5.1f s  day %3.0f  %s\n", wrong.name, out.after.Seconds(), out.days, out.by)
	}
	fmt.Fprintf(to, "%d of %d found, the last to show after %.1f s\n", len(order)-len(missed), len(order), longest.Seconds())
	return errors.Join(missed...)
}
