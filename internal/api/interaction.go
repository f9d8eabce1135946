package api

import (
	"context"
	"net/http"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/interaction"
	"kroon/internal/promise"
)

// InteractionPath names an interaction.
type InteractionPath struct {
	Interaction id.Interaction `path:"interaction"`
}

// InteractionWish is a call, a letter or a visit as another program tells of it.
type InteractionWish struct {
	Body struct {
		Customer   id.Customer           `json:"customer,omitzero" doc:"With whom; of a call a number may stand instead."`
		Caller     string                `json:"caller,omitempty" doc:"The number of whoever calls or is called; the one customer who has it is recognised." example:"+31612345678"`
		Kind       interaction.Kind      `json:"kind,omitempty" enum:"call,email,meeting,chat,letter,visit" doc:"A call when left out."`
		Direction  interaction.Direction `json:"direction,omitempty" enum:"in,out" doc:"Who began: the customer (in) or we (out); of a call it follows from the result."`
		Result     interaction.Result    `json:"result,omitempty" enum:"answered,missed,called-back,voicemail,no-answer" doc:"How a call went; nothing else has one."`
		Staff      id.Staff              `json:"staff,omitzero" doc:"Who had it; whoever the token is of when left out."`
		Promise    id.Promise            `json:"promise,omitzero" doc:"What it was about."`
		Question   id.Question           `json:"question,omitzero" doc:"What it was about."`
		BeganAt    time.Time             `json:"began_at,omitzero" doc:"Now when left out."`
		EndedAt    time.Time             `json:"ended_at,omitzero"`
		Words      string                `json:"words,omitempty" doc:"What was said, for colleagues only; it is not given back."`
		Source     string                `json:"source,omitempty" doc:"The system that it comes from, together with external_id." example:"telefooncentrale"`
		ExternalID string                `json:"external_id,omitempty" doc:"Its name there: the same one is entered once."`
	}
}

// InteractionView is a call, a letter or a visit. What was said stays among people.
type InteractionView struct {
	ID        id.Interaction        `json:"id"`
	Customer  id.Customer           `json:"customer,omitzero"`
	Caller    string                `json:"caller,omitempty" doc:"Of whom nobody knows who it is."`
	Kind      interaction.Kind      `json:"kind" enum:"call,email,meeting,chat,letter,visit"`
	Direction interaction.Direction `json:"direction" enum:"in,out"`
	Result    interaction.Result    `json:"result,omitempty" enum:"answered,missed,called-back,voicemail,no-answer"`
	Staff     id.Staff              `json:"staff,omitzero"`
	Promise   id.Promise            `json:"promise,omitzero"`
	Question  id.Question           `json:"question,omitzero"`
	BeganAt   time.Time             `json:"began_at"`
	EndedAt   time.Time             `json:"ended_at,omitzero"`
	Waits     bool                  `json:"waits" doc:"A missed call that ended in no call, promise or reason yet."`
	Version   int64                 `json:"version"`
}

func showInteraction(i interaction.Interaction) InteractionView {
	v := InteractionView{
		ID: i.ID, Customer: i.Customer, Caller: i.Caller, Kind: i.Kind, Direction: i.Direction, Result: i.Result, Staff: i.Staff,
		Promise: i.Promise, Question: i.Question, BeganAt: at(i.BeganAt), Waits: i.Waits, Version: i.Version,
	}
	if !i.EndedAt.IsZero() {
		v.EndedAt = at(i.EndedAt)
	}
	return v
}

type lineView struct {
	ID          id.Any             `json:"id"`
	At          time.Time          `json:"at"`
	Sort        interaction.Sort   `json:"sort" enum:"calls,messages,promises,questions,meetings,rest"`
	Source      interaction.Source `json:"source" enum:"outcome,question,attempt,message,interaction,event"`
	What        string             `json:"what" doc:"The outcome, the channel, the result, the kind of message, contact or event." example:"delivered"`
	SubjectKind string             `json:"subject_kind" example:"promise"`
	Subject     id.Any             `json:"subject" doc:"What it leads to: its words are read there."`
	Customer    id.Customer        `json:"customer" doc:"To whom it happened: of an organisation its contacts too."`
	ByCustomer  bool               `json:"by_customer"`
	Staff       id.Any             `json:"staff,omitzero"`
}

