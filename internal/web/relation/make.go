package relation

import (
	"net/http"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/overview"
	"kroon/internal/promise"
	"kroon/internal/web"
)

// makeForm is the form to promise something as it is filled in.
type makeForm struct {
	Page      overview.MakePage
	Wish      promise.Make
	Tell      act.Tell
	Rest      bool // the question is answered in part
	Due       dueField
	TooMuch   bool // it does not fit: only by name
	Overrides bool
	Refusal   web.Refusal
}

// Make shows the form to promise something to a customer.
func (s Screens) Make(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return err
	}
	query, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	f := makeForm{Wish: promise.Make{Direction: promise.Ours, Kind: promise.CallBack, Customer: of, Owner: v.Who.Actor.StaffID()}, Tell: act.ByMessage}
	f.Wish.Question = web.FormID[id.Question](query, "question")
	if err := query.Err(); err != nil {
		return err
	}
	if err := s.fillMake(r, &f); err != nil {
		return err
	}
	return web.Render(w, r, makePage(v, f))
}

// Promise makes the promise, or shows the times of somebody else when that is what was asked.
func (s Screens) MakeIt(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	f, said := readMake(v, form)
	f.Wish.Customer = of
	if form.Has("show") {
		f.Due.Slot, f.Due.Asked = "", nil
		if err := s.fillMake(r, &f); err != nil {
			return err
		}
		return web.Render(w, r, makePage(v, f))
	}
	if err = form.Err(); err == nil {
		var made promise.Made
		if made, err = s.make(r, f); err == nil {
			notice := web.Said("relation.made", "due", said).WithUndo(promisePath(made.Promise.ID) + "/undo")
			return web.Redirect(w, r, promisePath(made.Promise.ID), notice)
		}
	}
	f.TooMuch = fault.Is(err, "promise.infeasible") || fault.Is(err, "promise.same_day_stopped") || fault.Is(err, "promise.never_feasible")
	if failed := s.fillMake(r, &f); failed != nil {
		return failed
	}
	return web.Again(w, r, err, func(refusal web.Refusal) templ.Component {
		f.Refusal, f.Due.Refusal = refusal, refusal
		return makePage(v, f)
	})
}

// make promises; for a question it also says how that ended.
func (s Screens) make(r *http.Request, f makeForm) (promise.Made, error) {
	v := web.ViewOf(r)
	if f.Wish.Question.IsZero() {
		return s.Acts.MakePromise(r.Context(), v.Who.Actor, f.Wish, f.Tell)
	}
	ending := intake.Promised
	if f.Rest {
		ending = intake.Partly
	}
	taken, err := s.Acts.PromiseForQuestion(r.Context(), v.Who.Actor, f.Wish.Question, ending, f.Wish, f.Tell)
	return promise.Made{Promise: taken.Promise, Verdict: taken.Verdict}, err
}

func readMake(v *web.View, form *web.Form) (makeForm, string) {
	due, said, field := readDue(v, form)
	f := makeForm{Due: field, Rest: form.Has("rest"), Overrides: form.Has("override")}
	f.Wish = promise.Make{
		Direction: promise.Direction(form.Choice("direction", string(promise.Ours), string(promise.Theirs), string(promise.Internal))),
		Act:       form.Text("act", 2*promise.MaxAct), Minutes: form.Int("minutes", 0, promise.MaxMinutes, 0), Due: due,
		Owner: web.FormID[id.Staff](form, "owner"), Colleague: web.FormID[id.Staff](form, "colleague"),
		Question: web.FormID[id.Question](form, "question"), Words: form.Text("words", 2*promise.MaxWords), Override: f.Overrides,
	}
	var kinds []string
	for _, kind := range promise.Kinds() {
		kinds = append(kinds, string(kind))
	}
	f.Wish.Kind = promise.Kind(form.Choice("kind", kinds...))
	f.Wish.Due.Fixed = form.Has("fixed")
	f.Tell = act.Tell(form.Choice("tell", string(act.ByMessage), string(act.Aloud), string(act.Silently)))
	if f.Wish.Direction == promise.Internal {
		f.Tell = act.Silently
	}
	return f, said
}

func (s Screens) fillMake(r *http.Request, f *makeForm) (err error) {
	v := web.ViewOf(r)
	if f.Wish.Owner.IsZero() {
		f.Wish.Owner = v.Who.Actor.StaffID()
	}
	f.Page, err = s.See.Make(r.Context(), v.Who.Actor, overview.MakeAsk{
		Customer: f.Wish.Customer, Question: f.Wish.Question, Owner: f.Wish.Owner, Kind: f.Wish.Kind, Minutes: f.Wish.Minutes,
	})
	f.Due.Slots = slots(v, f.Page.Times)
	return err
}

func kindOptions(v *web.View) []web.Option {
	var out []web.Option
	for _, kind := range promise.Kinds() {
		out = append(out, web.Option{Value: string(kind), Text: upper(v.T("promise.kind." + string(kind)))})
	}
	return out
}

func colleagueOptions(v *web.View, all []overview.Colleague, empty string) []web.Option {
	var out []web.Option
	if empty != "" {
		out = append(out, web.Option{Value: "", Text: empty})
	}
	for _, c := range all {
		name := c.Name
		if c.ID == v.Who.Actor.StaffID() {
			name = v.T("relation.me", "name", c.Name)
		}
		out = append(out, web.Option{Value: c.ID.String(), Text: name})
	}
	return out
}

func tellOptions(v *web.View) []web.Option {
	var out []web.Option
	for _, how := range []act.Tell{act.ByMessage, act.Aloud, act.Silently} {
		out = append(out, web.Option{Value: string(how), Text: v.T("relation.tell." + string(how))})
	}
	return out
}
