package admin

import (
	"net/http"
	"strings"

	"kroon/internal/lang"
	"kroon/internal/overview"
	"kroon/internal/web"
)

// Tariff shows what is worth how many points on our account with a customer, and why.
func (p *Pages) Tariff(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	all, err := p.See.Tariffs(r.Context(), v.Who.Actor)
	if err != nil {
		return err
	}
	return web.Render(w, r, tariffPage(v, all))
}

// ruleName says what happened.
func ruleName(v *web.View, rule overview.TariffRule) string {
	if rule.Points == 0 {
		return v.T("event." + rule.Kind)
	}
	return v.T("admin.tariff.rule." + strings.ReplaceAll(rule.Kind, "/", "."))
}

// draftName is what a rule is called while it is changed, also when it posts nothing.
func draftName(v *web.View, rule overview.TariffRule) string {
	return v.T("admin.tariff.rule." + strings.ReplaceAll(rule.Kind, "/", "."))
}

// why gives the reason of a rule in the language of the page.
func why(v *web.View, rule overview.TariffRule) string {
	if v.Lang == lang.NL {
		return rule.WhyNL
	}
	return rule.WhyEN
}

// signed writes points as in a ledger.
func signed(v *web.View, rule overview.TariffRule) string {
	switch {
	case rule.Points < 0:
		return v.T("admin.tariff.minus", "points", -rule.Points)
	case rule.Recovery:
		return v.T("admin.tariff.at_most", "points", rule.Points)
	}
	return v.T("admin.tariff.plus", "points", rule.Points)
}

// tariffTitle says which version it is and since when it holds.
func tariffTitle(v *web.View, page overview.TariffPage) string {
	key := "admin.tariff.version"
	if !page.Current {
		key = "admin.tariff.other_version"
	}
	return v.T(key, "version", string(page.Version), "day", v.ShortDate(civilNoon(v, page.ValidFrom.Year(), page.ValidFrom.Month(), page.ValidFrom.Day()), v.Now))
}
