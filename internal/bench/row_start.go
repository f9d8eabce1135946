package bench

import (
	"context"
	"errors"
	"net/http"

	"kroon/internal/bench/figure"
	"kroon/internal/bench/wire"
)

var start = Row{
	Name:   "start",
	About:  "from starting the program to its first page, with nothing in it and with a whole firm",
	On:     both,
	Needs:  Scale.Desk,
	Writes: true,
	Goals: []Goal{
		{Figure: startEmpty, Bound: 100, Most: true},
		{Figure: startFull, Bound: 1000, Most: true},
		{Figure: startEmpty, Bound: 50, Most: true, Stretch: true},
	},
	Begin: beginStart,
}

const (
	startEmpty = "empty ms"
	startFull  = "full ms"
)

func beginStart(ctx context.Context, s *Stage) ([]Side, error) {
	if err := s.Leave(); err != nil {
		return nil, err
	}
	empty, err := s.Empty(ctx)
	if err != nil {
		return nil, err
	}
	return []Side{{Ours, func(ctx context.Context) (measured figure.Measured, err error) {
		measured = figure.Measured{}
		for name, at := range map[string]place{startEmpty: empty, startFull: s.at} {
			began := figure.Now()
			served, err := s.serve(ctx, at)
			if err != nil {
				return nil, err
			}
			client := wire.NewClient(served.url, 1)
			_, err = client.Want(ctx, http.StatusOK, "GET", "/signin", "")
			measured[name] = figure.Milliseconds(figure.Now().Sub(began))
			client.Close()
			if err = errors.Join(err, served.stop()); err != nil {
				return nil, err
			}
		}
		return measured, nil
	}}}, nil
}
