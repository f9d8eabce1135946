package relation

import (
	"net/http"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// Claim is one thing said of a customer, with all that can be done with it.
func (s Screens) Claim(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	page, err := s.claimPage(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, claimPage(v, page, claimForm{}))
}

func (s Screens) claimPage(r *http.Request) (overview.ClaimPage, error) {
	of, err := web.PathID[id.Claim](r, "claim")
	if err != nil {
		return overview.ClaimPage{}, err
	}
	return s.See.ClaimPage(r.Context(), web.ViewOf(r).Who.Actor, of)
}

// ChangeClaim says it in other words, as another kind or on other evidence.
func (s Screens) ChangeClaim(w http.ResponseWriter, r *http.Request) error {
	return s.onClaim(w, r, func(form *web.Form, page overview.ClaimPage) (string, claimForm, error) {
		f := readClaim(form)
		var d act.Telling
		f.onto(&d, form)
		version := form.Int("version", 0, 1<<31, 0)
		if err := form.Err(); err != nil {
			return "", f, err
		}
		changed, err := s.Acts.ChangeClaim(r.Context(), web.ViewOf(r).Who.Actor, page.Claim.ID, int64(version), form.Has("aware"), func(was *act.Telling) {
			d.Against = was.Against
			*was = d
		})
		return noted(changed), f, err
	})
}

// CounterClaim puts the customer's own words beside it.
func (s Screens) CounterClaim(w http.ResponseWriter, r *http.Request) error {
	return s.onClaim(w, r, func(form *web.Form, page overview.ClaimPage) (string, claimForm, error) {
		f := claimForm{Raw: map[string]string{"counter": form.Text("counter", act.MaxCounter+1)}}
		if err := form.Err(); err != nil {
			return "", f, err
		}
		_, err := s.Acts.CounterClaim(r.Context(), web.ViewOf(r).Who.Actor, page.Claim.ID, f.Raw["counter"])
		return "relation.claim.said.countered", f, err
	})
}

// ConfirmClaim says that it still holds.
func (s Screens) ConfirmClaim(w http.ResponseWriter, r *http.Request) error {
	return s.onClaim(w, r, func(_ *web.Form, page overview.ClaimPage) (string, claimForm, error) {
		_, err := s.Acts.ConfirmClaim(r.Context(), web.ViewOf(r).Who.Actor, page.Claim.ID)
		return "relation.claim.said.confirmed", claimForm{}, err
	})
}

// DropEvidence takes back what it rests on.
func (s Screens) DropEvidence(w http.ResponseWriter, r *http.Request) error {
	return s.onClaim(w, r, func(_ *web.Form, page overview.ClaimPage) (string, claimForm, error) {
		dropped, err := s.Acts.DropEvidence(r.Context(), web.ViewOf(r).Who.Actor, page.Claim.ID)
		if err == nil && dropped.Lessened() {
			return "relation.claim.said.lessened", claimForm{}, nil
		}
		return "relation.claim.said.dropped", claimForm{}, err
	})
}

// EndClaim says that it counts no more.
func (s Screens) EndClaim(w http.ResponseWriter, r *http.Request) error {
	return s.onClaim(w, r, func(form *web.Form, page overview.ClaimPage) (string, claimForm, error) {
		_, err := s.Acts.EndClaim(r.Context(), web.ViewOf(r).Who.Actor, page.Claim.ID, overview.ClaimEnd(form.Line("ending", 40)))
		return "relation.claim.said.ended", claimForm{}, err
	})
}

// onClaim does something with a claim and goes back to all of them; refused, it shows the claim again.
func (s Screens) onClaim(w http.ResponseWriter, r *http.Request, fn func(*web.Form, overview.ClaimPage) (string, claimForm, error)) error {
	v := web.ViewOf(r)
	page, err := s.claimPage(r)
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	said, f, err := fn(form, page)
	if err == nil {
		return web.Redirect(w, r, claimsPath(page.Customer.ID), web.Said(said))
	}
	f.Hinted = hinted(err)
	return web.Again(w, r, err, func(refusal web.Refusal) templ.Component {
		f.Refusal = refusal
		return claimPage(v, page, f)
	})
}
