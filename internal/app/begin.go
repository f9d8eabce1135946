package app

import (
	"context"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

// begin does what every start does: it clears what killed imports left, as far as that is quick, and
// remembers which installation key this data belongs to.
func (a *App) begin(ctx context.Context) error {
	all, err := a.Organisations(ctx)
	if err != nil {
		return err
	}
	for _, o := range all {
		if err := a.Acts.ClearImports(ctx, party.Itself(o.ID), false); err != nil {
			return err
		}
	}
	known := ""
	err = a.DB.Read(ctx, party.Itself(id.Org{}), func(tx *db.Tx) (err error) {
		known, err = db.KeyName(tx)
		return err
	})
	switch {
	case err != nil:
		return err
	case known == "":
		return a.DB.Write(ctx, party.Itself(id.Org{}), func(tx *db.Tx) error { return db.RememberKey(tx, a.Key.ID()) })
	case known != a.Key.ID():
		a.Config.Log.Warn("this is not the installation key that this data was made with: links and stored secrets do not open",
			"key", a.Key.ID(), "made with", known)
	}
	return nil
}
