package app

import (
	"bytes"
	"context"
	"time"

	"kroon/internal/channel/calendar"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/job"
	"kroon/internal/team"
)

// jobFeed reads somebody's own calendar again; the subject is who.
const jobFeed = "team.feed"

const (
	feedEvery  = 15 * time.Minute
	feedBehind = 24 * time.Hour      // what is busy is read from a day back,
	feedAhead  = 60 * 24 * time.Hour // to two months on
)

// PurposeFeed is for what a calendar's address is sealed.
const PurposeFeed = "calendar feed"

// feed is one reading of a calendar.
type feed struct {
	address     string
	zone        *time.Location
	from, until time.Time
	spans       []team.Span
}

// readFeed is the effect that keeps busy times up to date. A calendar that cannot be read leaves what was
// read before.
func (a *App) readFeed() job.Effect {
	fetcher := calendar.NewFetcher(nil)
	return job.Effect{
		Prepare: a.prepareFeed,
		Perform: func(ctx context.Context, prepared any) error {
			f := prepared.(*feed)
			raw, err := fetcher.Fetch(ctx, f.address)
			if err == nil {
				f.spans, err = calendar.Spans(bytes.NewReader(raw), f.from, f.until, f.zone)
			}
			return err
		},
		Record: func(tx *db.Tx, due job.Due, prepared any, performed error) (bool, error) {
			if performed != nil {
				return true, nil
			}
			job.Schedule(tx, jobFeed, due.Subject, tx.Now.Add(feedEvery))
			return false, a.Acts.Team.ReplaceBusy(tx, id.Staff(due.Subject), team.CalendarFeed, prepared.(*feed).spans)
		},
	}
}

func (a *App) prepareFeed(tx *db.Tx, due job.Due) (any, error) {
	feeds, err := a.Acts.Team.Feeds(tx)
	if err != nil {
		return nil, err
	}
	for _, source := range feeds {
		if source.Staff.Any() != due.Subject || len(source.Address) == 0 {
			continue
		}
		address, err := a.Key.Open(tx.Org, PurposeFeed, source.Address)
		if err != nil {
			return nil, err
		}
		o, err := a.Acts.Organisation.Get(tx)
		return &feed{
			address: string(address), zone: o.Location(), from: tx.Now.Add(-feedBehind), until: tx.Now.Add(feedAhead),
		}, err
	}
	return nil, nil
}
