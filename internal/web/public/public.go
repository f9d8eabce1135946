// Package public is the page that a customer opens by his link: what we promised, what has happened, and
// everything he can say about it, without an account. It is written from a reading that has no field for
// what stays in the house.
package public

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/overview"
	"kroon/internal/promise"
	"kroon/internal/web"
)

// Screens are the handlers of this area.
type Screens struct {
	Acts *act.Acts
	See  overview.Relation
}

// form is what the customer filled in, to show it again.
type form struct {
	Refusal web.Refusal
	Meant   string
	Asked   id.Question // which question that is about
	Words   string
	About   id.Promise   // which promise the words are about
	Unhappy bool         // they were an objection
	Settled id.Complaint // about the answer to which he wrote
	Reply   string
}

// Page is the customer's page.
func (s Screens) Page(w http.ResponseWriter, r *http.Request) error {
	v, page, err := s.read(r)
	if err != nil {
		return s.gone(w, r, err)
	}
	return web.Render(w, r, pageOf(v, path(r), page, form{}))
}

// read reads the page, and has it speak as this customer is spoken to.
func (s Screens) read(r *http.Request) (*web.View, overview.PublicPage, error) {
	v := web.ViewOf(r)
	page, err := s.See.Public(r.Context(), v.Organisation.ID, r.PathValue("token"))
	if err != nil {
		return v, page, err
	}
	v.Printer = lang.For(page.Lang, page.Informal, v.Zone)
	return v, page, nil
}

// gone is what somebody sees whose link does not work, whatever the reason: nothing but kindness and how
// to reach us, which is public. It is the same for every link.
func (s Screens) gone(w http.ResponseWriter, r *http.Request, err error) error {
	if fault.Of(err).Kind != fault.NotFound {
		return err
	}
	v := web.ViewOf(r)
	office, err := s.See.Office(r.Context(), v.Organisation.ID)
	if err != nil {
		return err
	}
	return web.Again(w, r, fault.New(fault.NotFound, "access.link_gone"), func(web.Refusal) templ.Component {
		return gonePage(v, office)
	})
}

func path(r *http.Request) string { return "/w/" + r.PathValue("token") }

// does reads the form and does an act as the customer of the link; refused, it shows the page again with
// what was typed.
func (s Screens) does(w http.ResponseWriter, r *http.Request, fn func(context.Context, act.Visitor, *web.Form, *form) (*web.Flash, error)) error {
	posted, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	visitor := act.Visitor{Org: web.ViewOf(r).Organisation.ID, Token: r.PathValue("token")}
	var f form
	notice, err := fn(r.Context(), visitor, posted, &f)
	if err == nil {
		return web.Redirect(w, r, path(r), notice)
	}
	if fault.Is(err, "access.link_gone") {
		return s.gone(w, r, err)
	}
	if fault.Of(err).Kind == fault.Internal {
		return err
	}
	v, page, failed := s.read(r)
	if failed != nil {
		return s.gone(w, r, failed)
	}
	return web.Again(w, r, plain(err), func(refusal web.Refusal) templ.Component {
		f.Refusal = refusal
		return pageOf(v, path(r), page, f)
	})
}

// plain says a refusal in words for a customer; those of the concepts are written for colleagues.
func plain(err error) error {
	f := fault.Of(err)
	if strings.HasPrefix(f.Key, "file.") {
		return err
	}
	switch f.Key {
	case "public.no_words", "statement.no_words", "public.too_many", "web.too_long", "web.needed", "web.not_text":
		return err
	case "intake.no_words":
		return fault.New(fault.Invalid, "public.no_words").On("meant")
	case "intake.same_words":
		return fault.New(fault.Invalid, "public.same_words").On("meant")
	case "promise.infeasible", "promise.never_feasible", "promise.past", "promise.due_missing", "promise.same_day_stopped":
		return fault.New(fault.Conflict, "public.time_gone").On("at")
	case "promise.undo_late", "promise.undo_not_yours":
		return fault.New(fault.TooLate, "public.undo_late")
	}
	if f.Kind == fault.NotFound || f.Kind == fault.Conflict || f.Kind == fault.TooLate || f.Kind == fault.Forbidden {
		return fault.New(fault.Conflict, "public.changed")
	}
	return fault.New(fault.Invalid, "public.unclear")
}

// onPromise does an act on the promise that the page put in the form; the act refuses another's.
func (s Screens) onPromise(w http.ResponseWriter, r *http.Request, said string, undo bool, fn func(ctx context.Context, v act.Visitor, of id.Promise, posted *web.Form, f *form) (promise.Promise, error)) error {
	return s.does(w, r, func(ctx context.Context, v act.Visitor, posted *web.Form, f *form) (*web.Flash, error) {
		of := web.FormID[id.Promise](posted, "promise")
		if err := posted.Err(); err != nil {
			return nil, err
		}
		f.About = of
		p, err := fn(ctx, v, of, posted, f)
		if err != nil {
			return nil, err
		}
		notice := web.Said(said)
		if undo {
			notice = notice.WithUndo(path(r) + "/undo/" + p.ID.String())
		}
		return notice, nil
	})
}

