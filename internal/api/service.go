package api

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/report"
)

// ServiceFiguresView is what customers ask of us: to be understood, that we do what we say, and soon.
type ServiceFiguresView struct {
	Understanding report.Understanding `json:"understanding"`
	Reliability   KeptRateView         `json:"reliability"`
	Speed         report.Speed         `json:"speed" doc:"From noting a question to its first whole answer; who gave up or still waits counts as somebody without one. The median is by Kaplan and Meier, its interval by Brookmeyer and Crowley."`
	Sides         report.Sides         `json:"sides" doc:"The same of those who had yet to buy and of those who had bought."`
}

// SevenView is one of the seven questions about a customer, answered from what happened in twelve months.
type SevenView struct {
	Ask      string          `json:"ask" enum:"reach,wishes,contact,history,thanks,trouble,same"`
	Says     overview.Says   `json:"says" enum:"yes,partly,no,unknown" doc:"Yes when it went well every time, no when it never did."`
	N        int             `json:"n" doc:"Cases it rests on."`
	Good     int             `json:"good" doc:"Of them, those that went well."`
	Sentence string          `json:"sentence" doc:"In the language that was asked for."`
	Evidence []SevenCaseView `json:"evidence" doc:"The newest cases."`
}

// SevenCaseView is one case that an answer rests on.
type SevenCaseView struct {
	At       time.Time `json:"at"`
	Good     bool      `json:"good"`
	Kind     string    `json:"kind" enum:"promise,question,answer,claim,customer" doc:"What it is found by."`
	ID       id.Any    `json:"id"`
	Sentence string    `json:"sentence"`
}

func addService(s *Server) {
	acts := s.cfg.Acts
	get(s, operation{
		id: "getServiceFigures", path: "~/figures/service", scope: "figures:read", summary: "Understanding, reliability and speed",
		note: "For the organisation, or a team of five or more; never of a person.",
	}, func(tx *db.Tx, _ *call, in *struct {
		From  time.Time `query:"from" doc:"Noted, or due, from; the beginning when left out."`
		Until time.Time `query:"until" doc:"Until, not included; now when left out."`
		Team  id.Team   `query:"team"`
	}) (view ServiceFiguresView, err error) {
		if err := s.largeEnough(tx, in.Team); err != nil {
			return view, err
		}
		house, err := acts.Team.House(tx)
		if err != nil {
			return view, err
		}
		scope := report.Scope{From: in.From, Until: in.Until, Team: in.Team}
		found, err := report.WholeOf(tx, house, scope)
		return ServiceFiguresView{Understanding: found.Understanding, Reliability: KeptRateView(found.Reliability), Speed: found.Speed, Sides: found.Sides}, err
	})
	get(s, operation{
		id: "getPaths", path: "~/figures/paths", scope: "figures:read", summary: "How it really works: the paths that questions take",
		note: "The directly-follows graph of a kind of question, between teams of five or more and roles; never of a person. For people only.",
	}, func(tx *db.Tx, _ *call, in *struct {
		From  time.Time `query:"from" doc:"Noted, or due, from; the beginning when left out."`
		Until time.Time `query:"until" doc:"Until, not included; now when left out."`
		Of    string    `query:"of" default:"questions" maxLength:"300" doc:"questions, no-topic, topic:ID, or log:SOURCE, which is read whole."`
		Top   int       `query:"top" minimum:"0" maximum:"1000" default:"5" doc:"So many of the commonest paths; 0 is all."`
	}) (report.Paths, error) {
		house, err := acts.Team.House(tx)
		if err != nil {
			return report.Paths{}, err
		}
		log, err := report.ReadPaths(tx, in.Of, in.From, in.Until)
		if err != nil {
			return report.Paths{}, err
		}
		return log.Paths(house, in.Top), nil
	})
	get(s, operation{
		id: "listSevenQuestions", path: "~/customers/{customer}/seven", scope: "customers:read", summary: "The seven questions about a customer, answered from what happened",
		note: "Over twelve months. For people only: a virtual employee is told nothing of it.",
	}, func(tx *db.Tx, c *call, in *CustomerPath) (out listOf[SevenView], err error) {
		of, err := acts.Customer.Get(tx, in.Customer)
		if err != nil {
			return out, err
		}
		house, err := acts.Team.House(tx)
		if err != nil {
			return out, err
		}
		all, err := overview.Relation{Claims: s.cfg.Acts.Claim}.SevenAnswers(tx, house, of.ID)
		out.Items = each(all, func(a overview.SevenAnswer) SevenView {
			return SevenView{a.Ask, a.Says, a.N, a.Good, a.In(c.printer, tx.Now), each(a.Evidence, func(e overview.SevenCase) SevenCaseView {
				return SevenCaseView{at(e.At), e.Good, e.Kind, e.Subject, e.In(c.printer)}
			})}
		})
		return out, err
	})
}
