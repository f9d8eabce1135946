package act

import (
	"context"
	"slices"
	"time"

	"kroon/internal/access"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/message"
	"kroon/internal/organisation"
	"kroon/internal/party"
	"kroon/internal/team"
	"kroon/internal/worktime"
)

// see reads what only some may read. It changes nothing.
func see[R any](ctx context.Context, a *Acts, actor party.Actor, needs party.Role, fn func(*db.Tx) (R, error)) (out R, err error) {
	if needs != anybody && !actor.May(needs) {
		return out, forbidden(needs)
	}
	err = a.DB.Read(ctx, actor, func(tx *db.Tx) error {
		out, err = fn(tx)
		return err
	})
	return out, err
}

// Begun tells whether somebody can sign in who looks after the organisation.
func (a *Acts) Begun(ctx context.Context, org id.Org) (bool, error) {
	return see(ctx, a, party.Itself(org), anybody, func(tx *db.Tx) (bool, error) {
		accounts, err := a.Access.List(tx)
		return slices.ContainsFunc(accounts, func(one access.Account) bool {
			return one.Role == party.Owner && one.HasPassword && one.ClosedAt.IsZero()
		}), err
	})
}

// SeeOnce tells what a one-time token is good for, without using it up.
func (a *Acts) SeeOnce(ctx context.Context, org id.Org, token string) (access.Once, error) {
	return see(ctx, a, party.Itself(org), anybody, func(tx *db.Tx) (access.Once, error) { return a.Access.Peek(tx, token) })
}

// SignOut ends the session of a token.
func (a *Acts) SignOut(ctx context.Context, org id.Org, token string) error {
	return a.does(ctx, party.Itself(org), anybody, func(tx *db.Tx) error {
		a.Access.SignOut(tx, token)
		return nil
	})
}

// House is the organisation as its settings show it.
type House struct {
	Organisation organisation.Organisation
	Hours        team.Hours
	Week         team.Week // the hours as they are, what was never said included
	Closed       []team.ClosedDay
	Holidays     []worktime.DayOff // the built-in ones of the coming year
	Teams        []team.Team
	People       int // who work here
	Agents       int
	Mail         message.MailSettings // without its password
	SMS          message.SMSSettings  // without its secret
}

// SeeHouse reads the organisation's settings.
func (a *Acts) SeeHouse(ctx context.Context, actor party.Actor) (House, error) {
	return see(ctx, a, actor, party.Reader, func(tx *db.Tx) (h House, err error) {
		if h.Organisation, err = a.Organisation.Get(tx); err != nil {
			return h, err
		}
		if h.Hours, err = a.Team.Hours(tx); err != nil {
			return h, err
		}
		if h.Week, err = a.Team.Inherited(tx, id.Staff{}); err != nil {
			return h, err
		}
		if h.Closed, err = a.Team.ClosedDays(tx); err != nil {
			return h, err
		}
		if h.Teams, err = a.Team.Teams(tx); err != nil {
			return h, err
		}
		people, err := a.Team.List(tx)
		if err != nil {
			return h, err
		}
		for _, one := range people {
			switch {
			case !one.Here(tx.Now):
			case one.Kind == party.Agent:
				h.Agents++
			default:
				h.People++
			}
		}
		h.Holidays = comingHolidays(tx.Now, h.Organisation)
		if !actor.May(party.Owner) {
			return h, nil
		}
		if h.Mail, _, err = a.Message.Mail(tx); err != nil {
			return h, err
		}
		h.SMS, _, err = a.Message.SMS(tx)
		return h, err
	})
}

func comingHolidays(now time.Time, o organisation.Organisation) []worktime.DayOff {
	set := worktime.DutchHolidays{On: true, GoodFriday: o.GoodFriday}
	if o.LiberationDay {
		set.Liberation = worktime.LiberationEveryYear
	}
	today := worktime.DateOf(now, o.Location())
	all := append(worktime.Holidays(today.Year, set), worktime.Holidays(today.Year+1, set)...)
	until := worktime.Date{Year: today.Year + 1, Month: today.Month, Day: today.Day}.String()
	return slices.DeleteFunc(all, func(d worktime.DayOff) bool { return d.Date.String() < today.String() || d.Date.String() >= until })
}

// Member is a member of staff with what they may do.
type Member struct {
	Staff   team.Staff
	Account access.Account // zero when there is none
}

// Open tells whether they have access now.
func (m Member) Open() bool { return !m.Account.CreatedAt.IsZero() && m.Account.ClosedAt.IsZero() }

// SeeStaff lists everyone in order of name, who left included, and the teams.
func (a *Acts) SeeStaff(ctx context.Context, actor party.Actor) (members []Member, teams []team.Team, err error) {
	members, err = see(ctx, a, actor, party.Reader, func(tx *db.Tx) ([]Member, error) {
		people, err := a.Team.List(tx)
		if err != nil {
			return nil, err
		}
		accounts, err := a.Access.List(tx)
		if err != nil {
			return nil, err
		}
		of := map[id.Staff]access.Account{}
		for _, one := range accounts {
			of[one.Staff] = one
		}
		out := make([]Member, len(people))
		for i, one := range people {
			out[i] = Member{one, of[one.ID]}
		}
		teams, err = a.Team.Teams(tx)
		return out, err
	})
	return members, teams, err
}

// Sheet is all about one member of staff.
type Sheet struct {
	Member
	Skills    []string
	Hours     team.Hours
	Opened    team.Hours
	Inherited team.Week // the week they work where their own hours say nothing
	Absences  []team.Absence
	Tokens    []access.Token
	Sessions  []access.Session // the actor's own only
	ToKeep    int              // open promises
}

// SeeSheet reads one member of staff: oneself, or somebody else for team leads and owners.
func (a *Acts) SeeSheet(ctx context.Context, actor party.Actor, staff id.Staff) (Sheet, error) {
	own := actor.StaffID() == staff
	if !own && !actor.May(party.TeamLead) {
		return Sheet{}, forbidden(party.TeamLead)
	}
	return see(ctx, a, actor, party.Reader, func(tx *db.Tx) (s Sheet, err error) {
		if s.Staff, err = a.Team.Get(tx, staff); err != nil {
			return s, err
		}
		if s.Account, err = a.Access.Get(tx, staff); err != nil && !fault.Is(err, "access.no_account") {
			return s, err
		}
		if s.Skills, err = a.Team.Skills(tx, staff); err != nil {
			return s, err
		}
		if s.Hours, err = a.Team.StaffHours(tx, staff); err != nil {
			return s, err
		}
		if s.Opened, err = a.Team.Opened(tx, staff); err != nil {
			return s, err
		}
		if s.Inherited, err = a.Team.Inherited(tx, staff); err != nil {
			return s, err
		}
		open, err := a.Promise.OpenOf(tx, staff)
		if err != nil {
			return s, err
		}
		s.ToKeep = len(open)
		if s.Tokens, err = a.Access.Tokens(tx, staff); err != nil || !own {
			return s, err
		}
		if s.Absences, err = a.Team.Absences(tx, staff, tx.Now); err != nil {
			return s, err
		}
		s.Sessions, err = a.Access.Sessions(tx, staff)
		return s, err
	})
}
