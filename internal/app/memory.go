package app

import (
	"context"
	"runtime/debug"
	"time"

	"kroon/internal/clock"
)

const (
	// quiet is how long no password may have been hashed before memory is given back.
	quiet = 2 * time.Second
	// longest is how long is waited for the next password before memory is given back all the same.
	longest = time.Hour
)

// giveBack gives back to the machine what the start took, and later what hashing passwords took, 19 MB each: left to
// itself the runtime keeps it for minutes. It ends with ctx.
func (a *App) giveBack(ctx context.Context) {
	worked := a.Door.Hasher.Worked()
	for started := true; clock.Wait(ctx, quiet, nil); {
		select {
		case <-worked: // and perhaps again
			continue
		default:
		}
		debug.FreeOSMemory()
		if started {
			started = false
			unmapProgram()
		}
		if !clock.Wait(ctx, longest, worked) {
			return
		}
	}
}
