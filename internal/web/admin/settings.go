package admin

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"kroon/internal/party"
	"kroon/internal/web"
)

// Settings lists what can be set, with how it stands.
func (p *Pages) Settings(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	house, err := p.See.House(r.Context(), v.Who.Actor)
	if err != nil {
		return err
	}
	own, err := p.See.Sheet(r.Context(), v.Who.Actor, v.Who.Actor.StaffID())
	if err != nil {
		return err
	}
	return web.Render(w, r, settingsPage(v, house, own))
}

// Organisation shows what the organisation is called and what it goes by.
func (p *Pages) Organisation(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	house, err := p.See.House(r.Context(), v.Who.Actor)
	if err != nil {
		return err
	}
	o := house.Organisation
	values := map[string]string{
		"name": o.Name, "phone": o.Phone, "email": o.Email, "base_url": o.BaseURL, "zone": o.Zone, "lang": string(o.Lang),
		"informal": yes(o.Informal), "quiet_from": clock(o.QuietFrom), "quiet_until": clock(o.QuietUntil),
		"tacit_days": strconv.Itoa(o.TacitDays), "margin_minutes": strconv.Itoa(o.MarginMinutes),
		"version": strconv.FormatInt(o.Version, 10),
	}
	return web.Render(w, r, organisationPage(v, organisationSheet(v, now(values, nil))))
}

// DoOrganisation changes the organisation.
func (p *Pages) DoOrganisation(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	house, err := p.See.House(r.Context(), v.Who.Actor)
	if err != nil {
		return err
	}
	o := house.Organisation
	o.Version = version(form)
	o.Name, o.Phone, o.Email = form.Needed("name", maxName), form.Line("phone", 30), form.Line("email", maxEmail)
	o.BaseURL, o.Zone, o.Informal = form.Line("base_url", 300), form.Needed("zone", 60), form.Choice("informal", "no", "yes") == "yes"
	o.QuietFrom, o.QuietUntil = minuteOf(form, "quiet_from"), minuteOf(form, "quiet_until")
	o.TacitDays, o.MarginMinutes = form.Int("tacit_days", 1, 60, o.TacitDays), form.Int("margin_minutes", 0, 480, o.MarginMinutes)
	o.Lang = "nl"
	if form.Choice("lang", "nl", "en") == "en" {
		o.Lang = "en"
	}
	if err = form.Err(); err == nil {
		if _, err = p.Acts.ChangeOrganisation(r.Context(), v.Who.Actor, o); err == nil {
			return web.Redirect(w, r, "/settings/organisation", web.Said("admin.saved"))
		}
	}
	return web.Again(w, r, err, func(f web.Refusal) templ.Component {
		return organisationPage(v, organisationSheet(v, typed(form, f)))
	})
}

func organisationSheet(v *web.View, f filled) sheet {
	return sheet{filled: f, action: "/settings/organisation", keep: "organisation", press: "admin.save", hidden: hiddenVersion(f), parts: []part{
		{name: "name", label: "organisation", required: true},
		{name: "phone", kind: "tel", hint: "org_phone", label: "public_phone"},
		{name: "email", kind: "email", hint: "org_email", label: "public_email", beside: true},
		{name: "base_url", kind: "url", hint: "base_url"},
		{name: "lang", kind: "select", options: languages(v)},
		{name: "informal", kind: "select", options: options(v, "informal.", "no", "yes"), beside: true},
		{name: "quiet_from", hint: "quiet_from"},
		{name: "quiet_until", hint: "quiet_until", beside: true},
		{name: "tacit_days", hint: "tacit_days"},
		{name: "margin_minutes", hint: "margin_minutes", beside: true},
		{name: "zone", required: true, hint: "zone"},
	}}
}

// options are choices whose words are admin.option.<of><value>.
func options(v *web.View, of string, values ...string) []web.Option {
	var out []web.Option
	for _, value := range values {
		out = append(out, web.Option{Value: value, Text: v.T("admin.option." + of + value)})
	}
	return out
}

func languages(v *web.View) []web.Option { return options(v, "lang.", "nl", "en") }

// roles are those that the person at the screen may give: none above their own.
func roles(v *web.View) []web.Option {
	var out []web.Option
	for _, role := range []party.Role{party.Owner, party.TeamLead, party.Colleague, party.Reader} {
		if v.Needs(role) {
			out = append(out, web.Option{Value: string(role), Text: v.T("admin.role." + string(role))})
		}
	}
	return out
}
