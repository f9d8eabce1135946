// Package gallery shows every screen in its states: new, empty, full, on a busy day and refusing, in both
// languages, drawn by the real handlers on peopled installations. It feeds the checks of accessibility,
// the pictures that people look at, and the guide. It serves on this machine only and sends nothing.
package gallery

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kroon/internal/app"
	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/demo"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Entry is one screen in one state.
type Entry struct {
	Name    string            `json:"name"`           // of the screen, as in its path
	State   string            `json:"state"`          // new, empty, full, busy, refused
	Pattern string            `json:"pattern"`        // the route that draws it
	Path    string            `json:"path"`           // what is asked for
	Form    map[string]string `json:"form,omitempty"` // what is posted; nil asks for the page
	As      string            `json:"as,omitempty"`   // who is signed in; empty is nobody
	World   string            `json:"world"`
}

// ID names the entry in the address of its picture.
func (e Entry) ID() string { return e.Name + "-" + e.State }

// world is one installation, peopled for some of the entries.
type world struct {
	name     string
	app      *app.App
	clock    *clock.Stepped
	org      id.Org
	zone     *time.Location
	sessions map[string]string // the token of a session, by the name of who is signed in
}

// Gallery is the installations and what is shown of them.
type Gallery struct {
	address string
	worlds  map[string]*world
	entries []Entry
}

// Noon is when the gallery's pictures are taken: as on the sketches, a Tuesday morning.
func Noon() time.Time { return time.Date(2026, time.November, 24, 9, 52, 0, 0, time.UTC) }

// Open peoples the installations in dir and draws up the list. progress hears how far it is, from 0 to 100.
func Open(ctx context.Context, dir, address string, now time.Time, progress func(int)) (*Gallery, error) {
	g := &Gallery{address: address, worlds: map[string]*world{}}
	stages := []struct {
		name string
		fill func(context.Context, *world, time.Time) ([]Entry, error)
	}{{"new", fillNew}, {"empty", fillEmpty}, {"tried", fillTried}, {"full", fillFull}, {"busy", fillBusy}}
	for i, stage := range stages {
		w, err := g.open(ctx, dir, stage.name, now)
		if err != nil {
			return nil, errors.Join(err, g.Close())
		}
		entries, err := stage.fill(ctx, w, now)
		if err != nil {
			return nil, errors.Join(err, g.Close())
		}
		for _, entry := range entries {
			entry.World = stage.name
			g.entries = append(g.entries, entry)
		}
		progress((i + 1) * 100 / len(stages))
	}
	return g, nil
}

func (g *Gallery) open(ctx context.Context, dir, name string, now time.Time) (*world, error) {
	w := &world{name: name, clock: clock.NewStepped(now.AddDate(0, 0, -7*(demo.Weeks+1))), sessions: map[string]string{}}
	var err error
	w.app, err = app.Open(ctx, demo.Quiet(app.Config{
		Data: filepath.Join(dir, name), Listen: g.address, Clock: w.clock, Log: slog.New(slog.DiscardHandler),
	}))
	if err != nil {
		return nil, err
	}
	g.worlds[name] = w
	all, err := w.app.Organisations(ctx)
	if err == nil {
		w.org, w.zone = all[0].ID, all[0].Location()
	}
	return w, err
}

// Close closes every installation.
func (g *Gallery) Close() error {
	var err error
	for _, w := range g.worlds {
		err = errors.Join(err, w.app.Close())
	}
	return err
}

// Entries lists what is shown, by name and state.
func (g *Gallery) Entries() []Entry { return slices.Clone(g.entries) }

// signIn lets somebody in and keeps the token for the pages that are drawn as they see them.
func (w *world) signIn(ctx context.Context, name string, staff id.Staff) error {
	return w.app.DB.Write(ctx, party.Itself(w.org), func(tx *db.Tx) error {
		token, err := w.app.Acts.Access.SignIn(tx, staff, "", "")
		w.sessions[name] = token
		return err
	})
}

// read reads as somebody.
func (w *world) read(ctx context.Context, actor party.Actor, fn func(tx *db.Tx) error) error {
	return w.app.DB.Read(ctx, actor, fn)
}

// Pages are the patterns of every route that draws something.
func (g *Gallery) Pages() (out []string) {
	for _, route := range g.worlds["full"].app.Routes() {
		if strings.HasPrefix(route.Pattern, http.MethodGet+" ") {
			out = append(out, route.Pattern)
		}
	}
	return out
}
