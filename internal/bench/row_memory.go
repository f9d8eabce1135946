package bench

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"kroon/internal/bench/figure"
	"kroon/internal/bench/wire"
	"kroon/internal/clock"
)

var memory = Row{
	Name:   "memory",
	About:  "megabytes that the process holds: idle after a start and one sign-in (a minute, when full five), and while 32 clients make promises",
	On:     both,
	Needs:  Scale.Desk,
	Writes: true,
	Rounds: 1,
	Goals: []Goal{
		{Figure: idle, Bound: 40, Most: true},
		{Figure: loaded, Bound: 256, Most: true},
		{Figure: idle, Bound: 25, Most: true, Stretch: true},
	},
	Begin: beginMemory,
}

const (
	idle   = "idle MB"
	loaded = "loaded MB"
)

// idling is how long nobody does anything.
func (s *Stage) idling() time.Duration {
	switch s.Scale {
	case Full:
		return 5 * time.Minute
	case Tiny:
		return 5 * s.Round
	}
	return time.Minute // what was left to do at the start is done by then
}

func beginMemory(ctx context.Context, s *Stage) ([]Side, error) {
	tokens, err := wire.Enter(ctx, s.App, s.Made.Org, s.Made.Staff[:min(s.clients(), len(s.Made.Staff))], true)
	if err = errors.Join(err, s.Leave()); err != nil {
		return nil, err
	}
	return []Side{{Ours, func(ctx context.Context) (measured figure.Measured, err error) {
		served, err := s.serve(ctx, s.at)
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, served.stop()) }()
		measured = figure.Measured{}
		client := wire.NewClient(served.url, s.clients())
		defer client.Close()
		form := url.Values{"email": {wire.Email(0)}, "password": {wire.Password}}.Encode()
		if _, err := client.Want(ctx, http.StatusSeeOther, "POST", "/signin", form, "Content-Type", "application/x-www-form-urlencoded"); err != nil {
			return nil, err
		}
		if !clock.Wait(ctx, s.idling(), nil) {
			return nil, ctx.Err()
		}
		if measured[idle], err = served.memory(); err != nil {
			return nil, err
		}
		d := &desk{Stage: s, client: client, tokens: tokens}
		if _, err = d.promises(ctx); err != nil {
			return nil, err
		}
		measured[loaded], err = served.memory()
		return measured, err
	}}}, nil
}
