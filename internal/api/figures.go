package api

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/promise"
	"kroon/internal/report"
)

// smallestTeam is how many people a team has at least of which figures are shown: fewer, and it would be
// about persons.
const smallestTeam = 5

// KeptRateView is how well we kept our word.
type KeptRateView struct {
	Definition int       `json:"definition" doc:"The version of how it is reckoned."`
	From       time.Time `json:"from,omitzero"`
	Until      time.Time `json:"until,omitzero"`
	Due        int64     `json:"due"`
	Kept       int64     `json:"kept"`
	Late       int64     `json:"late" doc:"Done, after due."`
	Never      int64     `json:"never" doc:"Not done at all by now."`
	Disputed   int64     `json:"disputed"`
	Low        *float64  `json:"low,omitempty" doc:"Of the 95 % Wilson interval, 0 to 1; absent under 20 cases."`
	High       *float64  `json:"high,omitempty" doc:"Its upper end."`
}

func addFigures(s *Server) {
	get(s, operation{
		id: "getKeptRate", path: "~/figures/kept-rate", scope: "figures:read", summary: "How well we kept our word",
		note: "For the organisation, per kind, and per team of five or more. Of a person: oneself always; others only while figures of each person are on, for who leads their team and for owners.",
	}, func(tx *db.Tx, _ *call, in *struct {
		From  time.Time    `query:"from" doc:"Due from; the beginning when left out."`
		Until time.Time    `query:"until" doc:"Due until, not included; now when left out."`
		Kind  promise.Kind `query:"kind" enum:"call-back,answer,send,visit,deliver,other"`
		Team  id.Team      `query:"team"`
		Staff id.Staff     `query:"staff" doc:"The owner of the promises."`
	}) (KeptRateView, error) {
		if err := s.largeEnough(tx, in.Team); err != nil {
			return KeptRateView{}, err
		}
		if !in.Staff.IsZero() {
			if err := report.MayMeasure(tx, s.cfg.Acts.Organisation, s.cfg.Acts.Team, in.Staff); err != nil {
				return KeptRateView{}, err
			}
		}
		rate, err := report.Kept(tx, report.Scope{From: in.From, Until: in.Until, Kind: string(in.Kind), Team: in.Team, Staff: in.Staff})
		rate.From, rate.Until = at(rate.From), at(rate.Until)
		return KeptRateView(rate), err
	})
}

// largeEnough refuses figures of so few people that they would be about persons.
func (s *Server) largeEnough(tx *db.Tx, of id.Team) error {
	if of.IsZero() {
		return nil
	}
	if _, err := s.cfg.Acts.Team.Team(tx, of); err != nil {
		return err
	}
	members, err := s.cfg.Acts.Team.Members(tx, of)
	here := 0
	for _, one := range members {
		if one.Here(tx.Now) {
			here++
		}
	}
	if err == nil && here < smallestTeam {
		err = fault.New(fault.Forbidden, "api.small_team", "min", smallestTeam).On("team")
	}
	return err
}
