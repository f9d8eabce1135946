package relation

import (
	"context"
	"net/http"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// questionForm is what somebody filled in on the screen of a question, to show it again.
type questionForm struct {
	Refusal web.Refusal
	Raw     map[string]string
}

// Question is the screen of one question.
func (s Screens) Question(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	of, err := web.PathID[id.Question](r, "question")
	if err != nil {
		return err
	}
	page, err := s.See.Question(r.Context(), v.Who.Actor, of)
	if err != nil {
		return err
	}
	return web.Render(w, r, questionPage(v, page, questionForm{}))
}

// onQuestion reads the form with the version that was seen, does the act, and shows the question again.
func (s Screens) onQuestion(w http.ResponseWriter, r *http.Request, said string, fn func(ctx context.Context, of id.Question, version int64, form *web.Form) error) error {
	v := web.ViewOf(r)
	of, err := web.PathID[id.Question](r, "question")
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	version := int64(form.Int("version", 0, 1<<40, 0))
	if err := fn(r.Context(), of, version, form); err != nil {
		if kind := fault.Of(err).Kind; kind == fault.Internal || kind == fault.NotFound {
			return err
		}
		page, failed := s.See.Question(r.Context(), v.Who.Actor, of)
		if failed != nil {
			return failed
		}
		f := questionForm{Raw: map[string]string{}}
		for _, name := range []string{"to_customer", "meant", "for_colleagues", "compares_with", "words", "facts", "repeated", "reason", "answer", "holder"} {
			if form.Has(name) {
				f.Raw[name] = form.Raw(name)
			}
		}
		return web.Again(w, r, err, func(refusal web.Refusal) templ.Component {
			f.Refusal = refusal
			return questionPage(v, page, f)
		})
	}
	return web.Redirect(w, r, questionPath(of), web.Said(said))
}

// Confirm passes on that the customer said yes to what we understood.
func (s Screens) Confirm(w http.ResponseWriter, r *http.Request) error {
	return s.onQuestion(w, r, "relation.said.confirmed", func(ctx context.Context, of id.Question, _ int64, form *web.Form) error {
		number := form.Int("number", 1, 1000, 1)
		if err := form.Err(); err != nil {
			return err
		}
		_, err := s.Acts.ConfirmReadBack(ctx, web.ViewOf(r).Who.Actor, of, number, intake.ByVoice)
		return err
	})
}

// Correct writes what the customer said that he meant instead.
func (s Screens) Correct(w http.ResponseWriter, r *http.Request) error {
	return s.onQuestion(w, r, "relation.said.corrected", func(ctx context.Context, of id.Question, _ int64, form *web.Form) error {
		number, text := form.Int("number", 1, 1000, 1), form.Text("meant", 2*intake.MaxToCustomer)
		if err := form.Err(); err != nil {
			return err
		}
		_, err := s.Acts.CorrectReadBack(ctx, web.ViewOf(r).Who.Actor, of, number, intake.ToCustomer(text))
		return moved(err, "to_customer", "meant")
	})
}

// Write writes what we understood anew.
func (s Screens) Write(w http.ResponseWriter, r *http.Request) error {
	return s.onQuestion(w, r, "relation.said.written", func(ctx context.Context, of id.Question, version int64, form *web.Form) error {
		text := form.Text("to_customer", 2*intake.MaxToCustomer)
		if err := form.Err(); err != nil {
			return err
		}
		_, err := s.Acts.WriteReadBack(ctx, web.ViewOf(r).Who.Actor, of, version, intake.ToCustomer(text))
		return err
	})
}

// Notes changes what stays among colleagues, and how far the customer is.
func (s Screens) Notes(w http.ResponseWriter, r *http.Request) error {
	return s.onQuestion(w, r, "relation.said.noted", func(ctx context.Context, of id.Question, version int64, form *web.Form) error {
		notes := act.QuestionNotes{
			Note: form.Text("for_colleagues", 2*intake.MaxForColleagues), ComparesWith: form.Line("compares_with", 400),
			Phase: intake.Phase(form.Line("phase", 30)), DecidesOn: form.Line("decides_on", 20),
		}
		if err := form.Err(); err != nil {
			return err
		}
		_, err := s.Acts.NoteAside(ctx, web.ViewOf(r).Who.Actor, of, version, notes)
		return err
	})
}

// End says how the question ended.
func (s Screens) End(w http.ResponseWriter, r *http.Request) error {
	return s.onQuestion(w, r, "relation.said.ended", func(ctx context.Context, of id.Question, version int64, form *web.Form) error {
		end := intake.End{Ending: intake.Ending(form.Line("ending", 30)), Words: form.Text("words", 1000)}
		if err := form.Err(); err != nil {
			return err
		}
		_, err := s.Acts.EndQuestion(ctx, web.ViewOf(r).Who.Actor, of, version, end)
		return err
	})
}

// Reopen opens a question that turned out not to have ended.
func (s Screens) Reopen(w http.ResponseWriter, r *http.Request) error {
	return s.onQuestion(w, r, "relation.said.reopened", func(ctx context.Context, of id.Question, version int64, _ *web.Form) error {
		_, err := s.Acts.ReopenQuestion(ctx, web.ViewOf(r).Who.Actor, of, version)
		return err
	})
}

// Pass asks a colleague to take it over.
func (s Screens) Pass(w http.ResponseWriter, r *http.Request) error {
	return s.onQuestion(w, r, "relation.said.passed", func(ctx context.Context, of id.Question, version int64, form *web.Form) error {
		to := web.FormID[id.Staff](form, "holder")
		words := act.Handing{
			Facts: form.Text("facts", 2*act.MaxHanding), Repeated: form.Text("repeated", 2*act.MaxHanding),
			Reason: form.Text("reason", 2*act.MaxHanding),
		}
		if err := form.Err(); err != nil {
			return err
		}
		_, err := s.Acts.HandOn(ctx, web.ViewOf(r).Who.Actor, of, version, to, words)
		return err
	})
}

// moved gives a fault of one field to another.
func moved(err error, from, to string) error {
	if err != nil && fault.Of(err).Field == from {
		return on(err, to)
	}
	return err
}

// typed is what was typed, or else what stands.
func (f questionForm) typed(name, stands string) string {
	if text, ok := f.Raw[name]; ok {
		return text
	}
	return stands
}

func phases(v *web.View) []web.Option {
	out := []web.Option{{Value: "", Text: v.T("relation.phase.unknown")}}
	for _, phase := range []intake.Phase{intake.Orienting, intake.Comparing, intake.Deciding, intake.Bought} {
		out = append(out, web.Option{Value: string(phase), Text: upper(v.T(phase.Key()))})
	}
	return out
}

func endings(v *web.View) []web.Option {
	var out []web.Option
	for _, ending := range []intake.Ending{intake.Answered, intake.NoQuestion, intake.Refused, intake.BoughtElsewhere} {
		out = append(out, web.Option{Value: string(ending), Text: upper(v.T(ending.Key()))})
	}
	return out
}

// questionTitle is who asks.
func questionTitle(v *web.View, page overview.QuestionPage) string {
	switch {
	case page.Title != "":
		return page.Title
	case page.Caller.Shown != "":
		return page.Caller.Shown
	}
	return v.T("relation.nameless")
}

// questionLead is who noted it, when and by which way.
func questionLead(v *web.View, page overview.QuestionPage) string {
	q := page.Question
	args := []any{"who", page.Taker.FirstName, "day", v.Day(q.NotedAt, v.Now), "clock", v.Clock(q.NotedAt), "channel", v.T(q.Channel.Key())}
	if page.Taker.FirstName == "" {
		return v.T("relation.question.lead_own", args...)
	}
	return v.T("relation.question.lead", args...)
}

func readingTone(r overview.QuestionReading) web.Tone {
	switch r.State {
	case intake.Confirmed:
		return web.Green
	case intake.Unconfirmed:
		return web.Amber
	}
	return web.Neutral
}

func author(v *web.View, r overview.QuestionReading) string {
	who := r.AuthorName
	if who == "" {
		who = v.T("relation.the_customer")
	}
	return v.T("relation.question.author", "n", r.Number, "who", who, "day", v.Day(r.WrittenAt, v.Now), "clock", v.Clock(r.WrittenAt))
}

// endingTitle does not speak of an end while the question is open.
func endingTitle(v *web.View, page overview.QuestionPage) string {
	if page.Question.Open {
		return v.T("relation.question.stands")
	}
	return v.T("relation.question.ending")
}
