package web

import (
	"context"
	"net/http"
	"sync"
	"time"

	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/party"
)

// Theme is how a person wants the screen: light, dark, or empty for what the system says.
type Theme string

// The themes.
const (
	ThemeSystem Theme = ""
	ThemeLight  Theme = "light"
	ThemeDark   Theme = "dark"
)

// Session is somebody signed in.
type Session struct {
	Actor        party.Actor
	Name         string
	Organisation Organisation
	Lang         lang.Lang      // the person's setting; empty follows the browser
	Zone         *time.Location // of the clock on the wall; nil is the organisation's
	Theme        Theme
}

// Organisation is the world that a request is for.
type Organisation struct {
	ID       id.Org
	Name     string
	Lang     lang.Lang
	Zone     *time.Location
	Familiar bool // customers are addressed with je instead of u
}

// Desk is what stands beside the menu.
type Desk struct {
	Counts   map[string]Count // by the Count of a menu Item
	Presence string           // a sentence in the language of the page: "aanwezig tot 17:00"
	Away     string           // the path to report oneself ill or away; empty leaves the link out
	Measured bool             // figures of each person may be seen, which staff always see
	Alone    bool             // nobody else works here: what is for several is left out
	Used     map[string]bool  // by the Once of a menu Item: something of it was made
}

// Count is a figure at a menu item.
type Count struct {
	N    int // more than 99 is shown as 99+
	Late bool
}

// View is what every page knows: for whom, in which language and zone, when, and where.
// Its Printer writes the sentences: v.T("web.nav.today").
type View struct {
	lang.Printer
	Organisation Organisation
	Who          Session // zero when nobody is signed in
	SignedIn     bool
	Now          time.Time
	Path         string // of the current page
	Theme        Theme
	Sought       bool // those who search the web may find this page

	site    *Site
	desk    func() Desk
	flash   *Flash
	flashed bool
}

type viewKey struct{}

// ViewOf is the view that Mount made for the request. A handler reached in another way has none,
// which is a mistake of the programmer and panics.
func ViewOf(r *http.Request) *View {
	v, ok := r.Context().Value(viewKey{}).(*View)
	if !ok {
		panic("web: a handler outside the route table asked for its view")
	}
	return v
}

// Needs tells whether the person at the screen has at least this role.
func (v *View) Needs(role party.Role) bool { return v.SignedIn && v.Who.Actor.May(role) }

// Desk is what stands beside the menu; it is asked for once, when the page draws the menu.
func (v *View) Desk() Desk {
	if v.desk == nil {
		return Desk{}
	}
	return v.desk()
}

// Asset is the address of a static file, with the hash of its content.
func (v *View) Asset(name string) string { return v.site.assets.url(name) }

// Flash is the notice of the act before the redirect; reading it uses it up. Nil when there is none.
func (v *View) Flash() *Flash {
	v.flashed = v.flash != nil
	return v.flash
}

// stranger is the view of somebody who is not looked up: all that is known is what his browser says.
func (s *Site) stranger(r *http.Request) *View {
	said := lang.For(ChooseLang("", r.Header.Get("Accept-Language"), ""), false, nil)
	return &View{Printer: said, Now: s.cfg.Clock.Now(), Path: r.URL.Path, site: s}
}

// view finds out for whom the page is. Somebody without a valid session is served too: the caller
// decides whether that is enough. On a customer's page nobody is signed in, whatever the browser sends.
func (s *Site) view(r *http.Request, customer bool) (*View, error) {
	v := &View{Now: s.cfg.Clock.Now(), Path: r.URL.Path, site: s, flash: s.readFlash(r)}
	var who Session
	var signedIn bool
	var err error
	if !customer {
		who, signedIn, err = s.cfg.Sessions.Current(r)
	}
	if err == nil && signedIn {
		v.Who, v.SignedIn, v.Theme, v.Organisation = who, true, who.Theme, who.Organisation
		v.desk = sync.OnceValue(func() Desk { return s.deskOf(r.Context(), who, v.Printer) })
	} else if who = (Session{}); err == nil {
		v.Theme = s.remembered(r, customer)
		v.Organisation, err = s.cfg.Organisation(r)
	}
	zone := v.Organisation.Zone
	if who.Zone != nil {
		zone = who.Zone
	}
	v.Printer = lang.For(ChooseLang(who.Lang, r.Header.Get("Accept-Language"), v.Organisation.Lang), signedIn || v.Organisation.Familiar, zone)
	return v, err
}

// themeCookie remembers in a browser how its last visitor wanted the screen, for the pages before signing in.
const themeCookie = "theme"

// themeSeconds is as long as a browser remembers it.
const themeSeconds = 365 * 24 * 60 * 60

// RememberTheme has the browser remember how the person at it wants the screen.
func (s *Site) RememberTheme(w http.ResponseWriter, theme Theme) {
	age := themeSeconds
	if theme == ThemeSystem {
		age = -1
	}
	s.SetCookie(w, themeCookie, string(theme), age)
}

// remembered is the theme of a page for who is not signed in. A customer's page is as his own device says.
func (s *Site) remembered(r *http.Request, customer bool) Theme {
	theme := Theme(s.Cookie(r, themeCookie))
	if customer || theme != ThemeLight && theme != ThemeDark {
		return ThemeSystem
	}
	return theme
}

func (s *Site) deskOf(ctx context.Context, who Session, say lang.Printer) Desk {
	if s.cfg.Desk == nil {
		return Desk{}
	}
	desk, err := s.cfg.Desk(ctx, who, say)
	if err != nil {
		s.cfg.Log.WarnContext(ctx, "the menu has no figures", "error", fault.Of(err).Error(), "request", RequestID(ctx))
	}
	return desk
}
