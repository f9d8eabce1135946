// Crash kills Kroon with SIGKILL in the middle of its work, again and again, and looks afterwards whether
// every acknowledged promise is still there, once, and whether everything that fell due happened once.
//
//	go run ./test/crash -cycles 1000
//
// The child is this program itself: it opens the real application on a data folder, makes promises that
// fall due within a second, and tells its parent of each one only after it was acknowledged. Requests
// that were not acknowledged are repeated with the same idempotency key by the next child.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	cycles := flag.Int("cycles", 1000, "how often to kill")
	child := flag.String("child", "", "the data folder of a child; for the program itself")
	seed := flag.Uint64("seed", 1, "of the moments of killing")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var err error
	if *child != "" {
		err = work(ctx, *child)
	} else {
		err = campaign(ctx, *cycles, *seed, os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "crash:", err)
		os.Exit(1)
	}
}
