// Package complaints is the screens of complaints: what runs, one complaint with its steps, the causes, the year, and
// how complaints are handled here.
package complaints

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/complaint"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// Pages answers the routes of this area.
type Pages struct {
	Acts *act.Acts
	See  overview.Complaints
}

const (
	root      = "/complaints"
	maxTyped  = 2 * complaint.MaxWords
	maxLine   = 200
	maxChange = 300
)

func pathOf(of id.Complaint) string { return root + "/" + of.String() }

// List shows the complaints that run, or all of them.
func (p *Pages) List(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	after := web.FormID[id.Complaint](form, "after")
	if err := form.Err(); err != nil {
		return err
	}
	v := web.ViewOf(r)
	page, err := p.See.List(r.Context(), v.Who.Actor, form.Has("all"), after)
	if err != nil {
		return err
	}
	return web.Render(w, r, listPage(v, page))
}

// typed is what was filled in on the page of a complaint, to show it again.
type typed struct {
	refusal web.Refusal
	form    *web.Form
	step    complaint.Step // whose form it was
	over    bool           // the promise did not fit
}

// of is what was typed in a field of a step, or what stands there at first.
func (t typed) of(step complaint.Step, field, first string) string {
	if t.form == nil || t.step != step || !t.form.Has(field) {
		return first
	}
	return t.form.Raw(field)
}

// on is the refusal of the form of a step; of the others nothing is wrong.
func (t typed) on(step complaint.Step) web.Refusal {
	if t.step != step {
		return web.Refusal{}
	}
	return t.refusal
}

// One shows one complaint.
func (p *Pages) One(w http.ResponseWriter, r *http.Request) error {
	page, err := p.read(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, onePage(web.ViewOf(r), page, typed{}))
}

func (p *Pages) read(r *http.Request) (overview.ComplaintPage, error) {
	of, err := web.PathID[id.Complaint](r, "complaint")
	if err != nil {
		return overview.ComplaintPage{}, err
	}
	return p.See.One(r.Context(), web.ViewOf(r).Who.Actor, of)
}

// does takes a step with what was filled in; refused, the page stands there again with all of it.
func (p *Pages) does(w http.ResponseWriter, r *http.Request, step complaint.Step, do func(f *web.Form, of id.Complaint, version int64) error) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	page, err := p.read(r)
	if err != nil {
		return err
	}
	version, _ := strconv.ParseInt(form.Raw("version"), 10, 64)
	if err = do(form, page.ID, version); err == nil {
		notice := web.Said("complaint.said." + string(step)).WithUndo(pathOf(page.ID) + "/undo")
		return web.Redirect(w, r, pathOf(page.ID), notice)
	}
	return web.Again(w, r, err, func(f web.Refusal) templ.Component {
		return onePage(web.ViewOf(r), page, typed{f, form, step, act.DoesNotFit(err)})
	})
}

// Acknowledge promises an answer and says so.
func (p *Pages) Acknowledge(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	return p.does(w, r, complaint.Acknowledge, func(f *web.Form, of id.Complaint, version int64) error {
		how := act.Acknowledging{Version: version, Owner: web.FormID[id.Staff](f, "owner"), Override: f.Has("override"),
			Tell: act.Tell(f.Choice("tell", string(act.ByMessage), string(act.Aloud)))}
		how.Due = readDue(v, f).Due
		if err := f.Err(); err != nil {
			return err
		}
		_, err := p.Acts.AcknowledgeComplaint(r.Context(), v.Who.Actor, of, how)
		return err
	})
}

// readDue reads a time in words; nothing typed is no time.
func readDue(v *web.View, f *web.Form) (said act.DueSaid) {
	text := f.Line("due", maxLine)
	if text == "" {
		return said
	}
	said, err := act.ReadDue(text, v.Lang, v.Now, v.Zone)
	if err != nil {
		f.Refuse(err)
	}
	return said
}

// Assess puts down what was found.
func (p *Pages) Assess(w http.ResponseWriter, r *http.Request) error {
	return p.does(w, r, complaint.Assess, func(f *web.Form, of id.Complaint, version int64) error {
		found := complaint.Assessment{
			Severity: complaint.Severity(f.Line("severity", maxLine)), Cause: complaint.Cause(f.Line("cause", maxLine)),
			Responsible: web.FormID[id.Staff](f, "responsible"), Inside: f.Text("inside", maxTyped),
		}
		if err := f.Err(); err != nil {
			return err
		}
		_, err := p.Acts.AssessComplaint(r.Context(), web.ViewOf(r).Who.Actor, of, version, found)
		return err
	})
}

