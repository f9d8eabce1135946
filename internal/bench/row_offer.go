package bench

import (
	"context"

	"kroon/internal/bench/figure"
	"kroon/internal/bench/score"
	"kroon/internal/db"
	"kroon/internal/promise"
)

var offer = Row{
	Name:  "offer",
	About: "the first three feasible times over 50 staff with 200 open promises each",
	On:    both,
	Needs: func(scale Scale) Size {
		if scale == Tiny {
			return Tiny.Desk()
		}
		return Size{Staff: 50, Customers: 1000, Open: 50 * 200}
	},
	Goals: []Goal{
		{Figure: figure.P99, Bound: 5, Most: true},
		{Figure: figure.P99, Bound: 1, Most: true, Stretch: true},
	},
	Begin: beginOffer,
}

func beginOffer(ctx context.Context, s *Stage) ([]Side, error) {
	actor := s.Staff(0)
	ask := promise.Ask{Kind: promise.CallBack, Minutes: 10, Among: s.Made.Staff}
	var tape db.Tape
	if _, err := s.App.Acts.OfferTimes(db.OnTape(ctx, &tape), actor, ask); err != nil {
		return nil, err
	}
	raw, err := s.Bare(ctx, 1)
	if err != nil {
		return nil, err
	}
	lines := s.Play(score.Compose(tape.Lines, score.AsItWas, nil), score.Cast{})
	return []Side{
		{Ours, func(ctx context.Context) (figure.Measured, error) {
			return figure.Spin(ctx, 1, s.Round, func(ctx context.Context, _, _ int) error {
				_, err := s.App.Acts.OfferTimes(ctx, actor, ask)
				return err
			})
		}},
		{"raw, its reads only", func(ctx context.Context) (figure.Measured, error) {
			return figure.Spin(ctx, 1, s.Round, func(ctx context.Context, _, _ int) error { return raw.Read(ctx, lines) })
		}},
	}, nil
}
