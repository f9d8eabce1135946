package bench

import (
	"context"
	"sync/atomic"

	"kroon/internal/bench/figure"
	"kroon/internal/bench/score"
	"kroon/internal/db"
	"kroon/internal/db/bare"
)

var promisePG = Row{
	Name:   "promise-pg",
	About:  "promise-write on PostgreSQL, 64 callers",
	On:     []db.Engine{db.Postgres},
	Needs:  Scale.Desk,
	Writes: true,
	Goals: []Goal{
		{Figure: figure.PerSecond, Against: rawStepwise, Bound: 3},
		{Figure: figure.PerSecond, Against: rawOneRow, Bound: 0.6},
		{Figure: figure.PerSecond, Against: rawOneRow, Bound: 1, Stretch: true},
	},
	Begin: beginPromisePG,
}

const (
	rawStepwise = "raw, statement by statement"
	rawPipeline = "raw, its writes in one trip"
	rawOneRow   = "raw, one-row inserts"
)

func beginPromisePG(ctx context.Context, s *Stage) ([]Side, error) {
	p := &promising{s}
	scores, err := p.tape(ctx, nil)
	if err != nil {
		return nil, err
	}
	writes, err := p.tape(ctx, score.Reading)
	if err != nil {
		return nil, err
	}
	raw, err := s.Bare(ctx, s.callers())
	if err != nil {
		return nil, err
	}
	if err := raw.Run(ctx, "CREATE TABLE bench_row (n bigint PRIMARY KEY, words text NOT NULL)"); err != nil {
		return nil, err
	}
	var count atomic.Int64
	return []Side{
		{Ours, p.ours},
		{rawStepwise, p.side(scores, raw.Write)},
		{rawPipeline, p.side(writes, raw.Pipeline)},
		{rawOneRow, func(ctx context.Context) (figure.Measured, error) {
			return figure.Spin(ctx, s.callers(), s.Round, func(ctx context.Context, _, _ int) error { return oneRow(ctx, raw, count.Add(1)) })
		}},
	}, nil
}

// insert is into a table of this row's own, which no migration makes.
const insert = "/* as pgbench does with a file of one line */ INSERT INTO bench_row (n, words) VALUES ($1, $2)"

func oneRow(ctx context.Context, raw *bare.DB, n int64) error {
	return raw.Pipeline(ctx, []db.Line{{Query: insert, Args: []any{n, "one row and nothing else"}}})
}

// side plays scores by 64 callers at the same time, each in a transaction of its own.
func (p *promising) side(scores []*score.Score, write func(context.Context, []db.Line) error) func(context.Context) (figure.Measured, error) {
	return func(ctx context.Context) (figure.Measured, error) {
		return figure.Spin(ctx, p.callers(), p.Round, func(ctx context.Context, _, _ int) error {
			return write(ctx, p.another(scores))
		})
	}
}
