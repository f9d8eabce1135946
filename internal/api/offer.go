package api

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/promise"
	"kroon/internal/team"
	"kroon/internal/worktime"
)

type offerView struct {
	Staff   id.Staff        `json:"staff"`
	Due     time.Time       `json:"due"`
	Verdict promise.Verdict `json:"verdict" enum:"feasible,tight"`
	Chance  promise.Chance  `json:"chance,omitempty" enum:"almost-always,usually,not-always,seldom" doc:"How often promises with about as much slack were kept here. Left out until the organisation's own history tells; it orders nothing."`
}

// offerAsk is what somebody wants to promise and within which limits.
type offerAsk struct {
	Kind     promise.Kind `query:"kind" enum:"call-back,answer,send,visit,deliver,other" default:"call-back"`
	Minutes  int          `query:"minutes" minimum:"0" maximum:"10080" doc:"The effort; the kind's own when left out."`
	Owner    id.Staff     `query:"owner" doc:"Only this person."`
	Skill    string       `query:"skill" maxLength:"40" doc:"Only who has it."`
	Team     id.Team      `query:"team" doc:"Only who is in it."`
	Customer id.Customer  `query:"customer" doc:"Within the hours at which they like to be reached."`
	Question id.Question  `query:"question" doc:"Not after the day on which the customer decides about it, and within the hours of whoever asked it."`
	After    time.Time    `query:"later_than" doc:"Only later than this."`
	Until    time.Time    `query:"until" doc:"Not after this, such as when the customer decides; two weeks on when left out."`
}

// askWindow is how far ahead colleagues are looked for when nothing limits it.
const askWindow = 14 * 24 * time.Hour

func addOffers(s *Server) {
	get(s, operation{
		id: "offerTimes", path: "~/offers", scope: "offers:read", summary: "The first times that can really be promised, at most three",
	}, func(tx *db.Tx, c *call, in *offerAsk) (listOf[offerView], error) {
		ask, err := s.ask(tx, c, *in)
		if err != nil {
			return listOf[offerView]{}, err
		}
		found, err := s.cfg.Acts.Promise.Offer(tx, ask)
		if err != nil {
			return listOf[offerView]{}, err
		}
		chances, err := s.cfg.Acts.Promise.Chances(tx)
		return listOf[offerView]{Items: each(found, func(o promise.Choice) offerView {
			return offerView{o.Staff, at(o.Due), o.Verdict, chances.Of(o.Slack)}
		})}, err
	})
}

// ask finds who could keep it, and the customer's hours.
func (s *Server) ask(tx *db.Tx, c *call, in offerAsk) (promise.Ask, error) {
	ask := promise.Ask{Kind: in.Kind, Minutes: in.Minutes, Owner: in.Owner, Until: in.Until, After: in.After}
	if !in.Question.IsZero() {
		q, err := s.cfg.Acts.Intake.Get(tx, in.Question)
		if err != nil {
			return ask, fault.Of(err).On("question")
		}
		if in.Customer.IsZero() {
			in.Customer = q.Customer
		}
		if day := q.DecidesOn; day != (worktime.Date{}) {
			decides := time.Date(day.Year, day.Month, day.Day+1, 0, 0, 0, 0, c.world.Zone)
			if decides.After(tx.Now) && (in.Until.IsZero() || decides.Before(in.Until)) {
				in.Until, ask.Until = decides, decides
			}
		}
	}
	if !in.Customer.IsZero() {
		wanted, err := s.cfg.Acts.Customer.Get(tx, in.Customer)
		if err != nil {
			return ask, fault.Of(err).On("customer")
		}
		if len(wanted.Hours) > 0 {
			hours, err := worktime.Resolve(worktime.Layer{Zone: c.world.Zone, Week: wanted.Hours})
			if err != nil {
				return ask, err
			}
			ask.Customer = &hours
		}
	}
	if !in.Owner.IsZero() {
		_, err := s.cfg.Acts.Team.Get(tx, in.Owner)
		if err != nil {
			err = fault.Of(err).On("owner")
		}
		return ask, err
	}
	wanted := team.Wanted{Skill: in.Skill, Team: in.Team, From: tx.Now, Until: in.Until}
	if wanted.Until.IsZero() {
		wanted.Until = tx.Now.Add(askWindow)
	}
	people, err := s.cfg.Acts.Team.Candidates(tx, wanted)
	for _, one := range people {
		ask.Among = append(ask.Among, one.ID)
	}
	return ask, err
}
