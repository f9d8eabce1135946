package admin

import (
	"time"

	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/team"
	"kroon/internal/web"
)

func (s weekSheet) day(v *web.View, name, label, example string) web.Field {
	return web.Field{Name: name, Label: label, Value: s.value(name), Example: example, Refusal: s.Refusal}
}

// example shows in an empty field what then holds.
func (s weekSheet) example(v *web.View, day time.Weekday) string {
	if s.above == nil {
		return v.T("admin.day_off")
	}
	return inherited(v, s.above, day)
}

// closeSheet asks for a day on which the organisation is closed.
func closeSheet(f filled) sheet {
	return sheet{filled: f, action: "/settings/closed", keep: "closed-day", press: "admin.hours.close", parts: []part{
		{name: "day", kind: "date", required: true}, {name: "day_name", hint: "day_name"},
	}}
}

// civilNoon is a day as an instant that falls on it in the zone of the screen.
func civilNoon(v *web.View, year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 12, 0, 0, 0, v.Zone)
}

func hireSheet(v *web.View, f filled, members []overview.Member, teams []team.Team) sheet {
	parts := []part{{name: "kind", kind: "select", options: options(v, "kind.", "staff", "agent"), hint: "kind"}}
	parts = append(parts, staffParts(v, teams, roles(v))...)
	parts[1].focus = true
	parts = append(parts, part{name: "answerable", kind: "select", options: people(v, members), hint: "answerable"})
	return sheet{filled: f, action: "/settings/staff", keep: "hire", press: "admin.staff.hire", parts: parts}
}

func colleagueSheet(v *web.View, s overview.Sheet, f filled, teams []team.Team) sheet {
	var offered []web.Option
	if s.Open() && v.Who.Actor.Role.Includes(s.Account.Role) {
		offered = roles(v)
	}
	return sheet{filled: f, action: staffPath(s.Staff.ID), keep: "colleague", press: "admin.save",
		hidden: hiddenVersion(f), parts: staffParts(v, teams, offered)}
}

// staffParts are the fields of a member of staff; without roles to choose from that one is left out.
func staffParts(v *web.View, teams []team.Team, offered []web.Option) []part {
	parts := []part{
		{name: "name", required: true, hint: "full_name", fill: "off"},
		{name: "first_name", hint: "first_name", fill: "off", beside: true},
		{name: "email", kind: "email", hint: "staff_email", fill: "off"},
		{name: "phone", kind: "tel", hint: "staff_phone", fill: "off", beside: true},
	}
	if len(offered) > 0 {
		parts = append(parts, part{name: "role", kind: "select", options: offered, hint: "role"})
	}
	return append(parts,
		part{name: "team", kind: "select", options: teamOptions(v, teams)},
		part{name: "skills", hint: "skills"},
		part{name: "answers_phone", kind: "check"},
		part{name: "share", hint: "share"},
	)
}

func teamOptions(v *web.View, teams []team.Team) []web.Option {
	out := []web.Option{{Value: "", Text: v.T("admin.no_team")}}
	for _, one := range teams {
		out = append(out, web.Option{Value: one.ID.String(), Text: one.Name})
	}
	return out
}

// people are those who can be chosen: who work here, agents apart.
func people(v *web.View, members []overview.Member) []web.Option {
	out := []web.Option{{Value: "", Text: v.T("admin.nobody")}}
	for _, one := range members {
		if one.Staff.Kind == party.Staff && one.Staff.Here(v.Now) {
			out = append(out, web.Option{Value: one.Staff.ID.String(), Text: one.Staff.Name})
		}
	}
	return out
}

// nameOfTeam is empty for who is in none.
func nameOfTeam(teams []team.Team, s team.Staff) string {
	for _, one := range teams {
		if one.ID == s.Team {
			return one.Name
		}
	}
	return ""
}

// access says in one word how somebody gets in.
func accessState(m overview.Member) string {
	switch {
	case !m.Open():
		return "none"
	case m.Staff.Kind == party.Agent:
		return "token"
	case !m.Account.HasPassword:
		return "invited"
	}
	return "open"
}

func hereOf(v *web.View, members []overview.Member, kind party.Kind) []overview.Member {
	var out []overview.Member
	for _, one := range members {
		if one.Staff.Kind == kind && one.Staff.Here(v.Now) {
			out = append(out, one)
		}
	}
	return out
}

func departed(v *web.View, members []overview.Member) []overview.Member {
	var out []overview.Member
	for _, one := range members {
		if !one.Staff.Here(v.Now) {
			out = append(out, one)
		}
	}
	return out
}
