// Package admin is the screens of staff about the house itself: getting in, the first run, and the
// settings of the organisation, its people and its programs.
package admin

import (
	"context"
	"net/http"
	"slices"

	"kroon/internal/access"
	"kroon/internal/act"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/web"
)

// Pages answers the routes of this area.
type Pages struct {
	Acts *act.Acts
	See  overview.Settings
	Door *access.Door
	Site *web.Site
	// Address is where a path of the organisation is reached.
	Address func(ctx context.Context, actor party.Actor, path string) (string, error)
	// Visit describes how a request came to the door.
	Visit func(*http.Request) access.Visit
	// Cookie is the name of the cookie that carries a session's token.
	Cookie string
	// SendReset mails somebody the path with which they choose another password. Nil sends nothing: then
	// an owner makes the link.
	SendReset func(r *http.Request, staff id.Staff, path string) error
}

// sessionSeconds is as long as a session can last at all.
const sessionSeconds = 7 * 24 * 60 * 60

// letIn keeps the token of a session in the browser.
func (p *Pages) letIn(w http.ResponseWriter, token string) {
	p.Site.SetCookie(w, p.Cookie, token, sessionSeconds)
}

// filled is what stands in a form: what was typed when it was refused, what is so now otherwise.
type filled struct {
	web.Refusal
	value func(name string) string
	has   func(name, value string) bool
}

// now fills a form with what is so.
func now(values map[string]string, lists map[string][]string) filled {
	return filled{
		value: func(name string) string { return values[name] },
		has: func(name, value string) bool {
			return values[name] == value || slices.Contains(lists[name], value)
		},
	}
}

// typed fills a form with what was typed, and says why it was refused.
func typed(f *web.Form, refusal web.Refusal) filled {
	return filled{refusal, f.Raw, func(name, value string) bool { return slices.Contains(f.Lines(name, maxTyped), value) }}
}

// maxTyped bounds what comes back of a list of choices.
const maxTyped = 200

// part is one field of a sheet. Its label is admin.field.<name>.
type part struct {
	name     string
	kind     string // of an input; area, select, check, choices
	options  []web.Option
	required bool
	focus    bool
	hint     string // key of its hint, admin.hint.<hint>; empty: none
	label    string // key of its label when that is not its name
	fill     string
	beside   bool // stands beside the one before it
}

// sheet is a form as a list of fields.
type sheet struct {
	filled
	action string
	keep   string // names what was typed in the browser
	parts  []part
	press  string // key of the word on the button
	hidden []web.Hidden
}

// word is the end of the key of its label.
func (p part) word() string {
	if p.label != "" {
		return p.label
	}
	return p.name
}

func (s sheet) field(v *web.View, p part) web.Field {
	f := web.Field{
		Name: p.name, Label: v.T("admin.field." + p.word()), Type: p.kind, Value: s.value(p.name), Required: p.required,
		Focus: p.focus && !s.Refused(), Fill: p.fill, Refusal: s.Refusal,
	}
	if p.hint != "" {
		f.Hint = v.T("admin.hint."+p.hint, "to", "{to}", "text", "{text}", "from", "{from}", "secret", "{secret}")
	}
	return f
}

// labels gives the label of each field, by its name.
func (s sheet) labels(v *web.View) func(field string) string {
	return func(field string) string {
		for _, row := range s.rows() {
			for _, p := range row {
				if p.name == field {
					return v.T("admin.field." + p.word())
				}
			}
		}
		return ""
	}
}

// rows are the parts as they stand below each other, some in twos.
func (s sheet) rows() [][]part {
	var out [][]part
	for _, p := range s.parts {
		if last := len(out) - 1; p.beside && last >= 0 {
			out[last] = append(out[last], p)
			continue
		}
		out = append(out, []part{p})
	}
	return out
}
