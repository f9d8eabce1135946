package bench

import (
	"context"

	"kroon/internal/bench/figure"
	"kroon/internal/db"
	"kroon/internal/interaction"
	"kroon/internal/overview"
)

var timeline = Row{
	Name:  "timeline",
	About: "the newest fifty moments of the customer whom one in a hundred promises is for",
	On:    both,
	Needs: Scale.Desk,
	Goals: []Goal{
		{Figure: figure.P99, On: db.SQLite, Bound: 1, Most: true},
		{Figure: figure.P99, On: db.Postgres, Bound: 2, Most: true},
		{Figure: figure.P50, Bound: 0.1, Most: true, Stretch: true},
	},
	Begin: func(ctx context.Context, s *Stage) ([]Side, error) {
		return s.besides(ctx, 1, func(ctx context.Context, _ int) error { return s.readTimeline(ctx) })
	},
}

func (s *Stage) readTimeline(ctx context.Context) error {
	_, err := s.App.Relations().Timeline(ctx, s.Staff(0), s.Made.Busiest, interaction.Everything, overview.Cursor{})
	return err
}
