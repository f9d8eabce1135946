package relation

import (
	"context"
	"net/http"

	"github.com/a-h/templ"

	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/promise"
	"kroon/internal/web"
)

// promiseForm is what somebody filled in on the screen of a promise, to show it again.
type promiseForm struct {
	Refusal web.Refusal
	Due     dueField
	Words   map[string]string // by the name of the field
	TooMuch bool              // it does not fit: only by name
	Proof   string
}

// Promise is the screen of one promise.
func (s Screens) Promise(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	of, err := web.PathID[id.Promise](r, "promise")
	if err != nil {
		return err
	}
	page, err := s.See.Promise(r.Context(), v.Who.Actor, of)
	if err != nil {
		return err
	}
	f := promiseForm{Due: dueField{Slots: slots(v, page.Times)}}
	return web.Render(w, r, promisePage(v, page, f))
}

// done is what an act on a promise led to.
type done struct {
	Promise id.Promise // to show now; the same when zero
	Notice  *web.Flash
	Undo    bool
	Form    promiseForm // what was filled in, when it was refused
}

// onPromise reads the form, does the act, and shows the promise again: with what was done and a way to
// undo it, or with why it was refused and what was typed.
func (s Screens) onPromise(w http.ResponseWriter, r *http.Request, fn func(ctx context.Context, of id.Promise, form *web.Form) (done, error)) error {
	of, err := web.PathID[id.Promise](r, "promise")
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	out, err := fn(r.Context(), of, form)
	if err != nil {
		return s.refusedPromise(w, r, of, out.Form, err)
	}
	if out.Promise.IsZero() {
		out.Promise = of
	}
	if out.Undo && out.Notice != nil {
		out.Notice = out.Notice.WithUndo(promisePath(out.Promise) + "/undo")
	}
	return web.Redirect(w, r, promisePath(out.Promise), out.Notice)
}

func (s Screens) refusedPromise(w http.ResponseWriter, r *http.Request, of id.Promise, f promiseForm, err error) error {
	if kind := fault.Of(err).Kind; kind == fault.Internal || kind == fault.NotFound {
		return err
	}
	v := web.ViewOf(r)
	page, failed := s.See.Promise(r.Context(), v.Who.Actor, of)
	if failed != nil {
		return failed
	}
	f.Due.Slots = slots(v, page.Times)
	f.TooMuch = fault.Is(err, "promise.infeasible") || fault.Is(err, "promise.same_day_stopped") || fault.Is(err, "promise.never_feasible")
	return web.Again(w, r, err, func(refusal web.Refusal) templ.Component {
		f.Refusal, f.Due.Refusal = refusal, refusal
		return promisePage(v, page, f)
	})
}

// simply does an act that asks for nothing more.
func (s Screens) simply(w http.ResponseWriter, r *http.Request, said string, undo bool, fn func(context.Context, id.Promise) error) error {
	return s.onPromise(w, r, func(ctx context.Context, of id.Promise, _ *web.Form) (done, error) {
		return done{Notice: web.Said(said), Undo: undo}, fn(ctx, of)
	})
}

// on moves the fault of a field to the field's own name on this page.
func on(err error, field string) error {
	if err == nil {
		return nil
	}
	if f := fault.Of(err); f.Kind != fault.Internal {
		return f.On(field)
	}
	return err
}

// lead says who promised what to whom by when.
func lead(v *web.View, page overview.PromisePage) string {
	p := page.Promise
	args := []any{"owner", page.Owner.FirstName, "name", promiseWho(v, page), "due", dueOf(v, p.DueAt, p.Fixed)}
	switch p.Direction {
	case promise.Theirs:
		return v.T("relation.promise.lead_theirs", args...)
	case promise.Internal:
		return v.T("relation.promise.lead_internal", args...)
	}
	if p.State != promise.Agreed || v.Now.After(p.DueAt) {
		return v.T("relation.promise.lead_past", args...)
	}
	return v.T("relation.does."+string(p.Kind), args...)
}

// ownerSays is who does it, did it, or would have done it.
func ownerSays(v *web.View, page overview.PromisePage) string {
	key := "relation.promise.owner"
	switch page.Promise.State {
	case promise.Delivered, promise.Accepted, promise.Disputed, promise.Repaired:
		key = "relation.promise.owner_did"
	case promise.Released, promise.Revised, promise.Declined, promise.Lapsed:
		key = "relation.promise.owner_would"
	}
	return v.T(key, "name", page.Owner.Name)
}

func promiseWho(v *web.View, page overview.PromisePage) string {
	if page.Promise.Direction == promise.Internal {
		return page.ForWhom.FirstName
	}
	return named(v, page.Title, "")
}

// backOf is where the screen of a promise leads back to.
func backOf(page overview.PromisePage) string {
	if page.Customer.ID.IsZero() {
		return ""
	}
	return customerPath(page.Customer.ID)
}

func releaseCauses(v *web.View) []web.Option {
	var out []web.Option
	for _, cause := range []promise.Cause{promise.ByCustomer, promise.NoLongerNeeded, promise.BoughtElsewhere, promise.NeverAnswered} {
		out = append(out, web.Option{Value: string(cause), Text: upper(v.T("promise.cause." + string(cause)))})
	}
	return out
}

func proofOptions(v *web.View, page overview.PromisePage) []web.Option {
	all := []promise.Proof{promise.ByCall, promise.ByMessage, promise.ByText, promise.ByLink, promise.ByWord}
	if page.Files.Proven() {
		all = append(all, promise.ByFile)
	}
	if otherWay(page) {
		all = all[1:]
	}
	var out []web.Option
	for _, proof := range all {
		out = append(out, web.Option{Value: string(proof), Text: v.T("relation.proof." + string(proof))})
	}
	return out
}

func (f promiseForm) proof(page overview.PromisePage) string {
	switch {
	case f.Proof != "":
		return f.Proof
	case page.Files.Proven():
		return string(promise.ByFile)
	case otherWay(page):
		return string(promise.ByMessage)
	}
	return string(page.Promise.Proof)
}
