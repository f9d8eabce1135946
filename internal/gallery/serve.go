package gallery

import (
	"context"
	_ "embed"
	"encoding/json"
	"html"
	"net"
	"net/http"
	"net/url"
	"strings"

	"kroon/internal/app"
	"kroon/internal/lang"
	"kroon/internal/web"
)

// index is the page of the list, with one row to be written for each entry. It is no html/template, which
// would have the linker keep every method of the program.
//
//go:embed index.html
var index string

// worldCookie remembers whose page was opened last, so that following its links stays there.
const worldCookie = "gallery"

// langCookie remembers in which language, for what a page fetches by itself: the browser asks for its own.
const langCookie = "gallery-lang"

// Handler serves the list at /gallery/, each entry at /gallery/{lang}/{entry}, and the pages themselves.
func (g *Gallery) Handler() http.Handler {
	handlers := map[string]http.Handler{}
	for name, w := range g.worlds {
		handlers[name] = w.app.Handler()
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /gallery/{$}", g.list)
	mux.HandleFunc("GET /gallery/entries.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(g.entries)
	})
	mux.HandleFunc("GET /gallery/{lang}/{entry}", func(w http.ResponseWriter, r *http.Request) {
		entry, ok := g.find(r.PathValue("entry"))
		if l := lang.Lang(r.PathValue("lang")); !ok || !l.Valid() {
			http.NotFound(w, r)
			return
		}
		handlers[entry.World].ServeHTTP(w, g.ask(w, r, entry))
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		name := "full"
		if cookie, err := r.Cookie(worldCookie); err == nil && handlers[cookie.Value] != nil {
			name = cookie.Value
		}
		if cookie, err := r.Cookie(langCookie); err == nil && lang.Lang(cookie.Value).Valid() {
			r.Header.Set("Accept-Language", cookie.Value)
		}
		handlers[name].ServeHTTP(w, r)
	})
	return mux
}

// Serve answers on the listener until ctx ends.
func (g *Gallery) Serve(ctx context.Context, listener net.Listener) error {
	return g.worlds["full"].app.Site.Serve(ctx, listener, g.Handler())
}

func (g *Gallery) list(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", web.ContentSecurityPolicy)
	before, rest, _ := strings.Cut(index, "<!--row-->")
	row, after, _ := strings.Cut(rest, "<!--end-->")
	var list strings.Builder
	for _, entry := range g.entries {
		fill := strings.NewReplacer("{world}", html.EscapeString(entry.World), "{pattern}", html.EscapeString(entry.Pattern), "{entry}", html.EscapeString(entry.ID()))
		list.WriteString(fill.Replace(row))
	}
	// Whoever hung up will not read an error page either.
	_, _ = w.Write([]byte(before + list.String() + after))
}

func (g *Gallery) find(name string) (Entry, bool) {
	for _, entry := range g.entries {
		if entry.ID() == name {
			return entry, true
		}
	}
	return Entry{}, false
}

// ask is the request that draws an entry: in the language of the address, by whom the entry says. The
// browser gets the same session, so that the page works as it would.
func (g *Gallery) ask(w http.ResponseWriter, r *http.Request, entry Entry) *http.Request {
	method, body := http.MethodGet, url.Values{}
	if entry.Form != nil {
		method = http.MethodPost
		for name, value := range entry.Form {
			body.Set(name, value)
		}
	}
	asked, err := http.NewRequestWithContext(r.Context(), method, entry.Path, strings.NewReader(body.Encode()))
	if err != nil {
		panic("gallery: " + entry.ID() + ": " + err.Error())
	}
	asked.Host, asked.RemoteAddr = r.Host, r.RemoteAddr
	asked.Header.Set("Accept-Language", r.PathValue("lang"))
	asked.Header.Set("Sec-Fetch-Site", "same-origin")
	if method == http.MethodPost {
		asked.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	site := g.worlds[entry.World].app.Site
	site.SetCookie(w, worldCookie, entry.World, 0)
	site.SetCookie(w, langCookie, r.PathValue("lang"), 0)
	session := g.worlds[entry.World].sessions[entry.As]
	if session == "" {
		site.SetCookie(w, app.SessionCookie, "", -1)
		return asked
	}
	site.SetCookie(w, app.SessionCookie, session, 0)
	asked.AddCookie(&http.Cookie{Name: site.CookieName(app.SessionCookie), Value: session}) // #nosec G124 -- of a request, not of an answer
	return asked
}
