package admin

import (
	"net/http"
	"net/url"
	"slices"

	"kroon/internal/lang"
	"kroon/internal/message"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// Messages shows every message that Kroon can send, as its reader gets it.
func (p *Pages) Messages(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	preview, err := p.See.Preview(r.Context(), v.Who.Actor, wished(r))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Security-Policy", web.FramingPolicy)
	return web.Render(w, r, messagesPage(v, preview))
}

// Letter is the mail itself, in a frame of that page or alone. Its links lead nowhere from within the frame.
func (p *Pages) Letter(w http.ResponseWriter, r *http.Request) error {
	preview, err := p.See.Preview(r.Context(), web.ViewOf(r).Who.Actor, wished(r))
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Security-Policy", web.LetterPolicy)
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	_, err = w.Write([]byte(preview.Text.HTML))
	return err
}

// wished reads which message is asked for; what is none is the first.
func wished(r *http.Request) overview.PreviewWish {
	asked := r.URL.Query()
	wish := overview.PreviewWish{
		Kind: message.Kind(asked.Get("kind")), Promised: asked.Get("promise"), Lang: lang.Lang(asked.Get("lang")),
		Address: overview.PreviewAddress(asked.Get("address")), Page: overview.PreviewPage(asked.Get("page")),
	}
	if !slices.Contains(allMessages(), wish.Kind) {
		wish.Kind = message.Confirmation
	}
	if !slices.Contains(message.ExampleKinds(), wish.Promised) {
		wish.Promised = message.ExampleKinds()[0]
	}
	if !wish.Lang.Valid() {
		wish.Lang = ""
	}
	if wish.Address != overview.Formally && wish.Address != overview.Familiarly {
		wish.Address = ""
	}
	if wish.Page != overview.WithPage && wish.Page != overview.WithoutPage {
		wish.Page = ""
	}
	return wish
}

func allMessages() []message.Kind { return append(message.CustomerKinds(), message.StaffKinds()...) }

// previewPath is where the same message is seen, or with another kind.
func previewPath(path string, p overview.Preview, kind message.Kind) string {
	return path + "?" + url.Values{
		"kind": {string(kind)}, "promise": {p.Promised}, "lang": {string(p.Lang)}, "address": {string(p.Address)}, "page": {string(p.Page)},
	}.Encode()
}

// beside is the kind before or after the one shown; empty at the ends.
func beside(kind message.Kind, step int) message.Kind {
	all := allMessages()
	if i := slices.Index(all, kind) + step; i >= 0 && i < len(all) {
		return all[i]
	}
	return ""
}

func messageName(v *web.View, kind message.Kind) string {
	return v.T("admin.messages.kind." + string(kind))
}

func messageKinds(v *web.View) []web.Option {
	var out []web.Option
	for _, kind := range allMessages() {
		to := v.T("admin.messages.to." + string(message.AudienceOf(kind)))
		out = append(out, web.Option{Value: string(kind), Text: v.T("admin.messages.option", "to", to, "name", messageName(v, kind))})
	}
	return out
}

func promisedKinds(v *web.View) []web.Option {
	var out []web.Option
	for _, kind := range message.ExampleKinds() {
		out = append(out, web.Option{Value: kind, Text: v.T("relation.what." + kind)})
	}
	return out
}

func toCustomer(p overview.Preview) bool { return message.AudienceOf(p.Kind) == message.ToCustomer }
