package relation

import (
	"cmp"
	"net/http"
	"slices"

	"kroon/internal/act"
	"kroon/internal/customer"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/web"
)

func handOffPath(of id.Transfer) string { return "/transfers/" + of.String() }

// aloud prints what one says to a customer: in his language, and as he is addressed.
func aloud(v *web.View, c customer.Customer) *web.View {
	theirs := *v
	theirs.Informal, theirs.Lang = c.Informal(v.Organisation.Familiar), cmp.Or(c.Lang, v.Organisation.Lang)
	return &theirs
}

// acknowledgement is what one says to a customer who had to speak with several of us.
func acknowledgement(v *web.View, page overview.QuestionPage) string {
	key := "relation.handoff.spoke"
	if page.HandOffs.People == 3 {
		key = "relation.handoff.spoke_three"
	}
	return aloud(v, page.Customer).T(key, "n", page.HandOffs.People, "name", page.Holder.FirstName)
}

// takerOptions are whom a question can be handed to: anybody but who has it.
func takerOptions(v *web.View, page overview.QuestionPage) []web.Option {
	others := slices.DeleteFunc(slices.Clone(page.Colleagues), func(c overview.Colleague) bool { return c.ID == page.Question.Holder })
	return colleagueOptions(v, others, v.T("relation.owner.choose"))
}

// handOffLine is who handed it to whom, and what came of it.
func handOffLine(v *web.View, h overview.HandOff) string {
	return v.T("relation.handoff."+string(h.State), "from", h.SenderName, "to", h.TakerName,
		"day", v.Day(h.HandedAt, v.Now), "clock", v.Clock(h.HandedAt))
}

// TakeHandOff says yes: the question is the colleague's.
func (s Screens) TakeHandOff(w http.ResponseWriter, r *http.Request) error {
	return s.onHandOff(w, r, "relation.said.taken_over", func(of id.Transfer, _ *web.Form) (id.Question, error) {
		t, err := s.Acts.AcceptHandOff(r.Context(), web.ViewOf(r).Who.Actor, of)
		return t.Question, err
	})
}

// RefuseHandOff says no, and why.
func (s Screens) RefuseHandOff(w http.ResponseWriter, r *http.Request) error {
	return s.onHandOff(w, r, "relation.said.turned_back", func(of id.Transfer, form *web.Form) (id.Question, error) {
		why := form.Text("answer", 2*act.MaxHanding)
		if err := form.Err(); err != nil {
			return id.Question{}, err
		}
		t, err := s.Acts.DeclineHandOff(r.Context(), web.ViewOf(r).Who.Actor, of, why)
		return t.Question, err
	})
}

// WithdrawHandOff asks no more.
func (s Screens) WithdrawHandOff(w http.ResponseWriter, r *http.Request) error {
	return s.onHandOff(w, r, "relation.said.taken_back", func(of id.Transfer, _ *web.Form) (id.Question, error) {
		t, err := s.Acts.WithdrawHandOff(r.Context(), web.ViewOf(r).Who.Actor, of)
		return t.Question, err
	})
}

func (s Screens) onHandOff(w http.ResponseWriter, r *http.Request, said string, fn func(of id.Transfer, form *web.Form) (id.Question, error)) error {
	of, err := web.PathID[id.Transfer](r, "transfer")
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	question, err := fn(of, form)
	if err != nil {
		if fault.Is(err, "transfer.answered") {
			return web.Redirect(w, r, "/today", web.Said("relation.said.answered_already"))
		}
		return err
	}
	return web.Redirect(w, r, questionPath(question), web.Said(said))
}
