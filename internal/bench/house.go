package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"kroon/internal/app"
	"kroon/internal/bench/figure"
	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/bare"
	"kroon/internal/demo"
)

// house is what rows share in one run: the folder, the PostgreSQL server, and data that was made.
type house struct {
	Config
	temporary bool
	own       *bare.Server // started here
	server    string
	why       string // there is no server
	asked     bool
	made      map[string]Made
	copies    int
}

func newHouse(config Config) (*house, error) {
	h := &house{Config: config, made: map[string]Made{}}
	h.Rounds = max(h.Rounds, 1)
	if h.Dir == "" {
		dir, err := os.MkdirTemp("", "kroon-bench")
		h.Dir, h.temporary = dir, true
		return h, err
	}
	return h, os.MkdirAll(h.Dir, 0o700)
}

func (h *house) progress(what string, done int) {
	if h.Progress != nil {
		h.Progress(what, done)
	}
}

func (h *house) close(ctx context.Context) (err error) {
	for _, made := range h.made {
		if made.Database != "" && h.own == nil && !h.Keep {
			err = errors.Join(err, h.drop(ctx, made.Database))
		}
	}
	if h.own != nil {
		err = errors.Join(err, h.own.Stop())
	}
	if h.temporary {
		err = errors.Join(err, os.RemoveAll(h.Dir))
	}
	return err
}

// missing tells why an engine cannot be measured here; empty when it can.
func (h *house) missing(ctx context.Context, engine db.Engine) string {
	if engine != db.Postgres {
		return ""
	}
	if h.asked {
		return h.why
	}
	h.asked = true
	if h.server = h.Postgres; h.server != "" {
		return ""
	}
	own, err := bare.StartPostgres(ctx)
	if err != nil {
		h.why = "no PostgreSQL: name a server with --postgres, or install its programs (" + err.Error() + ")"
		return h.why
	}
	h.own, h.server = own, own.URL
	return ""
}

// database makes a database on the server, a copy of another unless that is empty, and gives its address.
func (h *house) database(ctx context.Context, from string) (address, name string, err error) {
	h.copies++
	name = fmt.Sprintf("kroon_bench_%d_%d", os.Getpid(), h.copies)
	statement := "CREATE DATABASE " + name
	if from != "" {
		statement += " TEMPLATE " + from
	}
	if err = bare.Execute(ctx, h.server, statement); err != nil {
		return "", "", err
	}
	address, err = bare.Named(h.server, name)
	return address, name, err
}

func (h *house) drop(ctx context.Context, name string) error {
	return bare.Execute(ctx, h.server, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)")
}

// place is where one database lies: a folder with the key, and on PostgreSQL a database with a name.
type place struct {
	dir      string
	url      string
	database string
}

func (p place) file() string { return filepath.Join(p.dir, "kroon.db") }

// config is for the driver alone.
func (p place) config(conns int) db.Config {
	if p.url != "" {
		return db.Config{URL: p.url, MaxConns: conns}
	}
	return db.Config{Path: p.file(), MaxConns: conns}
}

// copyOf makes a copy of a place that is in nobody's use.
func (h *house) copyOf(ctx context.Context, from place) (to place, err error) {
	h.copies++
	to.dir = filepath.Join(h.Dir, fmt.Sprintf("copy-%d-%d", os.Getpid(), h.copies))
	if err = os.MkdirAll(to.dir, 0o700); err != nil {
		return to, err
	}
	for _, name := range []string{"installation.key", "kroon.db"} {
		if err = copyFile(filepath.Join(from.dir, name), filepath.Join(to.dir, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return to, err
		}
	}
	if from.database == "" {
		return to, nil
	}
	to.url, to.database, err = h.database(ctx, from.database)
	return to, err
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

func (h *house) remove(ctx context.Context, p place) (err error) {
	if p.database != "" {
		err = h.drop(ctx, p.database)
	}
	return errors.Join(err, os.RemoveAll(p.dir))
}

// running is a clock that goes as fast as the wall clock, from another instant.
type running struct{ ahead time.Duration }

// Now implements clock.Clock.
func (r running) Now() time.Time { return figure.Now().Add(r.ahead) }

// open opens the real app at a place; nothing is sent from it.
func open(ctx context.Context, p place, c clock.Clock) (*app.App, error) {
	return app.Open(ctx, demo.Quiet(app.Config{
		Data: p.dir, Database: p.url, Listen: "127.0.0.1:1", Clock: c, Log: slog.New(slog.DiscardHandler),
	}))
}
