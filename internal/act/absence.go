package act

import (
	"context"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/team"
	"kroon/internal/worktime"
)

// noEnd is an end that is not known.
var noEnd time.Time

// FallIll records that somebody is away as from now. What they were to keep goes to their lead.
func (a *Acts) FallIll(ctx context.Context, actor party.Actor, staff id.Staff) (team.Absence, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (team.Absence, error) { return a.Team.FallIll(tx, staff) })
}

// UndoIll takes back that somebody fell ill just now: they are there, and what went to their lead by it is
// theirs again.
func (a *Acts) UndoIll(ctx context.Context, actor party.Actor, staff id.Staff) error {
	return a.does(ctx, actor, party.Colleague, func(tx *db.Tx) error {
		if _, err := a.Team.Get(tx, staff); err != nil {
			return err
		}
		away, err := a.Team.Absences(tx, staff, tx.Now)
		if err != nil {
			return err
		}
		for _, absence := range away {
			fresh := absence.Kind == team.Sick && absence.Covers(tx.Now) && tx.Now.Sub(absence.RecordedAt) < undoIllWithin
			if !fresh {
				continue
			}
			if err := a.Team.Back(tx, staff); err != nil {
				return err
			}
			return a.giveBack(tx, staff, absence.RecordedAt)
		}
		return fault.New(fault.TooLate, "act.undo_ill_late")
	})
}

// undoIllWithin is as long as the notice with its button stands, and some reading time.
const undoIllWithin = 2 * time.Minute

// giveBack returns what was redistributed from somebody at one instant and still waits for an owner.
func (a *Acts) giveBack(tx *db.Tx, staff id.Staff, at time.Time) error {
	lead, err := a.Team.LeadOf(tx, staff)
	if err != nil {
		return err
	}
	open, err := a.Promise.OpenOf(tx, lead)
	if err != nil {
		return err
	}
	for _, p := range open {
		if p.Awaits != promise.Redistribution {
			continue
		}
		story, err := a.Promise.Story(tx, p.ID)
		if err != nil {
			return err
		}
		last := story.Outcomes[len(story.Outcomes)-1]
		if last.Cause != promise.SickLeave || !last.RecordedAt.Equal(at) {
			continue
		}
		if _, _, err := a.Promise.Reassign(tx, p.ID, staff, promise.ByColleague, true); err != nil {
			return err
		}
	}
	return nil
}

// Days is planned leave in whole days: the first and the last, "2026-12-28".
type Days struct {
	Staff       id.Staff
	First, Last string
}

// PlanLeave records planned leave in whole days. It is refused while they have promises to keep in that time.
func (a *Acts) PlanLeave(ctx context.Context, actor party.Actor, days Days) (team.Absence, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (team.Absence, error) {
		first, err := worktime.ParseDate(days.First)
		if err != nil {
			return team.Absence{}, fault.Of(err).On("first")
		}
		last, err := worktime.ParseDate(days.Last)
		if err != nil {
			return team.Absence{}, fault.Of(err).On("last")
		}
		planned, err := a.Team.PlanLeave(tx, team.Leave{
			Staff: days.Staff, From: worktime.Civil{Date: first}, Until: worktime.Civil{Date: last.Plus(1)},
		})
		if found := fault.Of(err); found != nil && found.Field == "until" {
			err = found.On("last")
		}
		return planned, err
	})
}

// CancelLeave has planned leave not take place, or end now.
func (a *Acts) CancelLeave(ctx context.Context, actor party.Actor, staff id.Staff, absence id.Any) error {
	return a.does(ctx, actor, party.Colleague, func(tx *db.Tx) error { return a.Team.CancelLeave(tx, staff, absence) })
}

// Back records that somebody is there again.
func (a *Acts) Back(ctx context.Context, actor party.Actor, staff id.Staff) error {
	return a.does(ctx, actor, party.Colleague, func(tx *db.Tx) error { return a.Team.Back(tx, staff) })
}
