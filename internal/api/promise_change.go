package api

import (
	"context"

	"kroon/internal/act"
	"kroon/internal/id"
	"kroon/internal/promise"
)

type revisedView struct {
	Old     PromiseView     `json:"old"`
	Next    PromiseView     `json:"next" doc:"The version that follows, or the promise that makes it good."`
	Verdict promise.Verdict `json:"verdict" enum:"feasible,tight,infeasible"`
}

func (v revisedView) version() int64 { return v.Next.Version }

func showRevised(r act.Revised) revisedView {
	return revisedView{showPromise(r.Old), showPromise(r.Next.Promise), r.Next.Verdict}
}

// addChanges adds giving a promise another time.
func addChanges(s *Server) {
	o := transition("revisePromise", "revise", "Give a promise another time")
	o.note = "With the beneficiary's consent before due only the new version counts. Without it, or from due on, our word is broken " +
		"and the new promise makes it good; both count. The ETag is that of the new promise."
	do(s, o, func(ctx context.Context, c *call, in *struct {
		PromisePath
		Body struct {
			DueWish
			Consent  bool     `json:"consent,omitempty" doc:"The beneficiary agrees."`
			Owner    id.Staff `json:"owner,omitzero" doc:"Another owner; the same when left out."`
			Override bool     `json:"override,omitempty"`
			Words    string   `json:"words,omitempty" doc:"Why, for an override."`
			Tell     act.Tell `json:"tell,omitempty" enum:"message,spoken,none" doc:"How the customer hears of it: by message when left out."`
		}
	}) (act.Revised, error) {
		b := in.Body
		if err := told(b.Tell); err != nil {
			return act.Revised{}, err
		}
		return promised(c, b.DueWish, func(due promise.Due) (act.Revised, error) {
			return s.cfg.Acts.Revise(ctx, c.actor, in.Promise, promise.Revision{
				Due: due, Consent: b.Consent, Owner: b.Owner, Override: b.Override, Words: b.Words,
			}, b.Tell)
		})
	}, showRevised)
}
