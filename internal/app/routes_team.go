package app

import (
	"kroon/internal/party"
	"kroon/internal/web"
	"kroon/internal/web/team"
)

// teamRoutes are the pages of people who work together.
func (a *App) teamRoutes() []web.Route {
	p := &team.Pages{Acts: a.Acts, See: a.settings()}
	return []web.Route{
		{Pattern: "GET /team", Role: party.Reader, Handle: p.Team},
		{Pattern: "GET /team/people", Role: party.Reader, Handle: p.People},

		{Pattern: "GET /team/away", Role: party.Colleague, Handle: p.Away},
		{Pattern: "POST /team/away/ill", Role: party.Colleague, Handle: p.Ill},
		{Pattern: "POST /team/away/{staff}/undo", Role: party.Colleague, Handle: p.UndoIll},
		{Pattern: "POST /team/away/back", Role: party.Colleague, Handle: p.Back},
		{Pattern: "POST /team/away/leave", Role: party.Colleague, Handle: p.Leave},
		{Pattern: "POST /team/away/cancel", Role: party.Colleague, Handle: p.CancelLeave},

		{Pattern: "GET /team/redistribute", Role: party.Reader, Handle: p.Redistribute},
		{Pattern: "GET /team/redistribute/waiting", Role: party.Reader, Handle: p.WaitingCard},
		{Pattern: "POST /team/redistribute", Role: party.Colleague, Handle: p.Give},
		{Pattern: "POST /team/redistribute/all", Role: party.TeamLead, Handle: p.GiveAll},

		{Pattern: "GET /team/duties", Role: party.TeamLead, Handle: p.Duties},
		{Pattern: "POST /team/duties", Role: party.TeamLead, Handle: p.DoDuty},
		{Pattern: "GET /team/duties/new", Role: party.TeamLead, Handle: p.Duty},
		{Pattern: "GET /team/duties/{duty}", Role: party.TeamLead, Handle: p.Duty},
		{Pattern: "POST /team/duties/{duty}", Role: party.TeamLead, Handle: p.DoDuty},

		{Pattern: "GET /team/busy", Role: party.TeamLead, Handle: p.Busy},
		{Pattern: "POST /team/busy", Role: party.TeamLead, Handle: p.Plan},
		{Pattern: "POST /team/busy/move", Role: party.TeamLead, Handle: p.Move},
		{Pattern: "GET /team/busy/told", Role: party.TeamLead, Handle: p.Told},
		{Pattern: "GET /team/busy/told/counts", Role: party.TeamLead, Handle: p.ToldCard},
		{Pattern: "POST /team/busy/stop", Role: party.TeamLead, Handle: p.Stop},
		{Pattern: "POST /team/busy/allow", Role: party.TeamLead, Handle: p.Allow},

		{Pattern: "GET /figures", Role: party.Reader, Handle: p.Figures, Work: web.Bulk},
		{Pattern: "GET /figures/cases", Role: party.Reader, Handle: p.Cases, Work: web.Bulk},
		{Pattern: "GET /figures/questions", Role: party.Reader, Handle: p.BuyerCases, Work: web.Bulk},
		{Pattern: "GET /figures/again", Role: party.Reader, Handle: p.Again, Work: web.Bulk},
		{Pattern: "GET /figures/service", Role: party.Reader, Handle: p.Service, Work: web.Bulk},
		{Pattern: "GET /figures/service/cases", Role: party.Reader, Handle: p.ServiceCases, Work: web.Bulk},
		{Pattern: "GET /figures/paths", Role: party.Reader, Handle: p.Paths, Work: web.Bulk},
		{Pattern: "GET /figures/paths/cases", Role: party.Reader, Handle: p.PathCases, Work: web.Bulk},
		{Pattern: "GET /figures/guard", Role: party.Reader, Handle: p.GuardCases, Work: web.Bulk},
	}
}
