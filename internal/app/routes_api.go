package app

import (
	"net/http"
	"strings"
	"sync"

	"kroon/internal/api"
)

// API is everything under /api/. It stands beside the screens, not among them: it reads no cookie, needs no
// guard against other sites' forms, and answers in JSON whatever happens.
func (a *App) API() *api.Server {
	return api.New(api.Config{
		Acts: a.Acts, Door: a.Door, Organisation: a.organisationOf, Link: a.Site.Link, Address: a.addressFor, From: addressOf, Secure: a.Site.Secure(), Admission: a.Site.Admission(), Log: a.Config.Log,
	})
}

// withAPI lets programs through to the API and everybody else to the screens. The API is put together for
// the first program that knocks: its description weighs megabytes, which a house without programs need not carry.
func (a *App) withAPI(screens http.Handler) http.Handler {
	programs := sync.OnceValue(a.API)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/api" || strings.HasPrefix(r.URL.Path, "/api/") {
			programs().ServeHTTP(w, r)
			return
		}
		screens.ServeHTTP(w, r)
	})
}
