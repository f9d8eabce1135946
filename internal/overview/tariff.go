package overview

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"kroon/internal/db"
	"kroon/internal/ledger"
	"kroon/internal/party"
)

// TariffPage is one version of the tariff as people read it.
type TariffPage struct {
	Version   ledger.Version
	ValidFrom time.Time // a civil day, in UTC
	Current   bool
	Own       bool         // the organisation made it
	Ahead     bool         // it has not begun
	HalfLife  int64        // days; 0: points do not age
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

// Tariffs reads all versions of the tariff, the newest first.
func (s Settings) Tariffs(ctx context.Context, actor party.Actor) ([]TariffPage, error) {
	return forRole(ctx, s, actor, party.Reader, func(tx *db.Tx) ([]TariffPage, error) {
		all, err := s.Ledger.Tariffs(tx)
		return tariffPages(all, tx.Now), err
	})
}

// tariffPages tells versions. Of what posts nothing it tells what happens to a promise: the rest stays in the
// house, or is a setting.
func tariffPages(all ledger.Tariffs, now time.Time) []TariffPage {
	var out []TariffPage
	current := all.At(now).Version
	for _, t := range all {
		page := TariffPage{Version: t.Version, Own: t.Own, Current: t.Version == current, Ahead: t.BeginsAt.After(now), HalfLife: t.HalfLife}
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
	}
	slices.Reverse(out)
	return out
}
