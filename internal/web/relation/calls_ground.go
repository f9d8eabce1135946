package relation

import (
	"net/http"
	"time"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// consentForm is what is filled in about a customer whom we may call or not.
type consentForm struct {
	How, Given, About, Evidence string
	strike                      callForm
	Refusal                     web.Refusal
}

// Calling shows whether we may call a customer, and why.
func (c Calls) Calling(w http.ResponseWriter, r *http.Request) error {
	page, err := c.calling(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, callingPage(web.ViewOf(r), page, consentForm{}))
}

func (c Calls) calling(r *http.Request) (overview.CallingPage, error) {
	of, err := web.PathID[id.Customer](r, "customer")
	if err != nil {
		return overview.CallingPage{}, err
	}
	return c.See.Calling(r.Context(), web.ViewOf(r).Who.Actor, of)
}

// on is an act on a customer's page of calling; what is refused is said there.
func (c Calls) on(w http.ResponseWriter, r *http.Request, said string, do func(form *web.Form, f *consentForm, page overview.CallingPage) error) error {
	page, err := c.calling(r)
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	f := consentForm{How: form.Raw("how"), Given: form.Line("given", maxTyped), About: form.Line("about", maxTyped), Evidence: form.Line("evidence", maxTyped)}
	f.strike = callForm{Reason: form.Raw("reason"), Fact: form.Raw("fact"), Why: form.Text("why", 2*overview.CallMaxWords)}
	if err = do(form, &f, page); err == nil {
		return web.Redirect(w, r, callingPath(page.Customer.ID), web.Said(said))
	}
	return web.Again(w, r, err, func(refusal web.Refusal) templ.Component {
		f.Refusal = refusal
		return callingPage(web.ViewOf(r), page, f)
	})
}

// NoteConsent notes that the customer agreed to be called.
func (c Calls) NoteConsent(w http.ResponseWriter, r *http.Request) error {
	return c.on(w, r, "calls.said.consent", func(form *web.Form, f *consentForm, page overview.CallingPage) error {
		v := web.ViewOf(r)
		given, err := act.ReadPast(f.Given, v.Lang, v.Now, v.Zone)
		if err != nil {
			form.RefuseOn("given", err)
		}
		if err := form.Err(); err != nil {
			return err
		}
		_, err = c.Acts.NoteConsent(r.Context(), v.Who.Actor, overview.CallConsent{
			Customer: page.Customer.ID, GivenAt: given, How: overview.CallConsentHow(f.How), About: f.About, Evidence: f.Evidence,
		})
		return err
	})
}

// SayForm notes what sort of organisation the customer is.
func (c Calls) SayForm(w http.ResponseWriter, r *http.Request) error {
	return c.on(w, r, "calls.said.form", func(form *web.Form, _ *consentForm, page overview.CallingPage) error {
		return c.Acts.SayForm(r.Context(), web.ViewOf(r).Who.Actor, page.Customer.ID, overview.Called(form.Raw("form")))
	})
}

// StrikeCustomer strikes the customer off every list.
func (c Calls) StrikeCustomer(w http.ResponseWriter, r *http.Request) error {
	return c.on(w, r, "calls.said.struck", func(form *web.Form, f *consentForm, page overview.CallingPage) error {
		f.strike.Evidence = f.Evidence
		what := f.strike.striking(form)
		if err := form.Err(); err != nil {
			return err
		}
		_, err := c.Acts.StrikeCustomer(r.Context(), web.ViewOf(r).Who.Actor, page.Customer.ID, what)
		return err
	})
}

// WithdrawConsent notes that the customer took back what he agreed to.
func (c Calls) WithdrawConsent(w http.ResponseWriter, r *http.Request) error {
	of, err := web.PathID[id.Any](r, "consent")
	if err != nil {
		return err
	}
	consent, err := c.Acts.WithdrawConsent(r.Context(), web.ViewOf(r).Who.Actor, of)
	if err != nil {
		return err
	}
	return web.Redirect(w, r, callingPath(consent.Customer), web.Said("calls.said.withdrawn"))
}

// Rules shows the dated table of the law, and what we are ourselves.
func (c Calls) Rules(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	caller, err := c.See.Caller(r.Context(), v.Who.Actor)
	if err != nil {
		return err
	}
	return web.Render(w, r, rulesPage(v, caller))
}

// SayCaller notes what we are ourselves.
func (c Calls) SayCaller(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	caller := overview.Caller(form.Choice("caller", codes(overview.Callers())...))
	if err := form.Err(); err != nil {
		return err
	}
	if err := c.Acts.SayCaller(r.Context(), web.ViewOf(r).Who.Actor, caller); err != nil {
		return err
	}
	return web.Redirect(w, r, listRoot+"/rules", web.Said("calls.said.caller"))
}

// NeverCalled shows what happened to those who were not called.
func (c Calls) NeverCalled(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	never, err := c.Never(r.Context(), v.Who.Actor)
	if err != nil {
		return err
	}
	return web.Render(w, r, neverPage(v, never))
}

// ground says why we may call somebody, or kindly why not.
func ground(v *web.View, name string, g overview.CallVerdict) string {
	switch g.Ground {
	case overview.CallByConsent:
		return v.T("calls.ground.consent", "name", name, "day", v.Date(g.Consent.GivenAt), "how", v.T("calls.how."+string(g.Consent.How)), "about", g.Consent.About)
	case overview.CallRelation:
		return v.T("calls.ground.relation", "name", name, "day", v.Date(g.At))
	case overview.CallNoGround:
	default:
		return v.T("calls.ground."+string(g.Ground), "name", name)
	}
	switch g.Why {
	case overview.CallObjected, overview.CallWithdrawn:
		return v.T("calls.why."+string(g.Why), "name", name, "day", v.Date(g.At))
	case overview.CallNoMore:
		return v.T("calls.why.no_more", "name", name, "day", v.Date(g.At), "until", civilDate(v, g.Until.String()))
	}
	return v.T("calls.why."+string(g.Why), "name", name)
}

// civilDate writes a day without a time.
func civilDate(v *web.View, day string) string {
	at, err := time.ParseInLocation("2006-01-02", day, v.Zone)
	if err != nil {
		return ""
	}
	return v.Date(at)
}

// ruleWords is what a row of the table says, in the language of the reader.
func ruleWords(v *web.View, rule overview.CallRule) string {
	if v.Lang == lang.EN {
		return rule.EN
	}
	return rule.NL
}

// weighed says what counting says of a customer.
func weighed(v *web.View, w overview.Weighed) string {
	season := ""
	if w.Season[0] > 0 {
		season = v.T("pattern.season", "from", v.Month(w.Season[0]), "until", v.Month(w.Season[1]))
	}
	return v.T(w.Key, "n", w.N, "count", w.Count, "season", season)
}