func showLine(l interaction.Line) lineView {
	v := lineView{ID: l.ID, At: at(l.At), Sort: l.Sort, Source: l.Source, What: l.What, SubjectKind: l.SubjectKind,
		Subject: l.Subject, Customer: l.Customer, ByCustomer: l.ActorKind == "customer"}
	if !v.ByCustomer {
		v.Staff = l.Actor
	}
	return v
}

type missedView struct {
	ID       id.Interaction `json:"id"`
	Customer id.Customer    `json:"customer,omitzero"`
	Caller   string         `json:"caller,omitempty"`
	BeganAt  time.Time      `json:"began_at"`
}

func addInteractions(s *Server) {
	acts := s.cfg.Acts
	do(s, operation{id: "logInteraction", method: http.MethodPost, path: "~/interactions", scope: "customers:write", role: "staff",
		summary: "Log a call, a letter or a visit. A missed call waits until it ends in a call, a promise or a reason"},
		func(ctx context.Context, c *call, in *InteractionWish) (interaction.Interaction, error) {
			b := in.Body
			logged, err := acts.LogInteraction(ctx, c.actor, interaction.New{
				Customer: b.Customer, Caller: b.Caller, Kind: b.Kind, Direction: b.Direction, Result: b.Result, Staff: b.Staff,
				Promise: b.Promise, Question: b.Question, BeganAt: b.BeganAt, EndedAt: b.EndedAt, Words: interaction.Said(b.Words),
				From: interaction.Origin{Source: b.Source, ExternalID: b.ExternalID},
			})
			return logged.Interaction, err
		}, showInteraction)
	do(s, operation{id: "dismissMissed", method: http.MethodPost, path: "~/interactions/{interaction}/dismiss", scope: "customers:write", role: "staff",
		summary: "Say why nothing more need be done about a missed call"},
		func(ctx context.Context, c *call, in *struct {
			InteractionPath
			Body struct {
				Reason interaction.Reason `json:"reason" enum:"elsewhere,wrong-number,unreachable,not-wanted,unsolicited"`
			}
		}) (interaction.Interaction, error) {
			return acts.DismissMissed(ctx, c.actor, in.Interaction, in.Body.Reason)
		}, showInteraction)
	do(s, operation{id: "undoInteraction", method: http.MethodPost, path: "~/interactions/{interaction}/undo", scope: "customers:write", role: "staff",
		summary: "Take back what one logged, within fifteen seconds"},
		func(ctx context.Context, c *call, in *InteractionPath) (interaction.Interaction, error) {
			return acts.UndoInteraction(ctx, c.actor, in.Interaction)
		}, showInteraction)
	do(s, operation{id: "callBackSoon", method: http.MethodPost, path: "~/customers/{customer}/call-back", scope: "promises:write", role: "staff",
		summary: "Promise to call back at the first time that one can keep, and tell the customer"},
		func(ctx context.Context, c *call, in *CustomerPath) (promise.Promise, error) {
			return acts.CallBackSoon(ctx, c.actor, in.Customer)
		}, showPromise)
	readInteractions(s)
}

func readInteractions(s *Server) {
	acts := s.cfg.Acts
	get(s, operation{id: "listTimeline", path: "~/customers/{customer}/timeline", scope: "customers:read", summary: "What happened with a customer, the newest first; of an organisation what happened with its contacts too"},
		func(tx *db.Tx, _ *call, in *struct {
			CustomerPath
			Paging
			Sort interaction.Sort `query:"sort" enum:"calls,messages,promises,questions,meetings" doc:"Only this sort."`
		}) (listOf[lineView], error) {
			if _, err := acts.Customer.Get(tx, in.Customer); err != nil {
				return listOf[lineView]{}, err
			}
			all, err := acts.Interaction.Timeline(tx, in.Customer, in.Sort, in.After, in.Limit+1)
			return page(all, in.Limit, showLine, func(l interaction.Line) id.Any { return l.ID }), err
		})
	get(s, operation{id: "listMissed", path: "~/interactions/missed", scope: "customers:read", summary: "The missed calls that wait for somebody, the longest waiting first"},
		func(tx *db.Tx, _ *call, _ *struct{}) (listOf[missedView], error) {
			all, err := acts.Interaction.Waiting(tx, mostMissed)
			return listOf[missedView]{Items: each(all, func(m interaction.MissedCall) missedView {
				return missedView{m.ID, m.Customer, m.Caller, at(m.BeganAt)}
			})}, err
		})
}

// mostMissed bounds the missed calls that are listed.
const mostMissed = 200
