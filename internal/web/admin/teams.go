package admin

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/team"
	"kroon/internal/web"
)

// Teams lists the teams.
func (p *Pages) Teams(w http.ResponseWriter, r *http.Request) error {
	return p.showTeams(w, r, now(nil, nil), nil)
}

// DoTeam adds a team, or changes the one of the path.
func (p *Pages) DoTeam(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	wanted := team.Team{Name: form.Needed("team_name", maxName), Lead: web.FormID[id.Staff](form, "lead"), Version: version(form)}
	fresh := r.PathValue("team") == ""
	if !fresh {
		if wanted.ID, err = web.PathID[id.Team](r, "team"); err != nil {
			return err
		}
	}
	if err = form.Err(); err == nil {
		if fresh {
			_, err = p.Acts.FormTeam(r.Context(), v.Who.Actor, wanted)
		} else {
			_, err = p.Acts.ChangeTeam(r.Context(), v.Who.Actor, wanted)
		}
		if err == nil {
			return web.Redirect(w, r, "/settings/teams", web.Said("admin.saved"))
		}
		if found := fault.Of(err); found.Field == "name" {
			err = found.On("team_name")
		}
	}
	return p.showTeams(w, r, typed(form, web.Refusal{}), err)
}

// Team shows one team, to change it.
func (p *Pages) Team(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	members, teams, err := p.See.Staff(r.Context(), v.Who.Actor)
	if err != nil {
		return err
	}
	asked, err := web.PathID[id.Team](r, "team")
	if err != nil {
		return err
	}
	for _, one := range teams {
		if one.ID == asked {
			values := map[string]string{"team_name": one.Name, "lead": one.Lead.String(), "version": strconv.FormatInt(one.Version, 10)}
			return web.Render(w, r, teamPage(v, one.Name, teamSheet(v, r.URL.Path, now(values, nil), members)))
		}
	}
	return fault.New(fault.NotFound, "team.unknown_team")
}

// showTeams draws the list with the form below it; a team that was refused comes back by itself.
func (p *Pages) showTeams(w http.ResponseWriter, r *http.Request, f filled, wrong error) error {
	v := web.ViewOf(r)
	members, teams, err := p.See.Staff(r.Context(), v.Who.Actor)
	if err != nil {
		return err
	}
	page := func(f filled) templ.Component {
		s := teamSheet(v, r.URL.Path, f, members)
		if r.PathValue("team") != "" {
			return teamPage(v, f.value("team_name"), s)
		}
		return teamsPage(v, teams, members, s)
	}
	if wrong != nil {
		return web.Again(w, r, wrong, func(refusal web.Refusal) templ.Component {
			f.Refusal = refusal
			return page(f)
		})
	}
	return web.Render(w, r, page(f))
}

func teamSheet(v *web.View, action string, f filled, members []overview.Member) sheet {
	return sheet{filled: f, action: action, keep: "team", press: "admin.save", hidden: hiddenVersion(f), parts: []part{
		{name: "team_name", required: true},
		{name: "lead", kind: "select", options: people(v, members), hint: "lead"},
	}}
}

// nameOf is somebody's name; empty for nobody.
func nameOf(members []overview.Member, staff id.Staff) string {
	for _, one := range members {
		if one.Staff.ID == staff {
			return one.Staff.Name
		}
	}
	return ""
}
