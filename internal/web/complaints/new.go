package complaints

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"kroon/internal/complaint"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// sheet is the form of a new complaint as it is filled in.
type sheet struct {
	page    overview.NewComplaint
	of      complaint.New
	inside  string
	refusal web.Refusal
}

// New shows the form of a complaint of a customer.
func (p *Pages) New(w http.ResponseWriter, r *http.Request) error {
	s, err := p.blank(r)
	if err != nil {
		return err
	}
	query, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	s.of.Promise = web.FormID[id.Promise](query, "promise")
	if err := query.Err(); err != nil {
		return err
	}
	return web.Render(w, r, newPage(web.ViewOf(r), s))
}

func (p *Pages) blank(r *http.Request) (s sheet, err error) {
	v := web.ViewOf(r)
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return s, err
	}
	s.page, err = p.See.New(r.Context(), v.Who.Actor, of)
	s.of = complaint.New{Customer: of, Channel: complaint.ByPhone, Responsible: v.Who.Actor.StaffID()}
	return s, err
}

// Add enters a complaint.
func (p *Pages) Add(w http.ResponseWriter, r *http.Request) error {
	s, err := p.blank(r)
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	s.of.Channel = complaint.Channel(form.Line("channel", maxLine))
	s.of.Promise, s.of.Responsible = web.FormID[id.Promise](form, "promise"), web.FormID[id.Staff](form, "responsible")
	s.inside = form.Text("inside", maxTyped)
	s.of.Words = complaint.Words{Said: form.Text("said", maxTyped), Inside: complaint.Among(s.inside)}
	if err = form.Err(); err == nil {
		var c complaint.Complaint
		if c, err = p.Acts.Complain(r.Context(), web.ViewOf(r).Who.Actor, s.of); err == nil {
			return web.Redirect(w, r, pathOf(c.ID), web.Said("complaint.said.receive").WithUndo(pathOf(c.ID)+"/undo"))
		}
	}
	return web.Again(w, r, err, func(f web.Refusal) templ.Component {
		s.refusal = f
		return newPage(web.ViewOf(r), s)
	})
}

// Causes shows the Pareto of a year with the cases behind each bar, and what came again.
func (p *Pages) Causes(w http.ResponseWriter, r *http.Request) error {
	page, err := p.year(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, causesPage(web.ViewOf(r), page))
}

// Year shows the overview of a year, to print.
func (p *Pages) Year(w http.ResponseWriter, r *http.Request) error {
	page, err := p.year(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, yearPage(web.ViewOf(r), page))
}

// The years that can be asked for.
const (
	firstYear = 1990
	lastYear  = 2200
)

func (p *Pages) year(r *http.Request) (overview.ComplaintYear, error) {
	form, err := web.ReadQuery(r)
	if err != nil {
		return overview.ComplaintYear{}, err
	}
	year := form.Int("year", firstYear, lastYear, 0)
	if err := form.Err(); err != nil {
		return overview.ComplaintYear{}, err
	}
	v := web.ViewOf(r)
	return p.See.Year(r.Context(), v.Who.Actor, year, v.Zone)
}

// settings is how complaints are handled here, as it is filled in.
type settings struct {
	page    overview.ComplaintPage
	terms   complaint.Terms
	hours   string
	days    string
	cause   complaint.Known
	of      string // which form was refused: terms, or the code of a cause
	refusal web.Refusal
}

// Settings shows how complaints are handled here.
func (p *Pages) Settings(w http.ResponseWriter, r *http.Request) error {
	s, err := p.stands(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, settingsPage(web.ViewOf(r), s))
}

func (p *Pages) stands(r *http.Request) (s settings, err error) {
	s.page, err = p.See.Settings(r.Context(), web.ViewOf(r).Who.Actor)
	s.terms = s.page.Terms
	s.hours, s.days = strconv.FormatInt(s.terms.AcknowledgeMinutes/60, 10), strconv.FormatInt(s.terms.AnswerDays, 10)
	return s, err
}

// SetTerms changes how soon complaints are acknowledged and answered, and where else a customer can go.
func (p *Pages) SetTerms(w http.ResponseWriter, r *http.Request) error {
	s, err := p.stands(r)
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	s.hours, s.days, s.of = form.Raw("acknowledge_minutes"), form.Raw("answer_days"), "terms"
	s.terms.Version, _ = strconv.ParseInt(form.Raw("version"), 10, 64)
	s.terms.AcknowledgeMinutes = 60 * int64(form.Int("acknowledge_minutes", 1, complaint.MaxAcknowledgeMinutes/60, 0))
	s.terms.AnswerDays = int64(form.Int("answer_days", 1, complaint.MaxAnswerDays, 0))
	s.terms.OutsideNL, s.terms.OutsideEN = form.Text("outside_nl", 2*complaint.MaxOutside), form.Text("outside_en", 2*complaint.MaxOutside)
	if err = form.Err(); err == nil {
		if _, err = p.Acts.SetComplaintTerms(r.Context(), web.ViewOf(r).Who.Actor, s.terms); err == nil {
			return web.Redirect(w, r, "/settings/complaints", web.Said("complaint.said.terms"))
		}
	}
	return s.again(w, r, err)
}

func (s settings) again(w http.ResponseWriter, r *http.Request, err error) error {
	return web.Again(w, r, err, func(f web.Refusal) templ.Component {
		s.refusal = f
		return settingsPage(web.ViewOf(r), s)
	})
}

// SetCause adds a cause, gives one another name, or has it chosen no more.
func (p *Pages) SetCause(w http.ResponseWriter, r *http.Request) error {
	s, err := p.stands(r)
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	s.cause = complaint.Known{Code: complaint.Cause(form.Line("cause", maxLine)), NameNL: form.Line("name_nl", maxLine),
		NameEN: form.Line("name_en", maxLine), Retired: form.Has("retired")}
	s.of = "cause-" + string(s.cause.Code)
	if err = form.Err(); err == nil {
		if _, err = p.Acts.SetComplaintCause(r.Context(), web.ViewOf(r).Who.Actor, s.cause); err == nil {
			return web.Redirect(w, r, "/settings/complaints#causes", web.Said("complaint.said.cause"))
		}
	}
	return s.again(w, r, err)
}
