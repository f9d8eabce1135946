package api

import (
	"context"
	"net/http"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/team"
	"kroon/internal/worktime"
)

type calendarView struct {
	Week      weekView `json:"week" doc:"The weekdays that this layer decides; an empty list is a day off."`
	Inherited weekView `json:"inherited,omitempty" doc:"The week as it is where this layer says nothing."`
	Version   int64    `json:"version" doc:"0: nothing was ever said."`
}

func (v calendarView) version() int64 { return v.Version }

// CalendarWish is what a layer is to decide.
type CalendarWish struct {
	Body struct {
		Week weekView `json:"week" doc:"Replaces what was said; a weekday that is not named comes from the layer above."`
	}
}

// TeamPath names a team.
type TeamPath struct {
	Team id.Team `path:"team"`
}

// StaffPath names a member of staff or an agent.
type StaffPath struct {
	Staff id.Staff `path:"staff"`
}

// layer is one calendar: how to read it, and how to say it anew.
type layer[I any] struct {
	id, path, summary string
	role              party.Role
	read              func(tx *db.Tx, in *I) (team.Hours, team.Week, error)
	write             func(ctx context.Context, c *call, in *I, week team.Week) error
}

// addLayer adds reading and writing a calendar. CalendarOf is the request of one, with its path.
func addLayer[I any, W any](s *Server, l layer[I], part func(*W) (*I, weekView)) {
	show := func(hours team.Hours, inherited team.Week, err error) (calendarView, error) {
		v := calendarView{Week: showWeek(hours.Week), Version: hours.Version}
		if inherited != nil {
			v.Inherited = showWeek(inherited)
		}
		return v, err
	}
	get(s, operation{id: "get" + l.id, path: "~/calendars/" + l.path, scope: "calendars:read", summary: l.summary},
		func(tx *db.Tx, _ *call, in *I) (calendarView, error) { return show(l.read(tx, in)) })
	serve(s, operation{
		id: "set" + l.id, method: http.MethodPut, path: "~/calendars/" + l.path, scope: "calendars:write", role: l.role, versioned: true,
		summary: "Say anew: " + l.summary,
	}, func(ctx context.Context, c *call, in *W) (out calendarView, err error) {
		where, said := part(in)
		week, err := said.week()
		if err != nil {
			return out, err
		}
		if err := l.write(ctx, c, where, week); err != nil {
			return out, err
		}
		now, err := see(ctx, c, func(tx *db.Tx) (calendarView, error) { return show(l.read(tx, where)) })
		return now, err
	})
}

func addCalendars(s *Server) {
	acts := s.cfg.Acts

	addLayer(s, layer[nothing]{
		id: "Hours", path: "organisation", role: party.Owner, summary: "What the organisation works",
		read: func(tx *db.Tx, _ *nothing) (team.Hours, team.Week, error) {
			return both(tx, acts.Team.Hours, func(tx *db.Tx) (team.Week, error) { return acts.Team.Inherited(tx, id.Staff{}) })
		},
		write: func(ctx context.Context, c *call, _ *nothing, week team.Week) error {
			return acts.SetHours(ctx, c.actor, week, c.seen)
		},
	}, func(w *CalendarWish) (*nothing, weekView) { return &nothing{}, w.Body.Week })
	addLayer(s, layer[TeamPath]{
		id: "TeamHours", path: "teams/{team}", role: party.TeamLead, summary: "What a team works on the weekdays that differ",
		read: func(tx *db.Tx, in *TeamPath) (team.Hours, team.Week, error) {
			if _, err := acts.Team.Team(tx, in.Team); err != nil {
				return team.Hours{}, nil, err
			}
			return both(tx, func(tx *db.Tx) (team.Hours, error) { return acts.Team.TeamHours(tx, in.Team) }, nil)
		},
		write: func(ctx context.Context, c *call, in *TeamPath, week team.Week) error {
			return acts.SetTeamHours(ctx, c.actor, in.Team, week, c.seen)
		},
	}, func(w *struct {
		TeamPath
		CalendarWish
	}) (*TeamPath, weekView) {
		return &w.TeamPath, w.Body.Week
	})
	s.addStaffLayers()
	addClosedDays(s)
	addWhen(s)
}

// ofStaff is the request that says anew what somebody works.
type ofStaff = struct {
	StaffPath
	CalendarWish
}

func (s *Server) addStaffLayers() {
	acts := s.cfg.Acts
	part := func(w *ofStaff) (*StaffPath, weekView) { return &w.StaffPath, w.Body.Week }
	addLayer(s, layer[StaffPath]{
		id: "StaffHours", path: "staff/{staff}", role: party.Colleague, summary: "What somebody works on the weekdays that differ from their team's",
		read: func(tx *db.Tx, in *StaffPath) (team.Hours, team.Week, error) {
			return s.hoursOf(tx, in.Staff, acts.Team.StaffHours)
		},
		write: func(ctx context.Context, c *call, in *StaffPath, week team.Week) error {
			return acts.SetStaffHours(ctx, c.actor, in.Staff, week, c.seen)
		},
	}, part)
	addLayer(s, layer[StaffPath]{
		id: "Opened", path: "staff/{staff}/opened", role: party.Colleague, summary: "Within which hours colleagues may promise on somebody's behalf",
		read: func(tx *db.Tx, in *StaffPath) (team.Hours, team.Week, error) {
			return s.hoursOf(tx, in.Staff, acts.Team.Opened)
		},
		write: func(ctx context.Context, c *call, in *StaffPath, week team.Week) error {
			return acts.SetOpened(ctx, c.actor, in.Staff, week, c.seen)
		},
	}, part)
}

