package admin

import (
	"net/http"

	"github.com/a-h/templ"

	"kroon/internal/access"
	"kroon/internal/web"
)

// Limits of what is typed at the door, in characters.
const (
	maxEmail    = 254
	maxPassword = 1024
	maxName     = 120
)

// Home leads to the work, or to the door.
func (p *Pages) Home(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	if v.SignedIn {
		return web.Redirect(w, r, "/today", nil)
	}
	begun, err := p.Acts.Begun(r.Context(), v.Organisation.ID)
	if err != nil {
		return err
	}
	if !begun {
		return web.Redirect(w, r, "/setup", nil)
	}
	return web.Redirect(w, r, "/signin", nil)
}

// SignIn asks who somebody is.
func (p *Pages) SignIn(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	next := web.SafeNext(form.Raw("next"))
	if web.ViewOf(r).SignedIn {
		return web.Redirect(w, r, next, nil)
	}
	return web.Render(w, r, signIn(web.ViewOf(r), signInSheet(now(map[string]string{"next": next}, nil))))
}

// DoSignIn lets somebody in.
func (p *Pages) DoSignIn(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	email, password, next := form.Needed("email", maxEmail), form.Secret("password", maxPassword), web.SafeNext(form.Raw("next"))
	if err = form.Err(); err == nil {
		var token string
		token, _, err = p.Door.SignIn(r.Context(), web.ViewOf(r).Organisation.ID, email, password, p.Visit(r))
		if err == nil {
			p.letIn(w, token)
			return web.Redirect(w, r, next, nil)
		}
	}
	return web.Again(w, r, err, func(f web.Refusal) templ.Component {
		return signIn(web.ViewOf(r), signInSheet(typed(form, f)))
	})
}

func signInSheet(f filled) sheet {
	return sheet{filled: f, action: "/signin", keep: "signin", press: "admin.signin.press", parts: []part{
		{name: "email", kind: "email", fill: "username", focus: true, required: true},
		{name: "password", label: "first_password", kind: "password", fill: "current-password", required: true},
	}, hidden: []web.Hidden{{Name: "next", Value: web.SafeNext(f.value("next"))}}}
}

// SignOut ends the session of this browser.
func (p *Pages) SignOut(w http.ResponseWriter, r *http.Request) error {
	if token := p.Site.Cookie(r, p.Cookie); token != "" {
		if err := p.Acts.SignOut(r.Context(), web.ViewOf(r).Organisation.ID, token); err != nil {
			return err
		}
	}
	p.Site.SetCookie(w, p.Cookie, "", -1)
	return web.Redirect(w, r, "/signin", web.Said("admin.signed_out"))
}

// Forgot asks for the address of somebody who forgot the password.
func (p *Pages) Forgot(w http.ResponseWriter, r *http.Request) error {
	return web.Render(w, r, forgot(web.ViewOf(r), forgotSheet(now(nil, nil))))
}

// DoForgot sends a link, if there is somebody of this address; the answer is the same either way.
func (p *Pages) DoForgot(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	email := form.Needed("email", maxEmail)
	if err = form.Err(); err == nil {
		org := web.ViewOf(r).Organisation.ID
		token, staff, failed := p.Door.Forgot(r.Context(), org, email, p.Visit(r).Address)
		if err = failed; err == nil && token != "" && p.SendReset != nil {
			err = p.SendReset(r, staff, "/reset/"+token)
		}
	}
	if err != nil {
		return web.Again(w, r, err, func(f web.Refusal) templ.Component {
			return forgot(web.ViewOf(r), forgotSheet(typed(form, f)))
		})
	}
	return web.Render(w, r, forgotten(web.ViewOf(r)))
}

func forgotSheet(f filled) sheet {
	return sheet{filled: f, action: "/forgot", keep: "forgot", press: "admin.forgot.press", parts: []part{
		{name: "email", kind: "email", fill: "username", focus: true, required: true},
	}}
}

// Choose asks for a password, with the link of an invitation or after forgetting the old one.
func (p *Pages) Choose(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	once, err := p.Acts.SeeOnce(r.Context(), v.Organisation.ID, r.PathValue("token"))
	if err != nil {
		return err
	}
	return web.Render(w, r, choose(v, once.Purpose == access.ForInvite, chooseSheet(r, now(nil, nil))))
}

// DoChoose keeps the password, uses the link up and lets them in.
func (p *Pages) DoChoose(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	chosen := form.Secret("password", maxPassword)
	if err = form.Err(); err == nil {
		var token string
		token, _, err = p.Door.Accept(r.Context(), v.Organisation.ID, r.PathValue("token"), chosen, p.Visit(r))
		if err == nil {
			p.letIn(w, token)
			return web.Redirect(w, r, "/today", web.Said("admin.password_chosen"))
		}
	}
	invited := r.URL.Path == "/welcome/"+r.PathValue("token")
	return web.Again(w, r, err, func(f web.Refusal) templ.Component {
		return choose(v, invited, chooseSheet(r, typed(form, f)))
	})
}

func chooseSheet(r *http.Request, f filled) sheet {
	return sheet{filled: f, action: r.URL.Path, keep: "choose", press: "admin.choose.press", parts: []part{
		{name: "password", kind: "password", fill: "new-password", focus: true, required: true, hint: "password"},
	}}
}
