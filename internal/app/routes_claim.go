package app

import (
	"kroon/internal/party"
	"kroon/internal/web"
	"kroon/internal/web/relation"
)

// claimRoutes are the pages of what people here say of a customer.
func (a *App) claimRoutes(s relation.Screens) []web.Route {
	return []web.Route{
		{Pattern: "GET /customers/{customer}/claims", Role: party.Reader, Handle: s.Claims},
		{Pattern: "POST /customers/{customer}/claims", Role: party.Colleague, Handle: s.WriteClaim},
		{Pattern: "GET /customers/{customer}/opinion", Role: party.Colleague, Handle: s.Opinion},
		{Pattern: "POST /customers/{customer}/opinions", Role: party.Reader, Handle: s.OpenOpinions},
		{Pattern: "POST /customers/{customer}/takeover", Role: party.Colleague, Handle: s.TakeOverCustomer},
		{Pattern: "POST /customers/{customer}/claims/weigh", Role: party.Colleague, Handle: s.Weigh},
		{Pattern: "GET /customers/{customer}/patterns", Role: party.Reader, Handle: s.Patterns},
		{Pattern: "POST /claims/{claim}/heard", Role: party.Colleague, Handle: s.HearDoubt},
		{Pattern: "GET /claims/{claim}", Role: party.Reader, Handle: s.Claim},
		{Pattern: "POST /claims/{claim}/change", Role: party.Colleague, Handle: s.ChangeClaim},
		{Pattern: "POST /claims/{claim}/confirm", Role: party.Colleague, Handle: s.ConfirmClaim},
		{Pattern: "POST /claims/{claim}/evidence", Role: party.Colleague, Handle: s.DropEvidence},
		{Pattern: "POST /claims/{claim}/end", Role: party.Colleague, Handle: s.EndClaim},
		{Pattern: "POST /claims/{claim}/counter", Role: party.Colleague, Handle: s.CounterClaim},
	}
}
