package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"kroon/internal/app"
	"kroon/internal/clock"
	"kroon/internal/demo"
	"kroon/internal/id"
)

type demoVerb struct {
	Listen string `env:"KROON_LISTEN" default:"127.0.0.1:7667" help:"Address to listen on; another port is taken when this one is in use."`
	Only   string `help:"Fill this folder and stop, without serving." placeholder:"DIR"`
}

// Run peoples a fresh folder with De Linde, serves it and sends nothing. The folder goes when it stops.
func (d demoVerb) Run(ctx context.Context) error {
	listener, err := net.Listen("tcp", d.Listen)
	if err != nil {
		if listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
			return err
		}
	}
	dir := d.Only
	if dir == "" {
		if dir, err = os.MkdirTemp("", "kroon-demo"); err != nil {
			return errors.Join(err, listener.Close())
		}
		defer func() { _ = os.RemoveAll(dir) }()
	}
	password := string(id.NewCode(id.NewSource(clock.System().Now, nil), 12))
	address := listener.Addr().String()
	if err := fill(ctx, dir, address, password); err != nil {
		return errors.Join(err, listener.Close())
	}
	fmt.Printf("\nDe Linde Verhuur & Service\n  e-mail    %s\n  password  %s\nNothing is sent.\n\n", demo.SignIn, password)
	if d.Only != "" {
		return listener.Close()
	}
	a, err := app.Open(ctx, app.Config{Data: dir, Listen: address, Mail: demo.Silent{}, SMS: demo.Silent{}})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer func() { _ = a.Close() }()
	return serve(ctx, a, listener)
}

// fill runs the past on a stepped clock in an installation of its own.
func fill(ctx context.Context, dir, address, password string) error {
	if found, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || len(found) > 0 {
		return fmt.Errorf("%s is not empty: the demo only fills a fresh folder", dir)
	}
	now := clock.System().Now()
	stepped := clock.NewStepped(now.Add(-24 * time.Hour * 7 * (demo.Weeks + 1)))
	a, err := app.Open(ctx, app.Config{Data: dir, Listen: address, Mail: demo.Silent{}, SMS: demo.Silent{}, Clock: stepped})
	if err != nil {
		return err
	}
	bar := progressbar.NewOptions(100, progressbar.OptionSetWriter(os.Stderr), progressbar.OptionSetDescription("De Linde, three months"),
		progressbar.OptionSetVisibility(term.IsTerminal(int(os.Stderr.Fd()))), progressbar.OptionClearOnFinish())
	err = demo.Fill(ctx, a, stepped, now, password, func(done int) { _ = bar.Set(done) })
	return errors.Join(err, a.Close())
}
