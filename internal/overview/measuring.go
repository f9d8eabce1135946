package overview

import (
	"context"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/organisation"
	"kroon/internal/party"
	"kroon/internal/worktime"
)

// Measure and Agreed are what is asked before figures of each person may be seen.
type (
	Measure = organisation.Measure
	Agreed  = organisation.Agreed
)

// MeasuringPage is whether figures of each person may be seen, and all that was said about it.
type MeasuringPage struct {
	Lines []MeasuringLine // the newest first; the first one may be on
	On    bool
	Today worktime.Date
}

// MeasuringLine is one time in which they could be seen, or can.
type MeasuringLine struct {
	organisation.Measuring
	Begun   string // who switched it on
	Stopped string // who switched it off; empty when nobody did
}

// mostMeasurings are shown.
const mostMeasurings = 20

// Measuring reads it, for everybody in the organisation.
func (s Settings) Measuring(ctx context.Context, actor party.Actor) (MeasuringPage, error) {
	return forRole(ctx, s, actor, party.Reader, func(tx *db.Tx) (page MeasuringPage, err error) {
		o, err := s.Organisation.Get(tx)
		if err != nil {
			return page, err
		}
		page.Today = worktime.DateOf(tx.Now, o.Location())
		all, err := s.Organisation.Measurings(tx, mostMeasurings)
		if err != nil {
			return page, err
		}
		people, err := s.Team.List(tx)
		names := map[id.Staff]string{}
		for _, one := range people {
			names[one.ID] = one.Name
		}
		for i, one := range all {
			page.On = page.On || i == 0 && one.On(tx.Now)
			page.Lines = append(page.Lines, MeasuringLine{one, names[one.BegunBy], names[one.StoppedBy]})
		}
		return page, err
	})
}
