package overview

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"kroon/internal/ledger"
)

// TariffPage is one version of the tariff as people read it.
type TariffPage struct {
	Version   string
	ValidFrom time.Time // a civil day, in UTC
	Current   bool
	Posts     []TariffRule // what posts points, what weighs most first
	Nothing   []TariffRule // promises' events that post nothing, and why
}

// TariffRule is what one kind of event is worth, and why.
type TariffRule struct {
	Kind     string // "promise.delivered", of a case "promise.delivered/early"
	Points   int64
	Recovery bool // never more than the failure that it makes good
	WhyNL    string
	WhyEN    string
}

// Tariffs are all versions of the tariff, the newest first. Of what posts nothing it tells what happens to a
// promise: the rest stays in the house, or is a setting.
func Tariffs(now time.Time) []TariffPage {
	var out []TariffPage
	day := now.Format(time.DateOnly)
	for _, t := range ledger.Tariffs() {
		page := TariffPage{Version: t.Version}
		if from, err := time.Parse(time.DateOnly, t.ValidFrom); err == nil {
			page.ValidFrom = from
		}
		for kind, d := range t.Decisions {
			rule := TariffRule{kind, d.Points, d.Recovery, d.WhyNL, d.WhyEN}
			switch {
			case !d.None:
				page.Posts = append(page.Posts, rule)
			case strings.HasPrefix(kind, "promise."):
				page.Nothing = append(page.Nothing, rule)
			}
		}
		slices.SortFunc(page.Posts, func(a, b TariffRule) int {
			return cmp.Or(cmp.Compare(b.Points, a.Points), strings.Compare(a.Kind, b.Kind))
		})
		slices.SortFunc(page.Nothing, func(a, b TariffRule) int { return strings.Compare(a.Kind, b.Kind) })
		out = append(out, page)
		if t.ValidFrom <= day {
			for i := range out {
				out[i].Current = i == len(out)-1
			}
		}
	}
	slices.Reverse(out)
	return out
}
