package admin

import (
	"net/http"

	"github.com/a-h/templ"

	"kroon/internal/access"
	"kroon/internal/act"
	"kroon/internal/fault"
	"kroon/internal/web"
)

// BeginHint tells where the link of the first run stands; once somebody can sign in it leads there.
func (p *Pages) BeginHint(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	begun, err := p.Acts.Begun(r.Context(), v.Organisation.ID)
	if err != nil {
		return err
	}
	if begun {
		return web.Redirect(w, r, "/signin", nil)
	}
	return web.Render(w, r, beginHint(v))
}

// Begin shows the one form of the first run. Looking at it does not use the link up.
func (p *Pages) Begin(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	once, err := p.Acts.SeeOnce(r.Context(), v.Organisation.ID, r.PathValue("token"))
	if err != nil {
		return err
	}
	if once.Purpose != access.ForSetup {
		return fault.New(fault.NotFound, "access.once_gone")
	}
	return web.Render(w, r, begin(v, beginSheet(r, now(map[string]string{"opens": "09:00", "closes": "17:00"}, nil))))
}

// DoBegin sets the organisation going and lets its first owner in.
func (p *Pages) DoBegin(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	visit := p.Visit(r)
	b := act.Beginning{Organisation: form.Needed("organisation", maxName), TeamName: v.T("admin.begin.team"), Browser: visit.Browser, Previous: visit.Previous}
	hours, said, err := act.ReadHours(form.Line("opens", 10) + "-" + form.Line("closes", 10))
	if err != nil || !said || len(hours) == 0 {
		form.Refuse(fault.New(fault.Invalid, "admin.bad_opening").On("closes"))
	}
	b.Hours, b.Name, b.Email = act.WorkingWeek(hours), form.Needed("your_name", maxName), form.Needed("email", maxEmail)
	password := form.Secret("password", maxPassword)
	if err = form.Err(); err == nil {
		var session string
		if b.Hash, err = p.Door.NewHash(r.Context(), b.Email, password); err == nil {
			session, err = p.Acts.Begin(r.Context(), v.Organisation.ID, r.PathValue("token"), b)
		}
		if err == nil {
			p.letIn(w, session)
			return web.Redirect(w, r, "/try", web.Said("admin.begun", "organisation", b.Organisation))
		}
		err = renamed(err)
	}
	return web.Again(w, r, err, func(f web.Refusal) templ.Component {
		return begin(v, beginSheet(r, typed(form, f)))
	})
}

// renamed leads a fault of a concept to the field of the first run that it is about.
func renamed(err error) error {
	found := fault.Of(err)
	switch {
	case found.Kind == fault.Internal:
		return err
	case found.Field == "name" && fault.Is(err, "team.name_missing"):
		return found.On("your_name")
	case found.Field == "name":
		return found.On("organisation")
	}
	return err
}

// onAddress leads a fault about a number or an e-mail address to the one field for both.
func onAddress(err error) error {
	if found := fault.Of(err); found.Kind != fault.Internal {
		return found.On("address")
	}
	return err
}

func beginSheet(r *http.Request, f filled) sheet {
	return sheet{filled: f, action: r.URL.Path, keep: "begin", press: "admin.begin.press", parts: []part{
		{name: "organisation", fill: "organization", focus: true, required: true},
		{name: "opens", required: true},
		{name: "closes", required: true, beside: true},
		{name: "your_name", fill: "name", required: true},
		{name: "email", kind: "email", fill: "username", required: true, hint: "begin_email"},
		{name: "password", label: "first_password", kind: "password", fill: "new-password", required: true, hint: "password"},
	}}
}
