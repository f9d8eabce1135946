package act

import (
	"context"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/team"
)

// SetTeamHours says what a team works on the weekdays that differ from the organisation's.
func (a *Acts) SetTeamHours(ctx context.Context, actor party.Actor, of id.Team, week team.Week, version int64) error {
	return a.does(ctx, actor, party.TeamLead, func(tx *db.Tx) error { return a.Team.SetTeamHours(tx, of, week, version) })
}

// SetDuty adds a duty, or says anew what it is when it has an id, with its roster as turns; Version is the one
// that was seen.
func (a *Acts) SetDuty(ctx context.Context, actor party.Actor, d team.Duty) (team.Duty, error) {
	return run(ctx, a, actor, party.TeamLead, func(tx *db.Tx) (team.Duty, error) {
		if d.ID.IsZero() {
			return a.Team.AddDuty(tx, d)
		}
		return a.Team.ChangeDuty(tx, d)
	})
}
