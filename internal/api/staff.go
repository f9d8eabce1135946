package api

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/party"
	"kroon/internal/team"
)

// StaffView is a member of staff or an agent.
type StaffView struct {
	ID           id.Staff   `json:"id"`
	Kind         party.Kind `json:"kind" enum:"staff,agent"`
	Name         string     `json:"name"`
	FirstName    string     `json:"first_name" doc:"How customers hear of them."`
	Email        string     `json:"email,omitempty"`
	Phone        string     `json:"phone,omitempty"`
	Team         id.Team    `json:"team,omitzero"`
	AnswersPhone bool       `json:"answers_phone"`
	Share        int        `json:"share" doc:"The percentage of the day that is free for promises."`
	Answerable   id.Staff   `json:"answerable,omitzero" doc:"The person who answers for an agent."`
	Lang         lang.Lang  `json:"lang,omitempty" enum:"nl,en"`
	Zone         string     `json:"zone,omitempty"`
	LeftAt       time.Time  `json:"left_at,omitzero"`
	Version      int64      `json:"version"`
}

func (v StaffView) version() int64   { return v.Version }
func (v StaffView) location() string { return "/staff/" + v.ID.String() }

func showStaff(m team.Staff) StaffView {
	return StaffView{
		ID: m.ID, Kind: m.Kind, Name: m.Name, FirstName: m.FirstName, Email: m.Email, Phone: m.Phone, Team: m.Team,
		AnswersPhone: m.AnswersPhone, Share: m.DayShare(), Answerable: m.Answerable, Lang: m.Lang, Zone: m.Zone,
		LeftAt: at(m.LeftAt), Version: m.Version,
	}
}

// StaffSheetView is somebody with what they can do and how they stand.
type StaffSheetView struct {
	StaffView
	Skills  []string `json:"skills"`
	Present bool     `json:"present" doc:"At work at this moment."`
	Open    int      `json:"open" doc:"How many promises they have to keep."`
}

// TeamView is people who work together.
type TeamView struct {
	ID      id.Team  `json:"id"`
	Name    string   `json:"name"`
	Lead    id.Staff `json:"lead,omitzero"`
	Version int64    `json:"version"`
}

func (v TeamView) version() int64   { return v.Version }
func (v TeamView) location() string { return "/teams/" + v.ID.String() }

func showTeam(t team.Team) TeamView { return TeamView(t) }

// TeamSheetView is a team with its members.
type TeamSheetView struct {
	TeamView
	Members []StaffView `json:"members" doc:"In order of name, who left included."`
}

func addStaff(s *Server) {
	acts := s.cfg.Acts
	get(s, operation{id: "listStaff", path: "~/staff", scope: "calendars:read", summary: "Staff and agents in order of name, who left included"},
		func(tx *db.Tx, _ *call, _ *struct{}) (listOf[StaffView], error) {
			all, err := acts.Team.List(tx)
			return listOf[StaffView]{Items: each(all, showStaff)}, err
		})
	get(s, operation{id: "getStaff", path: "~/staff/{staff}", scope: "calendars:read", summary: "A member of staff or an agent"},
		func(tx *db.Tx, _ *call, in *StaffPath) (v StaffSheetView, err error) {
			m, err := acts.Team.Get(tx, in.Staff)
			if err != nil {
				return v, err
			}
			v = StaffSheetView{StaffView: showStaff(m)}
			if v.Skills, err = acts.Team.Skills(tx, m.ID); err != nil {
				return v, err
			}
			v.Skills = append([]string{}, v.Skills...)
			if v.Present, err = acts.Team.Present(tx, m.ID, tx.Now); err != nil {
				return v, err
			}
			open, err := acts.Promise.OpenOf(tx, m.ID)
			v.Open = len(open)
			return v, err
		})
	get(s, operation{id: "listTeams", path: "~/teams", scope: "calendars:read", summary: "Teams in order of name"},
		func(tx *db.Tx, _ *call, _ *struct{}) (listOf[TeamView], error) {
			all, err := acts.Team.Teams(tx)
			return listOf[TeamView]{Items: each(all, showTeam)}, err
		})
	get(s, operation{id: "getTeam", path: "~/teams/{team}", scope: "calendars:read", summary: "A team with its members"},
		func(tx *db.Tx, _ *call, in *TeamPath) (v TeamSheetView, err error) {
			t, err := acts.Team.Team(tx, in.Team)
			if err != nil {
				return v, err
			}
			members, err := acts.Team.Members(tx, t.ID)
			return TeamSheetView{showTeam(t), each(members, showStaff)}, err
		})
	addStaffActs(s)
	addTeamActs(s)
	addDuties(s)
}
