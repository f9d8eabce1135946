// Package web is the chassis of the server-rendered screens: static files, headers, language,
// sign-in and role at the door, faults as pages, forms, notices, live refresh, and the parts that
// pages are made of. It holds no rules and no SQL, and knows no concept: who knocks and what the
// menu counts are told to it through Config. The areas (desk, relation, team, public, admin) hold
// the pages; app/routes.go lists every URL.
package web

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"kroon/internal/clock"
	"kroon/internal/id"
	"kroon/internal/lang"
)

// Sessions tells who knocks. The concept access implements it.
type Sessions interface {
	// Current is the session that the request carries; false when nobody is signed in.
	// An error means that it could not be found out.
	Current(r *http.Request) (Session, bool, error)
}

// Config is what the chassis needs to be told.
type Config struct {
	// BaseURL is where people reach Kroon: links and cookies follow it, never the Host header.
	BaseURL *url.URL
	// Secret signs the short-lived notice after a redirect: at least 32 bytes, kept across restarts.
	Secret   []byte
	Clock    clock.Clock
	IDs      *id.Source
	Log      *slog.Logger
	Sessions Sessions
	// Organisation is the world a request without a session is for, by host name or the only one.
	Organisation func(r *http.Request) (Organisation, error)
	// Desk gives the figures beside the menu, and says the rest with the printer of the page. Nil, or an error,
	// leaves them out: a page never fails for them.
	Desk func(ctx context.Context, who Session, say lang.Printer) (Desk, error)
	// Menu and Tabs are the ways around the desk; nil takes DefaultMenu and DefaultTabs.
	Menu, Tabs []Item
	// SignIn is the path of the page to sign in; empty is /signin.
	SignIn string
	// MaxStreams limits the live connections of this process; 0 is 4,096.
	MaxStreams int
}

// Site is the chassis at work: one per process.
type Site struct {
	cfg    Config
	assets *assets
	live   *Live
	bodies map[string]int64 // most bytes of a request body, by route pattern

	admission *Admission
}

// New makes the chassis. It compresses the static files, which takes a few milliseconds, and panics
// on a configuration that cannot work.
func New(cfg Config) *Site {
	if cfg.BaseURL == nil || len(cfg.Secret) < 32 || cfg.Clock == nil || cfg.IDs == nil || cfg.Sessions == nil || cfg.Organisation == nil {
		panic("web: the configuration lacks a base URL, secret, clock, ids, sessions or organisation")
	}
	if cfg.Log == nil {
		cfg.Log = slog.Default()
	}
	if cfg.Menu == nil {
		cfg.Menu = DefaultMenu()
	}
	if cfg.Tabs == nil {
		cfg.Tabs = DefaultTabs()
	}
	if cfg.SignIn == "" {
		cfg.SignIn = "/signin"
	}
	return &Site{cfg: cfg, assets: embeddedAssets(), live: NewLive(cfg.MaxStreams), bodies: map[string]int64{}, admission: &Admission{}}
}

// Live is the hub through which pages hear that something changed.
func (s *Site) Live() *Live { return s.live }

// Admission is what bounds the work of this process, of screens and programs together.
func (s *Site) Admission() *Admission { return s.admission }

// Link is the address of a path as people outside reach it, from the configured base URL only.
func (s *Site) Link(path string) string {
	return strings.TrimSuffix(s.cfg.BaseURL.String(), "/") + path
}

// Secure tells whether people reach Kroon over https.
func (s *Site) Secure() bool { return s.cfg.BaseURL.Scheme == "https" }

// CookieName is the name under which a cookie is set: over https with the prefix __Host-, which
// ties it to this host; the first run is plain http on loopback, where browsers refuse the prefix.
func (s *Site) CookieName(name string) string {
	if s.Secure() {
		return "__Host-" + name
	}
	return name
}

// SetCookie sets a cookie that scripts cannot read and that other sites cannot send along, for
// maxAge seconds. Zero lasts as long as the browser is open; below zero removes the cookie.
func (s *Site) SetCookie(w http.ResponseWriter, name, value string, maxAge int) {
	http.SetCookie(w, &http.Cookie{Name: s.CookieName(name), Value: value, Path: "/", MaxAge: maxAge,
		HttpOnly: true, Secure: s.Secure(), SameSite: http.SameSiteLaxMode}) // #nosec G124 -- Secure wherever it is reached by https
}

// Cookie is the value of a cookie set by SetCookie; empty when there is none.
func (s *Site) Cookie(r *http.Request, name string) string {
	if cookie, err := r.Cookie(s.CookieName(name)); err == nil {
		return cookie.Value
	}
	return ""
}
