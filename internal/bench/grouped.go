package bench

import (
	"context"
	"time"

	"kroon/internal/bench/figure"
	"kroon/internal/db"
	"kroon/internal/db/bare"
)

// grouped is a raw side: so many things in a commit, one commit after another. What is sent is put together outside
// the time that is measured.
func grouped(s *Stage, raw *bare.DB, together int, next func() ([]db.Line, error)) func(context.Context) (figure.Measured, error) {
	return func(ctx context.Context) (figure.Measured, error) {
		var spent, burnt time.Duration
		done := 0
		for spent < s.Round && ctx.Err() == nil {
			var lines []db.Line
			for range together {
				more, err := next()
				if err != nil {
					return nil, err
				}
				lines = append(lines, more...)
			}
			began, before := figure.Now(), figure.Processor()
			if err := raw.Pipeline(ctx, lines); err != nil {
				return nil, err
			}
			spent += figure.Now().Sub(began)
			burnt += figure.Processor() - before
			done += together
		}
		return figure.Measured{figure.PerSecond: float64(done) / spent.Seconds(), figure.Each: figure.Microseconds(burnt) / float64(done)}, nil
	}
}
