package bench

import (
	"context"

	"kroon/internal/bench/figure"
	"kroon/internal/bench/score"
	"kroon/internal/db"
)

const rawReads = "raw, its reads only"

// besides gives two sides: ours, which reads the first, the second and so on of n things and begins again, one at a
// time; and raw, the same statements on connections of the driver alone, none of them twice within one reading.
func (s *Stage) besides(ctx context.Context, n int, ours func(ctx context.Context, i int) error) ([]Side, error) {
	var played [][]db.Line
	for i := range n {
		var tape db.Tape
		if err := ours(db.OnTape(ctx, &tape), i); err != nil {
			return nil, err
		}
		played = append(played, s.Play(score.Compose(score.Once(tape.Lines), score.AsItWas, nil), score.Cast{}))
	}
	raw, err := s.Bare(ctx, 1)
	if err != nil {
		return nil, err
	}
	return []Side{
		{Ours, func(ctx context.Context) (figure.Measured, error) {
			return figure.Spin(ctx, 1, s.Round, func(ctx context.Context, _, i int) error { return ours(ctx, i%n) })
		}},
		{rawReads, func(ctx context.Context) (figure.Measured, error) {
			return figure.Spin(ctx, 1, s.Round, func(ctx context.Context, _, i int) error { return raw.Read(ctx, played[i%n]) })
		}},
	}, nil
}
