package admin

import (
	"net/http"

	"kroon/internal/id"
	"kroon/internal/message"
	"kroon/internal/web"
)

const ownPath = "/settings/own"

// maxPush is how long the parts of a browser's subscription may be, in signs.
const maxPush = 1000

// PushKey answers with the public key that a browser needs to be notified.
func (p *Pages) PushKey(w http.ResponseWriter, r *http.Request) error {
	key, err := p.Acts.PushKey(r.Context(), web.ViewOf(r).Who.Actor)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write([]byte(key)) // #nosec G705 -- our own public key, as plain text; whoever hung up needs none
	return nil
}

// DoPush lets the actor be notified in the browser that asks.
func (p *Pages) DoPush(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	browser := message.Browser{
		Name: r.UserAgent(), Endpoint: form.Secret("endpoint", maxPush), Key: form.Secret("p256dh", maxPush), Secret: form.Secret("auth", maxPush),
	}
	if err := form.Err(); err != nil {
		return err
	}
	if err := p.Acts.TurnOnPush(r.Context(), web.ViewOf(r).Who.Actor, browser); err != nil {
		return err
	}
	return web.Redirect(w, r, ownPath+"#push", web.Said("admin.push.is_on"))
}

// StopPushHere ends it in the browser that asks, as when its owner signs out.
func (p *Pages) StopPushHere(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	if err := p.Acts.TurnOffPushAt(r.Context(), web.ViewOf(r).Who.Actor, form.Secret("endpoint", maxPush)); err != nil {
		return err
	}
	return web.Redirect(w, r, ownPath+"#push", web.Said("admin.push.is_off"))
}

// StopPush ends it in one of the actor's own browsers.
func (p *Pages) StopPush(w http.ResponseWriter, r *http.Request) error {
	browser, err := web.PathID[id.Any](r, "browser")
	if err != nil {
		return err
	}
	if err := p.Acts.TurnOffPush(r.Context(), web.ViewOf(r).Who.Actor, browser); err != nil {
		return err
	}
	return web.Redirect(w, r, ownPath+"#push", web.Said("admin.push.is_off"))
}

// TryPush sends a notification that only shows that it arrives.
func (p *Pages) TryPush(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	if err := p.Acts.TryPush(r.Context(), v.Who.Actor, v.Printer); err != nil {
		return err
	}
	return web.Redirect(w, r, ownPath+"#push", web.Said("admin.push.tried"))
}

// agentOf is a browser as it describes itself.
func agentOf(v *web.View, b message.Browser) string {
	if b.Name != "" {
		return b.Name
	}
	return v.T("admin.own.some_browser")
}
