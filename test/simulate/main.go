// Simulate lets whole organisations live through the real program on simulated time, and looks after each step whether
// what Kroon promises about promises still holds.
//
//	go run ./test/simulate -seed 7              one organisation for thirty days
//	go run ./test/simulate -seed 1 -for 10m     seed after seed, a year each, for ten minutes
//	go run ./test/simulate -faults              how long it takes until each fault of FAULTS.md is found
//	go run ./test/simulate -under-load          what share of promises is kept when there is too much to do
//
// A run is one goroutine with seeded ids and randomness and stepped clocks, so a seed that fails, fails again.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"syscall"
	"time"
)

func main() {
	seed := flag.Uint64("seed", 1, "of everything that happens")
	days := flag.Int("days", 30, "how long an organisation lives")
	length := flag.Duration("for", 0, "go on with the next seeds for so long, a year each unless -days says otherwise")
	years := flag.Float64("years", 0, "go on with the next seeds for so many company-years")
	faults := flag.Bool("faults", false, "put in the faults of FAULTS.md, one by one")
	load := flag.Bool("under-load", false, "what is kept when there is too much to do")
	runs := flag.Int("runs", 20, "under load: for each row")
	asJSON := flag.Bool("json", false, "under load: as JSON")
	trace := flag.String("trace", "", "a file for every line of the digest, to find where two runs part")
	flag.Parse()
	debug.SetGCPercent(400) // there is memory, and no time
	runtime.GOMAXPROCS(1)   // whatever is done waits for what was done before: a second core would only be woken up and sent to sleep
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var err error
	switch {
	case *faults:
		err = findFaults(ctx, *seed, os.Stdout)
	case *load:
		err = underLoad(ctx, *seed, *runs, *asJSON, os.Stdout)
	case *length > 0 || *years > 0:
		long := false
		flag.Visit(func(f *flag.Flag) { long = long || f.Name == "days" })
		if !long {
			*days = 365
		}
		err = campaign(ctx, *seed, *days, *length, *years, os.Stdout)
	default:
		err = once(ctx, *seed, *days, *trace, os.Stdout)
	}
	if err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintln(os.Stderr, "simulate:", err)
		os.Exit(1)
	}
}

// outcome is what came of one organisation's life.
type outcome struct {
	digest                 string
	promises, due, kept    int
	steps, messages, crash int
	days                   float64 // that it lived
}

// life lets one organisation live, with a fault or without.
func life(ctx context.Context, seed uint64, days int, wrong *flaw) (out outcome, err error) {
	w, err := newWorld(ctx, seed, days, wrong)
	if w != nil {
		defer w.close()
	}
	if err == nil {
		err = w.live()
	}
	if err == nil {
		err = w.checkAll()
	}
	if w == nil {
		return out, err
	}
	var found *breach
	if errors.As(err, &found) && found.tale == nil {
		found.step, found.tale = w.steps, w.tale
	}
	if err == nil {
		err = w.rows()
	}
	out = outcome{promises: len(w.model.words), steps: w.steps, messages: len(w.post.left), crash: w.crashed, days: w.now.Sub(w.began).Hours() / 24}
	out.due, out.kept = w.model.kept(w.now)
	if w.facts.sum != nil {
		out.digest = w.facts.String()
	}
	return out, err
}

type traceKey struct{}

// once is one seed, with its digest.
func once(ctx context.Context, seed uint64, days int, trace string, to io.Writer) (err error) {
	begun := time.Now()
	if trace != "" {
		file, err := os.Create(trace)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		ctx = context.WithValue(ctx, traceKey{}, io.Writer(file))
	}
	out, err := life(ctx, seed, days, nil)
	if err != nil {
		return failed(to, seed, days, err)
	}
	fmt.Fprintf(to, "seed %d: %.0f days, %d steps, %d promises, %d of %d kept, %d messages, %d crashes, %.1f s\ndigest %s\n",
		seed, out.days, out.steps, out.promises, out.kept, out.due, out.messages, out.crash, time.Since(begun).Seconds(), out.digest)
	return nil
}

// campaign is seed after seed for as long as it is told, or for so many years.
func campaign(ctx context.Context, seed uint64, days int, length time.Duration, years float64, to io.Writer) error {
	begun, told := time.Now(), time.Now()
	lived, promises := 0.0, 0
	for done := false; !done; seed++ {
		out, err := life(ctx, seed, days, nil)
		if err != nil {
			return failed(to, seed, days, err)
		}
		lived, promises = lived+out.days/365, promises+out.promises
		done = years > 0 && lived >= years || length > 0 && time.Since(begun) >= length
		if time.Since(told) > time.Minute || done {
			told = time.Now()
			fmt.Fprintf(to, "%.2f company-years, %.2f a minute, %.2f a minute of one core, %d promises, up to seed %d\n",
				lived, lived/time.Since(begun).Minutes(), lived/worked().Minutes(), promises, seed)
		}
	}
	return nil
}

// worked is how much time of its cores this program has had: what a minute is worth on a machine that others use too.
func worked() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// failed tells what went wrong and how to see it again.
func failed(to io.Writer, seed uint64, days int, err error) error {
	var found *breach
	if errors.As(err, &found) {
		for _, line := range found.tale {
			fmt.Fprintln(to, line)
		}
		fmt.Fprintf(to, "seed %d, step %d: %v\n", seed, found.step, found)
	}
	fmt.Fprintf(to, "again: go run ./test/simulate -seed %d -days %d\n", seed, days)
	return err
}
