package team_test

import (
	"slices"
	"testing"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/team"
)

func TestDutyResolvesToOnePresentPerson(t *testing.T) {
	live(t, func(h *house) {
		desk, lead, a := h.desk()
		b, c := h.hire("B", id.Team{}), h.hire("C", id.Team{})
		var duty team.Duty
		h.do(func(tx *db.Tx) (err error) {
			duty, err = h.AddDuty(tx, team.Duty{Name: "Dienst middag", Team: desk.ID, Members: []id.Staff{a, b, c},
				Roster: []team.Turn{{time.Friday, 12 * 60, 17 * 60, b}, {time.Monday, 0, 1440, c}}})
			return err
		})
		wants := func(when string, want id.Staff) {
			h.Helper()
			h.do(func(tx *db.Tx) error {
				if got, err := h.Resolve(tx, duty.ID, at(when)); got != want || err != nil {
					h.Errorf("at %s: %v %v, want %v", when, got, err, want)
				}
				return nil
			})
		}
		wants("2026-11-20 15:00", b)
		wants("2026-11-20 10:00", a) // no turn: the first member
		wants("2026-11-23 10:00", c)
		ill := func(staff id.Staff) {
			h.do(func(tx *db.Tx) error {
				_, err := h.FallIll(tx, staff)
				return err
			})
		}
		ill(b)
		wants("2026-11-20 15:00", c)
		ill(c)
		wants("2026-11-20 15:00", a)
		ill(a)
		wants("2026-11-20 15:00", lead)
		h.refused(h.as(party.Itself(h.org), func(tx *db.Tx) error {
			_, err := h.Resolve(tx, duty.ID, at("2026-11-21 15:00"))
			return err
		}), "team.duty_nobody")
		h.do(func(tx *db.Tx) error {
			read := must(h.Duty(tx, duty.ID))
			if len(read.Members) != 3 || read.Members[2] != c || len(read.Roster) != 2 || read.Roster[0].Weekday != time.Monday {
				t.Errorf("read back as %+v", read)
			}
			read.Members, read.Roster = []id.Staff{lead}, nil
			_, err := h.ChangeDuty(tx, read)
			return err
		})
		wants("2026-11-20 15:00", lead)
	})
}

func TestDutiesThatCannotBeAreRefused(t *testing.T) {
	live(t, func(h *house) {
		_, lead, a := h.desk()
		for key, duty := range map[string]team.Duty{
			"team.name_missing":         {Members: []id.Staff{a}},
			"team.duty_without_members": {Name: "D"},
			"team.duty_member_twice":    {Name: "D", Members: []id.Staff{a, a}},
			"team.duty_member_not_here": {Name: "D", Members: []id.Staff{id.Staff(h.org)}},
			"team.turn_outside_day":     {Name: "D", Members: []id.Staff{a}, Roster: []team.Turn{{time.Monday, 600, 600, a}}},
			"team.turn_not_member":      {Name: "D", Members: []id.Staff{a}, Roster: []team.Turn{{time.Monday, 600, 660, lead}}},
			"team.turns_overlap":        {Name: "D", Members: []id.Staff{a}, Roster: []team.Turn{{time.Monday, 600, 660, a}, {time.Monday, 500, 601, a}}},
			"team.many_turns":           {Name: "D", Members: []id.Staff{a}, Roster: make([]team.Turn, 200)},
		} {
			h.refused(h.as(party.Itself(h.org), func(tx *db.Tx) error {
				_, err := h.AddDuty(tx, duty)
				return err
			}), key)
		}
	})
}

func TestLeadIsSomebodyWhoIsThere(t *testing.T) {
	live(t, func(h *house) {
		first := h.hire("Eerste", id.Team{})
		wants := func(staff, want id.Staff, why string) {
			h.Helper()
			h.do(func(tx *db.Tx) error {
				if got, err := h.LeadOf(tx, staff); got != want || err != nil {
					h.Errorf("%s: %v %v, want %v", why, got, err, want)
				}
				return nil
			})
		}
		wants(first, first, "a person alone")
		_, lead, a := h.desk()
		owner := h.hire("Eigenaar", id.Team{})
		robot := h.hired(team.Staff{Name: "Robot", Kind: party.Agent, Answerable: a})
		h.owners = []id.Staff{owner}
		wants(a, lead, "the lead of the team")
		wants(robot, a, "who answers for an agent")
		wants(lead, owner, "the lead's own lead is an owner")
		ill := func(staff id.Staff) {
			h.do(func(tx *db.Tx) error {
				_, err := h.FallIll(tx, staff)
				return err
			})
		}
		ill(lead)
		wants(a, owner, "the lead is ill")
		ill(owner)
		wants(a, first, "the owner too")
		ill(first)
		last := h.hire("Laatste", id.Team{})
		wants(a, last, "all who lead, and who is here longest: whoever is there")
		wants(lead, a, "who is there longest")
		ill(last)
		wants(a, lead, "everyone is: still the lead")
		h.do(func(tx *db.Tx) error {
			if got := must(h.Standins(tx, lead)); len(got) != 1 || got[0] != a {
				t.Errorf("stand-ins %v, want %v", got, a)
			}
			return nil
		})
	})
}

func TestCandidatesHaveTheSkillAndTheTime(t *testing.T) {
	live(t, func(h *house) {
		desk, lead, a := h.desk()
		b, c := h.hire("B", id.Team{}), h.hire("C", desk.ID)
		h.do(func(tx *db.Tx) error {
			for _, staff := range []id.Staff{a, b, c} {
				if err := h.SetSkills(tx, staff, 0, []string{"Trainingen", "trainingen ", "offertes"}); err != nil {
					return err
				}
			}
			_, err := h.FallIll(tx, c)
			return err
		})
		h.do(func(tx *db.Tx) error {
			find := func(wanted team.Wanted, want ...id.Staff) {
				h.Helper()
				var got []id.Staff
				for _, staff := range must(h.Candidates(tx, wanted)) {
					got = append(got, staff.ID)
				}
				if !slices.Equal(got, want) {
					h.Errorf("%+v: %v, want %v", wanted, got, want)
				}
			}
			week := friday.AddDate(0, 0, 7)
			find(team.Wanted{Skill: " TRAININGEN", From: friday, Until: week}, b, a)
			find(team.Wanted{Skill: "trainingen", Team: desk.ID, From: friday, Until: week}, a)
			find(team.Wanted{Skill: "trainingen", From: at("2026-11-21 00:00"), Until: at("2026-11-23 00:00")})
			find(team.Wanted{Skill: "koffie", From: friday, Until: week})
			find(team.Wanted{From: friday, Until: week}, b, a, lead)
			if skills := must(h.Skills(tx, a)); len(skills) != 2 || len(must(h.AllSkills(tx))) != 2 {
				t.Errorf("skills %v", skills)
			}
			return nil
		})
		h.refused(h.as(party.Itself(h.org), func(tx *db.Tx) error { return h.SetSkills(tx, a, 0, []string{"a;b"}) }), "team.bad_skill")
	})
}
