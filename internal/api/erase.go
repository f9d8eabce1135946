package api

import (
	"context"
	"net/http"
	"time"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// ErasureView is an erasure that waits or was done.
type ErasureView struct {
	Customer    id.Customer `json:"customer"`
	Because     string      `json:"because" enum:"asked,consent,purpose,objected,tried"`
	LetGo       bool        `json:"let_go" doc:"What is still open between us is let go."`
	AskedAt     time.Time   `json:"asked_at"`
	DueAt       time.Time   `json:"due_at"`
	CalledOffAt time.Time   `json:"called_off_at,omitzero"`
}

func showErasure(e customer.Erasure) ErasureView {
	return ErasureView{e.Customer, string(e.Ground), e.LetGo, at(e.AskedAt), at(e.DueAt), at(e.CalledOffAt)}
}

// addErasure adds the operations that erase the data of a customer.
func (s *Server) addErasure() {
	acts := s.cfg.Acts
	do(s, operation{
		id: "eraseCustomer", method: http.MethodPost, path: "~/customers/{customer}/erasure", scope: "admin", role: party.TeamLead,
		summary: "Erase the data of a customer", note: "After a day, in which it can be called off, or at once. Words, names, numbers, files and links go; ids, codes, instants and numbers stay, and so does what the law has us keep of orders.",
	}, func(ctx context.Context, c *call, in *struct {
		CustomerPath
		Body struct {
			Because string `json:"because" enum:"asked,consent,purpose,objected"`
			LetGo   bool   `json:"let_go,omitempty" doc:"The customer lets go of what is still open; without it an open promise or complaint refuses."`
			Now     bool   `json:"now,omitempty" doc:"At once; it cannot be called off."`
		}
	}) (customer.Erasure, error) {
		return acts.AskErasure(ctx, c.actor, in.Customer, customer.Erasing{Ground: customer.Ground(in.Body.Because), LetGo: in.Body.LetGo, AtOnce: in.Body.Now})
	}, showErasure)
	do(s, operation{
		id: "callOffErasure", method: http.MethodDelete, path: "~/customers/{customer}/erasure", scope: "admin", role: party.TeamLead,
		summary: "Do not erase the data of a customer after all",
	}, func(ctx context.Context, c *call, in *CustomerPath) (customer.Erasure, error) {
		return acts.CallOffErasure(ctx, c.actor, in.Customer)
	}, showErasure)
	get(s, operation{
		id: "getErasure", path: "~/customers/{customer}/erasure", scope: "customers:read",
		summary: "When the data of a customer will be erased", note: "404 when they will not.",
	}, func(tx *db.Tx, _ *call, in *CustomerPath) (ErasureView, error) {
		e, found, err := acts.Customer.ErasureOf(tx, in.Customer)
		if err == nil && !found {
			err = fault.New(fault.NotFound, "customer.erase_none")
		}
		return showErasure(e), err
	})
}
