package api

import (
	"context"
	"net/http"
	"time"

	"kroon/internal/access"
	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

// TokenView is a token of a program, without its text.
type TokenView struct {
	ID        id.Token  `json:"id"`
	Staff     id.Staff  `json:"staff" doc:"For whom the program acts."`
	Name      string    `json:"name" doc:"What it is for."`
	Scopes    []string  `json:"scopes"`
	CreatedAt time.Time `json:"created_at"`
	ExpiresAt time.Time `json:"expires_at"`
	UsedAt    time.Time `json:"used_at,omitzero" doc:"Within the hour; absent: never."`
	RevokedAt time.Time `json:"revoked_at,omitzero" doc:"Absent while it works."`
}

func showToken(t access.Token) TokenView {
	return TokenView{
		ID: t.ID, Staff: t.Staff, Name: t.Name, Scopes: append([]string{}, t.Scopes...), CreatedAt: at(t.CreatedAt),
		ExpiresAt: at(t.ExpiresAt), UsedAt: at(t.UsedAt), RevokedAt: at(t.RevokedAt),
	}
}

// MadeTokenView is a token with its text.
type MadeTokenView struct {
	TokenView
	Text string `json:"text" doc:"What the program sends. It is shown here only, and again to the same request under the same Idempotency-Key."`
}

func addTokens(s *Server) {
	acts := s.cfg.Acts
	get(s, operation{id: "listTokens", path: "~/staff/{staff}/tokens", scope: access.ScopeAdmin, summary: "The tokens of programs that act for somebody, the newest first"},
		func(tx *db.Tx, _ *call, in *StaffPath) (listOf[TokenView], error) {
			if _, err := acts.Team.Get(tx, in.Staff); err != nil {
				return listOf[TokenView]{}, err
			}
			all, err := acts.Access.Tokens(tx, in.Staff)
			return listOf[TokenView]{Items: each(all, showToken)}, err
		})
	do(s, operation{
		id: "makeToken", method: http.MethodPost, path: "~/staff/{staff}/tokens", scope: access.ScopeAdmin, role: party.Colleague, status: http.StatusCreated,
		summary: "Make a token for a program that acts for somebody", note: "It can do no more than the token it is made with.",
	}, func(ctx context.Context, c *call, in *struct {
		StaffPath
		Body struct {
			Name      string    `json:"name" doc:"What it is for."`
			Scopes    []string  `json:"scopes"`
			ExpiresAt time.Time `json:"expires_at,omitzero" doc:"In a year when left out; at most three."`
		}
	}) (act.MadeToken, error) {
		return acts.MakeToken(ctx, c.actor, access.NewToken{Staff: in.Staff, Name: in.Body.Name, Scopes: in.Body.Scopes, ExpiresAt: in.Body.ExpiresAt})
	}, func(m act.MadeToken) MadeTokenView { return MadeTokenView{showToken(m.Token), m.Text} })
	silently(s, operation{
		id: "revokeToken", method: http.MethodPost, path: "~/tokens/{token}/revoke", scope: access.ScopeAdmin, role: party.Colleague,
		summary: "End a token",
	}, func(ctx context.Context, c *call, in *struct {
		Token id.Token `path:"token"`
	}) error {
		return acts.RevokeToken(ctx, c.actor, in.Token)
	})
}
