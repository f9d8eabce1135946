package dbtest

import (
	"context"
	"time"

	"kroon/internal/clock"
)

// pause waits for another process, which has no signal to give.
func pause() { clock.Wait(context.Background(), 10*time.Millisecond, nil) }
