package app

import (
	"context"

	"kroon/internal/party"
)

// begin does what every start does: it clears what killed imports left, as far as that is quick.
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
	return nil
}
