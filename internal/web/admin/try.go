package admin

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/id"
	"kroon/internal/message"
	"kroon/internal/web"
)

// maxReach bounds a number or an e-mail address, in characters.
const maxReach = 254

// Try asks for one's own number or e-mail address, to see what a customer gets.
func (p *Pages) Try(w http.ResponseWriter, r *http.Request) error {
	return web.Render(w, r, tryOut(web.ViewOf(r), trySheet(now(nil, nil))))
}

// DoTry makes the try-out.
func (p *Pages) DoTry(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	address := form.Needed("address", maxReach)
	if err = form.Err(); err == nil {
		made, failed := p.Acts.TryOut(r.Context(), v.Who.Actor, address)
		if failed == nil {
			return web.Redirect(w, r, "/try/"+made.ID.String(), nil)
		}
		err = onAddress(failed)
	}
	return web.Again(w, r, err, func(f web.Refusal) templ.Component { return tryOut(v, trySheet(typed(form, f))) })
}

func trySheet(f filled) sheet {
	return sheet{filled: f, action: "/try", keep: "try", press: "admin.self.press", parts: []part{
		{name: "address", label: "own_address", hint: "own_address", fill: "tel", focus: true, required: true},
	}}
}

// Tried shows what the customer gets, and the way to his page.
func (p *Pages) Tried(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Promise](r, "promise")
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	out, err := p.Acts.SeeTryOut(r.Context(), v.Who.Actor, of)
	if err != nil {
		return err
	}
	return web.Render(w, r, whatCustomersGet(v, out))
}

// EndTry takes the try-out away.
func (p *Pages) EndTry(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Promise](r, "promise")
	if err != nil {
		return err
	}
	if err := p.Acts.EndTryOut(r.Context(), web.ViewOf(r).Who.Actor, of); err != nil {
		return err
	}
	return web.Redirect(w, r, "/today", web.Said("admin.self.ended"))
}

// howTold says how the message reaches who tries.
func howTold(v *web.View, out act.TryOutSeen) string {
	by := "hand"
	if !byHand(out) {
		switch out.Message.Channel {
		case message.Email:
			by = "mail"
		case message.SMS:
			by = "sms"
		}
	}
	return v.T("admin.self.told."+by, "address", out.Message.Address)
}

// byHand: no channel takes it, and a colleague would send it himself.
func byHand(out act.TryOutSeen) bool {
	return out.Message.State == message.ByHand || out.Message.State == message.Failed
}

// pageToo tells that the customer sees the page too; without a public address that is for later.
func pageToo(v *web.View, out act.TryOutSeen) string {
	if strings.Contains(out.Text.Plain, "/w/"+out.Token) {
		return v.T("admin.self.page")
	}
	return v.T("admin.self.page_later")
}
