package app

import (
	"kroon/internal/act"
	"kroon/internal/party"
	"kroon/internal/web"
	"kroon/internal/web/takeover"
)

// importRoutes are the pages on which an owner takes over what another system knew.
func (a *App) importRoutes() []web.Route {
	p := &takeover.Pages{Acts: a.Acts}
	return []web.Route{
		{Pattern: "GET /settings/imports", Role: party.Owner, Handle: p.List},
		{Pattern: "POST /settings/imports", Role: party.Owner, Handle: p.Add, MaxBody: act.MaxImport + web.MaxBody},
		{Pattern: "GET /settings/imports/{upload}", Role: party.Owner, Handle: p.One},
		{Pattern: "GET /settings/imports/{upload}/how", Role: party.Owner, Handle: p.How},
		{Pattern: "GET /settings/imports/{upload}/refused", Role: party.Owner, Handle: p.Refused},
		{Pattern: "POST /settings/imports/{upload}/draw", Role: party.Owner, Handle: p.Draw},
		{Pattern: "POST /settings/imports/{upload}/take", Role: party.Owner, Handle: p.Take},
		{Pattern: "POST /settings/imports/{upload}/drop", Role: party.Owner, Handle: p.Drop},
		{Pattern: "POST /settings/imports/runs/{run}/undo", Role: party.Owner, Handle: p.Undo},
	}
}
