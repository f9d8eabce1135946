package app

import (
	"context"
	"runtime/debug"
	"sync"
	"time"

	"kroon/internal/clock"
)

const (
	// quiet is how long no password may have been hashed before memory is given back.
	quiet = 2 * time.Second
	// glance is how often is looked whether it is quiet, and atRest the processor's time in between with which it is.
	glance = 10 * time.Second
	atRest = 100 * time.Millisecond
	// worth is the processor's time since memory was given back from which on there may be something to give.
	worth = 100 * time.Millisecond
)

// ballast is held and never touched, so it takes no memory; but the collector of garbage counts it, and lets so much more be thrown away
// before it begins. What Kroon itself holds is some five megabytes: left to itself the collector began with every five more, twenty-five
// times a second where one colleague reads, and who asked something at that moment waited for it. See docs/adr/0061.
var ballast = sync.OnceValue(func() []byte {
	if debug.SetMemoryLimit(-1) < roomy {
		return nil
	}
	return make([]byte, afloat)
})

const (
	// afloat is how large the ballast is: memory under load is at most twice as much more.
	afloat = 16 << 20
	// roomy is from which limit of memory on there is one: it counts as memory there.
	roomy = 256 << 20
)

// giveBack gives back to the machine what the start took, what hashing passwords took, 19 MB each, and when there is nothing
// to do what the work before it took: left to itself the runtime keeps it for minutes, and the connections their pages for
// good. It ends with ctx.
func (a *App) giveBack(ctx context.Context) {
	worked := a.Door.Hasher.Worked()
	if !settled(ctx, worked) {
		return
	}
	for given, last := a.give(ctx), time.Duration(0); ; {
		began := clock.System().Now()
		if !clock.Wait(ctx, glance, worked) {
			return
		}
		early := clock.System().Now().Sub(began) < glance
		spent := processorTime()
		if early && !settled(ctx, worked) {
			return
		}
		if early || spent-last < atRest && spent-given > worth {
			given = a.give(ctx)
		}
		last = spent
	}
}

// settled waits until passwords are no longer hashed; false when ctx ended first.
func settled(ctx context.Context, worked <-chan struct{}) bool {
	for clock.Wait(ctx, quiet, nil) {
		select {
		case <-worked: // and perhaps again
		default:
			return true
		}
	}
	return false
}

// give gives memory back, and tells the processor's time until then.
func (a *App) give(ctx context.Context) time.Duration {
	_ = a.DB.Shrink(ctx) // what is wrong with the data, whoever asks for something is told
	debug.FreeOSMemory()
	unmapProgram()
	return processorTime()
}
