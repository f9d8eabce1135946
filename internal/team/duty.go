package team

import (
	"slices"
	"time"

	"kroon/internal/fault"
	"kroon/internal/id"
)

// Duty is a task that one present person has at any time: its members by roster, or in their order.
type Duty struct {
	ID      id.Duty
	Name    string
	Team    id.Team
	Members []id.Staff // the first is asked first when the roster says nothing
	Roster  []Turn
	Version int64
}

// Turn is a weekly stretch in which a member has the duty: minutes of the day in the organisation's zone,
// From included and Until not, up to 1440.
type Turn struct {
	Weekday     time.Weekday
	From, Until int
	Staff       id.Staff
}

// maxTurns bounds a roster: an hour each, all week.
const maxTurns = 7 * 24

// tidy sorts the roster and refuses what cannot be right.
func (d Duty) tidy() (Duty, error) {
	d.Name = oneLine(d.Name)
	if err := checkName(d.Name); err != nil {
		return d, err
	}
	if len(d.Members) == 0 {
		return d, fault.New(fault.Invalid, "team.duty_without_members").On("members")
	}
	if len(without(d.Members, id.Staff{})) < len(d.Members) {
		return d, fault.New(fault.Invalid, "team.duty_member_twice").On("members")
	}
	if len(d.Roster) > maxTurns {
		return d, fault.New(fault.Invalid, "team.many_turns", "max", maxTurns).On("roster")
	}
	d.Roster = slices.Clone(d.Roster)
	slices.SortFunc(d.Roster, func(a, b Turn) int { return int(a.Weekday-b.Weekday)*10_000 + a.From - b.From })
	for i, turn := range d.Roster {
		switch {
		case turn.Weekday < time.Sunday || turn.Weekday > time.Saturday || turn.From < 0 || turn.Until > 24*60 || turn.Until <= turn.From:
			return d, fault.New(fault.Invalid, "team.turn_outside_day").On("roster")
		case !slices.Contains(d.Members, turn.Staff):
			return d, fault.New(fault.Invalid, "team.turn_not_member").On("roster")
		case i > 0 && d.Roster[i-1].Weekday == turn.Weekday && d.Roster[i-1].Until > turn.From:
			return d, fault.New(fault.Invalid, "team.turns_overlap").On("roster")
		}
	}
	return d, nil
}

// order is whom to ask at an instant: who has the turn, then the members after that one, around.
func (d Duty) order(at time.Time, zone *time.Location) []id.Staff {
	local := at.In(zone)
	minute := local.Hour()*60 + local.Minute()
	first := 0
	for _, turn := range d.Roster {
		if turn.Weekday == local.Weekday() && turn.From <= minute && minute < turn.Until {
			first = max(slices.Index(d.Members, turn.Staff), 0)
		}
	}
	return slices.Concat(d.Members[first:], d.Members[:first])
}
