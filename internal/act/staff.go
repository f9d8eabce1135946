package act

import (
	"context"
	"errors"

	"kroon/internal/access"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/party"
	"kroon/internal/phone"
	"kroon/internal/promise"
	"kroon/internal/team"
)

// Colleague is a member of staff as they are put down on one sheet: who they are, what they may do and
// what they can.
type Colleague struct {
	Staff  team.Staff
	Role   party.Role
	Skills []string
}

// Hired is a new colleague and the token of the link with which they choose a password; agents have none.
type Hired struct {
	Staff  team.Staff
	Invite string
}

// Hire adds a colleague or an agent and gives them access.
func (a *Acts) Hire(ctx context.Context, actor party.Actor, c Colleague) (Hired, error) {
	var err error
	if c.Staff.Phone, err = dialled(c.Staff.Phone); err != nil {
		return Hired{}, err
	}
	return run(ctx, a, actor, party.Owner, func(tx *db.Tx) (Hired, error) {
		hired, err := a.Team.Hire(tx, c.Staff)
		if err != nil {
			return Hired{}, err
		}
		account := access.NewAccount{Staff: hired.ID, Kind: hired.Kind, Role: c.Role, Email: hired.Email}
		if _, err := a.Access.Open(tx, account); err != nil {
			return Hired{}, err
		}
		if len(c.Skills) > 0 {
			if err := a.Team.SetSkills(tx, hired.ID, 0, c.Skills); err != nil {
				return Hired{}, err
			}
			hired.Version++
		}
		if hired.Kind == party.Agent {
			return Hired{Staff: hired}, nil
		}
		token, err := a.Access.Invite(tx, hired.ID)
		return Hired{hired, token}, err
	})
}

// ChangeColleague gives somebody other particulars; Version is the one that was seen. Their role stays
// when it is left empty.
func (a *Acts) ChangeColleague(ctx context.Context, actor party.Actor, c Colleague) (team.Staff, error) {
	var err error
	if c.Staff.Phone, err = dialled(c.Staff.Phone); err != nil {
		return team.Staff{}, err
	}
	return run(ctx, a, actor, party.TeamLead, func(tx *db.Tx) (team.Staff, error) {
		changed, err := a.Team.Change(tx, c.Staff)
		if err != nil {
			return changed, err
		}
		if err := a.Team.SetSkills(tx, changed.ID, 0, c.Skills); err != nil {
			return changed, err
		}
		account, err := a.Access.Get(tx, changed.ID)
		switch {
		case fault.Is(err, "access.no_account"):
			return changed, nil
		case err != nil || !account.ClosedAt.IsZero():
			return changed, err
		}
		if account.Kind == party.Staff && changed.Email != account.Email {
			if err := a.Access.SetEmail(tx, changed.ID, changed.Email); err != nil {
				return changed, err
			}
		}
		if c.Role != "" && c.Role != account.Role {
			err = a.Access.SetRole(tx, changed.ID, c.Role)
		}
		return changed, err
	})
}

// dialled reads a number in any notation; empty stays empty.
func dialled(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	number, err := phone.Parse(text, phone.Home)
	if err != nil {
		return "", fault.Of(err).On("phone")
	}
	return string(number), nil
}

// Amiss is what the e-mail address and the number of somebody cannot be, without keeping anything; nil when both can.
func (a *Acts) Amiss(s team.Staff) error {
	_, number := dialled(s.Phone)
	return errors.Join(team.CheckEmail(s.Email), number)
}

// Invite makes a fresh link with which somebody chooses a password; earlier ones stop working.
func (a *Acts) Invite(ctx context.Context, actor party.Actor, staff id.Staff) (token string, err error) {
	return run(ctx, a, actor, party.TeamLead, func(tx *db.Tx) (string, error) {
		account, err := a.Access.Get(tx, staff)
		switch {
		case err != nil:
			return "", err
		case account.HasPassword:
			return a.Access.Reset(tx, staff)
		}
		return a.Access.Invite(tx, staff)
	})
}

