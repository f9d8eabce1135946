package admin

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"kroon/internal/act"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/team"
	"kroon/internal/web"
)

// Staff lists who works here.
func (p *Pages) Staff(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	members, teams, err := p.See.Staff(r.Context(), v.Who.Actor)
	if err != nil {
		return err
	}
	return web.Render(w, r, staffPage(v, members, teams))
}

// NewStaff asks who comes to work here.
func (p *Pages) NewStaff(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	members, teams, err := p.See.Staff(r.Context(), v.Who.Actor)
	if err != nil {
		return err
	}
	values := map[string]string{"role": string(party.Colleague), "kind": string(party.Staff)}
	if len(teams) == 1 {
		values["team"] = teams[0].ID.String()
	}
	return web.Render(w, r, newStaff(v, hireSheet(v, now(values, nil), members, teams)))
}

// DoHire adds a member of staff or an agent, and shows the link with which they get in.
func (p *Pages) DoHire(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	c := colleagueOf(form, team.Staff{Kind: party.Kind(form.Choice("kind", "staff", "agent"))})
	if c.Staff.Kind == party.Agent {
		if c.Staff.Answerable = web.FormID[id.Staff](form, "answerable"); c.Staff.Answerable.IsZero() {
			c.Staff.Answerable = v.Who.Actor.StaffID()
		}
	}
	if form.Err() != nil {
		form.Refuse(p.Acts.Amiss(c.Staff)) // all that is wrong at once, and not the one thing after the other
	}
	if err = form.Err(); err == nil {
		var hired act.Hired
		if hired, err = p.Acts.Hire(r.Context(), v.Who.Actor, c); err == nil {
			if hired.Invite == "" {
				return web.Redirect(w, r, staffPath(hired.Staff.ID), web.Said("admin.agent_added", "name", hired.Staff.Name))
			}
			return p.showInvite(w, r, hired.Staff, "/welcome/"+hired.Invite)
		}
	}
	members, teams, failed := p.See.Staff(r.Context(), v.Who.Actor)
	if failed != nil {
		return failed
	}
	return web.Again(w, r, err, func(f web.Refusal) templ.Component {
		return newStaff(v, hireSheet(v, typed(form, f), members, teams))
	})
}

// colleagueOf reads the sheet of a member of staff.
func colleagueOf(form *web.Form, s team.Staff) act.Colleague {
	s.Name, s.FirstName = form.Needed("name", maxName), form.Line("first_name", maxName)
	s.Email, s.Phone = form.Line("email", maxEmail), form.Line("phone", 30)
	s.Team = web.FormID[id.Team](form, "team")
	s.AnswersPhone, s.Share = form.Has("answers_phone"), form.Int("share", 1, 100, 0)
	c := act.Colleague{Staff: s, Role: party.Role(form.Choice("role", "", "owner", "team-lead", "staff", "reader"))}
	for skill := range strings.SplitSeq(form.Line("skills", 2000), ",") {
		if skill = strings.TrimSpace(skill); skill != "" {
			c.Skills = append(c.Skills, skill)
		}
	}
	return c
}

// Colleague shows the sheet of one member of staff.
func (p *Pages) Colleague(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	s, err := p.sheetOf(r)
	if err != nil {
		return err
	}
	_, teams, err := p.See.Staff(r.Context(), v.Who.Actor)
	if err != nil {
		return err
	}
	return web.Render(w, r, colleaguePage(v, s, teams, colleagueSheet(v, s, now(colleagueValues(s), nil), teams)))
}

func colleagueValues(s overview.Sheet) map[string]string {
	values := map[string]string{
		"name": s.Staff.Name, "first_name": s.Staff.FirstName, "email": s.Staff.Email, "phone": s.Staff.Phone,
		"answers_phone": yes(s.Staff.AnswersPhone), "skills": strings.Join(s.Skills, ", "),
		"role": string(s.Account.Role), "version": strconv.FormatInt(s.Staff.Version, 10),
	}
	if !s.Staff.Team.IsZero() {
		values["team"] = s.Staff.Team.String()
	}
	if s.Staff.Share != 0 {
		values["share"] = strconv.Itoa(s.Staff.Share)
	}
	return values
}

// DoColleague changes a member of staff.
func (p *Pages) DoColleague(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	s, err := p.sheetOf(r)
	if err != nil {
		return err
	}
	c := colleagueOf(form, s.Staff)
	c.Staff.Version = version(form)
	if err = form.Err(); err == nil {
		if _, err = p.Acts.ChangeColleague(r.Context(), v.Who.Actor, c); err == nil {
			return web.Redirect(w, r, staffPath(s.Staff.ID), web.Said("admin.saved"))
		}
	}
	_, teams, failed := p.See.Staff(r.Context(), v.Who.Actor)
	if failed != nil {
		return failed
	}
	return web.Again(w, r, err, func(f web.Refusal) templ.Component {
		return colleaguePage(v, s, teams, colleagueSheet(v, s, typed(form, f), teams))
	})
}

// Invite makes a fresh link to choose a password, and shows it once.
func (p *Pages) Invite(w http.ResponseWriter, r *http.Request) error {
	v := web.ViewOf(r)
	s, err := p.sheetOf(r)
	if err != nil {
		return err
	}
	token, err := p.Acts.Invite(r.Context(), v.Who.Actor, s.Staff.ID)
	if err != nil {
		return err
	}
	path := "/welcome/"
	if s.Account.HasPassword {
		path = "/reset/"
	}
	return p.showInvite(w, r, s.Staff, path+token)
}

// showInvite shows a link with which somebody chooses a password, once.
func (p *Pages) showInvite(w http.ResponseWriter, r *http.Request, s team.Staff, path string) error {
	link, err := p.Address(r.Context(), web.ViewOf(r).Who.Actor, path)
	if err != nil {
		return err
	}
	return web.Render(w, r, invited(web.ViewOf(r), s, link))
}

// Depart records that somebody no longer works here.
func (p *Pages) Depart(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v := web.ViewOf(r)
	s, err := p.sheetOf(r)
	if err != nil {
		return err
	}
	if _, err = p.Acts.Depart(r.Context(), v.Who.Actor, s.Staff.ID, version(form)); err == nil {
		said := web.Said("admin.departed", "name", s.Staff.FirstName)
		if s.ToKeep > 0 {
			said = web.Said("admin.departed_open", "name", s.Staff.FirstName, "n", s.ToKeep)
		}
		return web.Redirect(w, r, "/settings/staff", said)
	}
	_, teams, failed := p.See.Staff(r.Context(), v.Who.Actor)
	if failed != nil {
		return failed
	}
	return web.Again(w, r, err, func(f web.Refusal) templ.Component {
		again := now(colleagueValues(s), nil)
		again.Refusal = f
		return colleaguePage(v, s, teams, colleagueSheet(v, s, again, teams))
	})
}
