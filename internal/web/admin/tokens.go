package admin

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"kroon/internal/access"
	"kroon/internal/act"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/web"
)

// tokensFor is whose tokens the page is about: one's own, or those of ?staff=, an agent or a colleague.
func (p *Pages) tokensFor(r *http.Request, asked id.Staff) (overview.Sheet, error) {
	actor := web.ViewOf(r).Who.Actor
	if asked.IsZero() {
		asked = actor.StaffID()
	}
	return p.See.Sheet(r.Context(), actor, asked)
}

// Tokens lists the tokens of programs.
func (p *Pages) Tokens(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	asked := web.FormID[id.Staff](form, "staff")
	if err := form.Err(); err != nil {
		return err
	}
	s, err := p.tokensFor(r, asked)
	if err != nil {
		return err
	}
	return web.Render(w, r, tokensPage(v, s, tokenSheet(v, s, now(map[string]string{"days": "365"}, nil)), ""))
}

// DoToken makes a token and shows its text, once.
func (p *Pages) DoToken(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	s, err := p.tokensFor(r, web.FormID[id.Staff](form, "staff"))
	if err != nil {
		return err
	}
	wanted := access.NewToken{Staff: s.Staff.ID, Name: form.Needed("token_name", 80), Scopes: form.Lines("scopes", 60)}
	days, err := strconv.Atoi(form.Choice("days", "30", "90", "365", "1095"))
	if err == nil {
		wanted.ExpiresAt = v.Now.Add(time.Duration(days) * 24 * time.Hour)
	}
	if err = form.Err(); err == nil {
		var made act.MadeToken
		if made, err = p.Acts.MakeToken(r.Context(), v.Who.Actor, wanted); err == nil {
			s.Tokens = append([]access.Token{made.Token}, s.Tokens...)
			return web.Render(w, r, tokensPage(v, s, tokenSheet(v, s, now(map[string]string{"days": "365"}, nil)), made.Text))
		}
	}
	return web.Again(w, r, err, func(f web.Refusal) templ.Component {
		return tokensPage(v, s, tokenSheet(v, s, typed(form, f)), "")
	})
}

// RevokeToken ends a token.
func (p *Pages) RevokeToken(w http.ResponseWriter, r *http.Request) error {
	token, err := web.PathID[id.Token](r, "token")
	if err != nil {
		return err
	}
	if err := p.Acts.RevokeToken(r.Context(), web.ViewOf(r).Who.Actor, token); err != nil {
		return err
	}
	return web.Redirect(w, r, "/settings/tokens", web.Said("admin.token_revoked"))
}

func tokenSheet(v *web.View, s overview.Sheet, f filled) sheet {
	var scopes []web.Option
	for _, scope := range access.Scopes() {
		if scope != access.ScopeAdmin || v.Needs(party.Owner) && s.Account.Role == party.Owner {
			scopes = append(scopes, web.Option{Value: scope, Text: v.T("admin.scope." + scopeWord(scope))})
		}
	}
	return sheet{filled: f, action: "/settings/tokens", keep: "token", press: "admin.tokens.make",
		hidden: []web.Hidden{{Name: "staff", Value: s.Staff.ID.String()}}, parts: []part{
			{name: "token_name", required: true, hint: "token_name"},
			{name: "days", kind: "select", options: options(v, "days.", "30", "90", "365", "1095")},
			{name: "scopes", kind: "choices", options: scopes, hint: "scopes"},
		}}
}

// scopeWord is a scope as part of a key: "customers:read" is customers_read.
func scopeWord(scope string) string {
	out := []byte(scope)
	if at := slices.Index(out, ':'); at >= 0 {
		out[at] = '_'
	}
	return string(out)
}
