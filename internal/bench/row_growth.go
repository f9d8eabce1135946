package bench

import (
	"context"
	"errors"
	"fmt"

	"kroon/internal/bench/figure"
	"kroon/internal/bench/people"
	"kroon/internal/bench/wire"
)

var growth = Row{
	Name:   "growth",
	About:  "how long what is done most takes, one at a time, and what the program holds of memory, with all this data and with ten thousand events",
	On:     both,
	Needs:  Scale.Desk,
	Writes: true,
	Goals:  growthGoals(),
	Begin:  beginGrowth,
}

const (
	fewEvents = "ten thousand events"
	holds     = "memory MB"
)

// done are the things that are done most.
var done = []string{"timeline", "Today", "search", "promise"}

func growthGoals() []Goal {
	goals := []Goal{{Figure: holds, Against: fewEvents, Bound: 2, Most: true}}
	for _, one := range done {
		goals = append(goals, Goal{Figure: one + " " + figure.P50, Against: fewEvents, Bound: 3, Most: true},
			Goal{Figure: one + " " + figure.P99, Against: fewEvents, Bound: 5, Most: true})
	}
	return goals
}

// few is a firm with about ten thousand events, in which each of the staff has as much to do as in a large one.
func few(s Scale) Size {
	if s == Tiny {
		return Size{Staff: 2, Customers: 5, Open: 5, Past: 2}
	}
	return Size{Staff: 4, Customers: 700, Open: 800, Past: 1500}
}

func beginGrowth(ctx context.Context, s *Stage) ([]Side, error) {
	small, err := s.house.stage(ctx, Row{Needs: few, Writes: true}, s.Engine)
	if err != nil {
		return nil, err
	}
	s.OnClose(func() error { return small.close(context.WithoutCancel(ctx)) })
	large, err := s.growing(ctx)
	if err != nil {
		return nil, err
	}
	little, err := small.growing(ctx)
	return []Side{{Ours, large}, {fewEvents, little}}, err
}

// growing measures what is done most on one firm.
func (s *Stage) growing(ctx context.Context) (func(context.Context) (figure.Measured, error), error) {
	memory, err := s.holds(ctx)
	if err != nil {
		return nil, err
	}
	zone, err := s.zone(ctx)
	if err != nil {
		return nil, err
	}
	typed, p := s.typed(), &promising{s}
	do := []func(ctx context.Context, n int) error{
		func(ctx context.Context, _ int) error { return s.readTimeline(ctx) },
		func(ctx context.Context, n int) error { return s.readToday(ctx, n, zone) },
		func(ctx context.Context, n int) error { return s.readSearch(ctx, typed[people.Scatter(n)%len(typed)]) },
		func(ctx context.Context, _ int) error {
			_, err := p.one(ctx, s.next())
			return err
		},
	}
	return func(ctx context.Context) (figure.Measured, error) {
		out := figure.Measured{holds: memory}
		for i, name := range done {
			measured, err := figure.Spin(ctx, 1, s.Round, func(ctx context.Context, _, n int) error { return do[i](ctx, n) })
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			out[name+" "+figure.P50], out[name+" "+figure.P99] = measured[figure.P50], measured[figure.P99]
		}
		return out, nil
	}, nil
}

// holds is what the program holds of memory on this data, after promises by its API. The app is another one after it.
func (s *Stage) holds(ctx context.Context) (megabytes float64, err error) {
	tokens, err := wire.Enter(ctx, s.App, s.Made.Org, s.Made.Staff[:min(s.clients(), len(s.Made.Staff))], false)
	if err = errors.Join(err, s.Leave()); err != nil {
		return 0, err
	}
	served, err := s.serve(ctx, s.at)
	if err != nil {
		return 0, err
	}
	d := &desk{Stage: s, client: wire.NewClient(served.url, s.clients()), tokens: tokens}
	_, err = d.promises(ctx)
	d.client.Close()
	if err == nil {
		megabytes, err = served.memory()
	}
	if err = errors.Join(err, served.stop()); err == nil {
		s.App, err = open(ctx, s.at, running{s.Made.At.Sub(figure.Now())})
	}
	return megabytes, err
}
