package api

import (
	"context"
	"net/http"
	"time"

	"kroon/internal/act"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// transition is an operation on one promise.
func transition(name, of, summary string) operation {
	return operation{
		id: name, method: http.MethodPost, path: "~/promises/{promise}/" + of, scope: "promises:write", role: "staff", summary: summary,
	}
}

// addTransitions adds the acts on a promise that need no more than its id.
func addTransitions(s *Server) {
	acts := s.cfg.Acts
	for _, one := range []struct {
		operation
		act func(ctx context.Context, actor party.Actor, of id.Promise) (promise.Promise, error)
	}{
		{transition("agreeToPromise", "agree", "Answer a proposal with yes"), acts.AgreeToOffer},
		{transition("declinePromise", "decline", "Answer a proposal with no"), acts.DeclineOffer},
		{transition("acceptPromise", "accept", "Pass on that the beneficiary is content"), acts.AcceptDelivery},
		{transition("upholdDispute", "uphold", "Settle a dispute for the beneficiary: it was not done"), acts.UpholdDispute},
		{transition("acknowledgePromise", "acknowledge", "The owner has seen what was promised for them"), acts.Acknowledge},
		{transition("undoPromise", "undo", "Take back one's own last act, within fifteen seconds"), acts.UndoPromise},
	} {
		do(s, one.operation, func(ctx context.Context, c *call, in *PromisePath) (promise.Promise, error) {
			if err := c.colleague(); err != nil {
				return promise.Promise{}, err
			}
			return one.act(ctx, c.actor, in.Promise)
		}, showPromise)
	}
	addDeliver(s)
	addEndings(s)
	addOwners(s)
	addCalls(s)
}

// colleague: undo has no role of its own, since customers undo as well; here only staff and agents come.
func (c *call) colleague() error {
	if c.actor.May(party.Colleague) {
		return nil
	}
	return fault.New(fault.Forbidden, "act.role", "role", string(party.Colleague))
}

func addDeliver(s *Server) {
	do(s, transition("deliverPromise", "deliver", "It was done, with what shows it"), func(ctx context.Context, c *call, in *struct {
		PromisePath
		Body struct {
			Proof    promise.Proof `json:"proof,omitempty" enum:"call,message,link,text,word,file" doc:"The promised one when left out."`
			Words    string        `json:"words,omitempty" doc:"The text, the link, or the answer to the customer."`
			Evidence id.Any        `json:"evidence,omitzero" doc:"A logged call or a sent message that Kroon itself recorded: it dates the deed."`
			StatedAt time.Time     `json:"stated_at,omitzero" doc:"When, as whoever reports it says; recorded, counts for nothing."`
			Tell     act.Tell      `json:"tell,omitempty" enum:"message,spoken,none" doc:"Whether the customer is told; not when left out."`
		}
	}) (promise.Promise, error) {
		b := in.Body
		if err := told(b.Tell); err != nil {
			return promise.Promise{}, err
		}
		deed := promise.Deed{Proof: b.Proof, Words: b.Words, Evidence: b.Evidence, StatedAt: b.StatedAt}
		return s.cfg.Acts.Deliver(ctx, c.actor, in.Promise, deed, b.Tell)
	}, showPromise)
}

// CauseWish is why somebody lets us off.
type CauseWish struct {
	PromisePath
	Body struct {
		Cause promise.Cause `json:"cause,omitempty" enum:"customer,not-needed,bought-elsewhere,no-answer"`
	}
}

func addEndings(s *Server) {
	acts := s.cfg.Acts
	do(s, transition("disputePromise", "dispute", "Pass on that the beneficiary says it was not done"), func(ctx context.Context, c *call, in *struct {
		PromisePath
		Body struct {
			Words string `json:"words,omitempty" doc:"The objection."`
		}
	}) (promise.Promise, error) {
		return acts.DisputeDelivery(ctx, c.actor, in.Promise, in.Body.Words)
	}, showPromise)
	do(s, transition("releasePromise", "release", "Pass on that the beneficiary lets us off, before due"),
		func(ctx context.Context, c *call, in *CauseWish) (promise.Promise, error) {
			return acts.Release(ctx, c.actor, in.Promise, in.Body.Cause)
		}, showPromise)
	do(s, transition("waivePromise", "waive", "Pass on that the beneficiary no longer needs what was broken"),
		func(ctx context.Context, c *call, in *CauseWish) (promise.Promise, error) {
			return acts.Waive(ctx, c.actor, in.Promise, in.Body.Cause)
		}, showPromise)
}

type reassignedView struct {
	Promise PromiseView     `json:"promise"`
	Verdict promise.Verdict `json:"verdict,omitempty" enum:"feasible,tight,infeasible"`
}

func (v reassignedView) version() int64 { return v.Promise.Version }

func showReassigned(r act.Reassigned) reassignedView {
	return reassignedView{showPromise(r.Promise), r.Verdict}
}

func addOwners(s *Server) {
	acts := s.cfg.Acts
	do(s, transition("reassignPromise", "reassign", "Give a promise to another owner"), func(ctx context.Context, c *call, in *struct {
		PromisePath
		Body struct {
			Owner    id.Staff      `json:"owner"`
			Cause    promise.Cause `json:"cause,omitempty" enum:"colleague,sick,leave,left" doc:"A colleague's wish when left out."`
			Override bool          `json:"override,omitempty" doc:"Although it does not fit; a team lead may."`
		}
	}) (act.Reassigned, error) {
		b := in.Body
		switch b.Cause {
		case promise.NoCause:
			b.Cause = promise.ByColleague
		case promise.ByColleague, promise.SickLeave, promise.PlannedLeave, promise.Departure:
		default:
			return act.Reassigned{}, fault.New(fault.Invalid, "promise.cause").On("cause")
		}
		return acts.Reassign(ctx, c.actor, in.Promise, b.Owner, b.Cause, b.Override)
	}, showReassigned)
	do(s, transition("takeOverPromise", "take-over", "Take over what was proposed to one"), func(ctx context.Context, c *call, in *PromisePath) (act.Reassigned, error) {
		return acts.TakeOver(ctx, c.actor, in.Promise)
	}, showReassigned)
	do(s, transition("turnDownPromise", "turn-down", "Say that one cannot take over what was proposed to one"), func(ctx context.Context, c *call, in *struct {
		PromisePath
		Body struct {
			Words string `json:"words,omitempty" doc:"For the owner, who stays owner."`
		}
	}) (promise.Promise, error) {
		return acts.TurnDown(ctx, c.actor, in.Promise, in.Body.Words)
	}, showPromise)
	do(s, transition("proposePromise", "propose", "Ask a colleague to take a promise over"), func(ctx context.Context, c *call, in *struct {
		PromisePath
		Body struct {
			Colleague id.Staff `json:"colleague"`
		}
	}) (promise.Promise, error) {
		return acts.Propose(ctx, c.actor, in.Promise, in.Body.Colleague)
	}, showPromise)
}

type triedView struct {
	Attempt attemptView `json:"attempt"`
	NextTry time.Time   `json:"next_try,omitzero" doc:"When to try again."`
}

func addCalls(s *Server) {
	acts := s.cfg.Acts
	do(s, transition("beginCall", "call", "Log that one starts to call: Kroon's own record of when"), func(ctx context.Context, c *call, in *PromisePath) (promise.Attempt, error) {
		return acts.BeginCall(ctx, c.actor, in.Promise)
	}, showAttempt)
	do(s, transition("logAttempt", "attempts", "Log how a try ended; it never ends the promise"), func(ctx context.Context, c *call, in *struct {
		PromisePath
		Body struct {
			Result promise.AttemptOutcome `json:"result" enum:"spoken,no-answer,voicemail"`
		}
	}) (act.Tried, error) {
		return acts.LogAttempt(ctx, c.actor, in.Promise, in.Body.Result)
	}, func(t act.Tried) triedView { return triedView{showAttempt(t.Attempt), at(t.Next)} })
}
