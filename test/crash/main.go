// Crash has Kroon die, and what is below it fail, again and again, and looks afterwards whether every acknowledged promise
// is still there, once, and whether everything that fell due happened once. docs/FAULTS.md says what each run shows.
//
//	go run ./test/crash -cycles 10000     kill -9 in the middle of the work
//	go run ./test/crash -power 10000      the power fails; needs strace
//	go run ./test/crash -broken 300       an fsync or a write fails; needs strace
//	go run ./test/crash -beside 200       the same beside the writer, while the log is moved into the file; needs strace
//	go run ./test/crash -full 50          the disk is full; needs root
//	go run ./test/crash -immediate 100    PostgreSQL is stopped at once
//	go run ./test/crash -overdue 10000    it was down while promises fell due
//	go run ./test/crash -updates 1000     fifty people change one customer
//	go run ./test/crash -flips 1000       bits of a backup and of the file turn over
//	go run ./test/crash -readonly 20      the file system turns read-only; needs root
//	go run ./test/crash -slow 2000        so many slow clients at once
//	go run ./test/crash -memory 256       the largest of all that may be sent, in so many megabytes; needs root
//	go run ./test/crash -restore 1000     a backup of so many megabytes under load, put back
//
// The child is this program itself: it opens the real application on a data folder, makes promises that
// fall due within a second, and tells its parent of each one only after it was acknowledged. Requests
// that were not acknowledged are repeated with the same idempotency key by the next child.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// runs are what it can do, each by the flag that says how often.
func runs(seed *uint64) map[string]func(ctx context.Context, n int, out io.Writer) error {
	seeded := func(run func(context.Context, int, uint64, io.Writer) error) func(context.Context, int, io.Writer) error {
		return func(ctx context.Context, n int, out io.Writer) error { return run(ctx, n, *seed, out) }
	}
	return map[string]func(context.Context, int, io.Writer) error{
		"cycles": seeded(campaign), "power": seeded(power), "broken": seeded(broken), "beside": beside, "immediate": seeded(immediate),
		"flips": seeded(flips), "readonly": seeded(readonly), "full": full, "overdue": overdue, "updates": updates,
		"slow": slow, "memory": memory, "restore": restore,
	}
}

func main() {
	child := flag.String("child", "", "the data folder of a child; for the program itself")
	server := flag.String("served", "", "the same, of a child that serves")
	flag.StringVar(&database, "database", "", "postgres://... instead of SQLite, for cycles, overdue and updates")
	own := flag.Bool("postgres", false, "the same, on a server of its own")
	seed := flag.Uint64("seed", 1, "of the moments")
	all, asked := runs(seed), map[string]*int{}
	for name := range all {
		asked[name] = flag.Int(name, 0, "how often")
	}
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var err error
	switch {
	case *child != "":
		err = work(ctx, *child)
	case *server != "":
		err = serve(ctx, *server)
	default:
		err = do(ctx, all, asked, *own)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "crash:", err)
		os.Exit(1)
	}
}

// do runs what was asked, on a PostgreSQL of its own when that was asked too.
func do(ctx context.Context, all map[string]func(context.Context, int, io.Writer) error, asked map[string]*int, own bool) (err error) {
	if own {
		server, err := startPostgres(ctx)
		if err != nil {
			return err
		}
		defer func() { _ = server.Stop() }()
	}
	err = errors.New("say what to do and how often, such as -cycles 1000")
	for name, n := range asked {
		if *n > 0 {
			if err = all[name](ctx, *n, os.Stdout); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	return err
}
