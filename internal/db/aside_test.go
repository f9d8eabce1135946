package db

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"kroon/internal/clock"
)

// ticking is a clock that goes on by a step each time somebody looks at it.
type ticking struct {
	now   time.Time
	step  time.Duration
	looks int
}

// Now implements clock.Clock.
func (t *ticking) Now() time.Time {
	t.now, t.looks = t.now.Add(t.step), t.looks+1
	return t.now
}

func nobody() bool { return false }

// TestStandsAsideUntilNobodyReads: who stands aside goes on as soon as the last reader is done, and not before.
func TestStandsAsideUntilNobodyReads(t *testing.T) {
	at := time.Unix(0, 0)
	a := &aside{looking: newLooking(), awaited: nobody, clock: clock.NewStepped(at.Add(time.Hour)), since: at}
	a.looking.begin()
	a.looking.begin()
	var left atomic.Int64
	go func() {
		for range 2 {
			left.Add(1)
			a.looking.end(2)
		}
	}()
	a.look(t.Context())
	if left.Load() != 2 {
		t.Errorf("it went on when %d of two readers had left", left.Load())
	}
}

// TestStandsAsideNoLongerThanItWorked: somebody who reads for ever takes half of the time, and no more.
func TestStandsAsideNoLongerThanItWorked(t *testing.T) {
	at := time.Unix(0, 0)
	c := &ticking{now: at, step: time.Millisecond}
	a := &aside{looking: newLooking(), awaited: nobody, clock: c, since: at.Add(-3 * time.Millisecond)}
	a.looking.begin()
	a.look(t.Context())
	if stood := c.now.Sub(at); stood < 4*time.Millisecond || stood > 6*time.Millisecond {
		t.Errorf("after four milliseconds of work it went on after %s", stood)
	}
	before := c.looks
	a.since = c.now
	a.look(t.Context())
	if c.looks > before+3 {
		t.Errorf("after a millisecond of work it looked at the clock %d times", c.looks-before)
	}
	a.since = c.now.Add(-time.Hour)
	before = c.looks
	a.look(t.Context())
	if most := int(mostAside/c.step) + 2; c.looks > before+most {
		t.Errorf("after an hour of work it stood aside for %d milliseconds", c.looks-before)
	}
}

// TestStandsAsideWhenTheClockIsSetBack: whoever waits for the writer then waits no hour.
func TestStandsAsideWhenTheClockIsSetBack(t *testing.T) {
	c := &ticking{now: time.Unix(0, 0), step: -time.Hour}
	a := &aside{looking: newLooking(), awaited: nobody, clock: c, since: time.Unix(0, 0).Add(-time.Hour - time.Minute)}
	a.looking.begin()
	before := time.Now()
	a.look(t.Context())
	if stood := time.Since(before); stood > time.Minute {
		t.Errorf("it stood aside for %s", stood)
	}
	if c.looks < 2 {
		t.Error("it did not stand aside at all")
	}
	c.step = time.Millisecond
	for range 40 {
		a.look(t.Context())
	}
	if a.since != c.now || a.spare > mostAside || a.spare < -mostAside {
		t.Errorf("afterwards it has %s to spare", a.spare)
	}
}

// TestStandsAsideForWhoWrites: where somebody waits for the writer nobody is waited for.
func TestStandsAsideForWhoWrites(t *testing.T) {
	c := &ticking{step: time.Millisecond}
	a := &aside{looking: newLooking(), awaited: func() bool { return true }, clock: c, since: c.now.Add(-time.Hour)}
	a.looking.begin()
	if a.look(t.Context()); c.looks > 0 {
		t.Error("it stood aside for a reader while somebody waited for the writer")
	}
	e := openGroup(t)
	awaited := make(chan [2]bool, 3)
	busy := make(chan struct{})
	done := make(chan error, 3)
	go func() {
		done <- e.write(context.Background(), func(session) error {
			alone := e.awaited()
			close(busy)
			queued(e, 2)
			awaited <- [2]bool{alone, e.awaited()}
			return nil
		})
	}()
	<-busy
	for range 2 {
		go func() {
			done <- e.write(context.Background(), func(session) error {
				awaited <- [2]bool{false, e.awaited()}
				return nil
			})
		}()
	}
	for range cap(done) {
		if err := <-done; err != nil {
			t.Error(err)
		}
		if is := <-awaited; is != [2]bool{false, true} {
			t.Errorf("alone, and with others: %v", is)
		}
	}
}
