package api

import (
	"context"
	"net/http"
	"time"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/promise"
)

// PromiseWish is the wish to promise something. What is left out takes the default of its kind.
type PromiseWish struct {
	DueWish
	Direction  promise.Direction `json:"direction,omitempty" enum:"ours,theirs,internal" doc:"Ours when left out."`
	Kind       promise.Kind      `json:"kind,omitempty" enum:"call-back,answer,send,visit,deliver,pay,other" doc:"A call-back when left out; pay is theirs only."`
	Act        string            `json:"act,omitempty" doc:"What will be done, in words that the customer may read."`
	Customer   id.Customer       `json:"customer,omitzero" doc:"The beneficiary, or who promised us."`
	Colleague  id.Staff          `json:"colleague,omitzero" doc:"The beneficiary of an internal promise."`
	Owner      id.Staff          `json:"owner,omitzero" doc:"Who keeps it; for whom the token acts when left out."`
	Question   id.Question       `json:"question,omitzero"`
	Minutes    int               `json:"minutes,omitempty" doc:"The effort; the kind's own when left out."`
	Proof      promise.Proof     `json:"proof,omitempty" enum:"call,message,link,text,word,file" doc:"What will show that it was done; the kind's own when left out."`
	Proposal   bool              `json:"proposal,omitempty" doc:"Ask first: offered, not yet agreed."`
	LapsesAt   time.Time         `json:"lapses_at,omitzero" doc:"Of a proposal; its due when left out."`
	Override   bool              `json:"override,omitempty" doc:"Promise it by name although the arithmetic says no."`
	Words      string            `json:"words,omitempty" doc:"Why, for an override."`
	RecoveryOf id.Promise        `json:"recovery_of,omitzero" doc:"The broken promise that it makes good."`
	Tell       act.Tell          `json:"tell,omitempty" enum:"message,spoken,none" doc:"How the customer hears of it: by message when left out."`
}

// make is the wish as the acts take it.
func (w PromiseWish) make(c *call, due promise.Due) promise.Make {
	m := promise.Make{
		Direction: w.Direction, Kind: w.Kind, Act: w.Act, Customer: w.Customer, Colleague: w.Colleague, Owner: w.Owner,
		Question: w.Question, Minutes: w.Minutes, Proof: w.Proof, Due: due, Proposal: w.Proposal, LapsesAt: w.LapsesAt,
		Override: w.Override, Words: w.Words, RecoveryOf: w.RecoveryOf,
	}
	if m.Owner.IsZero() {
		m.Owner = c.actor.StaffID()
	}
	return m
}

// PromiseView is a promise as it stands now.
type PromiseView struct {
	ID             id.Promise        `json:"id"`
	Code           id.Code           `json:"code" doc:"To say over the phone."`
	Direction      promise.Direction `json:"direction" enum:"ours,theirs,internal"`
	Kind           promise.Kind      `json:"kind" enum:"call-back,answer,send,visit,deliver,pay,other"`
	Act            string            `json:"act,omitempty"`
	Customer       id.Customer       `json:"customer,omitzero"`
	Colleague      id.Staff          `json:"colleague,omitzero"`
	Owner          id.Staff          `json:"owner"`
	ProposedTo     id.Staff          `json:"proposed_to,omitzero" doc:"Asked to take it over; the owner stays owner until they do."`
	Question       id.Question       `json:"question,omitzero"`
	Minutes        int               `json:"minutes" doc:"The effort."`
	Proof          promise.Proof     `json:"proof" enum:"call,message,link,text,word,file"`
	Due            time.Time         `json:"due"`
	DueCivil       string            `json:"due_civil,omitempty" doc:"The clock on the wall that due came from; absent for an instant."`
	Zone           string            `json:"zone,omitempty"`
	Grain          promise.Grain     `json:"grain" enum:"minute,day"`
	Fixed          bool              `json:"fixed" doc:"An appointment at that time and not before."`
	State          promise.State     `json:"state" enum:"offered,agreed,declined,lapsed,delivered,revised,released,broken,accepted,disputed,repaired"`
	Open           bool              `json:"open" doc:"It still asks for work."`
	Kept           bool              `json:"kept" doc:"Done at or before due, and not in dispute."`
	Awaits         promise.Awaits    `json:"awaits,omitempty" enum:"redistribution" doc:"What a team lead has to do with it."`
	Overridden     bool              `json:"overridden" doc:"Agreed by name although the arithmetic said no."`
	Imported       bool              `json:"imported"`
	MadeBy         id.Staff          `json:"made_by,omitzero"`
	MadeAt         time.Time         `json:"made_at"`
	AgreedAt       time.Time         `json:"agreed_at,omitzero"`
	AcknowledgeBy  time.Time         `json:"acknowledge_by,omitzero"`
	AcknowledgedAt time.Time         `json:"acknowledged_at,omitzero"`
	LapsesAt       time.Time         `json:"lapses_at,omitzero"`
	DeedAt         time.Time         `json:"deed_at,omitzero" doc:"When it was done, by Kroon's own record or the customer's word."`
	BrokenAt       time.Time         `json:"broken_at,omitzero"`
	ClosedAt       time.Time         `json:"closed_at,omitzero"`
	UndoneAt       time.Time         `json:"undone_at,omitzero" doc:"Taken back at once; in no figure."`
	Root           id.Promise        `json:"root" doc:"The first version; itself for that one."`
	Previous       id.Promise        `json:"previous,omitzero" doc:"The version that this one replaced."`
	RecoveryOf     id.Promise        `json:"recovery_of,omitzero"`
	Version        int64             `json:"version"`
}

