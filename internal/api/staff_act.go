package api

import (
	"context"
	"net/http"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/party"
	"kroon/internal/team"
)

// StaffWish is what is to be known of somebody who works here: what it does not name stays as it is.
type StaffWish struct {
	Name         *string     `json:"name,omitempty"`
	FirstName    *string     `json:"first_name,omitempty" doc:"The first word of the name when left out."`
	Email        *string     `json:"email,omitempty"`
	Phone        *string     `json:"phone,omitempty"`
	Team         *id.Team    `json:"team,omitempty"`
	AnswersPhone *bool       `json:"answers_phone,omitempty"`
	Share        *int        `json:"share,omitempty" doc:"The percentage of the day that is free for promises; 0 is the default."`
	Answerable   *id.Staff   `json:"answerable,omitempty" doc:"The person who answers for an agent."`
	Lang         *lang.Lang  `json:"lang,omitempty" enum:"nl,en"`
	Zone         *string     `json:"zone,omitempty"`
	Role         *party.Role `json:"role,omitempty" enum:"owner,team-lead,staff,reader"`
	Skills       *[]string   `json:"skills,omitempty"`
}

func (w StaffWish) onto(c *act.Colleague) {
	m := &c.Staff
	given(&m.Name, w.Name)
	given(&m.FirstName, w.FirstName)
	given(&m.Email, w.Email)
	given(&m.Phone, w.Phone)
	given(&m.Team, w.Team)
	given(&m.AnswersPhone, w.AnswersPhone)
	given(&m.Share, w.Share)
	given(&m.Answerable, w.Answerable)
	given(&m.Lang, w.Lang)
	given(&m.Zone, w.Zone)
	given(&c.Role, w.Role)
	given(&c.Skills, w.Skills)
}

func addStaffActs(s *Server) {
	acts := s.cfg.Acts
	do(s, operation{
		id: "hire", method: http.MethodPost, path: "~/staff", scope: "admin", role: party.Owner, status: http.StatusCreated,
		summary: "Add a colleague or an agent", note: "The link with which a colleague chooses a password is made with inviteStaff.",
	}, func(ctx context.Context, c *call, in *struct {
		Body struct {
			StaffWish
			Kind party.Kind `json:"kind,omitempty" enum:"staff,agent" doc:"Staff when left out."`
		}
	}) (act.Hired, error) {
		colleague := act.Colleague{Staff: team.Staff{Kind: in.Body.Kind}}
		in.Body.onto(&colleague)
		return acts.Hire(ctx, c.actor, colleague)
	}, func(h act.Hired) StaffView { return showStaff(h.Staff) })
	do(s, operation{
		id: "changeStaff", method: http.MethodPatch, path: "~/staff/{staff}", scope: "admin", role: party.TeamLead, versioned: true,
		summary: "Change what is known of somebody who works here", note: "What is not named stays as it is.",
	}, func(ctx context.Context, c *call, in *struct {
		StaffPath
		Body StaffWish
	}) (team.Staff, error) {
		colleague, err := see(ctx, c, func(tx *db.Tx) (was act.Colleague, err error) {
			if was.Staff, err = acts.Team.Get(tx, in.Staff); err != nil {
				return was, err
			}
			was.Skills, err = acts.Team.Skills(tx, in.Staff)
			return was, err
		})
		if err != nil {
			return team.Staff{}, err
		}
		if c.seen > 0 {
			colleague.Staff.Version = c.seen
		}
		in.Body.onto(&colleague)
		return acts.ChangeColleague(ctx, c.actor, colleague)
	}, showStaff)
	do(s, operation{
		id: "depart", method: http.MethodPost, path: "~/staff/{staff}/depart", scope: "admin", role: party.Owner, versioned: true,
		summary: "Somebody no longer works here as from now", note: "What they still had to keep goes to their lead; their access ends.",
	}, func(ctx context.Context, c *call, in *StaffPath) (team.Staff, error) {
		return acts.Depart(ctx, c.actor, in.Staff, c.seen)
	}, showStaff)
}

func addTeamActs(s *Server) {
	acts := s.cfg.Acts
	type wish struct {
		Name *string   `json:"name,omitempty"`
		Lead *id.Staff `json:"lead,omitempty"`
	}
	do(s, operation{
		id: "formTeam", method: http.MethodPost, path: "~/teams", scope: "admin", role: party.Owner, status: http.StatusCreated, summary: "Add a team",
	}, func(ctx context.Context, c *call, in *struct{ Body wish }) (team.Team, error) {
		var t team.Team
		given(&t.Name, in.Body.Name)
		given(&t.Lead, in.Body.Lead)
		return acts.FormTeam(ctx, c.actor, t)
	}, showTeam)
	do(s, operation{
		id: "changeTeam", method: http.MethodPatch, path: "~/teams/{team}", scope: "admin", role: party.Owner, versioned: true,
		summary: "Give a team another name or lead", note: "What is not named stays as it is.",
	}, func(ctx context.Context, c *call, in *struct {
		TeamPath
		Body wish
	}) (team.Team, error) {
		t, err := see(ctx, c, func(tx *db.Tx) (team.Team, error) { return acts.Team.Team(tx, in.Team) })
		if err != nil {
			return t, err
		}
		if c.seen > 0 {
			t.Version = c.seen
		}
		given(&t.Name, in.Body.Name)
		given(&t.Lead, in.Body.Lead)
		return acts.ChangeTeam(ctx, c.actor, t)
	}, showTeam)
}