// hoursOf reads a layer of somebody, who must exist.
func (s *Server) hoursOf(tx *db.Tx, of id.Staff, read func(*db.Tx, id.Staff) (team.Hours, error)) (team.Hours, team.Week, error) {
	if _, err := s.cfg.Acts.Team.Get(tx, of); err != nil {
		return team.Hours{}, nil, err
	}
	return both(tx, func(tx *db.Tx) (team.Hours, error) { return read(tx, of) },
		func(tx *db.Tx) (team.Week, error) { return s.cfg.Acts.Team.Inherited(tx, of) })
}

// both reads a layer and what lies under it, if that is asked for.
func both(tx *db.Tx, layer func(*db.Tx) (team.Hours, error), under func(*db.Tx) (team.Week, error)) (hours team.Hours, week team.Week, err error) {
	if hours, err = layer(tx); err == nil && under != nil {
		week, err = under(tx)
	}
	return hours, week, err
}

type closedDayView struct {
	Day  string `json:"day" format:"date"`
	Name string `json:"name,omitempty"`
}

type whenView struct {
	From time.Time `json:"from"`
	Due  time.Time `json:"due" doc:"The earliest instant at which so many minutes of working time have passed."`
	Days []whenDay `json:"days" doc:"The days from the one on which it begins to the one on which it is done; of a long time only the first fourteen and the last."`
}

type whenDay struct {
	Day     string        `json:"day" format:"date"`
	Minutes int           `json:"minutes" doc:"Of working time that count on this day."`
	Kind    worktime.Kind `json:"kind" enum:"open,closed,holiday,absence" doc:"Why nothing of the day counts; open when something of it is working time."`
}

func addWhen(s *Server) {
	get(s, operation{
		id: "addWorkingTime", path: "~/calendars/when", scope: "calendars:read", summary: "What a moment plus working time is, and how that comes about",
		note: "Of the organisation, of a team, or of somebody with their absences.",
	}, func(tx *db.Tx, _ *call, in *struct {
		From    string   `query:"from" required:"true" doc:"A moment on the wall, in the zone of whose calendar it is." example:"2026-11-27T16:30"`
		Minutes int      `query:"minutes" required:"true" minimum:"1" maximum:"12000"`
		Team    id.Team  `query:"team"`
		Staff   id.Staff `query:"staff"`
	}) (v whenView, err error) {
		asked := overview.Working{Minutes: in.Minutes, Team: in.Team, Staff: in.Staff}
		if asked.From, err = worktime.ParseCivil(in.From); err != nil {
			return v, fault.Of(err).On("from")
		}
		answer, err := overview.When(tx, s.cfg.Acts.Team, asked)
		days := each(answer.Days, func(d overview.WorkingDay) whenDay { return whenDay{d.Date.String(), d.Minutes, d.Kind} })
		return whenView{at(answer.From), at(answer.Due), days}, err
	})
}

func addClosedDays(s *Server) {
	acts := s.cfg.Acts
	get(s, operation{id: "listClosedDays", path: "~/calendars/organisation/closed-days", scope: "calendars:read", summary: "The days on which the organisation is closed, besides the holidays"},
		func(tx *db.Tx, _ *call, _ *struct{}) (listOf[closedDayView], error) {
			all, err := acts.Team.ClosedDays(tx)
			return listOf[closedDayView]{Items: each(all, func(d team.ClosedDay) closedDayView {
				return closedDayView{d.Day.String(), d.Name}
			})}, err
		})
	silently(s, operation{
		id: "closeDay", method: http.MethodPost, path: "~/calendars/organisation/closed-days", scope: "calendars:write", role: party.Owner,
		summary: "The organisation is closed on a day",
	}, func(ctx context.Context, c *call, in *struct{ Body closedDayView }) error {
		return acts.CloseDay(ctx, c.actor, in.Body.Day, in.Body.Name)
	})
	silently(s, operation{
		id: "reopenDay", method: http.MethodDelete, path: "~/calendars/organisation/closed-days/{day}", scope: "calendars:write", role: party.Owner,
		summary: "The organisation is open on that day after all",
	}, func(ctx context.Context, c *call, in *struct {
		Day string `path:"day" format:"date"`
	}) error {
		if _, err := worktime.ParseDate(in.Day); err != nil {
			return fault.Of(err).On("day")
		}
		return acts.ReopenDay(ctx, c.actor, in.Day)
	})
}
