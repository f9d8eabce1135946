package admin

import (
	"net/http"

	"github.com/a-h/templ"

	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/team"
	"kroon/internal/web"
)

// Own shows what somebody sets for themselves: password, language, where they are signed in.
func (p *Pages) Own(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	s, err := p.See.Sheet(r.Context(), v.Who.Actor, v.Who.Actor.StaffID())
	if err != nil {
		return err
	}
	return web.Render(w, r, ownPage(v, s, ownSheet(now(nil, nil))))
}

// DoPassword changes the actor's own password.
func (p *Pages) DoPassword(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	current, chosen := form.Secret("current", maxPassword), form.Secret("password", maxPassword)
	if err = form.Err(); err == nil {
		var token string
		if token, err = p.Door.ChangePassword(r.Context(), v.Who.Actor, current, chosen, p.Visit(r)); err == nil {
			p.letIn(w, token)
			return web.Redirect(w, r, "/settings/own", web.Said("admin.password_changed"))
		}
	}
	s, failed := p.See.Sheet(r.Context(), v.Who.Actor, v.Who.Actor.StaffID())
	if failed != nil {
		return failed
	}
	return web.Again(w, r, err, func(f web.Refusal) templ.Component { return ownPage(v, s, ownSheet(typed(form, f))) })
}

func ownSheet(f filled) sheet {
	return sheet{filled: f, action: "/settings/own/password", keep: "password", press: "admin.own.change", parts: []part{
		{name: "current", kind: "password", fill: "current-password", required: true},
		{name: "password", kind: "password", fill: "new-password", required: true, hint: "password"},
	}}
}

// DoLang says in which language the actor wants the screen.
func (p *Pages) DoLang(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	actor, chosen := web.ViewOf(r).Who.Actor, form.Choice("lang", "", "nl", "en")
	if err := form.Err(); err != nil {
		return err
	}
	switch chosen {
	case "nl":
		err = p.Acts.SpeakTo(r.Context(), actor, "nl")
	case "en":
		err = p.Acts.SpeakTo(r.Context(), actor, "en")
	default:
		err = p.Acts.SpeakTo(r.Context(), actor, "")
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, "/settings/own", web.Said("admin.saved"))
}

// DoTheme says whether the actor wants the screen light or dark; this browser remembers it for the pages
// before signing in.
func (p *Pages) DoTheme(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	chosen := form.Choice("theme", "", "light", "dark")
	if err := form.Err(); err != nil {
		return err
	}
	if err := p.Acts.Wear(r.Context(), web.ViewOf(r).Who.Actor, team.Theme(chosen)); err != nil {
		return err
	}
	p.Site.RememberTheme(w, web.Theme(chosen))
	return web.Redirect(w, r, "/settings/own", web.Said("admin.saved"))
}

func themes(v *web.View) []web.Option {
	return append([]web.Option{{Value: "", Text: v.T("admin.theme.system")}}, options(v, "theme.", "light", "dark")...)
}

// EndSession signs the actor out in another browser.
func (p *Pages) EndSession(w http.ResponseWriter, r *http.Request) error {
	session, err := web.PathID[id.Any](r, "session")
	if err != nil {
		return err
	}
	if err := p.Acts.EndSession(r.Context(), web.ViewOf(r).Who.Actor, session); err != nil {
		return err
	}
	return web.Redirect(w, r, "/settings/own", web.Said("admin.session_ended"))
}

// browserOf names the browser of a session as it describes itself.
func browserOf(v *web.View, s overview.Sheet, i int) string {
	if name := s.Sessions[i].Browser; name != "" {
		return name
	}
	return v.T("admin.own.some_browser")
}
