package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"kroon/internal/fault"
	"kroon/internal/party"
)

// Handler answers a request or says why not; the chassis turns what it returns into a page.
// Having returned an error, it has written nothing.
type Handler func(w http.ResponseWriter, r *http.Request) error

// Route is one line of the route table. It says for whom it is in exactly one way: a role, public,
// or for customers.
type Route struct {
	Pattern  string     // as for http.ServeMux: "POST /promises/{promise}/keep"
	Role     party.Role // the least role that may
	Public   bool       // without sign-in, for staff: signing in, the first run
	Customer bool       // without sign-in, for customers: addressed as the organisation chose, no session looked at
	Handle   Handler
	MaxBody  int64 // most bytes of the body; 0 is MaxBody
	Work     Work  // what room it takes; follows from the method when not said
}

// open tells whether anybody may.
func (r Route) open() bool { return r.Public || r.Customer }

// sound tells whether the route says for whom it is, once.
func (r Route) sound() bool {
	ways := 0
	for _, way := range []bool{r.Role != "", r.Public, r.Customer} {
		if way {
			ways++
		}
	}
	return r.Handle != nil && ways == 1 && (r.open() || r.Role.Valid())
}

// MaxBody is the most bytes of a request body, unless a route says otherwise.
const MaxBody = 1 << 20

// Mount puts the routes on mux, each behind its door, with the static files and the live stream.
// It panics on a route that says neither who may nor that all may.
func (s *Site) Mount(mux *http.ServeMux, routes []Route) {
	for _, route := range routes {
		if !route.sound() {
			panic(fmt.Sprintf("web: route %q must have a handler and say once for whom it is", route.Pattern))
		}
		if route.MaxBody > 0 {
			s.bodies[route.Pattern] = route.MaxBody
		}
		if route.MaxBody > MaxBody && route.Work == ByMethod {
			route.Work = Unbounded
		}
		mux.Handle(route.Pattern, s.admitted(route.Work, s.door(route)))
	}
	mux.Handle("GET /static/", s.assets)
	mux.HandleFunc("GET /worker.js", serveWorker)
	mux.Handle("GET /events", s.door(Route{Role: party.Reader, Handle: func(w http.ResponseWriter, r *http.Request) error {
		return s.live.serve(w, r, ViewOf(r).Who.Actor)
	}}))
}

// door enforces sign-in and role, so that no handler can forget it.
func (s *Site) door(route Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v, err := s.view(r, route.Customer)
		r = r.WithContext(context.WithValue(r.Context(), viewKey{}, v))
		if route.open() {
			w.Header().Set("Referrer-Policy", "no-referrer")
		}
		if route.Public {
			v.Informal = true
		}
		switch {
		case err != nil:
		case !route.open() && !v.SignedIn:
			s.toSignIn(w, r)
			return
		case !route.open() && !v.Who.Actor.May(route.Role):
			err = fault.New(fault.Forbidden, "web.forbidden")
		default:
			err = route.Handle(w, r)
		}
		if err != nil {
			s.refuse(w, r, v, err)
		}
	})
}

// toSignIn sends somebody to sign in and back here afterwards. What was typed waits in the browser.
func (s *Site) toSignIn(w http.ResponseWriter, r *http.Request) {
	back := r.URL.RequestURI()
	if r.Method != http.MethodGet && r.Method != http.MethodHead || IsPart(r) {
		back = "/"
		for _, header := range []string{"HX-Current-URL", "Referer"} {
			if from, err := url.Parse(r.Header.Get(header)); err == nil && from.Path != "" && from.Host == r.Host {
				back = from.RequestURI()
				break
			}
		}
	}
	target := s.cfg.SignIn
	if back != "/" {
		target += "?next=" + url.QueryEscape(SafeNext(back))
	}
	w.Header().Set("Cache-Control", "no-store")
	switch {
	case IsPart(r):
		w.Header().Set("HX-Redirect", target)
		w.WriteHeader(http.StatusUnauthorized)
	case strings.Contains(r.Header.Get("Accept"), "text/event-stream"):
		w.WriteHeader(http.StatusUnauthorized)
	default:
		http.Redirect(w, r, target, http.StatusSeeOther)
	}
}

// SafeNext is next when it is a path on this site, and / otherwise: nobody is sent elsewhere after
// signing in.
func SafeNext(next string) string {
	if _, err := url.Parse(next); err != nil || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n\t") {
		return "/"
	}
	return next
}

// IsPart tells whether the page asks for a part of itself, to swap in, rather than for a whole page.
func IsPart(r *http.Request) bool {
	return r.Header.Get("HX-Request") == "true" && r.Header.Get("HX-Request-Type") != "full"
}
