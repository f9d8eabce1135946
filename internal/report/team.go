package report

import (
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// SmallestTeam is how many people a team has at least for a figure of its own: below that, a figure of
// the team is one of a person.
const SmallestTeam = 5

// LargeEnough refuses figures of a team that is too small for them.
func LargeEnough(tx *db.Tx, team id.Team) error {
	n, err := db.One[int](tx, "SELECT COUNT(*) FROM staff WHERE org = $1 AND team = $2 AND left_at IS NULL AND kind = 'staff'", tx.Org, team)
	if err == nil && n < SmallestTeam {
		err = fault.New(fault.Forbidden, "report.small_team", "least", SmallestTeam).On("team")
	}
	return err
}
