package api

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/report"
)

// BuyAgainView is who is likely to buy again.
type BuyAgainView struct {
	ReckonedAt time.Time    `json:"reckoned_at,omitzero" doc:"It is reckoned once a day; absent when it never was."`
	Weeks      int64        `json:"weeks" doc:"How far ahead."`
	Customers  int64        `json:"customers" doc:"Of how many with an order it was reckoned."`
	Repeaters  int64        `json:"repeaters" doc:"Of them, those who came back."`
	Enough     bool         `json:"enough" doc:"False: they are too few to say it, and nobody is listed."`
	Items      []LikelyView `json:"items" doc:"Most expected first."`
}

// LikelyView is a customer of whom orders are expected.
type LikelyView struct {
	Customer     id.Customer `json:"customer"`
	Expected     float64     `json:"expected" doc:"Orders in that time."`
	Alive        float64     `json:"alive" doc:"The chance of not having bought for the last time, 0 to 1. It is 1 for who bought once: it ranks nobody."`
	Repeats      int64       `json:"repeats" doc:"Days with an order after the first."`
	LastBoughtAt time.Time   `json:"last_bought_at"`
}

// PatternView is what people say of a customer, weighed by counting.
type PatternView struct {
	Pattern  report.Pattern `json:"pattern" enum:"never-buys,nothing-in-season,pays-late,never-picks-up,only-complains,calls-at-a-time"`
	Verdict  string         `json:"verdict" enum:"supported,contradicted,too-little-data"`
	Test     string         `json:"test" enum:"exact-binomial,exact-poisson"`
	Count    int            `json:"count" doc:"Cases of the kind."`
	N        int            `json:"n" doc:"Cases in all."`
	Usual    float64        `json:"usual" doc:"The share, or of never-buys the number, if this customer were like the others."`
	P        float64        `json:"p" doc:"How likely such a count would be then."`
	PClaim   float64        `json:"p_claim" doc:"How likely it would be if it were true to the letter."`
	Sentence string         `json:"sentence" doc:"In the language that was asked for." example:"De bestellingen laten iets anders zien: 4 van 11 in juni tot en met augustus"`
}

// thousand is the unit in which a forecast is kept.
const thousand = 1000.0

func addForecast(s *Server) {
	acts := s.cfg.Acts
	get(s, operation{id: "getBuyAgain", path: "~/figures/buy-again", scope: "figures:read", summary: "Who is likely to buy again in the next quarter, most orders expected first"},
		func(tx *db.Tx, _ *call, in *struct {
			Limit int `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"The most to give."`
		}) (BuyAgainView, error) {
			f, err := acts.Order.Forecast(tx)
			if err != nil {
				return BuyAgainView{}, err
			}
			all, err := acts.Order.Likeliest(tx, 0, in.Limit)
			view := BuyAgainView{Weeks: report.ForecastWeeks, Customers: f.Buyers, Repeaters: f.Repeaters, Enough: f.Fitted}
			if !f.ReckonedAt.IsZero() {
				view.ReckonedAt = at(f.ReckonedAt)
			}
			view.Items = each(all, func(l overview.Likely) LikelyView {
				return LikelyView{l.Customer, float64(l.Expected) / thousand, float64(l.Alive) / thousand, l.Repeats, at(l.LastAt)}
			})
			return view, err
		})
	get(s, operation{id: "listPatterns", path: "~/customers/{customer}/patterns", scope: "customers:read", summary: "What counting says of what people say of a customer",
		note: "Each is weighed against this customer's and the organisation's numbers. For people only: a virtual employee is told nothing of it."},
		func(tx *db.Tx, c *call, in *patternsOf) (listOf[PatternView], error) {
			all, err := s.patterns(tx, c, in)
			return listOf[PatternView]{Items: all}, err
		})
}

// patternsOf asks what counting says of a customer.
type patternsOf struct {
	CustomerPath
	Season string `query:"season" enum:"spring,summer,autumn,winter" default:"summer" doc:"In which nothing would be bought."`
	From   int    `query:"from_hour" minimum:"0" maximum:"23" doc:"From this hour of the day the customer would always call, together with until_hour."`
	Until  int    `query:"until_hour" minimum:"0" maximum:"24" doc:"Up to this hour, not included; left out: not weighed."`
}

// firstMonth is with which month a season of three begins.
var firstMonth = map[string]time.Month{"spring": time.March, "summer": time.June, "autumn": time.September, "winter": time.December}

func (s *Server) patterns(tx *db.Tx, c *call, in *patternsOf) (out []PatternView, err error) {
	if tx.Actor.Kind == party.Agent {
		return nil, fault.New(fault.Forbidden, "pattern.for_people")
	}
	of, err := s.cfg.Acts.Customer.Get(tx, in.Customer)
	if err != nil {
		return nil, err
	}
	f, err := s.cfg.Acts.Order.Forecast(tx)
	if err != nil {
		return nil, err
	}
	o, err := s.cfg.Acts.Organisation.Get(tx)
	if err != nil {
		return nil, err
	}
	usual, err := report.UsualOf(f.Usual)
	if err != nil {
		return nil, err
	}
	zone, first := o.Location(), firstMonth[in.Season]
	said := []report.Said{
		{Pattern: report.NeverBuys}, {Pattern: report.NothingInSeason, From: int(first), Until: int(first+1)%12 + 1},
		{Pattern: report.PaysLate}, {Pattern: report.NeverPicksUp}, {Pattern: report.OnlyComplains},
	}
	if in.Until > in.From {
		said = append(said, report.Said{Pattern: report.CallsAtATime, From: in.From, Until: in.Until})
	}
	w := report.Weighing{Zone: zone, Usual: usual, Customer: of.ID, Known: report.KnownSince(of.Since, of.AddedAt, zone)}
	for _, one := range said {
		t, err := w.Of(tx, one)
		if err != nil {
			return nil, err
		}
		months := report.MonthsOf(report.Said{From: int(first), Until: int(first+1)%12 + 1})
		season := c.printer.T("pattern.season", "from", c.printer.Month(months[0]), "until", c.printer.Month(months[2]))
		sentence := c.printer.T(t.Key(), "n", t.N, "count", t.Count, "season", season)
		out = append(out, PatternView{t.Pattern, string(t.Verdict), string(t.Test), t.Count, t.N, t.Usual, t.P, t.PClaim, sentence})
	}
	return out, nil
}
