package overview

import (
	"context"
	"slices"
	"time"

	"kroon/internal/access"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/ledger"
	"kroon/internal/message"
	"kroon/internal/organisation"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/team"
	"kroon/internal/worktime"
)

// Settings reads the screens about the house itself: the organisation's settings, its people and their
// programs. Each method is one read transaction.
type Settings struct {
	DB           *db.DB
	Organisation *organisation.Service
	Access       *access.Service
	Ledger       *ledger.Service
	Team         *team.Service
	Message      *message.Service
	Promise      *promise.Service
}

// forRole reads what only some may read.
func forRole[R any](ctx context.Context, s Settings, actor party.Actor, needs party.Role, fn func(*db.Tx) (R, error)) (out R, err error) {
	if !actor.May(needs) {
		return out, fault.New(fault.Forbidden, "act.role", "role", string(needs))
	}
	err = s.DB.Read(ctx, actor, func(tx *db.Tx) error {
		out, err = fn(tx)
		return err
	})
	return out, err
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
	Measuring    bool                 // figures of each person may be seen
	Mail         message.MailSettings // without its password
	SMS          message.SMSSettings  // without its secret
}

// House reads the organisation's settings.
func (s Settings) House(ctx context.Context, actor party.Actor) (House, error) {
	return forRole(ctx, s, actor, party.Reader, func(tx *db.Tx) (h House, err error) {
		if h.Organisation, err = s.Organisation.Get(tx); err != nil {
			return h, err
		}
		if h.Hours, err = s.Team.Hours(tx); err != nil {
			return h, err
		}
		if h.Week, err = s.Team.Inherited(tx, id.Staff{}); err != nil {
			return h, err
		}
		if h.Closed, err = s.Team.ClosedDays(tx); err != nil {
			return h, err
		}
		if h.Teams, err = s.Team.Teams(tx); err != nil {
			return h, err
		}
		people, err := s.Team.List(tx)
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
		if _, h.Measuring, err = s.Organisation.Measuring(tx); err != nil {
			return h, err
		}
		h.Holidays = comingHolidays(tx.Now, h.Organisation)
		if !actor.May(party.Owner) {
			return h, nil
		}
		if h.Mail, _, err = s.Message.Mail(tx); err != nil {
			return h, err
		}
		h.SMS, _, err = s.Message.SMS(tx)
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

// Staff lists everyone in order of name, who left included, and the teams.
func (s Settings) Staff(ctx context.Context, actor party.Actor) (members []Member, teams []team.Team, err error) {
	members, err = forRole(ctx, s, actor, party.Reader, func(tx *db.Tx) ([]Member, error) {
		people, err := s.Team.List(tx)
		if err != nil {
			return nil, err
		}
		accounts, err := s.Access.List(tx)
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
		teams, err = s.Team.Teams(tx)
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
	Sessions  []access.Session  // the actor's own only
	Browsers  []message.Browser // that notify; the actor's own only
	ToKeep    int               // open promises
}

// Sheet reads one member of staff: oneself, or somebody else for team leads and owners.
func (s Settings) Sheet(ctx context.Context, actor party.Actor, staff id.Staff) (Sheet, error) {
	own := actor.StaffID() == staff
	if !own && !actor.May(party.TeamLead) {
		return Sheet{}, fault.New(fault.Forbidden, "act.role", "role", string(party.TeamLead))
	}
	return forRole(ctx, s, actor, party.Reader, func(tx *db.Tx) (of Sheet, err error) {
		if of.Staff, err = s.Team.Get(tx, staff); err != nil {
			return of, err
		}
		if of.Account, err = s.Access.Get(tx, staff); err != nil && !fault.Is(err, "access.no_account") {
			return of, err
		}
		if of.Skills, err = s.Team.Skills(tx, staff); err != nil {
			return of, err
		}
		if of.Hours, err = s.Team.StaffHours(tx, staff); err != nil {
			return of, err
		}
		if of.Opened, err = s.Team.Opened(tx, staff); err != nil {
			return of, err
		}
		if of.Inherited, err = s.Team.Inherited(tx, staff); err != nil {
			return of, err
		}
		open, err := s.Promise.OpenOf(tx, staff)
		if err != nil {
			return of, err
		}
		of.ToKeep = len(open)
		if of.Tokens, err = s.Access.Tokens(tx, staff); err != nil || !own {
			return of, err
		}
		if of.Absences, err = s.Team.Absences(tx, staff, tx.Now); err != nil {
			return of, err
		}
		if of.Sessions, err = s.Access.Sessions(tx, staff); err != nil {
			return of, err
		}
		of.Browsers, err = s.Message.Browsers(tx, staff)
		return of, err
	})
}

// TeamWeek is what a team works.
type TeamWeek struct {
	Team      team.Team
	Hours     team.Hours
	Inherited team.Week // the organisation's
}

// TeamHours reads what a team works, for who leads one.
func (s Settings) TeamHours(ctx context.Context, actor party.Actor, of id.Team) (TeamWeek, error) {
	return forRole(ctx, s, actor, party.TeamLead, func(tx *db.Tx) (w TeamWeek, err error) {
		if w.Team, err = s.Team.Team(tx, of); err != nil {
			return w, err
		}
		if w.Hours, err = s.Team.TeamHours(tx, of); err != nil {
			return w, err
		}
		w.Inherited, err = s.Team.Inherited(tx, id.Staff{})
		return w, err
	})
}

// Feed is the calendar that Kroon reads somebody's busy times from, for whom that concerns; false without one.
func (s Settings) Feed(ctx context.Context, actor party.Actor, staff id.Staff) (source team.Source, given bool, err error) {
	source, err = forRole(ctx, s, actor, party.Colleague, func(tx *db.Tx) (found team.Source, err error) {
		found, given, err = s.Team.Feed(tx, staff)
		return found, err
	})
	return source, given, err
}
