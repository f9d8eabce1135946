// Package clock is the only caller of time.Now.
package clock

import (
	"context"
	"sync"
	"time"
)

// Clock tells the time. Instants are whole microseconds in UTC, which both engines can keep.
type Clock interface {
	Now() time.Time
}

// System is the wall clock of this machine.
func System() Clock { return system{} }

type system struct{}

func (system) Now() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

// Stepped is a clock that stands still until it is set: for imports of a past, the demo and tests.
type Stepped struct {
	mu  sync.Mutex
	now time.Time
}

// NewStepped makes a clock that stands at t.
func NewStepped(t time.Time) *Stepped {
	return &Stepped{now: t.UTC().Truncate(time.Microsecond)}
}

// Now is the instant at which the clock stands.
func (s *Stepped) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// Set moves the clock to t, forwards or back.
func (s *Stepped) Set(t time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = t.UTC().Truncate(time.Microsecond)
}

// Advance moves the clock on by d.
func (s *Stepped) Advance(d time.Duration) { s.Set(s.Now().Add(d)) }

// Wait returns after d of monotonic time, when wake is signalled, or when ctx ends (false).
func Wait(ctx context.Context, d time.Duration, wake <-chan struct{}) bool {
	timer := time.NewTimer(max(d, 0))
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-wake:
		return true
	case <-ctx.Done():
		return false
	}
}
