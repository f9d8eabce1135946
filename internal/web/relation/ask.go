package relation

import (
	"net/http"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// askForm is what was asked of a customer, as it is filled in.
type askForm struct {
	Words   string
	Refusal web.Refusal
}

// open tells whether the form is shown at once: it was refused.
func (f askForm) open() bool { return f.Words != "" }

// Asked notes that something was asked of a customer.
func (s Screens) Asked(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	f := askForm{Words: form.Raw("words")}
	words := form.Line("words", act.MaxAsked)
	if err = form.Err(); err == nil {
		if _, err = s.Acts.AskCustomer(r.Context(), v.Who.Actor, of, words); err == nil {
			return web.Redirect(w, r, balancePath(of, id.Entry{}), web.Said("relation.ask.noted"))
		}
	}
	page, failed := s.See.Balance(r.Context(), v.Who.Actor, of, id.Entry{})
	if failed != nil {
		return failed
	}
	return web.Again(w, r, err, func(refusal web.Refusal) templ.Component {
		f.Refusal = refusal
		return balancePage(v, page, f)
	})
}

// NotAsked takes back that something was asked.
func (s Screens) NotAsked(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	of, err := web.PathID[id.Event](r, "asked")
	if err != nil {
		return err
	}
	a, err := s.Acts.NotAsked(r.Context(), v.Who.Actor, of)
	if err != nil {
		return err
	}
	return web.Redirect(w, r, balancePath(a.Customer, id.Entry{}), web.Said("relation.ask.taken_back"))
}

func askTitle(v *web.View, a overview.Asking) string {
	if a.Good() {
		return v.T("relation.ask.good")
	}
	return v.T("relation.ask.bad")
}

// askWhy says why it is a good moment or not, and when something was asked before.
func askWhy(v *web.View, page overview.BalancePage) string {
	a := page.Asking
	text := v.T("relation.ask.why")
	if !a.Good() {
		text = v.T("relation.ask.not."+string(a.Not), "n", overview.AskAgainAfter)
	}
	if a.LastAsked.IsZero() {
		return text
	}
	return text + " " + v.T("relation.ask.last", "day", v.ShortDate(a.LastAsked, v.Now))
}
