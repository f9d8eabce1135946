package app

import (
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/web"
	"kroon/internal/web/complaints"
)

// complaintRoutes are the pages of complaints: the list, one of them, the causes, the year, and how they are handled.
func (a *App) complaintRoutes() []web.Route {
	p := &complaints.Pages{Acts: a.Acts, See: overview.Complaints{DB: a.DB, Complaint: a.Acts.Complaint}}
	return []web.Route{
		{Pattern: "GET /complaints", Role: party.Reader, Handle: p.List},
		{Pattern: "GET /complaints/causes", Role: party.Reader, Handle: p.Causes},
		{Pattern: "GET /complaints/year", Role: party.Reader, Handle: p.Year},
		{Pattern: "GET /complaints/{complaint}", Role: party.Reader, Handle: p.One},
		{Pattern: "GET /customers/{customer}/complaint", Role: party.Colleague, Handle: p.New},
		{Pattern: "POST /customers/{customer}/complaint", Role: party.Colleague, Handle: p.Add},
		{Pattern: "POST /complaints/{complaint}/acknowledge", Role: party.Colleague, Handle: p.Acknowledge},
		{Pattern: "POST /complaints/{complaint}/assess", Role: party.Colleague, Handle: p.Assess},
		{Pattern: "POST /complaints/{complaint}/answer", Role: party.Colleague, Handle: p.Answer},
		{Pattern: "POST /complaints/{complaint}/settle", Role: party.Colleague, Handle: p.Settle},
		{Pattern: "POST /complaints/{complaint}/learn", Role: party.Colleague, Handle: p.Learn},
		{Pattern: "POST /complaints/{complaint}/withdraw", Role: party.Colleague, Handle: p.Withdraw},
		{Pattern: "POST /complaints/{complaint}/undo", Role: party.Colleague, Handle: p.Undo},
		{Pattern: "POST /questions/{question}/complaint", Role: party.Colleague, Handle: p.OfQuestion},
		{Pattern: "POST /questions/{question}/no-complaint", Role: party.Colleague, Handle: p.NotOfQuestion},
		{Pattern: "POST /interactions/{interaction}/complaint", Role: party.Colleague, Handle: p.OfInteraction},
		{Pattern: "POST /interactions/{interaction}/no-complaint", Role: party.Colleague, Handle: p.NotOfInteraction},

		{Pattern: "GET /settings/complaints", Role: party.TeamLead, Handle: p.Settings},
		{Pattern: "POST /settings/complaints", Role: party.TeamLead, Handle: p.SetTerms},
		{Pattern: "POST /settings/complaints/causes", Role: party.TeamLead, Handle: p.SetCause},
	}
}
