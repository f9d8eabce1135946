package act

import (
	"context"

	"kroon/internal/db"
	"kroon/internal/organisation"
	"kroon/internal/party"
)

// BeginMeasuring lets figures of each person be seen until the end of a day, for a stated purpose to which the
// staff agreed.
func (a *Acts) BeginMeasuring(ctx context.Context, actor party.Actor, wish organisation.Measure) (organisation.Measuring, error) {
	return run(ctx, a, actor, party.Owner, func(tx *db.Tx) (organisation.Measuring, error) {
		return a.Organisation.BeginMeasuring(tx, wish)
	})
}

// StopMeasuring switches them off now.
func (a *Acts) StopMeasuring(ctx context.Context, actor party.Actor) error {
	return a.does(ctx, actor, party.Owner, a.Organisation.StopMeasuring)
}
