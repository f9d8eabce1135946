package app

import (
	"context"
	"math"
	"time"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/lang"
	"kroon/internal/overview"
	"kroon/internal/report"
	"kroon/internal/web"
)

// DeskReading is what the screens of the desk read.
func (a *App) DeskReading() overview.Desk {
	return overview.Desk{
		Relation: overview.Relation{
			DB: a.DB, Access: a.Acts.Access, Claims: a.Acts.Claim, Customers: a.Acts.Customer, Intake: a.Acts.Intake, Ledger: a.Acts.Ledger,
			Messages: a.Acts.Message, Orders: a.Acts.Order, Organisation: a.Acts.Organisation, Promises: a.Acts.Promise, Team: a.Acts.Team,
		},
		Kept: keptWord, Weeks: keptWeeks, Reach: act.Reach,
	}
}

// keptWord is the kept rate as the desk shows it, its interval in whole percents.
func keptWord(tx *db.Tx, from, until time.Time) (overview.TodayWord, error) {
	rate, err := report.Kept(tx, report.Scope{From: from, Until: until})
	return wordOf(rate), err
}

// keptWeeks is the same for a number of weeks from an instant, in order.
func keptWeeks(tx *db.Tx, from time.Time, n int) ([]overview.TodayWord, error) {
	rates, err := report.KeptEach(tx, from, 7*24*time.Hour, n)
	var out []overview.TodayWord
	for _, rate := range rates {
		out = append(out, wordOf(rate))
	}
	return out, err
}

func wordOf(rate report.KeptRate) overview.TodayWord {
	word := overview.TodayWord{Kept: int(rate.Kept), Due: int(rate.Due)}
	if rate.Low != nil && rate.High != nil {
		word.Low, word.High = int(math.Round(*rate.Low*100)), int(math.Round(*rate.High*100))
	}
	return word
}

// desk is what stands beside the menu: what is due today, what waits for another owner, and until when one
// is present, in the language of the page.
func (a *App) desk(ctx context.Context, who web.Session, say lang.Printer) (web.Desk, error) {
	zone := who.Zone
	if zone == nil {
		zone = who.Organisation.Zone
	}
	menu, err := a.DeskReading().Menu(ctx, who.Actor, zone)
	if err != nil {
		return web.Desk{}, err
	}
	desk := web.Desk{
		Counts:   map[string]web.Count{"today": {N: menu.Today, Late: menu.Late}, "team": {N: menu.Spread}},
		Presence: say.T("desk.absent"), Away: "/team/away", Alone: menu.Alone, Measured: menu.Measured,
		Used: map[string]bool{"lists": menu.Used.Lists > 0, "complaints": menu.Used.Complaints > 0, "answers": menu.Used.Answers > 0},
	}
	switch {
	case menu.Present && menu.Until.IsZero():
		desk.Presence = say.T("desk.present")
	case menu.Present:
		desk.Presence = say.T("desk.presence", "time", say.Clock(menu.Until))
	}
	return desk, nil
}
