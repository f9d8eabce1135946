package api

import (
	"context"
	"net/http"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/team"
)

type turnView struct {
	Day   string   `json:"day" enum:"mon,tue,wed,thu,fri,sat,sun"`
	From  string   `json:"from" example:"09:00"`
	Until string   `json:"until" example:"13:00"`
	Staff id.Staff `json:"staff"`
}

// DutyWish is what a duty is to be.
type DutyWish struct {
	Name    string     `json:"name"`
	Team    id.Team    `json:"team,omitzero"`
	Members []id.Staff `json:"members" doc:"The first is asked first when the roster says nothing."`
	Roster  []turnView `json:"roster,omitempty"`
}

// DutyView is a task that one present person has at any time.
type DutyView struct {
	ID      id.Duty    `json:"id"`
	Name    string     `json:"name"`
	Team    id.Team    `json:"team,omitzero"`
	Members []id.Staff `json:"members"`
	Roster  []turnView `json:"roster"`
	Version int64      `json:"version"`
}

func (v DutyView) version() int64   { return v.Version }
func (v DutyView) location() string { return "/duties/" + v.ID.String() }

func showDuty(d team.Duty) DutyView {
	return DutyView{
		ID: d.ID, Name: d.Name, Team: d.Team, Members: each(d.Members, func(m id.Staff) id.Staff { return m }), Version: d.Version,
		Roster: each(d.Roster, func(t team.Turn) turnView {
			return turnView{dayName(t.Weekday), clockText(t.From), clockText(t.Until), t.Staff}
		}),
	}
}

func (w DutyWish) duty() (team.Duty, error) {
	d := team.Duty{Name: w.Name, Team: w.Team, Members: w.Members}
	for _, turn := range w.Roster {
		day, is := weekdays()[turn.Day]
		if !is {
			return d, fault.New(fault.Invalid, "api.weekday", "name", turn.Day).On("roster")
		}
		hours, err := intervalView{turn.From, turn.Until}.interval()
		if err != nil {
			return d, fault.Of(err).On("roster")
		}
		d.Roster = append(d.Roster, team.Turn{Weekday: day, From: hours.From, Until: hours.Until, Staff: turn.Staff})
	}
	return d, nil
}

// DutyPath names a duty.
type DutyPath struct {
	Duty id.Duty `path:"duty"`
}

type onDutyView struct {
	Staff id.Staff `json:"staff"`
}

func addDuties(s *Server) {
	acts := s.cfg.Acts
	get(s, operation{id: "listDuties", path: "~/duties", scope: "calendars:read", summary: "Duties in order of name"},
		func(tx *db.Tx, _ *call, _ *struct{}) (listOf[DutyView], error) {
			all, err := acts.Team.Duties(tx)
			return listOf[DutyView]{Items: each(all, showDuty)}, err
		})
	get(s, operation{id: "whoHasDuty", path: "~/duties/{duty}/who", scope: "calendars:read", summary: "The one present person who has a duty"},
		func(tx *db.Tx, _ *call, in *struct {
			DutyPath
			At time.Time `query:"at" doc:"Now when left out."`
		}) (onDutyView, error) {
			if in.At.IsZero() {
				in.At = tx.Now
			}
			who, err := acts.Team.Resolve(tx, in.Duty, in.At)
			return onDutyView{who}, err
		})
	do(s, operation{
		id: "addDuty", method: http.MethodPost, path: "~/duties", scope: "calendars:write", role: party.TeamLead, status: http.StatusCreated, summary: "Add a duty",
	}, func(ctx context.Context, c *call, in *struct{ Body DutyWish }) (team.Duty, error) {
		d, err := in.Body.duty()
		if err != nil {
			return d, err
		}
		return acts.SetDuty(ctx, c.actor, d)
	}, showDuty)
	do(s, operation{
		id: "setDuty", method: http.MethodPut, path: "~/duties/{duty}", scope: "calendars:write", role: party.TeamLead, versioned: true,
		summary: "Say anew what a duty is",
	}, func(ctx context.Context, c *call, in *struct {
		DutyPath
		Body DutyWish
	}) (team.Duty, error) {
		d, err := in.Body.duty()
		if err != nil {
			return d, err
		}
		d.ID, d.Version = in.Duty, c.seen
		return acts.SetDuty(ctx, c.actor, d)
	}, showDuty)
}
