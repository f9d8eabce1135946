package app

import (
	"bytes"
	"context"
	"time"

	"kroon/internal/act"
	"kroon/internal/channel/calendar"
	"kroon/internal/db"
	"kroon/internal/fault"
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

// feed is one reading of a calendar.
type feed struct {
	address     string // empty: it does not open with this installation key
	zone        *time.Location
	from, until time.Time
	spans       []team.Span
}

// readFeed is the effect that keeps busy times up to date. A calendar that cannot be read leaves what was
// read before.
func (a *App) readFeed() job.Effect {
	fetcher := calendar.NewFetcher(a.Config.Calendars)
	return job.Effect{
		Prepare: a.prepareFeed,
		Perform: func(ctx context.Context, prepared any) error {
			f := prepared.(*feed)
			if f.address == "" {
				return fault.New(fault.Invalid, "team.feed_sealed")
			}
			raw, err := fetcher.Fetch(ctx, f.address)
			if err == nil {
				f.spans, err = calendar.Spans(bytes.NewReader(raw), f.from, f.until, f.zone)
			}
			return err
		},
		Record: func(tx *db.Tx, due job.Due, prepared any, performed error) (bool, error) {
			if performed != nil {
				return true, a.Acts.Team.FeedFailed(tx, id.Staff(due.Subject), fault.Of(performed))
			}
			job.Schedule(tx, jobFeed, due.Subject, tx.Now.Add(feedEvery))
			return false, a.Acts.Team.ReplaceBusy(tx, id.Staff(due.Subject), team.CalendarFeed, prepared.(*feed).spans)
		},
	}
}

// prepareFeed finds where to read. There is nothing to read of who has left, or took the address away.
func (a *App) prepareFeed(tx *db.Tx, due job.Due) (any, error) {
	staff := id.Staff(due.Subject)
	source, given, err := a.Acts.Team.Feed(tx, staff)
	if missing(err) || err == nil && !given {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	person, err := a.Acts.Team.Get(tx, staff)
	if err != nil || !person.Here(tx.Now) {
		return nil, err
	}
	o, err := a.Acts.Organisation.Get(tx)
	if err != nil {
		return nil, err
	}
	f := &feed{zone: o.Location(), from: tx.Now.Add(-feedBehind), until: tx.Now.Add(feedAhead)}
	if address, err := a.Key.Open(tx.Org, act.PurposeFeed, source.Address); err == nil {
		f.address = string(address)
	}
	return f, nil
}
