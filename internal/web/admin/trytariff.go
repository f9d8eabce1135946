package admin

import (
	"net/http"

	"github.com/a-h/templ"

	"kroon/internal/fault"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// tariffDraft is a tariff file being changed, and what it would have made of history.
type tariffDraft struct {
	File    string
	Silence int
	Trial   *overview.Trial
	Refusal web.Refusal
}

// Words on the buttons of the page.
const (
	doTry = "try"
	doSet = "set"
)

// TryTariff shows the tariff of the day as a file to change.
func (p *Pages) TryTariff(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	file, err := p.See.DraftTariff(r.Context(), v.Who.Actor, v.Zone)
	if err != nil {
		return err
	}
	return web.Render(w, r, tryPage(v, tariffDraft{File: file, Silence: overview.Silence}))
}

// DoTryTariff goes through history under the tariff in the form, or has it begin.
func (p *Pages) DoTryTariff(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	draft := tariffDraft{File: form.Raw("file"), Silence: form.Int("silence", 7, 3650, overview.Silence)}
	do := form.Choice("do", doTry, doSet)
	if err = form.Err(); err == nil && do == doSet {
		if _, err = p.Acts.SetTariff(r.Context(), v.Who.Actor, draft.File); err == nil {
			return web.Redirect(w, r, "/settings/tariff", web.Said("admin.trial.set"))
		}
	} else if err == nil {
		found, failed := p.See.TryFile(r.Context(), v.Who.Actor, draft.File, draft.Silence)
		if err = failed; err == nil {
			draft.Trial = &found
			return web.Render(w, r, tryPage(v, draft))
		}
	}
	return web.Again(w, r, err, func(refusal web.Refusal) templ.Component {
		draft.Refusal = refusal
		return tryPage(v, draft)
	})
}

// WithdrawTariff takes back a version that has not begun.
func (p *Pages) WithdrawTariff(w http.ResponseWriter, r *http.Request) error {
	if _, err := p.Acts.WithdrawTariff(r.Context(), web.ViewOf(r).Who.Actor, r.PathValue("version")); err != nil {
		if fault.Of(err).Kind == fault.Internal || fault.Of(err).Kind == fault.NotFound {
			return err
		}
		return web.Redirect(w, r, "/settings/tariff", web.Said("admin.trial.began"))
	}
	return web.Redirect(w, r, "/settings/tariff", web.Said("admin.trial.withdrawn"))
}

// telling says how well balances tell who left from who stayed.
func telling(v *web.View, t overview.Telling) string {
	if t.TooLittle {
		return v.T("admin.trial.too_little", "least", overview.FewestPerGroup)
	}
	args := []any{"auc", share(v, t.AUC), "low", share(v, t.Low), "high", share(v, t.High)}
	if t.Exact {
		return v.T("admin.trial.auc_exact", args...)
	}
	return v.T("admin.trial.auc", args...)
}

// share writes a chance with two decimals: "0,71".
func share(v *web.View, x float64) string { return v.Decimal(int64(x*100+0.5), 2) }

// balanceOf writes points as in a ledger.
func balanceOf(v *web.View, n int64) string {
	if n < 0 {
		return v.T("admin.tariff.minus", "points", -n)
	}
	return v.T("admin.tariff.plus", "points", n)
}

func triedName(v *web.View, t overview.Tried) string {
	if t.Name == "" {
		return v.T("teamwork.again.nameless")
	}
	return t.Name
}

func withdrawPath(page overview.TariffPage) string {
	return "/settings/tariff/" + string(page.Version) + "/withdraw"
}
