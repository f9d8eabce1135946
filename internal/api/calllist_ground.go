package api

import (
	"context"
	"kroon/internal/overview"
	"net/http"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

func addStrikes(s *Server) {
	acts := s.cfg.Acts
	do(s, operation{id: "strikeCustomer", method: http.MethodPost, path: "~/customers/{customer}/strikes", scope: "customers:write", role: "staff",
		summary: "Strike a customer off every list; an objection also ends what he consented to"},
		func(ctx context.Context, c *call, in *struct {
			CustomerPath
			Body strikeWish
		}) (overview.CallStrike, error) {
			return acts.StrikeCustomer(ctx, c.actor, in.Customer, in.Body.striking())
		}, showStrike)
	do(s, operation{id: "secondStrike", method: http.MethodPost, path: "~/strikes/{strike}/second", scope: "customers:write", role: "staff",
		summary: "Say as a second person whether an opinion is enough to strike somebody off. Who struck him off cannot"},
		func(ctx context.Context, c *call, in *struct {
			StrikePath
			Body struct {
				Agrees bool   `json:"agrees"`
				Words  string `json:"words,omitempty"`
			}
		}) (overview.CallStrike, error) {
			return acts.SecondStrike(ctx, c.actor, in.Strike, in.Body.Agrees, in.Body.Words)
		}, showStrike)
	do(s, operation{id: "liftStrike", method: http.MethodPost, path: "~/strikes/{strike}/lift", scope: "customers:write", role: "staff",
		summary: "Have a customer called again who was struck off on a fact or an opinion; not on his own objection"},
		func(ctx context.Context, c *call, in *StrikePath) (overview.CallStrike, error) {
			return acts.LiftStrike(ctx, c.actor, in.Strike)
		}, showStrike)
}

func addGrounds(s *Server) {
	acts := s.cfg.Acts
	get(s, operation{id: "getCallGround", path: "~/customers/{customer}/calling", scope: "customers:read", summary: "Whether a customer may be called with an offer now, and why"},
		func(tx *db.Tx, _ *call, in *CustomerPath) (GroundView, error) {
			c, err := acts.Customer.Get(tx, in.Customer)
			if err != nil {
				return GroundView{}, err
			}
			v, err := acts.CallList.Verdict(tx, c.ID, overview.CallForSale)
			if err != nil {
				return GroundView{}, err
			}
			called, err := acts.CallList.Called(tx, c.ID)
			if err != nil {
				return GroundView{}, err
			}
			consents, err := acts.CallList.ConsentsOf(tx, c.ID)
			if err != nil {
				return GroundView{}, err
			}
			strikes, err := acts.CallList.StrikesOf(tx, c.ID)
			if tx.Actor.Kind == party.Agent {
				strikes = nil // that somebody was struck off on an opinion is for people
			}
			return GroundView{v.May(), called, v.Ground, v.Rule.ID, v.Rule.Law, v.Why, each(consents, showConsent), each(strikes, showStrike)}, err
		})
	addConsents(s)
}

func addConsents(s *Server) {
	acts := s.cfg.Acts
	do(s, operation{id: "noteConsent", method: http.MethodPost, path: "~/customers/{customer}/consents", scope: "customers:write", role: "staff",
		summary: "Note that a customer agreed to be called with offers; an objection of before ends by it"},
		func(ctx context.Context, c *call, in *struct {
			CustomerPath
			Body struct {
				GivenAt  time.Time               `json:"given_at" required:"true"`
				How      overview.CallConsentHow `json:"how" enum:"site,paper,mail,person,phone" required:"true"`
				About    string                  `json:"about" required:"true" doc:"For what, as it was asked."`
				Evidence string                  `json:"evidence" required:"true" doc:"Where it can be seen."`
			}
		}) (overview.CallConsent, error) {
			b := in.Body
			return acts.NoteConsent(ctx, c.actor, overview.CallConsent{Customer: in.Customer, GivenAt: b.GivenAt, How: b.How, About: b.About, Evidence: b.Evidence})
		}, showConsent)
	do(s, operation{id: "withdrawConsent", method: http.MethodPost, path: "~/consents/{consent}/withdraw", scope: "customers:write", role: "staff",
		summary: "Note that a customer took his consent back"},
		func(ctx context.Context, c *call, in *struct {
			Consent id.Any `path:"consent"`
		}) (overview.CallConsent, error) {
			return acts.WithdrawConsent(ctx, c.actor, in.Consent)
		}, showConsent)
	do(s, operation{id: "sayForm", method: http.MethodPost, path: "~/customers/{customer}/form", scope: "customers:write", role: "staff",
		summary: "Say what the law takes an organisation for"},
		func(ctx context.Context, c *call, in *struct {
			CustomerPath
			Body struct {
				Form overview.Called `json:"form" enum:"unincorporated,incorporated" required:"true"`
			}
		}) (overview.Called, error) {
			return in.Body.Form, acts.SayForm(ctx, c.actor, in.Customer, in.Body.Form)
		}, func(f overview.Called) struct {
			Form overview.Called `json:"form"`
		} {
			return struct {
				Form overview.Called `json:"form"`
			}{f}
		})
}

func addCallFilters(s *Server) {
	acts := s.cfg.Acts
	do(s, operation{id: "saveCallFilter", method: http.MethodPost, path: "~/call-lists/filters", scope: "customers:write", role: "staff", summary: "Keep a filter under a name; the same name again replaces it"},
		func(ctx context.Context, c *call, in *struct {
			Body struct {
				Name   string              `json:"name" required:"true"`
				Filter overview.CallFilter `json:"filter"`
			}
		}) (overview.CallSaved, error) {
			return acts.SaveCallFilter(ctx, c.actor, in.Body.Name, in.Body.Filter)
		}, func(f overview.CallSaved) struct {
			ID      id.Any              `json:"id"`
			Name    string              `json:"name"`
			Filter  overview.CallFilter `json:"filter"`
			SavedAt time.Time           `json:"saved_at"`
		} {
			return struct {
				ID      id.Any              `json:"id"`
				Name    string              `json:"name"`
				Filter  overview.CallFilter `json:"filter"`
				SavedAt time.Time           `json:"saved_at"`
			}{f.ID, f.Name, f.Parts, at(f.SavedAt)}
		})
}