func (v PromiseView) version() int64   { return v.Version }
func (v PromiseView) location() string { return "/promises/" + v.ID.String() }

func showPromise(p promise.Promise) PromiseView {
	return PromiseView{
		ID: p.ID, Code: p.Code, Direction: p.Direction, Kind: p.Kind, Act: p.Act, Customer: p.Customer, Colleague: p.Colleague,
		Owner: p.Owner, ProposedTo: p.ProposedTo, Question: p.Question, Minutes: p.Minutes, Proof: p.Proof,
		Due: at(p.DueAt), DueCivil: p.DueCivil, Zone: p.Zone, Grain: p.Grain, Fixed: p.Fixed, State: p.State, Open: p.Open,
		Kept: p.Kept(), Awaits: p.Awaits, Overridden: p.Overridden, Imported: p.Imported, MadeBy: p.MadeBy, MadeAt: at(p.MadeAt),
		AgreedAt: at(p.AgreedAt), AcknowledgeBy: at(p.AcknowledgeBy), AcknowledgedAt: at(p.AcknowledgedAt),
		LapsesAt: at(p.LapsesAt), DeedAt: at(p.DeedAt), BrokenAt: at(p.BrokenAt), ClosedAt: at(p.ClosedAt),
		UndoneAt: at(p.UndoneAt), Root: p.Root, Previous: p.Previous, RecoveryOf: p.RecoveryOf, Version: p.Version,
	}
}

// PromisePath names a promise.
type PromisePath struct {
	Promise id.Promise `path:"promise"`
}

func (p PromisePath) expected() act.Expected { return act.Expected{Promise: p.Promise} }

type madeView struct {
	Promise PromiseView     `json:"promise"`
	Verdict promise.Verdict `json:"verdict" enum:"feasible,tight,infeasible" doc:"How well it fits what its owner promised already."`
}

func (v madeView) version() int64   { return v.Promise.Version }
func (v madeView) location() string { return v.Promise.location() }

func showMade(m promise.Made) madeView { return madeView{showPromise(m.Promise), m.Verdict} }

func addPromises(s *Server) {
	acts := s.cfg.Acts
	get(s, operation{
		id: "listPromises", path: "~/promises", scope: "promises:read", summary: "Promises",
		note: "Open ones, the earliest due first, of everybody or of one owner; of a customer all, the latest due first; " +
			"of a question all; by its code one or none.",
	}, func(tx *db.Tx, _ *call, in *struct {
		Paging
		Owner    id.Staff    `query:"owner"`
		Customer id.Customer `query:"customer"`
		Question id.Question `query:"question"`
		Code     string      `query:"code" maxLength:"20"`
	}) (listOf[PromiseView], error) {
		all, err := promisesOf(acts, tx, in.Customer, in.Question, in.Owner, in.Code, in.Paging)
		if !in.Question.IsZero() {
			return listOf[PromiseView]{Items: each(all, showPromise)}, err
		}
		return page(all, in.Limit, showPromise, func(p promise.Promise) id.Any { return p.ID.Any() }), err
	})
	get(s, operation{id: "getPromise", path: "~/promises/{promise}", scope: "promises:read", summary: "A promise with everything that befell it"},
		func(tx *db.Tx, _ *call, in *PromisePath) (PromiseStoryView, error) {
			story, err := acts.Promise.Story(tx, in.Promise)
			return showStory(story), err
		})
	do(s, operation{
		id: "makePromise", method: http.MethodPost, path: "~/promises", scope: "promises:write", role: "staff", status: http.StatusCreated,
		summary: "Give our word, propose to, or note what a customer promised us",
	}, func(ctx context.Context, c *call, in *struct{ Body PromiseWish }) (promise.Made, error) {
		if err := told(in.Body.Tell); err != nil {
			return promise.Made{}, err
		}
		return promised(c, in.Body.DueWish, func(due promise.Due) (promise.Made, error) {
			return acts.MakePromise(ctx, c.actor, in.Body.make(c, due), in.Body.Tell)
		})
	}, showMade)
	addDeadline(s)
}

func promisesOf(acts *act.Acts, tx *db.Tx, of id.Customer, question id.Question, owner id.Staff, code string, p Paging) ([]promise.Promise, error) {
	after := id.Promise(p.After)
	switch {
	case code != "":
		read, ok := id.ParseCode(code)
		if !ok {
			return nil, nil
		}
		one, found, err := acts.Promise.ByCode(tx, read)
		if err == nil && !found {
			err = fault.New(fault.NotFound, "promise.unknown")
		}
		return byCode(one, err)
	case !question.IsZero():
		if _, err := acts.Intake.Get(tx, question); err != nil {
			return nil, err
		}
		return acts.Promise.OfQuestion(tx, question)
	case !of.IsZero():
		if _, err := acts.Customer.Get(tx, of); err != nil {
			return nil, err
		}
		return acts.Promise.OfCustomerBefore(tx, of, after, p.Limit+1)
	}
	return acts.Promise.OpenAfter(tx, owner, after, p.Limit+1)
}