// Depart records that somebody no longer works here as from now. What they still had to keep goes to
// their lead, to be given out again; their access ends.
func (a *Acts) Depart(ctx context.Context, actor party.Actor, staff id.Staff, version int64) (team.Staff, error) {
	return run(ctx, a, actor, party.Owner, func(tx *db.Tx) (team.Staff, error) {
		if _, err := a.Promise.Redistribute(tx, staff, tx.Now, noEnd, promise.Departure); err != nil {
			return team.Staff{}, err
		}
		if err := a.handOver(tx, staff); err != nil {
			return team.Staff{}, err
		}
		if err := a.Access.Depart(tx, staff); err != nil {
			return team.Staff{}, err
		}
		return a.Team.Depart(tx, staff, version)
	})
}

// handOver gives their lead what is left: what customers promised and they watched over.
func (a *Acts) handOver(tx *db.Tx, staff id.Staff) error {
	left, err := a.Promise.OpenOf(tx, staff)
	if err != nil || len(left) == 0 {
		return err
	}
	lead, err := a.Team.LeadOf(tx, staff)
	if err != nil || lead == staff {
		return err
	}
	for _, p := range left {
		if _, _, err := a.Promise.Reassign(tx, p.ID, lead, promise.Departure, true); err != nil {
			return err
		}
	}
	return nil
}

// SetStaffHours says what somebody works on the weekdays that differ from the team's.
func (a *Acts) SetStaffHours(ctx context.Context, actor party.Actor, staff id.Staff, week team.Week, version int64) error {
	return a.does(ctx, actor, party.Colleague, func(tx *db.Tx) error { return a.Team.SetStaffHours(tx, staff, week, version) })
}

// SetOpened says within which hours colleagues may promise on somebody's behalf.
func (a *Acts) SetOpened(ctx context.Context, actor party.Actor, staff id.Staff, week team.Week, version int64) error {
	return a.does(ctx, actor, party.Colleague, func(tx *db.Tx) error { return a.Team.SetOpened(tx, staff, week, version) })
}

// SpeakTo says in which language the actor wants the screen; empty: the organisation's.
func (a *Acts) SpeakTo(ctx context.Context, actor party.Actor, l lang.Lang) error {
	return a.does(ctx, actor, party.Reader, func(tx *db.Tx) error { return a.Team.SpeakTo(tx, actor.StaffID(), l) })
}

// Wear says whether the actor wants the screen light, dark, or as their computer says.
func (a *Acts) Wear(ctx context.Context, actor party.Actor, theme team.Theme) error {
	return a.does(ctx, actor, party.Reader, func(tx *db.Tx) error { return a.Team.Wear(tx, actor.StaffID(), theme) })
}

// FormTeam adds a team.
func (a *Acts) FormTeam(ctx context.Context, actor party.Actor, t team.Team) (team.Team, error) {
	return run(ctx, a, actor, party.Owner, func(tx *db.Tx) (team.Team, error) { return a.Team.Form(tx, t) })
}

// ChangeTeam gives a team another name or lead; Version is the one that was seen.
func (a *Acts) ChangeTeam(ctx context.Context, actor party.Actor, t team.Team) (team.Team, error) {
	return run(ctx, a, actor, party.Owner, func(tx *db.Tx) (team.Team, error) { return a.Team.ChangeTeam(tx, t) })
}

// MadeToken is a new token and its text, which is shown once.
type MadeToken struct {
	Token access.Token
	Text  string
}

// MakeToken makes a token for a program.
func (a *Acts) MakeToken(ctx context.Context, actor party.Actor, n access.NewToken) (MadeToken, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (MadeToken, error) {
		token, text, err := a.Access.MakeToken(tx, n)
		return MadeToken{token, text}, err
	})
}

// RevokeToken ends a token.
func (a *Acts) RevokeToken(ctx context.Context, actor party.Actor, token id.Token) error {
	return a.does(ctx, actor, party.Colleague, func(tx *db.Tx) error { return a.Access.RevokeToken(tx, token) })
}

// EndSession ends one of the actor's own sessions.
func (a *Acts) EndSession(ctx context.Context, actor party.Actor, session id.Any) error {
	return a.does(ctx, actor, party.Reader, func(tx *db.Tx) error {
		a.Access.EndSession(tx, session)
		return nil
	})
}
