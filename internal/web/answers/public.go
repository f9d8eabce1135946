package answers

import (
	"net/http"
	"net/url"

	"kroon/internal/lang"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/web"
)

// site is the page of what everybody may read; its path is said over the phone, so it is short.
const site = "/a"

// reader is somebody outside, of whom nothing is known.
func reader(v *web.View) party.Actor {
	return party.Actor{Org: v.Organisation.ID, Kind: party.Customer}
}

// spoken is the view in the language that was chosen, else as the browser asks.
func spoken(r *http.Request) (v *web.View, typed string, err error) {
	v = web.ViewOf(r)
	form, err := web.ReadQuery(r)
	if err != nil {
		return v, "", err
	}
	if chosen := lang.Lang(form.Raw("lang")); chosen == lang.NL || chosen == lang.EN {
		v.Printer = lang.For(chosen, v.Informal, v.Zone)
	}
	v.Sought = true
	return v, form.Line("q", maxTyped), nil
}

// Open lists what everybody may read.
func (p *Pages) Open(w http.ResponseWriter, r *http.Request) error {
	v, typed, err := spoken(r)
	if err != nil {
		return err
	}
	all, err := p.See.PublicAnswers(r.Context(), reader(v), typed, v.Lang)
	if err != nil {
		return err
	}
	office, err := p.See.Office(r.Context(), reader(v))
	if err != nil {
		return err
	}
	return web.Render(w, r, openList(v, all, typed, office))
}

// OpenOne shows one answer to everybody.
func (p *Pages) OpenOne(w http.ResponseWriter, r *http.Request) error {
	v, _, err := spoken(r)
	if err != nil {
		return err
	}
	one, err := p.See.PublicAnswer(r.Context(), reader(v), r.PathValue("code"), v.Lang)
	if err != nil {
		return err
	}
	office, err := p.See.Office(r.Context(), reader(v))
	if err != nil {
		return err
	}
	return web.Render(w, r, openAnswer(v, one, office))
}

// otherLang is the same page in the other language.
func otherLang(v *web.View, path, typed string) (href string, in lang.Lang) {
	in = lang.EN
	if v.Lang == lang.EN {
		in = lang.NL
	}
	fields := url.Values{"lang": {string(in)}}
	if typed != "" {
		fields.Set("q", typed)
	}
	return path + "?" + fields.Encode(), in
}

func openPath(v *web.View, a overview.PublicAnswer) string {
	return site + "/" + string(a.Code) + "?lang=" + string(v.Lang)
}

// noneOpen says that nothing stands here, or nothing about what was asked.
func noneOpen(v *web.View, typed string) string {
	if typed == "" {
		return v.T("answers.open.empty")
	}
	return v.T("answers.open.none")
}
