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
	"kroon/internal/gallery"
	"kroon/internal/id"
)

type demoVerb struct {
	Listen string `env:"KROON_LISTEN" default:"127.0.0.1:7667" help:"Address to listen on; another port is taken when this one is in use."`
	Only   string `help:"Fill this folder and stop, without serving." placeholder:"DIR"`

	Gallery bool `help:"Show every screen in its states, in both languages, instead."`
}

// Run peoples a fresh folder with De Linde, serves it and sends nothing. The folder goes when it stops.
func (d demoVerb) Run(ctx context.Context, _ *verbs) error {
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
	if d.Gallery {
		return showGallery(ctx, dir, listener)
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
	a, err := app.Open(ctx, demo.Quiet(app.Config{Data: dir, Listen: address}))
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer func() { _ = a.Close() }()
	return serve(ctx, a, listener)
}

// showGallery peoples the installations of the gallery and serves them until ctx ends.
func showGallery(ctx context.Context, dir string, listener net.Listener) error {
	address := listener.Addr().String()
	bar := progressOn(os.Stderr, "Kroon, every screen")
	g, err := gallery.Open(ctx, dir, address, gallery.Noon(), func(done int) { _ = bar.Set(done) })
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	fmt.Printf("\nEvery screen: http://%s/gallery/\n", address)
	return errors.Join(g.Serve(ctx, listener), g.Close())
}

// progressOn is a bar on a terminal, and nothing elsewhere.
func progressOn(terminal *os.File, what string) *progressbar.ProgressBar {
	return progressbar.NewOptions(100, progressbar.OptionSetWriter(terminal), progressbar.OptionSetDescription(what),
		progressbar.OptionSetVisibility(term.IsTerminal(int(terminal.Fd()))), progressbar.OptionClearOnFinish())
}

// fill runs the past on a stepped clock in an installation of its own.
func fill(ctx context.Context, dir, address, password string) error {
	if found, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || len(found) > 0 {
		return fmt.Errorf("%s is not empty: the demo only fills a fresh folder", dir)
	}
	now := clock.System().Now()
	stepped := clock.NewStepped(now.Add(-24 * time.Hour * 7 * (demo.Weeks + 1)))
	a, err := app.Open(ctx, demo.Quiet(app.Config{Data: dir, Listen: address, Clock: stepped}))
	if err != nil {
		return err
	}
	bar := progressOn(os.Stderr, "De Linde, three months")
	err = demo.Fill(ctx, a, stepped, now, password, func(done int) { _ = bar.Set(done) })
	return errors.Join(err, a.Close())
}
