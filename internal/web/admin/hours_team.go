package admin

import (
	"net/http"

	"github.com/a-h/templ"

	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/team"
	"kroon/internal/web"
)

func teamHoursPath(of id.Team) string { return "/settings/teams/" + of.String() + "/hours" }

// TeamHours shows when a team works where that differs from the organisation.
func (p *Pages) TeamHours(w http.ResponseWriter, r *http.Request) error {
	week, err := p.teamWeekOf(r)
	if err != nil {
		return err
	}
	return p.answer(w, r, teamHoursPath(week.Team.ID), overview.Working{Team: week.Team.ID}, func(asked when) templ.Component {
		return teamHours(web.ViewOf(r), week, now(weekValues(week.Hours.Week, week.Hours.Version), nil), asked)
	})
}

func (p *Pages) teamWeekOf(r *http.Request) (overview.TeamWeek, error) {
	of, err := web.PathID[id.Team](r, "team")
	if err != nil {
		return overview.TeamWeek{}, err
	}
	return p.See.TeamHours(r.Context(), web.ViewOf(r).Who.Actor, of)
}

// DoTeamHours changes when a team works.
func (p *Pages) DoTeamHours(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	week, err := p.teamWeekOf(r)
	if err != nil {
		return err
	}
	said := weekOf(form, false)
	if err = form.Err(); err == nil {
		if err = p.Acts.SetTeamHours(r.Context(), web.ViewOf(r).Who.Actor, week.Team.ID, said, version(form)); err == nil {
			return web.Redirect(w, r, teamHoursPath(week.Team.ID), web.Said("admin.saved"))
		}
	}
	return web.Again(w, r, err, func(f web.Refusal) templ.Component {
		return teamHours(web.ViewOf(r), week, typed(form, f), p.byDefault(r, teamHoursPath(week.Team.ID), overview.Working{Team: week.Team.ID}))
	})
}

// led are the teams whose hours the person at the screen may set: all of an owner, of a lead those they lead.
func led(v *web.View, teams []team.Team) []team.Team {
	var out []team.Team
	for _, one := range teams {
		if v.Needs(party.Owner) || one.Lead == v.Who.Actor.StaffID() {
			out = append(out, one)
		}
	}
	return out
}
