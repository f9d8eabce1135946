package team

import (
	"time"

	"kroon/internal/id"
)

// StaffHired: somebody, or an agent, began to work here.
type StaffHired struct {
	Agent      bool     `json:"agent,omitempty"`
	Team       id.Team  `json:"team,omitzero"`
	Answerable id.Staff `json:"answerable,omitzero"`
}

// StaffChanged: something about them is different now.
type StaffChanged struct {
	Team         id.Team `json:"team,omitzero"`
	AnswersPhone bool    `json:"phone,omitempty"`
	Share        int     `json:"share"` // percent, the default filled in
}

// StaffLeft: they no longer work here.
type StaffLeft struct {
	At time.Time `json:"at"`
}

// TeamFormed: there is a new team.
type TeamFormed struct {
	Lead id.Staff `json:"lead,omitzero"`
}

// TeamChanged: its name or its lead is different now.
type TeamChanged struct {
	Lead id.Staff `json:"lead,omitzero"`
}

// CalendarChanged: working hours or closed days are different now.
type CalendarChanged struct {
	Level   Level  `json:"level"`
	Subject id.Any `json:"subject"` // the organisation, the team or the person
}

// OpenedChanged: the hours within which colleagues may promise on this person's behalf are different now.
type OpenedChanged struct {
	Staff id.Staff `json:"staff"`
}

// LeavePlanned: somebody will be away.
type LeavePlanned struct {
	Absence id.Any    `json:"absence"`
	From    time.Time `json:"from"`
	Until   time.Time `json:"until"`
}

// LeaveCancelled: they will not be away, or are back before its end.
type LeaveCancelled struct {
	Absence id.Any    `json:"absence"`
	At      time.Time `json:"at"` // here again from then on
}

// FellIll: somebody is away as from now, without a known end.
type FellIll struct {
	Absence id.Any    `json:"absence"`
	From    time.Time `json:"from"`
}

// Recovered: somebody who was ill is back.
type Recovered struct {
	Absence id.Any    `json:"absence"`
	At      time.Time `json:"at"`
}

// DutyChanged: a duty is new, or its members or its roster are different now.
type DutyChanged struct {
	Team    id.Team `json:"team,omitzero"`
	Members int     `json:"members"`
}

// BusyImported: somebody's busy times are different now.
type BusyImported struct {
	Staff id.Staff `json:"staff"`
	Spans int      `json:"spans"`
}

// BusySourceChanged: the address of somebody's own calendar was given, changed or taken away.
type BusySourceChanged struct {
	Staff id.Staff `json:"staff"`
	Given bool     `json:"given"`
}

// EventKind names the event.
func (StaffHired) EventKind() string { return "team.staff_hired" }

// EventKind names the event.
func (StaffChanged) EventKind() string { return "team.staff_changed" }

// EventKind names the event.
func (StaffLeft) EventKind() string { return "team.staff_left" }

// EventKind names the event.
func (TeamFormed) EventKind() string { return "team.team_formed" }

// EventKind names the event.
func (TeamChanged) EventKind() string { return "team.team_changed" }

// EventKind names the event.
func (CalendarChanged) EventKind() string { return "team.calendar_changed" }

// EventKind names the event.
func (OpenedChanged) EventKind() string { return "team.opened_changed" }

// EventKind names the event.
func (LeavePlanned) EventKind() string { return "team.leave_planned" }

// EventKind names the event.
func (LeaveCancelled) EventKind() string { return "team.leave_cancelled" }

// EventKind names the event.
func (FellIll) EventKind() string { return "team.fell_ill" }

// EventKind names the event.
func (Recovered) EventKind() string { return "team.recovered" }

// EventKind names the event.
func (DutyChanged) EventKind() string { return "team.duty_changed" }

// EventKind names the event.
func (BusyImported) EventKind() string { return "team.busy_imported" }

// EventKind names the event.
func (BusySourceChanged) EventKind() string { return "team.busy_source_changed" }
