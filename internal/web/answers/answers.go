// Package answers is the screens of what everybody here answers: the list, one answer with its versions and who
// was told, writing and approving, and the page that everybody may read.
package answers

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/id"
	"kroon/internal/knowledge"
	"kroon/internal/overview"
	"kroon/internal/web"
	"kroon/internal/worktime"
)

// Pages answers the routes of this area.
type Pages struct {
	Acts *act.Acts
	See  overview.Answers
}

const (
	root      = "/answers"
	maxTyped  = 300
	maxNumber = 1 << 20
)

func pathOf(of id.Answer) string { return root + "/" + of.String() }

// List shows what we answer.
func (p *Pages) List(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	page, err := p.See.List(r.Context(), v.Who.Actor, form.Line("q", maxTyped), web.FormID[id.Answer](form, "after"))
	if err != nil {
		return err
	}
	return web.Render(w, r, listPage(v, page))
}

// Answer shows one answer.
func (p *Pages) Answer(w http.ResponseWriter, r *http.Request) error {
	page, err := p.read(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, answerPage(web.ViewOf(r), page, web.Refusal{}))
}

func (p *Pages) read(r *http.Request) (overview.AnswerPage, error) {
	of, err := web.PathID[id.Answer](r, "answer")
	if err != nil {
		return overview.AnswerPage{}, err
	}
	return p.See.Answer(r.Context(), web.ViewOf(r).Who.Actor, of)
}

// sheet is the form of an answer.
type sheet struct {
	page    overview.AnswerPage
	words   knowledge.Draft
	of      knowledge.Details
	day     string
	action  string
	refusal web.Refusal
}

// New shows the form of a new answer.
func (p *Pages) New(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	s, err := p.blank(r)
	if err != nil {
		return err
	}
	s.words.NL.Title = form.Line("about", knowledge.MaxTitle)
	return web.Render(w, r, sheetPage(web.ViewOf(r), s))
}

func (p *Pages) blank(r *http.Request) (s sheet, err error) {
	v := web.ViewOf(r)
	s.action = root + "/new"
	s.page, err = p.See.Blank(r.Context(), v.Who.Actor)
	s.of.Owner = v.Who.Actor.StaffID()
	s.day = worktime.DateOf(v.Now, v.Zone).Plus(365).String()
	return s, err
}

// Edit shows the form of a next version.
func (p *Pages) Edit(w http.ResponseWriter, r *http.Request) error {
	page, err := p.read(r)
	if err != nil {
		return err
	}
	newest := page.Editions[0]
	s := sheet{page: page, action: pathOf(page.ID) + "/edit", words: knowledge.Draft{NL: newest.NL, EN: newest.EN}}
	return web.Render(w, r, sheetPage(web.ViewOf(r), s))
}

func readWords(f *web.Form) knowledge.Draft {
	text := func(in string) knowledge.Text {
		return knowledge.Text{Title: f.Line("title_"+in, knowledge.MaxTitle), Body: f.Text("body_"+in, knowledge.MaxBody),
			Table: f.Text("table_"+in, knowledge.MaxTable)}
	}
	return knowledge.Draft{NL: text("nl"), EN: text("en"), Contradicts: f.Has("contradicts")}
}

func (s *sheet) readDetails(f *web.Form) {
	s.day = f.Raw("review_on")
	s.of = knowledge.Details{Owner: web.FormID[id.Staff](f, "owner"), Topic: web.FormID[id.Topic](f, "topic"), Public: f.Has("public")}
	if s.day == "" {
		return
	}
	day, err := worktime.ParseDate(s.day)
	if err != nil {
		f.RefuseOn("review_on", err)
	}
	s.of.ReviewOn = day
}

