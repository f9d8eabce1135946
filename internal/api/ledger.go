package api

import (
	"maps"
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/ledger"
)

type balanceView struct {
	Points  int64 `json:"points" doc:"Our standing with the customer; never a score of the customer."`
	Entries int64 `json:"entries" doc:"On how many entries it rests."`
}

type entryView struct {
	ID         id.Entry   `json:"id"`
	Points     int64      `json:"points"`
	Kind       string     `json:"kind" doc:"The kind of event that caused it." example:"promise.delivered"`
	Event      id.Event   `json:"event"`
	Promise    id.Promise `json:"promise,omitzero"`
	Rule       string     `json:"rule" doc:"The rule of the tariff, with its version."`
	HappenedAt time.Time  `json:"happened_at"`
	RecordedAt time.Time  `json:"recorded_at"`
	Corrects   id.Entry   `json:"corrects,omitzero" doc:"The entry that it takes back."`
}

func showEntry(e ledger.Entry) entryView {
	return entryView{e.ID, e.Points, e.Kind, e.Event, e.Promise, e.Rule, at(e.HappenedAt), at(e.RecordedAt), e.Corrects}
}

type pointView struct {
	At     time.Time `json:"at"`
	Points int64     `json:"points"`
}

type tariffView struct {
	Version   ledger.Version `json:"version"`
	ValidFrom string         `json:"valid_from" format:"date"`
	HalfLife  int64          `json:"half_life_days,omitempty" doc:"Of the view in which points age; absent: they do not."`
	Rules     []ruleView     `json:"rules" doc:"What posts points; every other kind of event posts none."`
}

type ruleView struct {
	Rule     string `json:"rule" doc:"A kind of event, or one case of it." example:"promise.delivered/early"`
	Points   int64  `json:"points"`
	Recovery bool   `json:"recovery" doc:"Never more than the failure that it makes good took away."`
	WhyNL    string `json:"why_nl"`
	WhyEN    string `json:"why_en"`
}

func showTariff(t ledger.Tariff) tariffView {
	v := tariffView{Version: t.Version, ValidFrom: t.ValidFrom, HalfLife: t.HalfLife, Rules: []ruleView{}}
	for _, kind := range slices.Sorted(maps.Keys(t.Decisions)) {
		if d := t.Decisions[kind]; !d.None {
			v.Rules = append(v.Rules, ruleView{kind, d.Points, d.Recovery, d.WhyNL, d.WhyEN})
		}
	}
	return v
}

// trendBack is how far back a trend begins when nobody says.
const trendBack = 12 // months

func addLedger(s *Server) {
	acts := s.cfg.Acts
	known := func(tx *db.Tx, of id.Customer) error {
		if err := forPeople(tx); err != nil {
			return err
		}
		_, err := acts.Customer.Get(tx, of)
		return err
	}
	get(s, operation{id: "getBalance", path: "~/customers/{customer}/ledger", scope: "ledger:read", summary: "Our standing with a customer"},
		func(tx *db.Tx, _ *call, in *CustomerPath) (v balanceView, err error) {
			if err := known(tx, in.Customer); err != nil {
				return v, err
			}
			v.Points, v.Entries, err = acts.Ledger.Balance(tx, in.Customer)
			return v, err
		})
	get(s, operation{id: "listEntries", path: "~/customers/{customer}/ledger/entries", scope: "ledger:read", summary: "The entries of our account with a customer, the newest first"},
		func(tx *db.Tx, _ *call, in *struct {
			CustomerPath
			Paging
		}) (listOf[entryView], error) {
			if err := known(tx, in.Customer); err != nil {
				return listOf[entryView]{}, err
			}
			all, err := acts.Ledger.Entries(tx, in.Customer, id.Entry(in.After), in.Limit+1)
			return page(all, in.Limit, showEntry, func(e ledger.Entry) id.Any { return e.ID.Any() }), err
		})
	get(s, operation{id: "listTariffs", path: "~/ledger/tariffs", scope: "ledger:read", summary: "What is worth how many points on our account with a customer, and why; the oldest version first"},
		func(tx *db.Tx, _ *call, _ *struct{}) (listOf[tariffView], error) {
			all, err := acts.Ledger.Tariffs(tx)
			return listOf[tariffView]{Items: each(all, showTariff)}, err
		})
	get(s, operation{id: "getTrend", path: "~/customers/{customer}/ledger/trend", scope: "ledger:read", summary: "Our standing with a customer over time"},
		func(tx *db.Tx, _ *call, in *struct {
			CustomerPath
			From time.Time `query:"from" doc:"A year ago when left out."`
		}) (listOf[pointView], error) {
			if err := known(tx, in.Customer); err != nil {
				return listOf[pointView]{}, err
			}
			if in.From.IsZero() {
				in.From = tx.Now.AddDate(0, -trendBack, 0)
			}
			all, err := acts.Ledger.Trend(tx, in.Customer, in.From)
			return listOf[pointView]{Items: each(all, func(p ledger.Point) pointView { return pointView{at(p.At), p.Points} })}, err
		})
}