// Confirm is a yes to what we understood.
func (s Screens) Confirm(w http.ResponseWriter, r *http.Request) error {
	return s.does(w, r, func(ctx context.Context, v act.Visitor, posted *web.Form, _ *form) (*web.Flash, error) {
		of, number := web.FormID[id.Question](posted, "question"), posted.Int("number", 1, 1000, 1)
		if err := posted.Err(); err != nil {
			return nil, err
		}
		_, err := s.Acts.ConfirmByLink(ctx, v, of, number)
		return web.Said("public.said.confirmed"), err
	})
}

// Correct is what he meant instead.
func (s Screens) Correct(w http.ResponseWriter, r *http.Request) error {
	return s.does(w, r, func(ctx context.Context, v act.Visitor, posted *web.Form, f *form) (*web.Flash, error) {
		of, number := web.FormID[id.Question](posted, "question"), posted.Int("number", 1, 1000, 1)
		f.Meant, f.Asked = posted.Raw("meant"), of
		text := posted.Text("meant", act.MaxToCustomer)
		if err := posted.Err(); err != nil {
			return nil, err
		}
		_, err := s.Acts.CorrectByLink(ctx, v, of, number, act.ToCustomer(text))
		return web.Said("public.said.corrected"), err
	})
}

// Move chooses another time.
func (s Screens) Move(w http.ResponseWriter, r *http.Request) error {
	return s.onPromise(w, r, "public.said.moved", true, func(ctx context.Context, v act.Visitor, of id.Promise, posted *web.Form, _ *form) (promise.Promise, error) {
		at, err := time.Parse(time.RFC3339, posted.Line("at", 40))
		if err != nil {
			return promise.Promise{}, fault.New(fault.Invalid, "promise.due_missing").On("at")
		}
		return s.Acts.MoveByLink(ctx, v, of, at)
	})
}

// LetGo says that it is no longer needed.
func (s Screens) LetGo(w http.ResponseWriter, r *http.Request) error {
	return s.onPromise(w, r, "public.said.let_go", true, func(ctx context.Context, v act.Visitor, of id.Promise, _ *web.Form, _ *form) (promise.Promise, error) {
		return s.Acts.LetGoByLink(ctx, v, of)
	})
}

// Answer is a yes or a no to what we propose.
func (s Screens) Answer(w http.ResponseWriter, r *http.Request) error {
	return s.onPromise(w, r, "public.said.answered", true, func(ctx context.Context, v act.Visitor, of id.Promise, posted *web.Form, _ *form) (promise.Promise, error) {
		return s.Acts.AnswerByLink(ctx, v, of, posted.Line("answer", 5) == "yes")
	})
}

// Done is his word that it was done: of ours, in time or later; of his own, now.
func (s Screens) Done(w http.ResponseWriter, r *http.Request) error {
	return s.onPromise(w, r, "public.said.done", true, func(ctx context.Context, v act.Visitor, of id.Promise, posted *web.Form, _ *form) (promise.Promise, error) {
		return s.Acts.DoneByLink(ctx, v, of, posted.Line("in_time", 5) == "yes")
	})
}

// Add adds something in his own words.
func (s Screens) Add(w http.ResponseWriter, r *http.Request) error {
	return s.onPromise(w, r, "public.said.added", false, func(ctx context.Context, v act.Visitor, of id.Promise, posted *web.Form, f *form) (promise.Promise, error) {
		f.Words = posted.Raw("words")
		words := posted.Text("words", act.MaxToCustomer)
		if err := posted.Err(); err != nil {
			return promise.Promise{}, err
		}
		return s.Acts.AddByLink(ctx, v, of, words)
	})
}

// Object says that he is not satisfied.
func (s Screens) Object(w http.ResponseWriter, r *http.Request) error {
	return s.onPromise(w, r, "public.said.objected", false, func(ctx context.Context, v act.Visitor, of id.Promise, posted *web.Form, f *form) (promise.Promise, error) {
		f.Words, f.Unhappy = posted.Raw("complaint"), true
		words := posted.Text("complaint", act.MaxToCustomer)
		if err := posted.Err(); err != nil {
			return promise.Promise{}, err
		}
		p, err := s.Acts.ObjectByLink(ctx, v, of, words)
		if fault.Is(err, "public.no_words") {
			err = fault.New(fault.Invalid, "public.no_words").On("complaint")
		}
		return p, err
	})
}

// Undo takes back what he did a moment ago.
func (s Screens) Undo(w http.ResponseWriter, r *http.Request) error {
	return s.does(w, r, func(ctx context.Context, v act.Visitor, _ *web.Form, _ *form) (*web.Flash, error) {
		of, err := web.PathID[id.Promise](r, "promise")
		if err != nil {
			return nil, err
		}
		_, err = s.Acts.UndoByLink(ctx, v, of)
		return web.Said("public.said.undone"), err
	})
}
