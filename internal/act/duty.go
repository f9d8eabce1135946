package act

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/team"
)

// DutySheet is a duty as people write it down: who is in it, the first asked first, and its roster, a line
// per turn ("ma 9-12 Jeroen").
type DutySheet struct {
	ID      id.Duty // zero: a new one
	Name    string
	Team    id.Team
	Members []id.Staff
	Roster  string
	Version int64
}

// SaveDuty adds a duty, or changes it when it has an id; Version is the one that was seen.
func (a *Acts) SaveDuty(ctx context.Context, actor party.Actor, sheet DutySheet) (team.Duty, error) {
	return run(ctx, a, actor, party.TeamLead, func(tx *db.Tx) (team.Duty, error) {
		people, err := a.Team.List(tx)
		if err != nil {
			return team.Duty{}, err
		}
		members := slices.DeleteFunc(people, func(s team.Staff) bool { return !slices.Contains(sheet.Members, s.ID) })
		turns, err := readRoster(sheet.Roster, members)
		if err != nil {
			return team.Duty{}, err
		}
		d := team.Duty{ID: sheet.ID, Name: sheet.Name, Team: sheet.Team, Members: sheet.Members, Roster: turns, Version: sheet.Version}
		if d.ID.IsZero() {
			return a.Team.AddDuty(tx, d)
		}
		return a.Team.ChangeDuty(tx, d)
	})
}

// dayWords are the beginnings of the names of the days, in both languages.
var dayWords = map[string]time.Weekday{
	"ma": time.Monday, "mo": time.Monday, "di": time.Tuesday, "tu": time.Tuesday, "wo": time.Wednesday, "we": time.Wednesday,
	"do": time.Thursday, "th": time.Thursday, "vr": time.Friday, "fr": time.Friday, "za": time.Saturday, "sa": time.Saturday,
	"zo": time.Sunday, "su": time.Sunday,
}

// readRoster reads a line per turn: the day, the hours and the name of a member.
func readRoster(text string, members []team.Staff) ([]team.Turn, error) {
	var turns []team.Turn
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		unclear := fault.New(fault.Invalid, "act.roster_unclear", "line", line).On("roster")
		day, rest, _ := strings.Cut(line, " ")
		weekday, known := dayWords[strings.ToLower(day[:min(len(day), 2)])]
		hours := typedInterval.FindString(rest)
		intervals, said, err := ReadHours(hours)
		if !known || err != nil || !said || len(intervals) != 1 {
			return nil, unclear
		}
		who := strings.TrimSpace(strings.Replace(rest, hours, "", 1))
		var found []team.Staff
		for _, one := range members {
			if strings.EqualFold(one.FirstName, who) || strings.EqualFold(one.Name, who) {
				found = append(found, one)
			}
		}
		if len(found) != 1 {
			return nil, fault.New(fault.Invalid, "act.roster_who", "name", who, "line", line).On("roster")
		}
		turns = append(turns, team.Turn{Weekday: weekday, From: intervals[0].From, Until: intervals[0].Until, Staff: found[0].ID})
	}
	return turns, nil
}

// SayTurn writes a turn as SaveDuty reads it; day is the name of its weekday.
func SayTurn(day string, t team.Turn, name string) string {
	return fmt.Sprintf("%s %02d:%02d-%02d:%02d %s", day, t.From/60, t.From%60, t.Until/60, t.Until%60, name)
}
