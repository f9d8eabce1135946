package api

import (
	"context"
	"net/http"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/overview"
)

// DoubtView is something that whoever asks said of a customer, and counting shows otherwise.
type DoubtView struct {
	Claim     id.Claim       `json:"claim"`
	Customer  id.Customer    `json:"customer"`
	Pattern   overview.Sweep `json:"pattern" enum:"never-buys,nothing-in-season,pays-late,never-picks-up,only-complains,calls-at-a-time"`
	Count     int            `json:"count" doc:"Cases of the kind."`
	N         int            `json:"n" doc:"Cases in all."`
	WeighedAt time.Time      `json:"weighed_at"`
	Sentence  string         `json:"sentence" doc:"In the language that was asked for."`
}

// mostDoubts is how many are given at most.
const mostDoubts = 100

// addDoubts is what is told to the author of an opinion and to nobody else, and what may be asked before writing one.
func addDoubts(s *Server) {
	acts := s.cfg.Acts
	get(s, operation{id: "listDoubts", path: "~/doubts", scope: "customers:read", summary: "What you said of customers and counting shows otherwise, the newest first",
		note: toPeople + " It is told to its author only."},
		func(tx *db.Tx, c *call, _ *struct{}) (listOf[DoubtView], error) {
			all, err := acts.Claim.Doubts(tx, mostDoubts)
			return listOf[DoubtView]{Items: each(all, func(d overview.Doubt) DoubtView {
				return DoubtView{d.Claim, d.Customer, d.Sweep, d.Count, d.N, at(d.WeighedAt), overview.DoubtIn(c.printer, d)}
			})}, err
		})
	silently(s, operation{id: "hearDoubt", method: http.MethodPost, path: "~/claims/{claim}/heard", scope: "customers:write", role: "staff",
		summary: "Say that you know what counting shows of something you said: it is not told again until you say it anew", note: toPeople},
		func(ctx context.Context, c *call, in *ClaimPath) error { return acts.HearDoubt(ctx, c.actor, in.Claim) })
}
