package bench

import (
	"context"

	"kroon/internal/bench/wire"
	"kroon/internal/clock"
)

// served is Kroon at work at a place: the program as a process of its own, or, where a test runs rows without a
// program, the same within this process.
type served struct {
	url    string
	stop   func() error
	memory func() (float64, error)
}

func (s *Stage) serve(ctx context.Context, at place) (served, error) {
	if program := s.house.Program; program != "" {
		started, err := wire.Start(ctx, program, at.dir, at.url)
		if err != nil {
			return served{}, err
		}
		return served{started.URL, started.Stop, started.Memory}, nil
	}
	kroon, err := open(ctx, at, clock.System())
	if err != nil {
		return served{}, err
	}
	listener, err := wire.Serve(kroon.Handler())
	if err != nil {
		return served{}, err
	}
	stop := func() error {
		if err := listener.Close(); err != nil {
			return err
		}
		return kroon.Close()
	}
	return served{listener.URL, stop, wire.OwnMemory}, nil
}

// Leave closes the app, so that another process can have the data.
func (s *Stage) Leave() error {
	if s.App == nil {
		return nil
	}
	kroon := s.App
	s.App = nil
	return kroon.Close()
}

// Empty is an installation in which nothing has happened yet. It goes with the stage.
func (s *Stage) Empty(ctx context.Context) (place, error) {
	made, err := s.house.data(ctx, s.Engine, Size{Staff: 1})
	if err != nil {
		return place{}, err
	}
	copied, err := s.house.copyOf(ctx, made.place())
	s.copied = append(s.copied, copied)
	return copied, err
}
