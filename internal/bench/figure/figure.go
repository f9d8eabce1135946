// Package figure measures: how many a second, how long each took, and what is in the middle.
package figure

import (
	"context"
	"fmt"
	"os"
	"slices"
	"sync"
	"syscall"
	"time"

	"kroon/internal/clock"
)

// Now is the wall clock to the microsecond, which is fine enough for what is measured here many times over.
func Now() time.Time { return clock.System().Now() }

// Spin has so many callers do one thing over and over for about d and measures how many were done a second and how
// long each took. The first error ends it.
func Spin(ctx context.Context, callers int, d time.Duration, do func(ctx context.Context, caller, n int) error) (Measured, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	took := make([][]time.Duration, callers)
	var group sync.WaitGroup
	began, burnt := Now(), Processor()
	until := began.Add(d)
	for caller := range callers {
		group.Go(func() {
			for n, at := 0, Now(); n == 0 || at.Before(until) && ctx.Err() == nil; n++ {
				if err := do(ctx, caller, n); err != nil {
					stop(err)
					return
				}
				done := Now()
				took[caller] = append(took[caller], done.Sub(at))
				at = done
			}
		})
	}
	group.Wait()
	all := slices.Concat(took...)
	spent := Processor() - burnt
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	return Measured{PerSecond: float64(len(all)) / Now().Sub(began).Seconds(), Each: Microseconds(spent) / float64(len(all))}.With(all), nil
}

// Measured are figures by name: "per s", "p99 ms". The same name means the same wherever it stands.
type Measured map[string]float64

// The usual figures.
const (
	PerSecond = "per s"
	P50       = "p50 ms"
	Each      = "processor µs each" // of this process, callers included: what other processes do does not count
	P99       = "p99 ms"
	Worst     = "worst ms"
)

// With adds how long single ones took.
func (m Measured) With(took []time.Duration) Measured {
	if len(took) == 0 {
		return m
	}
	slices.Sort(took)
	m[P50] = Milliseconds(took[len(took)/2])
	m[P99] = Milliseconds(took[len(took)*99/100])
	m[Worst] = Milliseconds(took[len(took)-1])
	return m
}

// Milliseconds is a duration as figures tell it.
func Milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// Load is the average number of processes that wanted to run in the last minute; -1 where the machine does not tell.
func Load() float64 {
	raw, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return -1
	}
	var one float64
	if _, err := fmt.Sscan(string(raw), &one); err != nil {
		return -1
	}
	return one
}

// Medians takes the middle of each figure over rounds.
func Medians(rounds []Measured) Measured {
	out := Measured{}
	for _, round := range rounds {
		for name := range round {
			var all []float64
			for _, other := range rounds {
				all = append(all, other[name])
			}
			slices.Sort(all)
			out[name] = (all[len(all)/2] + all[(len(all)-1)/2]) / 2
		}
	}
	return out
}

// Processor is how long this process has had a processor to itself, over all of them.
func Processor() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// Microseconds is a duration as figures tell it.
func Microseconds(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1000 }
