package api

import (
	"context"
	"net/http"
	"time"

	"kroon/internal/act"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// MoveView is a promise with the new time that it can have, with somebody who can keep it then.
type MoveView struct {
	Promise id.Promise      `json:"promise"`
	Due     time.Time       `json:"due,omitzero" doc:"Absent: no time was found."`
	Owner   id.Staff        `json:"owner,omitzero"`
	Verdict promise.Verdict `json:"verdict,omitempty" enum:"feasible,tight,infeasible"`
}

func showMove(m act.Move) MoveView { return MoveView{m.Promise, at(m.Due), m.Owner, m.Verdict} }

// GiveView is a promise with the colleague who is to keep it.
type GiveView struct {
	Promise id.Promise `json:"promise"`
	Owner   id.Staff   `json:"owner"`
}

type handedOutView struct {
	Given int          `json:"given"`
	Left  []id.Promise `json:"left,omitempty" doc:"They did not fit, and stay where they were."`
}

type movedView struct {
	Moved int `json:"moved"`
}

func addBusyDay(s *Server) {
	acts := s.cfg.Acts
	do(s, operation{
		id: "planBusyDay", method: http.MethodPost, path: "~/busy-day/plan", scope: "promises:write", role: party.TeamLead,
		summary: "The first times that promises can have when all of them are moved together; it changes nothing",
	}, func(ctx context.Context, c *call, in *struct {
		Body struct {
			Promises []id.Promise `json:"promises"`
			After    time.Time    `json:"later_than,omitzero" doc:"Only later than this; later than each was due in any case."`
		}
	}) ([]act.Move, error) {
		return acts.PlanBusyDay(ctx, c.actor, in.Body.Promises, in.Body.After)
	}, func(plan []act.Move) listOf[MoveView] { return listOf[MoveView]{Items: each(plan, showMove)} })
	do(s, operation{
		id: "moveBusyDay", method: http.MethodPost, path: "~/busy-day/move", scope: "promises:write", role: party.TeamLead,
		summary: "Move promises as planned, and give every customer one honest notice",
		note:    "What was promised before is broken, with the busy day as its cause.",
	}, func(ctx context.Context, c *call, in *struct {
		Body struct {
			Moves []MoveView `json:"moves" doc:"As planBusyDay gave them."`
			Words string     `json:"words,omitempty" doc:"One's own, above every notice."`
		}
	}) (act.Moved, error) {
		plan := each(in.Body.Moves, func(m MoveView) act.Move {
			return act.Move{Promise: m.Promise, Due: m.Due, Owner: m.Owner, Verdict: m.Verdict}
		})
		return acts.MoveBusyDay(ctx, c.actor, plan, in.Body.Words)
	}, func(moved act.Moved) movedView { return movedView{moved.Promises} })
	do(s, operation{
		id: "handOutPromises", method: http.MethodPost, path: "~/busy-day/hand-out", scope: "promises:write", role: party.TeamLead,
		summary: "Give many promises to other owners at once, each where it fits",
		note:    "What does not fit stays where it is, and is named in the answer.",
	}, func(ctx context.Context, c *call, in *struct {
		Body struct {
			Gives []GiveView `json:"gives"`
		}
	}) (act.HandedOut, error) {
		return acts.HandOut(ctx, c.actor, each(in.Body.Gives, func(g GiveView) act.Give { return act.Give{Promise: g.Promise, To: g.Owner} }))
	}, func(out act.HandedOut) handedOutView { return handedOutView{out.Given, out.Left} })
}
