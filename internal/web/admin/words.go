package admin

import (
	"maps"
	"strings"

	"kroon/internal/access"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/party"
	"kroon/internal/team"
	"kroon/internal/web"
)

func hoursPath(staff id.Staff) string { return staffPath(staff) + "/hours" }

func staffPath(staff id.Staff) string { return "/settings/staff/" + staff.String() }

func ownLang(v *web.View, own overview.Sheet) string {
	if own.Staff.Lang == "" {
		return v.T("admin.lang.house")
	}
	return v.T("admin.option.lang." + string(own.Staff.Lang))
}

// over lays narrower hours over the week that holds where they say nothing.
func over(above, own team.Week) team.Week {
	week := team.Week{}
	maps.Copy(week, above)
	maps.Copy(week, own)
	return week
}

// workedWeek is the week that somebody works: their own days over what they inherit.
func workedWeek(s overview.Sheet) team.Week { return over(s.Inherited, s.Hours.Week) }

// openedWeek is within which hours colleagues may promise for somebody, as they said it; what lies outside the
// week that they work does not count.
func openedWeek(s overview.Sheet) team.Week { return over(workedWeek(s), s.Opened.Week) }

// working counts the tokens that still open something.
func working(v *web.View, tokens []access.Token) int {
	n := 0
	for _, one := range tokens {
		if works(v, one) {
			n++
		}
	}
	return n
}

func works(v *web.View, t access.Token) bool {
	return t.RevokedAt.IsZero() && v.Now.Before(t.ExpiresAt)
}

func teamNames(teams []team.Team) string {
	names := make([]string, len(teams))
	for i, one := range teams {
		names[i] = one.Name
	}
	return strings.Join(names, ", ")
}

func mailState(h overview.House) string { return channelState(h.Mail.Host != "", h.Mail.Active) }

func smsState(h overview.House) string { return channelState(h.SMS.URL != "", h.SMS.Active) }

func channelState(set, active bool) string {
	switch {
	case active:
		return "on"
	case set:
		return "off"
	}
	return "none"
}

// leads tells whether the person at the screen leads the team of somebody, or is an owner.
func leads(v *web.View, s team.Staff, teams []team.Team) bool {
	if v.Needs(party.Owner) {
		return true
	}
	for _, one := range teams {
		if one.ID == s.Team && one.Lead == v.Who.Actor.StaffID() {
			return true
		}
	}
	return false
}

// tokenLine says until when a token works and when it was used last.
func tokenLine(v *web.View, t access.Token) string {
	until := v.ShortDate(t.ExpiresAt, v.Now)
	if t.UsedAt.IsZero() {
		return v.T("admin.tokens.never_used", "until", until)
	}
	return v.T("admin.tokens.used", "until", until, "when", v.Ago(t.UsedAt, v.Now))
}

// leadOf says who leads a team.
func leadOf(v *web.View, members []overview.Member, t team.Team) string {
	if name := nameOf(members, t.Lead); name != "" {
		return v.T("admin.teams.led_by", "name", name)
	}
	return v.T("admin.teams.no_lead")
}
