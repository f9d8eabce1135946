package api

import (
	"context"
	"net/http"
	"time"

	"kroon/internal/act"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/team"
)

type absenceView struct {
	ID         id.Any           `json:"id"`
	Staff      id.Staff         `json:"staff"`
	Kind       team.AbsenceKind `json:"kind" enum:"leave,sick"`
	From       time.Time        `json:"from"`
	Until      time.Time        `json:"until,omitzero" doc:"Not included; absent: no end known."`
	FromCivil  string           `json:"from_civil,omitempty" example:"2026-12-28T00:00" doc:"Leave as it was told, by the person's own clock."`
	UntilCivil string           `json:"until_civil,omitempty"`
}

func showAbsence(a team.Absence) absenceView {
	return absenceView{a.ID, a.Staff, a.Kind, at(a.FromAt), at(a.UntilAt), a.FromCivil, a.UntilCivil}
}

func addAbsences(s *Server) {
	acts := s.cfg.Acts
	get(s, operation{id: "listAbsences", path: "~/staff/{staff}/absences", scope: "calendars:read", summary: "Leave and illness of somebody that is not over; one's own, and of whom one leads"},
		func(tx *db.Tx, _ *call, in *StaffPath) (listOf[absenceView], error) {
			if _, err := acts.Team.Get(tx, in.Staff); err != nil {
				return listOf[absenceView]{}, err
			}
			all, err := acts.Team.Absences(tx, in.Staff, tx.Now)
			return listOf[absenceView]{Items: each(all, showAbsence)}, err
		})
	do(s, operation{
		id: "planLeave", method: http.MethodPost, path: "~/staff/{staff}/leave", scope: "calendars:write", role: "staff", status: http.StatusCreated,
		summary: "Plan leave in whole days; refused while there are promises to keep in that time",
	}, func(ctx context.Context, c *call, in *struct {
		StaffPath
		Body struct {
			First string `json:"first" format:"date" doc:"The first day away."`
			Last  string `json:"last" format:"date" doc:"The last day away."`
		}
	}) (team.Absence, error) {
		return acts.PlanLeave(ctx, c.actor, act.Days{Staff: in.Staff, First: in.Body.First, Last: in.Body.Last})
	}, showAbsence)
	do(s, operation{
		id: "fallIll", method: http.MethodPost, path: "~/staff/{staff}/sick", scope: "calendars:write", role: "staff", status: http.StatusCreated,
		summary: "Somebody is ill as from now; what they were to keep goes to their lead",
	}, func(ctx context.Context, c *call, in *StaffPath) (team.Absence, error) {
		return acts.FallIll(ctx, c.actor, in.Staff)
	}, showAbsence)
	silently(s, operation{
		id: "undoIll", method: http.MethodPost, path: "~/staff/{staff}/sick/undo", scope: "calendars:write", role: "staff",
		summary: "Take back at once that somebody fell ill",
	}, func(ctx context.Context, c *call, in *StaffPath) error { return acts.UndoIll(ctx, c.actor, in.Staff) })
	silently(s, operation{
		id: "back", method: http.MethodPost, path: "~/staff/{staff}/back", scope: "calendars:write", role: "staff", summary: "Somebody is there again",
	}, func(ctx context.Context, c *call, in *StaffPath) error { return acts.Back(ctx, c.actor, in.Staff) })
	silently(s, operation{
		id: "cancelLeave", method: http.MethodDelete, path: "~/staff/{staff}/absences/{absence}", scope: "calendars:write", role: "staff",
		summary: "Planned leave does not take place, or ends now",
	}, func(ctx context.Context, c *call, in *struct {
		StaffPath
		Absence id.Any `path:"absence"`
	}) error {
		return acts.CancelLeave(ctx, c.actor, in.Staff, in.Absence)
	})
}
