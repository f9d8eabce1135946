package act

import (
	"context"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/team"
)

// PurposeFeed is for what a calendar's address is sealed.
const PurposeFeed = "calendar feed"

// SetFeed has Kroon read when somebody is busy from their own calendar at this address; an empty one takes
// it away. It is for themselves, the lead of their team, owners, and who answers for an agent.
func (a *Acts) SetFeed(ctx context.Context, actor party.Actor, staff id.Staff, address string) error {
	if address != "" {
		var err error
		if address, err = team.FeedAddress(address); err != nil {
			return err
		}
	}
	return a.does(ctx, actor, party.Colleague, func(tx *db.Tx) error {
		if address == "" {
			return a.Team.SetFeed(tx, staff, team.Feed{})
		}
		sealed, err := a.Key.Seal(tx.IDs, tx.Org, PurposeFeed, []byte(address))
		if err != nil {
			return err
		}
		return a.Team.SetFeed(tx, staff, team.Feed{Sealed: sealed, Shown: team.FeedShown(address)})
	})
}
