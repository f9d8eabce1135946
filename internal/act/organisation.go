package act

import (
	"context"
	"time"

	"kroon/internal/access"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/organisation"
	"kroon/internal/party"
	"kroon/internal/team"
	"kroon/internal/worktime"
)

// Beginning is all that the first run asks.
type Beginning struct {
	Organisation string
	Phone        string // the public number; may be empty
	Hours        team.Week
	TeamName     string
	Name         string // of the first owner
	Email        string
	Hash         string // of the password, made by access.Door outside the transaction
	Browser      string
	Previous     string // the token of the cookie they came with
}

// Begin uses the token of the first run up and sets the organisation going: its name and hours, one team
// and its first owner, who leads that team and is signed in. The session's token is for the cookie.
func (a *Acts) Begin(ctx context.Context, org id.Org, token string, b Beginning) (session string, err error) {
	return run(ctx, a, party.Itself(org), anybody, func(tx *db.Tx) (string, error) {
		once, err := a.Access.Use(tx, token)
		if err != nil {
			return "", err
		}
		if once.Purpose != access.ForSetup {
			return "", fault.New(fault.NotFound, "access.once_gone")
		}
		_, err = a.Organisation.Change(tx, 0, func(o *organisation.Organisation) {
			o.Name, o.Phone = b.Organisation, b.Phone
		})
		if err != nil {
			return "", err
		}
		if err := a.Team.SetHours(tx, b.Hours, 0); err != nil {
			return "", err
		}
		owner, err := a.firstOwner(tx, b)
		if err != nil {
			return "", err
		}
		return a.Access.SignIn(tx, owner, b.Browser, b.Previous)
	})
}

// firstOwner hires who begins, as the lead of the first team.
func (a *Acts) firstOwner(tx *db.Tx, b Beginning) (id.Staff, error) {
	first, err := a.Team.Form(tx, team.Team{Name: b.TeamName})
	if err != nil {
		return id.Staff{}, err
	}
	owner, err := a.Team.Hire(tx, team.Staff{Kind: party.Staff, Name: b.Name, Email: b.Email, Team: first.ID, AnswersPhone: true})
	if err != nil {
		return id.Staff{}, err
	}
	first.Lead, first.Version = owner.ID, 0
	if _, err := a.Team.ChangeTeam(tx, first); err != nil {
		return id.Staff{}, err
	}
	account := access.NewAccount{Staff: owner.ID, Kind: party.Staff, Role: party.Owner, Email: b.Email}
	if _, err := a.Access.Open(tx, account); err != nil {
		return id.Staff{}, err
	}
	self := party.Actor{Org: tx.Org, Kind: party.Staff, ID: owner.ID.Any(), Role: party.Owner}
	return owner.ID, tx.As(self, func() error { return a.Access.SetPassword(tx, owner.ID, b.Hash) })
}

// ChangeOrganisation gives the organisation other settings. Its Version is the one that was seen. Where
// it is found (Host) and whether today is full (SameDayUntil) are not among them.
func (a *Acts) ChangeOrganisation(ctx context.Context, actor party.Actor, wanted organisation.Organisation) (organisation.Organisation, error) {
	return run(ctx, a, actor, party.Owner, func(tx *db.Tx) (organisation.Organisation, error) {
		return a.Organisation.Change(tx, wanted.Version, func(o *organisation.Organisation) {
			wanted.Host, wanted.SameDayUntil = o.Host, o.SameDayUntil
			*o = wanted
		})
	})
}

// StopSameDay stops new offers for today until that day ends in the organisation's zone, or allows them again.
func (a *Acts) StopSameDay(ctx context.Context, actor party.Actor, stopped bool) (organisation.Organisation, error) {
	return run(ctx, a, actor, party.TeamLead, func(tx *db.Tx) (organisation.Organisation, error) {
		return a.Organisation.Change(tx, 0, func(o *organisation.Organisation) {
			o.SameDayUntil = time.Time{}
			if stopped {
				o.SameDayUntil = o.EndOfDay(tx.Now)
			}
		})
	})
}

// SetHours says what the organisation works.
func (a *Acts) SetHours(ctx context.Context, actor party.Actor, week team.Week, version int64) error {
	return a.does(ctx, actor, party.Owner, func(tx *db.Tx) error { return a.Team.SetHours(tx, week, version) })
}

// CloseDay has the organisation closed on a day, "2026-12-24".
func (a *Acts) CloseDay(ctx context.Context, actor party.Actor, day, name string) error {
	return a.onDay(ctx, actor, day, func(tx *db.Tx, date worktime.Date) error {
		return a.Team.CloseDay(tx, team.ClosedDay{Day: date, Name: name})
	})
}

// ReopenDay takes back CloseDay.
func (a *Acts) ReopenDay(ctx context.Context, actor party.Actor, day string) error {
	return a.onDay(ctx, actor, day, a.Team.ReopenDay)
}

func (a *Acts) onDay(ctx context.Context, actor party.Actor, day string, fn func(*db.Tx, worktime.Date) error) error {
	return a.does(ctx, actor, party.Owner, func(tx *db.Tx) error {
		date, err := worktime.ParseDate(day)
		if err != nil {
			return fault.Of(err).On("day")
		}
		return fn(tx, date)
	})
}

// does is run for an act without an answer.
func (a *Acts) does(ctx context.Context, actor party.Actor, needs party.Role, fn func(*db.Tx) error) error {
	_, err := run(ctx, a, actor, needs, func(tx *db.Tx) (struct{}, error) { return struct{}{}, fn(tx) })
	return err
}