// Answer answers with reasons.
func (p *Pages) Answer(w http.ResponseWriter, r *http.Request) error {
	return p.does(w, r, complaint.Answer, func(f *web.Form, of id.Complaint, version int64) error {
		reply := complaint.Reply{Finding: complaint.Finding(f.Line("finding", maxLine)), Said: f.Text("said", maxTyped), Reasons: f.Text("reasons", maxTyped)}
		tell := act.Tell(f.Choice("tell", string(act.ByMessage), string(act.Aloud)))
		if err := f.Err(); err != nil {
			return err
		}
		_, err := p.Acts.AnswerComplaint(r.Context(), web.ViewOf(r).Who.Actor, of, version, reply, tell)
		return err
	})
}

// Settle passes on what the customer thinks of it.
func (p *Pages) Settle(w http.ResponseWriter, r *http.Request) error {
	return p.does(w, r, complaint.Accept, func(f *web.Form, of id.Complaint, version int64) error {
		verdict := complaint.Step(f.Choice("verdict", string(complaint.Accept), string(complaint.Refuse), string(complaint.Leave)))
		said := f.Text("reply", maxTyped)
		if err := f.Err(); err != nil {
			return err
		}
		_, err := p.Acts.SettleComplaint(r.Context(), web.ViewOf(r).Who.Actor, of, version, verdict, said)
		return err
	})
}

// Learn ends it with what changes.
func (p *Pages) Learn(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	return p.does(w, r, complaint.Learn, func(f *web.Form, of id.Complaint, version int64) error {
		lesson := act.Lesson{Words: f.Text("lesson", maxTyped), Act: f.Line("change", maxChange), Owner: web.FormID[id.Staff](f, "owner")}
		lesson.Due = readDue(v, f).Due
		if err := f.Err(); err != nil {
			return err
		}
		_, err := p.Acts.LearnFromComplaint(r.Context(), v.Who.Actor, of, version, lesson)
		return err
	})
}

// Withdraw ends one that the customer does not pursue.
func (p *Pages) Withdraw(w http.ResponseWriter, r *http.Request) error {
	return p.does(w, r, complaint.Withdraw, func(f *web.Form, of id.Complaint, version int64) error {
		why := f.Text("why", maxTyped)
		if err := f.Err(); err != nil {
			return err
		}
		_, err := p.Acts.WithdrawComplaint(r.Context(), web.ViewOf(r).Who.Actor, of, version, why)
		return err
	})
}

// Undo takes the last step back.
func (p *Pages) Undo(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Complaint](r, "complaint")
	if err != nil {
		return err
	}
	c, err := p.Acts.UndoComplaint(r.Context(), web.ViewOf(r).Who.Actor, of)
	if err != nil {
		return err
	}
	if !c.UndoneAt.IsZero() {
		return web.Redirect(w, r, "/customers/"+c.Customer.String(), web.Said("complaint.said.undone"))
	}
	return web.Redirect(w, r, pathOf(of), web.Said("complaint.said.undone"))
}

// OfQuestion makes a complaint of a question.
func (p *Pages) OfQuestion(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Question](r, "question")
	if err != nil {
		return err
	}
	return p.found(w, r, complaint.InQuestion, of.Any())
}

// OfInteraction makes a complaint of what was said in a call, a letter or a visit.
func (p *Pages) OfInteraction(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Interaction](r, "interaction")
	if err != nil {
		return err
	}
	return p.found(w, r, complaint.InInteraction, of.Any())
}

func (p *Pages) found(w http.ResponseWriter, r *http.Request, kind complaint.Matter, subject id.Any) error {
	c, err := p.Acts.ComplainOf(r.Context(), web.ViewOf(r).Who.Actor, kind, subject)
	if err != nil {
		return err
	}
	return web.Redirect(w, r, pathOf(c.ID), web.Said("complaint.said.receive").WithUndo(pathOf(c.ID)+"/undo"))
}

// NotOfQuestion says that a question holds no complaint.
func (p *Pages) NotOfQuestion(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Question](r, "question")
	if err != nil {
		return err
	}
	return p.aside(w, r, complaint.InQuestion, of.Any())
}

// NotOfInteraction says that what was said there is no complaint.
func (p *Pages) NotOfInteraction(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Interaction](r, "interaction")
	if err != nil {
		return err
	}
	return p.aside(w, r, complaint.InInteraction, of.Any())
}

func (p *Pages) aside(w http.ResponseWriter, r *http.Request, kind complaint.Matter, subject id.Any) error {
	_, err := p.Acts.SetHintAside(r.Context(), web.ViewOf(r).Who.Actor, kind, subject)
	if err != nil {
		return err
	}
	if kind == complaint.InQuestion {
		return web.Redirect(w, r, "/questions/"+subject.String(), web.Said("complaint.said.aside"))
	}
	return web.Redirect(w, r, root, web.Said("complaint.said.aside"))
}
