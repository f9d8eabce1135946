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
