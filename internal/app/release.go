package app

import (
	"context"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Release lets outgoing effects go again after a restore, and tells how many messages waited for it. What
// is no longer true by now is still not said.
func (a *App) Release(ctx context.Context) (waited int, err error) {
	if err := a.DB.Write(ctx, party.Itself(id.Org{}), db.Release); err != nil {
		return 0, err
	}
	all, err := a.Organisations(ctx)
	if err != nil {
		return 0, err
	}
	for _, o := range all {
		n := 0
		err := a.DB.Write(ctx, party.Itself(o.ID), func(tx *db.Tx) (err error) {
			n, err = a.Acts.Message.Release(tx)
			return err
		})
		if err != nil {
			return waited, err
		}
		waited += n
	}
	return waited, nil
}
