package bench

import (
	"context"
	"time"

	"kroon/internal/bench/figure"
	"kroon/internal/db"
	"kroon/internal/lang"
	"kroon/internal/overview"
)

var worklist = Row{
	Name:  "worklist",
	About: "Today of one colleague after another, among all open promises: all that the page shows, its counts included",
	On:    both,
	Needs: Scale.Desk,
	Goals: []Goal{
		{Figure: figure.P99, On: db.SQLite, Bound: 0.5, Most: true},
		{Figure: figure.P99, On: db.Postgres, Bound: 1, Most: true},
		{Figure: counts, Bound: 0.05, Most: true, Stretch: true},
	},
	Begin: beginWorklist,
}

// counts is what the menu of every page counts.
const counts = "counts p50 ms"

// mostPeople is how many colleagues look at Today, one after another.
const mostPeople = 50

func beginWorklist(ctx context.Context, s *Stage) ([]Side, error) {
	zone, err := s.zone(ctx)
	if err != nil {
		return nil, err
	}
	people := min(mostPeople, len(s.Made.Staff))
	sides, err := s.besides(ctx, people, func(ctx context.Context, i int) error { return s.readToday(ctx, i, zone) })
	if err != nil {
		return nil, err
	}
	today := sides[0].Turn
	sides[0].Turn = func(ctx context.Context) (figure.Measured, error) {
		measured, err := today(ctx)
		if err != nil {
			return nil, err
		}
		menu, err := figure.Spin(ctx, 1, s.Round/4, func(ctx context.Context, _, i int) error {
			_, err := s.App.DeskReading().Menu(ctx, s.Staff(i%people), zone)
			return err
		})
		measured[counts] = menu[figure.P50]
		return measured, err
	}
	return sides, nil
}

// zone is that of the wall clock where the firm is.
func (s *Stage) zone(ctx context.Context) (zone *time.Location, err error) {
	err = s.App.DB.Read(ctx, s.Staff(0), func(tx *db.Tx) error {
		o, err := s.App.Acts.Organisation.Get(tx)
		zone = o.Location()
		return err
	})
	return zone, err
}

func (s *Stage) readToday(ctx context.Context, who int, zone *time.Location) error {
	_, err := s.App.DeskReading().Today(ctx, s.Staff(who), overview.TodayAsk{Zone: zone, Lang: lang.NL})
	return err
}
