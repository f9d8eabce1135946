package app

import "kroon/internal/organisation"

// link is the address of a path as people outside reach it; empty without a public address, so that a
// message then says everything itself.
func (a *App) link(o organisation.Organisation, path string) string {
	if o.BaseURL == "" {
		return ""
	}
	return o.BaseURL + path
}
