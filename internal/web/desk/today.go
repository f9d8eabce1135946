package desk

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/promise"
	"kroon/internal/web"
)

// Today shows what one has to do, what goes wrong first standing first.
func (p *Pages) Today(w http.ResponseWriter, r *http.Request) error {
	page, err := p.readToday(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, todayPage(web.ViewOf(r), page))
}

// TodayWork answers with the work alone, for a page that is open when something changes.
func (p *Pages) TodayWork(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	work, err := p.Read.Today(r.Context(), v.Who.Actor, askOf(r))
	if err != nil {
		return err
	}
	return web.Render(w, r, workOf(v, todayScreen{TodayPage: work}))
}

// todayScreen is Today with what was refused, if anything was.
type todayScreen struct {
	overview.TodayPage
	Aside   overview.TodayAside
	failed  id.Any // the promise or message whose form was refused
	typed   string
	refusal web.Refusal
}

// wrongAt is the refusal of the form of one row; nothing for the others.
func (s todayScreen) wrongAt(of id.Any) (web.Refusal, string, bool) {
	if s.failed != of || of.IsZero() {
		return web.Refusal{}, "", false
	}
	return s.refusal, s.typed, true
}

// askOf is how Today is read: which page of it when there is more than one. What is no page is the first.
func askOf(r *http.Request) overview.TodayAsk {
	v := web.ViewOf(r)
	return overview.TodayAsk{Zone: v.Zone, Lang: v.Lang, After: afterOf(r.URL.Query().Get("after"))}
}

// afterOf reads after which promise a page begins, as pageOf writes it; of what is none it is the first page.
func afterOf(text string) overview.TodayAfter {
	due, last, _ := strings.Cut(text, " ")
	at, err := time.Parse(time.RFC3339Nano, due)
	of, bad := id.Parse[id.Promise](last)
	if err != nil || bad != nil {
		return overview.TodayAfter{}
	}
	return overview.TodayAfter{Due: at, ID: of}
}

// pageOf is the query of a page of Today; empty for the first.
func pageOf(after overview.TodayAfter) string {
	if after.ID.IsZero() {
		return ""
	}
	return "?" + url.Values{"after": {after.Due.UTC().Format(time.RFC3339Nano) + " " + after.ID.String()}}.Encode()
}

func (p *Pages) readToday(r *http.Request) (screen todayScreen, err error) {
	v := web.ViewOf(r)
	if screen.TodayPage, err = p.Read.Today(r.Context(), v.Who.Actor, askOf(r)); err != nil {
		return screen, err
	}
	screen.Aside, err = p.Read.TodayAside(r.Context(), v.Who.Actor, v.Lang)
	return screen, err
}

// again shows Today with what was refused at its row.
func (p *Pages) again(w http.ResponseWriter, r *http.Request, of id.Any, typed string, refused error) error {
	screen, err := p.readToday(r)
	if err != nil {
		return err
	}
	screen.failed, screen.typed = of, typed
	return web.Again(w, r, refused, func(f web.Refusal) templ.Component {
		screen.refusal = f
		return todayPage(web.ViewOf(r), screen)
	})
}

// Call logs that a call begins; the browser dials by itself.
func (p *Pages) Call(w http.ResponseWriter, r *http.Request) error {
	return onPromise(func(r *http.Request, v *web.View, of id.Promise) (*web.Flash, error) {
		_, err := p.Acts.BeginCall(r.Context(), v.Who.Actor, of)
		return nil, err
	})(w, r)
}

// Spoken records that the customer was spoken, and so that we called back.
func (p *Pages) Spoken(w http.ResponseWriter, r *http.Request) error {
	return onPromise(func(r *http.Request, v *web.View, of id.Promise) (*web.Flash, error) {
		done, err := p.Acts.Spoke(r.Context(), v.Who.Actor, of)
		return doneFlash(done), err
	})(w, r)
}

// Tried records a try in vain and proposes the next one.
func (p *Pages) Tried(w http.ResponseWriter, r *http.Request) error {
	return onPromise(func(r *http.Request, v *web.View, of id.Promise) (*web.Flash, error) {
		form, err := web.ReadForm(r)
		if err != nil {
			return nil, err
		}
		result := form.Choice("result", string(promise.NoAnswer), string(promise.Voicemail), string(promise.Spoken))
		if err := form.Err(); err != nil {
			return nil, err
		}
		tried, err := p.Acts.LogAttempt(r.Context(), v.Who.Actor, of, promise.AttemptOutcome(result))
		if err != nil {
			return nil, err
		}
		if tried.Next.IsZero() {
			return web.Said("desk.tried." + result).WithUndo(undoOf(of)), nil
		}
		return web.Said("desk.try_again."+result, "when", whenShort(v, tried.Next)).WithUndo(undoOf(of)), nil
	})(w, r)
}

// Done records that it was done, with its proof in one line where the kind needs one, or with the answer
// itself, which the customer then gets.
func (p *Pages) Done(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Promise](r, "promise")
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	words := form.Text("words", promise.MaxWords)
	how := form.Choice("how", "", "received", "text", "answer")
	if err = form.Err(); err == nil {
		deed, tell := promise.Deed{Words: words}, act.Tell("")
		switch how {
		case "received":
			deed.Proof, deed.Words = promise.ByText, v.T("desk.received_proof")
		case "text":
			deed.Proof = promise.ByText
		case "answer":
			if tell = act.ByMessage; words == "" {
				tell = ""
			}
		}
		var done promise.Promise
		if done, err = p.Acts.Deliver(r.Context(), v.Who.Actor, of, deed, tell); err == nil {
			return web.Redirect(w, r, today, doneFlash(done))
		}
	}
	return p.again(w, r, of.Any(), form.Raw("words"), err)
}

// doneFlash says that it is done, with a way back.
func doneFlash(done promise.Promise) *web.Flash {
	key := "desk.done"
	switch {
	case done.Direction == promise.Theirs:
		key = "desk.done_theirs"
	case done.State == promise.Repaired:
		key = "desk.done_late"
	case done.State == promise.Broken:
		key = "desk.done_corrected"
	}
	return web.Said(key).WithUndo(undoOf(done.ID))
}

// Acknowledge records that one has seen what a colleague promised for one.
func (p *Pages) Acknowledge(w http.ResponseWriter, r *http.Request) error {
	return onPromise(func(r *http.Request, v *web.View, of id.Promise) (*web.Flash, error) {
		_, err := p.Acts.Acknowledge(r.Context(), v.Who.Actor, of)
		return web.Said("desk.acknowledged"), err
	})(w, r)
}

// Take takes over what a colleague asks.
func (p *Pages) Take(w http.ResponseWriter, r *http.Request) error {
	return onPromise(func(r *http.Request, v *web.View, of id.Promise) (*web.Flash, error) {
		_, err := p.Acts.TakeOver(r.Context(), v.Who.Actor, of)
		return web.Said("desk.taken_over").WithUndo(undoOf(of)), err
	})(w, r)
}

// Undo takes back one's own last act on a promise.
func (p *Pages) Undo(w http.ResponseWriter, r *http.Request) error {
	return onPromise(func(r *http.Request, v *web.View, of id.Promise) (*web.Flash, error) {
		_, err := p.Acts.UndoPromise(r.Context(), v.Who.Actor, of)
		return web.Said("desk.undone"), err
	})(w, r)
}
