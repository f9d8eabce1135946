package relation

import (
	"net/http"

	"github.com/a-h/templ"

	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// eraseForm is the form as it is filled in.
type eraseForm struct {
	Ground, When string
	LetGo        bool
	Refusal      web.Refusal
}

func erasePath(of id.Customer) string { return customerPath(of) + "/erase" }

// Erase shows what goes and what stays when the data of a customer are erased.
func (s Screens) Erase(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	page, err := s.See.Erase(r.Context(), v.Who.Actor, of)
	if err != nil {
		return err
	}
	return web.Render(w, r, erasePage(v, page, eraseForm{}))
}

// EraseIt has the data erased, tomorrow or at once.
func (s Screens) EraseIt(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	f := eraseForm{Ground: form.Line("ground", 40), When: form.Choice("when", "tomorrow", "now"), LetGo: form.Has("let_go")}
	if err = form.Err(); err == nil {
		_, err = s.Acts.AskErasure(r.Context(), v.Who.Actor, of, overview.Erasing{Ground: overview.Ground(f.Ground), LetGo: f.LetGo, AtOnce: f.When == "now"})
	}
	switch {
	case err != nil:
		page, failed := s.See.Erase(r.Context(), v.Who.Actor, of)
		if failed != nil {
			return failed
		}
		return web.Again(w, r, err, func(refusal web.Refusal) templ.Component {
			f.Refusal = refusal
			return erasePage(v, page, f)
		})
	case f.When == "now":
		return web.Redirect(w, r, "/customers", web.Said("relation.erase.done"))
	}
	return web.Redirect(w, r, erasePath(of), nil)
}

// KeepAfterAll calls an erasure off.
func (s Screens) KeepAfterAll(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return err
	}
	if _, err := s.Acts.CallOffErasure(r.Context(), web.ViewOf(r).Who.Actor, of); err != nil {
		return err
	}
	return web.Redirect(w, r, customerPath(of), web.Said("relation.erase.kept"))
}

// countLine says how many there are of a sort.
func countLine(v *web.View, c overview.OfSort) string {
	return v.T("relation.erase.n."+c.Sort, "n", int(c.N))
}

func groundOptions(v *web.View) []web.Option {
	out := []web.Option{{Value: "", Text: v.T("relation.erase.choose")}}
	for _, one := range overview.Grounds() {
		out = append(out, web.Option{Value: string(one), Text: v.T(one.Key())})
	}
	return out
}

func whenOptions(v *web.View) []web.Option {
	return []web.Option{{Value: "tomorrow", Text: v.T("relation.erase.tomorrow")}, {Value: "now", Text: v.T("relation.erase.now")}}
}

// erasesWhen says when it will be done, and who asked for it.
func erasesWhen(v *web.View, page overview.ErasePage) string {
	if page.AskedBy == "" {
		return v.T("relation.erase.waits_nobody", "day", v.Day(page.Erasure.DueAt, v.Now), "clock", v.Clock(page.Erasure.DueAt))
	}
	return v.T("relation.erase.waits", "who", page.AskedBy, "day", v.Day(page.Erasure.DueAt, v.Now), "clock", v.Clock(page.Erasure.DueAt))
}