// Add writes the first version of a new answer.
func (p *Pages) Add(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	s, err := p.blank(r)
	if err != nil {
		return err
	}
	s.words = readWords(form)
	s.readDetails(form)
	if err = form.Err(); err == nil {
		var made knowledge.Answer
		if made, err = p.Acts.BeginAnswer(r.Context(), web.ViewOf(r).Who.Actor, s.of, s.words); err == nil {
			return web.Redirect(w, r, pathOf(made.ID), web.Said("answers.said.written"))
		}
	}
	return s.again(w, r, err)
}

// Save writes a next version.
func (p *Pages) Save(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	page, err := p.read(r)
	if err != nil {
		return err
	}
	s := sheet{page: page, action: pathOf(page.ID) + "/edit", words: readWords(form)}
	if err = form.Err(); err == nil {
		if _, err = p.Acts.WriteAnswer(r.Context(), web.ViewOf(r).Who.Actor, page.ID, seen(form), s.words); err == nil {
			return web.Redirect(w, r, pathOf(page.ID), web.Said("answers.said.written"))
		}
	}
	return s.again(w, r, err)
}

func (s sheet) again(w http.ResponseWriter, r *http.Request, err error) error {
	return web.Again(w, r, err, func(f web.Refusal) templ.Component {
		s.refusal = f
		return sheetPage(web.ViewOf(r), s)
	})
}

// seen is the version that stood on the screen; 0 asks for no check.
func seen(f *web.Form) int64 {
	version, _ := strconv.ParseInt(f.Raw("version"), 10, 64)
	return version
}

// does is an act of one button on an answer; what is refused is said on its page.
func (p *Pages) does(said string, do func(r *http.Request, f *web.Form, of id.Answer) error) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		form, err := web.ReadForm(r)
		if err != nil {
			return err
		}
		page, err := p.read(r)
		if err != nil {
			return err
		}
		if err = do(r, form, page.ID); err == nil {
			return web.Redirect(w, r, pathOf(page.ID), web.Said(said))
		}
		return web.Again(w, r, err, func(f web.Refusal) templ.Component { return answerPage(web.ViewOf(r), page, f) })
	}
}

// Approve lets a version stand.
func (p *Pages) Approve(w http.ResponseWriter, r *http.Request) error {
	return p.does("answers.said.approved", func(r *http.Request, f *web.Form, of id.Answer) error {
		_, err := p.Acts.ApproveAnswer(r.Context(), web.ViewOf(r).Who.Actor, of, seen(f), f.Int("number", 1, maxNumber, 0))
		return err
	})(w, r)
}

// Change gives it another owner, topic, reader, or day by which somebody looks again.
func (p *Pages) Change(w http.ResponseWriter, r *http.Request) error {
	return p.does("answers.said.changed", func(r *http.Request, f *web.Form, of id.Answer) error {
		var s sheet
		s.readDetails(f)
		if err := f.Err(); err != nil {
			return err
		}
		_, err := p.Acts.ChangeAnswer(r.Context(), web.ViewOf(r).Who.Actor, of, seen(f), func(d *knowledge.Details) { *d = s.of })
		return err
	})(w, r)
}

// Retire has it given no more.
func (p *Pages) Retire(w http.ResponseWriter, r *http.Request) error {
	return p.does("answers.said.retired", func(r *http.Request, f *web.Form, of id.Answer) error {
		_, err := p.Acts.RetireAnswer(r.Context(), web.ViewOf(r).Who.Actor, of, seen(f))
		return err
	})(w, r)
}

// SetRight sees to somebody who was told what was not right.
func (p *Pages) SetRight(w http.ResponseWriter, r *http.Request) error {
	return p.does("answers.said.right", func(r *http.Request, f *web.Form, of id.Answer) error {
		how := f.Choice("how", string(act.ByWord), string(act.ByLetter), string(act.ByPromise))
		customer := web.FormID[id.Customer](f, "customer")
		if err := f.Err(); err != nil {
			return err
		}
		_, err := p.Acts.SetRight(r.Context(), web.ViewOf(r).Who.Actor, of, customer, act.SetRightBy(how))
		return err
	})(w, r)
}
