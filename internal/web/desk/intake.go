package desk

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/promise"
	"kroon/internal/web"
)

// noting is a new question on the screen: who calls, what was typed, and when it can be promised.
type noting struct {
	overview.IntakePage
	notes   notes
	own     own
	times   overview.IntakeTimes
	chosen  string // the value of the time that is chosen
	answers []overview.Suggestion
	refusal web.Refusal
}

// Intake shows a new question, for the number that calls or the customer.
func (p *Pages) Intake(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	n, err := p.noting(r, readNotes(form))
	if err != nil {
		return err
	}
	return web.Render(w, r, intakePage(web.ViewOf(r), n))
}

// noting reads what belongs to what was typed so far.
func (p *Pages) noting(r *http.Request, typed notes) (n noting, err error) {
	v := web.ViewOf(r)
	n.notes = typed
	if n.IntakePage, err = p.Read.Intake(r.Context(), v.Who.Actor, overview.IntakeAsk{From: typed.from, Name: typed.name, Customer: typed.customer, After: typed.after}); err != nil {
		return n, err
	}
	if n.answers, err = p.Answers.Suggest(r.Context(), v.Who.Actor, typed.asked(), n.Caller.Lang); err != nil {
		return n, err
	}
	n.own = understand(v, typed)
	n.times, err = p.Read.Times(r.Context(), v.Who.Actor, typed.wish(v, n.own))
	n.chosen = n.choose()
	return n, err
}

// choose is the time that stands chosen: the one that was picked, else the one in own words, else the first
// that can be promised. Where own words leave room for more than one time, nothing is chosen; and what was
// picked before the words were read does not stand against them.
func (n noting) choose() string {
	offered := func(times []overview.IntakeTime) bool {
		return slices.ContainsFunc(times, func(one overview.IntakeTime) bool { return slotOf(one) == n.notes.due })
	}
	answered := n.notes.echoed == n.notes.when // what was picked was picked knowing how the words were read
	switch {
	case n.notes.when == "" && offered(n.times.Offers),
		answered && (offered(n.times.Own) || offered(n.nearest()) || offered(n.times.Offers) && !n.own.asks()):
		return n.notes.due
	case n.notes.when != "" && n.own.sure() && len(n.times.Own) == 1:
		return slotOf(n.times.Own[0])
	case n.notes.when == "" && len(n.times.Offers) > 0:
		return slotOf(n.times.Offers[0])
	}
	return ""
}

// nearest are the times that can be promised instead of one in own words that cannot.
func (n noting) nearest() (out []overview.IntakeTime) {
	for _, one := range n.times.Own {
		if !one.First.IsZero() {
			out = append(out, overview.IntakeTime{Due: one.First, Staff: one.Staff, Name: one.Name, Verdict: promise.Tight})
		}
	}
	return out
}

// time is the chosen time.
func (n noting) time() (overview.IntakeTime, bool) {
	for _, one := range slices.Concat(n.times.Own, n.nearest(), n.times.Offers) {
		if slotOf(one) == n.chosen {
			return one, true
		}
	}
	return overview.IntakeTime{}, false
}

// ownTime is the only time in own words, with how it fits.
func (n noting) ownTime() (overview.IntakeTime, bool) {
	if n.own.sure() && len(n.times.Own) == 1 {
		return n.times.Own[0], true
	}
	return overview.IntakeTime{}, false
}

// part answers with a part of the screen that follows from what was typed; it changes nothing.
func (p *Pages) part(draw func(*web.View, noting) templ.Component) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		form, err := web.ReadForm(r)
		if err != nil {
			return err
		}
		n, err := p.noting(r, readNotes(form))
		if err != nil {
			return err
		}
		return web.Render(w, r, draw(web.ViewOf(r), n))
	}
}

// Times answers with the times that can be promised by whom was chosen.
func (p *Pages) Times(w http.ResponseWriter, r *http.Request) error {
	return p.part(func(v *web.View, n noting) templ.Component {
		return templ.Join(timesPart(v, n), sayPart(v, n, true))
	})(w, r)
}

// Echo answers with how the time in own words was understood, and how it fits.
func (p *Pages) Echo(w http.ResponseWriter, r *http.Request) error {
	return p.part(func(v *web.View, n noting) templ.Component {
		return templ.Join(echoPart(v, n), offersPart(v, n, true), sayPart(v, n, true))
	})(w, r)
}

// Say answers with the sentence to say, and what is better not written down.
func (p *Pages) Say(w http.ResponseWriter, r *http.Request) error {
	return p.part(func(v *web.View, n noting) templ.Component { return sayPart(v, n, false) })(w, r)
}

// Suggest answers with what we answer to what is being typed.
func (p *Pages) Suggest(w http.ResponseWriter, r *http.Request) error {
	return p.part(func(v *web.View, n noting) templ.Component { return answersPart(v, n) })(w, r)
}

// Who answers with whom a typed number belongs to.
func (p *Pages) Who(w http.ResponseWriter, r *http.Request) error {
	return p.part(func(v *web.View, n noting) templ.Component {
		n.notes.tell = "" // by what somebody hears it goes with who it is
		return templ.Join(whoPart(v, n), tellField(v, n, true))
	})(w, r)
}

// Beside tells that somebody has a question of this customer on the screen, and answers with who else has.
// Open pages say it anew when a colleague comes or leaves, and within a minute in any case.
func (p *Pages) Beside(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	with, err := besideWhom(r)
	if err != nil {
		return err
	}
	if err := p.Acts.SitDown(r.Context(), v.Who.Actor, with); err != nil {
		return err
	}
	names, err := p.Read.AtDesk(r.Context(), v.Who.Actor, with)
	if err != nil {
		return err
	}
	return web.Render(w, r, besidePart(v, with, names))
}

// Left tells that somebody has no question of this customer on the screen any more.
func (p *Pages) Left(w http.ResponseWriter, r *http.Request) error {
	with, err := besideWhom(r)
	if err != nil {
		return err
	}
	if err := p.Acts.StandUp(r.Context(), web.ViewOf(r).Who.Actor, with); err != nil {
		return err
	}
	return web.Noted(w)
}

func besideWhom(r *http.Request) (with id.Customer, err error) {
	form, err := web.ReadForm(r)
	if err != nil {
		return with, err
	}
	if with = web.FormID[id.Customer](form, "customer"); with.IsZero() || form.Err() != nil {
		return with, fault.New(fault.NotFound, "web.not_found")
	}
	return with, nil
}
