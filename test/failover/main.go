// Failover takes away what Kroon stands on, again and again, in the middle of a load of promises over REST, and looks
// afterwards whether every acknowledged promise is there, once, with everything that follows from it, once.
//
//	go run ./test/failover -rounds 8            two nodes of Kroon on three PostgreSQL servers under Patroni
//	go run ./test/failover -nodes -for 3m       three nodes of Kroon on one PostgreSQL; they are killed and frozen
//
// Everything runs on loopback, in a temporary folder, and ends with this program. PostgreSQL and Patroni run as user
// postgres when this is root. What it needs from the system: make test-ha installs it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

// wanted is what the flags say.
type wanted struct {
	nodes   bool
	rounds  int
	length  time.Duration
	callers int
	pause   time.Duration
	seed    uint64
	program string
	keep    bool
	only    string
}

func main() {
	var w wanted
	flag.BoolVar(&w.nodes, "nodes", false, "kill and freeze nodes of Kroon instead of servers of PostgreSQL")
	flag.IntVar(&w.rounds, "rounds", len(kinds), "how often to take a server away; each kind in turn")
	flag.DurationVar(&w.length, "for", 2*time.Minute, "with -nodes: for how long")
	flag.IntVar(&w.callers, "callers", 8, "programs that make promises at the same time")
	flag.DurationVar(&w.pause, "pause", 50*time.Millisecond, "between two promises of a caller")
	flag.Uint64Var(&w.seed, "seed", 1, "of the moments, and of who is taken away")
	flag.StringVar(&w.program, "kroon", "", "the program; built when left out")
	flag.StringVar(&w.only, "only", "", "one kind of round: kill, switchover, standby, freeze or restart")
	flag.BoolVar(&w.keep, "keep", false, "keep the folder with the logs")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := rehearse(ctx, w, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "failover:", err)
		os.Exit(1)
	}
}

// rehearse makes a place, rehearses there, and clears it away.
func rehearse(ctx context.Context, w wanted, out io.Writer) (err error) {
	p, err := newPlace()
	if err != nil {
		return err
	}
	defer func() {
		err = errors.Join(err, p.end())
		if w.keep {
			fmt.Fprintln(out, "kept:", p.dir)
			return
		}
		err = errors.Join(err, os.RemoveAll(p.dir))
	}()
	if w.program == "" {
		w.program = filepath.Join(p.dir, "kroon")
		made := exec.CommandContext(ctx, "go", "build", "-o", w.program, "kroon/cmd/kroon")
		made.Env = append(os.Environ(), "CGO_ENABLED=0")
		if said, err := made.CombinedOutput(); err != nil {
			return fmt.Errorf("%w: %s", err, said)
		}
	}
	chance := rand.New(rand.NewPCG(w.seed, 0))
	if w.nodes {
		return nodes(ctx, p, w, chance, out)
	}
	return servers(ctx, p, w, chance, out)
}
