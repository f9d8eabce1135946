package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"time"

	"kroon/internal/clock"
	"kroon/internal/db/bare"
)

// immediate stops PostgreSQL in the middle of the work so many times, as "pg_ctl stop -m immediate" does, and starts
// it again.
func immediate(ctx context.Context, stops int, seed uint64, out io.Writer) error {
	server, err := startPostgres(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = server.Stop() }()
	dir, err := os.MkdirTemp("", "kroon-immediate")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	moments := rand.New(rand.NewPCG(seed, 3))
	r := newRecord()
	r.failing = true
	begun := clock.System().Now()
	done := 0
	for ; done < stops && ctx.Err() == nil; done++ {
		c, err := r.spawn(context.WithoutCancel(ctx), dir)
		if err != nil {
			return err
		}
		c.lives(time.Duration(moments.IntN(500)) * time.Millisecond)
		if err := errors.Join(server.Kill(), c.kill(), server.Start(ctx)); err != nil {
			return fmt.Errorf("stop %d: %w", done+1, err)
		}
	}
	fmt.Fprintf(out, "PostgreSQL stopped at once %d times; %.0f s\n", done, clock.System().Now().Sub(begun).Seconds())
	return r.look(context.WithoutCancel(ctx), dir, done, out)
}

// startPostgres starts a server with an empty database, and has it be the one that is used.
func startPostgres(ctx context.Context) (*bare.Server, error) {
	server, err := bare.StartPostgres(ctx)
	if err != nil {
		return nil, err
	}
	if err = bare.Execute(ctx, server.URL, "CREATE DATABASE kroon"); err == nil {
		database, err = bare.Named(server.URL, "kroon")
	}
	if err != nil {
		return nil, errors.Join(err, server.Stop())
	}
	return server, nil
}
