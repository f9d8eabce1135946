package main

import (
	"context"
	"io"
	"time"

	"kroon/internal/act"
)

// flaw is something wrong on purpose: one line of FAULTS.md.
type flaw struct {
	name      string
	ahead     time.Duration // of one node's clock
	forgetful bool          // the disk keeps less than it said
	keyless   bool          // the key of a request is forgotten
	unfenced  bool
	release   func(*world) error // of what a node holds while it sends
	spoil     func(*world) error // before each step of a clockwork
	act       func(*world) error // before each act
}

// spoil puts in the fault between two steps.
func (w *world) spoil() error {
	if w.fault == nil || w.fault.spoil == nil {
		return nil
	}
	return w.fault.spoil(w)
}

// spoilt are the acts, with what is wrong while one of them decides.
func (w *world) spoilt() *act.Acts { return w.acts() }

func findFaults(ctx context.Context, seed uint64, to io.Writer) error { return nil }
