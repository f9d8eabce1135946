package app

import (
	"kroon/internal/db"
	"kroon/internal/organisation"
)

// link is the address of a path as people outside reach it; empty without a public address, so that a
// message then says everything itself.
func (a *App) link(o organisation.Organisation, path string) string {
	if o.BaseURL == "" {
		return ""
	}
	return o.BaseURL + path
}

// held tells whether nothing may leave the house: after a restore, until somebody says so.
func (a *App) held(tx *db.Tx) (bool, error) {
	if a.Config.Quiet {
		return true, nil
	}
	return db.Held(tx)
}
