package app

import (
	"net/http"
	"slices"

	"kroon/internal/web"
)

// Routes is every page, with the least role that may open it.
func (a *App) Routes() []web.Route {
	return slices.Concat(
		a.adminRoutes(), a.agreementRoutes(), a.messageRoutes(), a.tryRoutes(), a.teamRoutes(),
		a.deskRoutes(),
		a.answerRoutes(),
		a.callRoutes(),
		a.complaintRoutes(),
		a.relationRoutes(),
		a.importRoutes(),
	)
}

// Handler is everything that Kroon answers over HTTP.
func (a *App) Handler() http.Handler {
	mux := http.NewServeMux()
	a.Site.Mount(mux, a.Routes())
	return a.withAPI(a.Site.Handler(mux))
}
