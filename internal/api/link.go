package api

import (
	"context"
	"encoding/json"
	"net/http"

	"kroon/internal/access"
	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

// LinkView is an address to give to somebody.
type LinkView struct {
	Link string `json:"link" doc:"For whom it is meant only: it opens without a password."`
}

// doLink registers an act whose result is the token of a link. where is the path before the token.
func doLink[I any](s *Server, o operation, where func(ctx context.Context, c *call, in *I) (string, error), run func(ctx context.Context, c *call, in *I) (string, error)) {
	o.method = http.MethodPost
	serve(s, o, func(ctx context.Context, c *call, in *I) (body LinkView, err error) {
		path, err := where(ctx, c, in)
		if err != nil {
			return body, err
		}
		address, err := s.cfg.Address(ctx, c.actor, path)
		if err != nil {
			return body, err
		}
		said := act.Said{Keep: func(result any) ([]byte, error) {
			token, _ := result.(string)
			return json.Marshal(LinkView{address + token})
		}}
		token, err := run(c.under(ctx, in, &said), c, in)
		if err != nil {
			return body, err
		}
		body = LinkView{address + token}
		if said.Earlier != nil {
			err = json.Unmarshal(said.Earlier, &body)
		}
		return body, err
	})
}

func addLinks(s *Server) {
	acts := s.cfg.Acts
	doLink(s, operation{
		id: "inviteStaff", path: "~/staff/{staff}/invite", scope: access.ScopeAdmin, role: party.TeamLead,
		summary: "A link with which somebody chooses a password, the first or another; earlier ones stop working",
	}, func(ctx context.Context, c *call, in *StaffPath) (string, error) {
		return see(ctx, c, func(tx *db.Tx) (string, error) {
			account, err := acts.Access.Get(tx, in.Staff)
			if account.HasPassword {
				return "/reset/", err
			}
			return "/welcome/", err
		})
	}, func(ctx context.Context, c *call, in *StaffPath) (string, error) {
		return acts.Invite(ctx, c.actor, in.Staff)
	})
	doLink(s, operation{
		id: "linkCustomer", path: "~/customers/{customer}/link", scope: "customers:write", role: party.Colleague,
		summary: "The link to the page with all between a customer and us; the same one as long as it works",
	}, customersPage, func(ctx context.Context, c *call, in *CustomerPath) (string, error) {
		return acts.LinkToCustomer(ctx, c.actor, in.Customer)
	})
	doLink(s, operation{
		id: "linkPromise", path: "~/promises/{promise}/link", scope: "promises:write", role: party.Colleague,
		summary: "The link to the customer's page about a promise; the same one as long as it works",
	}, customersPage, func(ctx context.Context, c *call, in *PromisePath) (string, error) {
		return acts.LinkToPromise(ctx, c.actor, in.Promise)
	})
	get(s, operation{id: "listCustomerLinks", path: "~/customers/{customer}/links", scope: "customers:read", summary: "The links to a customer's page, without their addresses"},
		func(tx *db.Tx, _ *call, in *CustomerPath) (listOf[CustomerLinkView], error) {
			if _, err := acts.Customer.Get(tx, in.Customer); err != nil {
				return listOf[CustomerLinkView]{}, err
			}
			all, err := acts.Access.LinksTo(tx, in.Customer.Any())
			return listOf[CustomerLinkView]{Items: each(all, showLink)}, err
		})
	silently(s, operation{
		id: "closeLink", method: http.MethodPost, path: "~/links/{link}/close", scope: "customers:write", role: party.Colleague,
		summary: "Close a customer's link for good",
	}, func(ctx context.Context, c *call, in *struct {
		Link id.Link `path:"link"`
	}) error {
		return acts.RevokeLink(ctx, c.actor, in.Link)
	})
}

// customersPage is where customers' links lead.
func customersPage[I any](context.Context, *call, *I) (string, error) { return "/w/", nil }
