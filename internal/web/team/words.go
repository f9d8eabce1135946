package team

import (
	"time"

	"kroon/internal/overview"
	"kroon/internal/web"
)

// presentLead says in a sentence how many are there.
func presentLead(v *web.View, page overview.TeamPage) string {
	there, away := 0, 0
	for _, one := range page.People {
		if one.Present && one.Staff.Kind == "staff" {
			there++
		}
		if one.Away {
			away++
		}
	}
	lead := v.T("teamwork.n_there", "n", there)
	if away > 0 {
		lead += " " + v.T("teamwork.n_away", "n", away)
	}
	if !page.SameDay.IsZero() {
		lead += " " + v.T("teamwork.stopped")
	}
	return lead
}

// stopEnds says when a stop of promises for today ends by itself: on the clock of the reader, who may live
// where the organisation's day ends at another hour.
func stopEnds(v *web.View, until time.Time) string {
	last := until.Add(-time.Minute)
	return v.T("teamwork.stop_ends", "day", v.Day(last, v.Now), "clock", v.Clock(last))
}

// loadIn says what somebody has on their hands.
func loadIn(v *web.View, l overview.Load) string {
	if l.Open == 0 {
		return v.T("teamwork.load.none")
	}
	said := v.T("teamwork.load.open", "n", l.Open)
	if l.Today > 0 {
		said += ", " + v.T("teamwork.load.today", "n", l.Today)
	}
	if l.Broken > 0 {
		said += ", " + v.T("teamwork.load.broken", "n", l.Broken)
	}
	return said
}

func toneOf(n int, tone web.Tone) web.Tone {
	if n == 0 {
		return web.Neutral
	}
	return tone
}

func holder(v *web.View, d overview.DutyNow) string {
	if d.Holds == "" {
		return v.T("teamwork.duties.nobody")
	}
	return d.Holds
}

func dutyPath(page overview.TeamPage, d overview.DutyNow) string {
	if !page.MayLead {
		return ""
	}
	return "/team/duties/" + d.Duty.ID.String()
}

func whom(p overview.Person) web.Hidden { return web.Hidden{Name: "staff", Value: p.Staff.ID.String()} }

func awayTitle(v *web.View, p overview.Person) string {
	if p.Me {
		return v.T("web.nav.away")
	}
	return v.T("teamwork.away_page.title", "name", p.Staff.FirstName)
}

func illWord(v *web.View, p overview.Person) string {
	if p.Me {
		return v.T("teamwork.me.ill")
	}
	return v.T("teamwork.away_page.ill", "name", p.Staff.FirstName)
}

func backWord(v *web.View, p overview.Person) string {
	if p.Me {
		return v.T("teamwork.me.back")
	}
	return v.T("teamwork.away_page.back", "name", p.Staff.FirstName)
}

func awayNow(v *web.View, p overview.Person) string {
	if p.Back.IsZero() {
		return v.T("teamwork.away_page.no_end")
	}
	return v.T("teamwork.away_page.until", "moment", v.DayDate(p.Back, v.Now))
}

// hasteOf is how urgent a promise is that needs another owner.
func hasteOf(v *web.View, one overview.Waiting) web.Haste {
	switch {
	case !one.DueAt.After(v.Now):
		return web.Late
	case one.Short > 0 || one.Why != "":
		return web.Risk
	}
	return web.Calm
}

// named is who a promise is to.
func named(v *web.View, line overview.PromiseLine) string {
	if line.Name == "" {
		return v.T("teamwork.promise", "code", string(line.Code))
	}
	return line.Name
}

func promisePath(line overview.PromiseLine) string { return "/promises/" + line.ID.String() }

// whyIn says why a promise stands here.
func whyIn(v *web.View, one overview.Waiting) string {
	switch {
	case one.Why != "":
		if one.Of != "" {
			return v.T("teamwork.why.of", "name", one.Of, "cause", v.T("promise.cause."+string(one.Why)))
		}
		return v.T("teamwork.why.waits", "cause", v.T("promise.cause."+string(one.Why)))
	case one.Short > 0:
		return v.T("teamwork.why.short", "name", one.OwnerName, "n", one.Short)
	}
	return v.T("teamwork.why.owner", "name", one.OwnerName)
}

// roomWord says to whom, until when, and when it is tight.
func roomWord(v *web.View, one overview.Waiting, room overview.Standin) string {
	said := v.T("teamwork.give", "name", room.Name)
	if room.Staff == v.Who.Actor.StaffID() {
		said = v.T("teamwork.take")
	}
	switch {
	case room.Verdict == "tight":
		return v.T("teamwork.room.tight", "give", said)
	case room.Present && !room.Until.IsZero():
		return v.T("teamwork.room.until", "give", said, "time", v.Clock(room.Until))
	}
	return said
}

func emphasisOf(i int) web.Emphasis {
	if i == 0 {
		return web.Primary
	}
	return web.Secondary
}

func dutyTitle(v *web.View, d dutyView) string {
	if d.name == "" {
		return v.T("teamwork.duties.new")
	}
	return d.name
}
