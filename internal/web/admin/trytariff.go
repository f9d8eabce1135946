package admin

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"kroon/internal/fault"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// tariffDraft is a tariff being changed, and what it would have made of history.
type tariffDraft struct {
	overview.TariffDraft
	Points  map[string]string // as typed, by kind
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
	draft, err := p.See.DraftTariff(r.Context(), v.Who.Actor, v.Zone)
	if err != nil {
		return err
	}
	return web.Render(w, r, tryPage(v, tariffDraft{TariffDraft: draft, Silence: overview.Silence}))
}

// DoTryTariff goes through history under the tariff in the form, or has it begin.
func (p *Pages) DoTryTariff(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	draft := readTariff(form)
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

// readTariff reads a draft: a file as it was typed, or one of which points were changed in their fields.
func readTariff(form *web.Form) tariffDraft {
	draft := tariffDraft{Points: map[string]string{}}
	draft.File = form.Raw("file")
	read, err := overview.ReadDraft(draft.File)
	if err != nil {
		form.Refuse(err)
		draft.Silence = form.Int("silence", 7, 3650, overview.Silence)
		return draft
	}
	draft.TariffDraft = read
	if !form.Has("version") { // the file itself was changed
		draft.Silence = form.Int("silence", 7, 3650, overview.Silence)
		return draft
	}
	to := overview.TariffChange{
		Version: form.Line("version", 20), From: form.Line("from", 20), Points: map[string]int64{},
		HalfLife: int64(form.Int("half_life", 0, 36_500, 0)),
	}
	for _, rule := range draft.Rules {
		name := pointsField(rule)
		draft.Points[rule.Kind] = form.Raw(name)
		to.Points[rule.Kind] = int64(form.Int(name, -1000, 1000, 0))
	}
	draft.Silence = form.Int("silence", 7, 3650, overview.Silence)
	if form.Err() == nil {
		changed, err := draft.Changed(to)
		if err != nil {
			form.Refuse(err)
		}
		draft.TariffDraft = changed
	}
	draft.Version, draft.From, draft.HalfLife = overview.TariffVersion(to.Version), to.From, to.HalfLife
	return draft
}

func pointsField(rule overview.TariffRule) string { return "points." + rule.Kind }

// points is what a field of points holds: what was typed, or what the draft says.
func (d tariffDraft) points(rule overview.TariffRule) string {
	if typed, ok := d.Points[rule.Kind]; ok {
		return typed
	}
	return strconv.FormatInt(rule.Points, 10)
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

// telling says how well balances tell who left from who stayed, in figures.
func telling(v *web.View, t overview.Telling) string {
	if t.TooLittle {
		return v.T("admin.trial.unknown")
	}
	args := []any{"auc", share(v, t.AUC), "low", share(v, t.Low), "high", share(v, t.High)}
	if t.Exact {
		return v.T("admin.trial.auc_exact", args...)
	}
	return v.T("admin.trial.auc", args...)
}

// tellingWords says the same in words.
func tellingWords(v *web.View, t overview.Telling) string {
	of := int(t.AUC*100 + 0.5)
	switch {
	case t.TooLittle:
		return v.T("admin.trial.too_little", "least", overview.FewestPerGroup)
	case t.Low > 0.5:
		return v.T("admin.trial.sees", "n", of)
	case t.High < 0.5:
		return v.T("admin.trial.backwards", "n", 100-of)
	}
	return v.T("admin.trial.guess", "n", of)
}

// redChange says of somebody on the red list whether that is new, or would be over.
func redChange(v *web.View, t overview.Tried) string {
	key := "admin.trial.change"
	switch {
	case t.Now >= 0:
		key = "admin.trial.enters"
	case t.Then >= 0:
		key = "admin.trial.leaves"
	}
	return v.T(key, "now", balanceOf(v, t.Now), "then", balanceOf(v, t.Then))
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
