package relation

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/web"
	"kroon/internal/worktime"
)

// claimForm is a form about what is said of a customer, as it is filled in.
type claimForm struct {
	Raw     map[string]string
	Hinted  bool // a word may be about private matters
	Refusal web.Refusal
}

// typed is what was typed, or else what stands.
func (f claimForm) typed(name, stands string) string {
	if text, ok := f.Raw[name]; ok {
		return text
	}
	return stands
}

// isOpinion tells which of the two forms it is.
func (f claimForm) isOpinion() bool { return f.Raw["kind"] == string(overview.Opinion) }

func claimsPath(of id.Customer) string { return customerPath(of) + "/claims" }

func opinionPath(of id.Customer) string { return customerPath(of) + "/opinion" }

func claimPath(of id.Claim) string { return "/claims/" + of.String() }

// Claims is all that is said of a customer.
func (s Screens) Claims(w http.ResponseWriter, r *http.Request) error {
	return s.onClaims(w, r, claimsPage)
}

// Opinion is the form for somebody's own impression.
func (s Screens) Opinion(w http.ResponseWriter, r *http.Request) error {
	return s.onClaims(w, r, opinionPage)
}

func (s Screens) onClaims(w http.ResponseWriter, r *http.Request, draw func(*web.View, overview.ClaimsPage, claimForm) templ.Component) error {
	v := web.ViewOf(r)
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return err
	}
	page, err := s.See.ClaimsPage(r.Context(), v.Who.Actor, of)
	if err != nil {
		return err
	}
	return web.Render(w, r, draw(v, page, claimForm{Raw: map[string]string{"against": r.URL.Query().Get("against")}}))
}

// WriteClaim notes what somebody says of a customer.
func (s Screens) WriteClaim(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return err
	}
	page, err := s.See.ClaimsPage(r.Context(), v.Who.Actor, of)
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	f := readClaim(form)
	var d act.Telling
	f.onto(&d, form)
	if err = form.Err(); err == nil {
		var written overview.SaidOfCustomer
		if written, err = s.Acts.WriteClaim(r.Context(), v.Who.Actor, of, d, form.Has("aware")); err == nil {
			return web.Redirect(w, r, claimsPath(page.Customer.ID), web.Said(noted(written)))
		}
	}
	f.Hinted = hinted(err)
	return web.Again(w, r, err, func(refusal web.Refusal) templ.Component {
		f.Refusal = refusal
		if f.isOpinion() {
			return opinionPage(v, page, f)
		}
		return claimsPage(v, page, f)
	})
}

// noted says kindly what became of what was written.
func noted(c overview.SaidOfCustomer) string {
	switch {
	case c.Lessened():
		return "relation.claim.said.lessened"
	case c.Kind == overview.Opinion:
		return "relation.claim.said.opinion"
	}
	return "relation.claim.said.noted"
}

func hinted(err error) bool { return err != nil && strings.HasPrefix(fault.Of(err).Key, "claim.hint.") }

// readClaim reads a form as it was sent.
func readClaim(form *web.Form) claimForm {
	f := claimForm{Raw: map[string]string{}}
	for _, line := range []string{"kind", "source", "evidence", "proof", "said_on", "complaint", "against"} {
		if form.Has(line) {
			f.Raw[line] = form.Line(line, 500)
		}
	}
	for _, area := range []string{"text", "happened"} {
		if form.Has(area) {
			f.Raw[area] = form.Text(area, act.MaxHappened+1)
		}
	}
	return f
}

// onto puts what was sent on what is said.
func (f claimForm) onto(d *act.Telling, form *web.Form) {
	d.Meant, d.Text, d.Happened = overview.ClaimKind(f.Raw["kind"]), f.Raw["text"], f.Raw["happened"]
	d.Source, d.Complaint = overview.ClaimSource(f.Raw["source"]), overview.ClaimComplaint(f.Raw["complaint"])
	d.Evidence = overview.ClaimEvidence{}
	ground, subject, _ := strings.Cut(f.Raw["evidence"], ":")
	d.Evidence.Ground, d.Evidence.Proof = overview.ClaimGround(ground), f.Raw["proof"]
	var err error
	if subject != "" {
		if d.Evidence.Subject, err = id.Parse[id.Any](subject); err != nil {
			form.Refuse(fault.New(fault.Invalid, "claim.ground").On("evidence"))
		}
	}
	if text := f.Raw["said_on"]; text != "" && d.Evidence.Ground == overview.ByPerson {
		if d.Evidence.SaidOn, err = worktime.ParseDate(text); err != nil {
			form.Refuse(fault.New(fault.Invalid, "claim.no_day").On("said_on"))
		}
	}
	if against := f.Raw["against"]; against != "" {
		if d.Against, err = id.Parse[id.Claim](against); err != nil {
			form.Refuse(fault.New(fault.NotFound, "claim.unknown").On("against"))
		}
	}
}

// OpenOpinions has somebody read the opinions of others all the same.
func (s Screens) OpenOpinions(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return err
	}
	if _, err := s.Acts.OpenOpinions(r.Context(), web.ViewOf(r).Who.Actor, of); err != nil {
		return err
	}
	return web.Redirect(w, r, claimsPath(of)+"#opinions", nil)
}

// TakeOverCustomer has somebody take a customer over, and look with fresh eyes.
func (s Screens) TakeOverCustomer(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return err
	}
	if _, err := s.Acts.TakeOverCustomer(r.Context(), web.ViewOf(r).Who.Actor, of, id.Staff{}); err != nil {
		return err
	}
	return web.Redirect(w, r, claimsPath(of), web.Said("relation.claim.said.taken"))
}
