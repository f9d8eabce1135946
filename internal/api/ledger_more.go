package api

import (
	"context"
	"math"
	"net/http"
	"time"

	"kroon/internal/access"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/ledger"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// forPeople refuses a virtual employee: it is told no balance.
func forPeople(tx *db.Tx) error {
	if tx.Actor.Kind == party.Agent {
		return fault.New(fault.Forbidden, "ledger.for_people")
	}
	return nil
}

type redView struct {
	Customer id.Customer `json:"customer"`
	Points   int64       `json:"points" doc:"Our standing with the customer, below zero."`
	Aged     int64       `json:"aged" doc:"The same when points lose half their weight in the tariff's time. Nothing stored."`
	Entries  int64       `json:"entries"`
	Last     id.Entry    `json:"last_withdrawal,omitzero" doc:"The last withdrawal that stands."`
}

type askingView struct {
	Good      bool            `json:"good" doc:"In the black, nothing broken or in dispute open, no promise at risk, and nothing asked of late."`
	Not       overview.NotNow `json:"not,omitempty" enum:"breach,dispute,complaint,at_risk,not_black,asked" doc:"Why it is no good moment."`
	Promise   id.Promise      `json:"promise,omitzero" doc:"Which promise comes first."`
	LastAsked time.Time       `json:"last_asked,omitzero"`
}

type askedView struct {
	ID       id.Event    `json:"id"`
	Customer id.Customer `json:"customer"`
	At       time.Time   `json:"at"`
	Undone   bool        `json:"undone"`
}

func showAsked(a ledger.Asked) askedView {
	return askedView{a.ID, a.Customer, at(a.At), !a.UndoneAt.IsZero()}
}

type ownTariffView struct {
	Version   ledger.Version `json:"version"`
	BeginsAt  time.Time      `json:"begins_at"`
	Withdrawn bool           `json:"withdrawn"`
}

func showOwnTariff(t ledger.OwnTariff) ownTariffView {
	return ownTariffView{t.Version, at(t.BeginsAt), !t.WithdrawnAt.IsZero()}
}

type statementView struct {
	Ours   []statementLineView `json:"ours" doc:"What we promised the customer."`
	Theirs []statementLineView `json:"theirs" doc:"What the customer promised us: facts, no points."`
}

type statementLineView struct {
	Promise id.Promise   `json:"promise"`
	Kind    promise.Kind `json:"kind"`
	Act     string       `json:"act,omitempty"`
	DueAt   time.Time    `json:"due_at"`
	DeedAt  time.Time    `json:"deed_at,omitzero"`
	End     overview.End `json:"end" enum:"open,kept,late,broken,released,disputed"`
	Doubted time.Time    `json:"doubted_at,omitzero" doc:"When the customer said that it is not right."`
	Open    bool         `json:"doubt_open" doc:"We are still looking into it."`
}

// see reads what screens show, for the operations that tell the same.
func (s *Server) see() overview.Relation {
	a := s.cfg.Acts
	return overview.Relation{Access: a.Access, Customers: a.Customer, Ledger: a.Ledger, Organisation: a.Organisation, Promises: a.Promise}
}

// addRed tells where we are in the red, and what is asked of customers.
func addRed(s *Server) {
	acts, see := s.cfg.Acts, s.see()
	get(s, operation{id: "listRed", path: "~/ledger/red", scope: "ledger:read", summary: "Where we are in the red, the worst first",
		note: "For people only, as every balance: a virtual employee is told none. It never orders a queue, changes a price or denies anybody service."},
		func(tx *db.Tx, _ *call, in *struct {
			Below int64       `query:"below" minimum:"0" doc:"With after: go on below so many points in the red."`
			After id.Customer `query:"after" doc:"The last customer of the page before."`
			Limit int         `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"The most to give."`
		}) (listOf[redView], error) {
			if err := forPeople(tx); err != nil {
				return listOf[redView]{}, err
			}
			page, err := see.RedList(tx, overview.RedAfter{Points: -min(in.Below, math.MaxInt32), Customer: in.After}, in.Limit)
			return listOf[redView]{Items: each(page.Lines, func(l overview.RedLine) redView {
				return redView{l.Customer, l.Points, l.Aged, l.Entries, l.Last.ID}
			})}, err
		})
	get(s, operation{id: "getAsking", path: "~/customers/{customer}/ledger/asking", scope: "ledger:read", summary: "Whether it is a good moment to ask something of a customer"},
		func(tx *db.Tx, _ *call, in *CustomerPath) (askingView, error) {
			if err := forPeople(tx); err != nil {
				return askingView{}, err
			}
			c, err := acts.Customer.Get(tx, in.Customer)
			if err != nil {
				return askingView{}, err
			}
			a, err := see.Asking(tx, c.ID)
			v := askingView{Good: a.Good(), Not: a.Not, Promise: a.Promise}
			if !a.LastAsked.IsZero() {
				v.LastAsked = at(a.LastAsked)
			}
			return v, err
		})
	do(s, operation{id: "noteAsked", method: http.MethodPost, path: "~/customers/{customer}/ledger/asked", scope: "customers:write", role: "staff",
		summary: "Note that something was asked of a customer: a withdrawal", status: http.StatusCreated},
		func(ctx context.Context, c *call, in *struct {
			CustomerPath
			Body struct {
				Words string `json:"words,omitempty" maxLength:"300" doc:"What was asked. Never leaves the house."`
			}
		}) (ledger.Asked, error) {
			return acts.AskCustomer(ctx, c.actor, in.Customer, in.Body.Words)
		}, showAsked)
	do(s, operation{id: "undoAsked", method: http.MethodPost, path: "~/asked/{asked}/undo", scope: "customers:write", role: "staff",
		summary: "Take back that something was asked; both entries stay"},
		func(ctx context.Context, c *call, in *struct {
			Asked id.Event `path:"asked"`
		}) (ledger.Asked, error) {
			return acts.NotAsked(ctx, c.actor, in.Asked)
		}, showAsked)
	addStatement(s)
}

func addStatement(s *Server) {
	see := s.see()
	show := func(tx *db.Tx, all []overview.StatementLine) []statementLineView {
		return each(all, func(l overview.StatementLine) statementLineView {
			v := statementLineView{Promise: l.ID, Kind: l.Kind, Act: l.Act, DueAt: at(l.DueAt), End: l.End(tx.Now), Open: l.DoubtOpen}
			if !l.DeedAt.IsZero() {
				v.DeedAt = at(l.DeedAt)
			}
			if !l.DoubtedAt.IsZero() {
				v.Doubted = at(l.DoubtedAt)
			}
			return v
		})
	}
	get(s, operation{id: "getStatement", path: "~/customers/{customer}/statement", scope: "promises:read", summary: "What we promised a customer and the customer us, and how it ended",
		note: "What the customer may have: no points, no opinions, no notes."},
		func(tx *db.Tx, _ *call, in *CustomerPath) (statementView, error) {
			page, err := see.StatementOf(tx, in.Customer)
			return statementView{show(tx, page.Ours), show(tx, page.Theirs)}, err
		})
}

// trialView is what a tariff would have made of history.
type trialView struct {
	Version    ledger.Version `json:"version"`
	Current    ledger.Version `json:"current" doc:"The version that it is compared with."`
	Customers  int            `json:"customers"`
	Red        int            `json:"red" doc:"In the red now."`
	RedThen    int            `json:"red_then" doc:"In the red if it had held from the beginning."`
	Higher     int            `json:"higher" doc:"With how many customers our balance would be higher."`
	Lower      int            `json:"lower"`
	Middle     int64          `json:"middle" doc:"The middle balance now."`
	MiddleThen int64          `json:"middle_then" doc:"The middle balance if it had held from the beginning."`
	Left       int            `json:"left"`
	Stayed     int            `json:"stayed"`
	Now        tellingView    `json:"now"`
	Then       tellingView    `json:"then"`
}

// tellingView is how well a balance tells who left from who stayed.
type tellingView struct {
	Enough bool    `json:"enough" doc:"False: too few left or stayed to say it."`
	AUC    float64 `json:"auc" doc:"The chance that our balance was higher with who stayed than with who left, when both had been known for as long; 0.5 is guessing."`
	Low    float64 `json:"low" doc:"With high: the 95 % interval (DeLong)."`
	High   float64 `json:"high"`
}

func showTelling(t overview.Telling) tellingView {
	return tellingView{!t.TooLittle, t.AUC, t.Low, t.High}
}

func addTariffs(s *Server) {
	acts := s.cfg.Acts
	type given struct {
		Body struct {
			File    string `json:"file" doc:"The tariff file, as text."`
			Silence int    `json:"silence_days,omitempty" minimum:"7" maximum:"3650" doc:"After how many days of silence a customer has left; 180 when left out."`
		}
	}
	do(s, operation{id: "tryTariff", method: http.MethodPost, path: "~/ledger/tariffs/try", scope: access.ScopeAdmin, role: party.Owner,
		summary: "What a tariff would have made of history; nothing is stored"},
		func(ctx context.Context, c *call, in *given) (out overview.Trial, err error) {
			if !c.actor.May(party.Owner) {
				return out, fault.New(fault.Forbidden, "act.role", "role", string(party.Owner))
			}
			t, err := ledger.ReadTariff([]byte(in.Body.File))
			if err != nil {
				return out, err
			}
			if in.Body.Silence == 0 {
				in.Body.Silence = overview.Silence
			}
			err = acts.DB.Read(ctx, c.actor, func(tx *db.Tx) error {
				out, err = overview.TryTariff(tx, acts.Ledger, t, in.Body.Silence)
				return err
			})
			return out, err
		}, func(t overview.Trial) trialView {
			return trialView{t.Version, t.Current, t.Customers, t.Red, t.RedThen, t.Higher, t.Lower, t.Middle[0], t.Middle[1], t.Left, t.Stayed, showTelling(t.Now), showTelling(t.Then)}
		})
	do(s, operation{id: "setTariff", method: http.MethodPost, path: "~/ledger/tariffs", scope: access.ScopeAdmin, role: party.Owner, status: http.StatusCreated,
		summary: "Have a tariff take effect on its day, which must be still to come"},
		func(ctx context.Context, c *call, in *struct {
			Body struct {
				File string `json:"file" doc:"The tariff file, as text."`
			}
		}) (ledger.OwnTariff, error) {
			return acts.SetTariff(ctx, c.actor, in.Body.File)
		}, showOwnTariff)
	do(s, operation{id: "withdrawTariff", method: http.MethodPost, path: "~/ledger/tariffs/{version}/withdraw", scope: access.ScopeAdmin, role: party.Owner,
		summary: "Withdraw a tariff that has not taken effect"},
		func(ctx context.Context, c *call, in *struct {
			Version ledger.Version `path:"version"`
		}) (ledger.OwnTariff, error) {
			return acts.WithdrawTariff(ctx, c.actor, string(in.Version))
		}, showOwnTariff)
}
