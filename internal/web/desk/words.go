package desk

import (
	"strconv"
	"time"

	"kroon/internal/overview"
	"kroon/internal/promise"
	"kroon/internal/web"
)

// counted is a number as it stands in a sentence: in words up to twelve.
func counted(v *web.View, n int) string {
	if n >= 2 && n <= 12 {
		return v.T("desk.number." + strconv.Itoa(n))
	}
	return strconv.Itoa(n)
}

// leadOf is the sentence under the title: how many promises today, and how many of them press.
func leadOf(v *web.View, page overview.TodayPage) string {
	press := len(page.Now) + len(page.Disputed)
	all := max(page.Due+len(page.Disputed), press)
	switch {
	case !page.More.ID.IsZero() || !page.After.ID.IsZero():
		return v.T("desk.lead.many", "n", all)
	case all == 0:
		return v.T("desk.lead.nothing")
	case press == 0:
		return web.Begun(v.T("desk.lead.calm", "n", all, "count", counted(v, all)))
	case press == all:
		return web.Begun(v.T("desk.lead.all", "n", all, "count", counted(v, all)))
	}
	return web.Begun(v.T("desk.lead.some", "n", press, "all", counted(v, all), "count", counted(v, press)))
}

// whatOf is what was promised, as the row says it.
func whatOf(v *web.View, p promise.Promise) string {
	if p.Act != "" {
		return web.Begun(p.Act)
	}
	return web.Begun(v.T("promise.kind." + string(p.Kind)))
}

// lineOf is what a row says: what was promised, or of a promise without words what the customer asks.
func lineOf(v *web.View, row overview.TodayRow) string {
	if row.Act != "" || row.Asks == "" {
		return whatOf(v, row.Promise)
	}
	return v.T("desk.asks", "what", whatOf(v, row.Promise), "text", shortened(row.Asks, 160))
}

// whoOf is for whom it is.
func whoOf(v *web.View, row overview.TodayRow) string {
	switch {
	case row.Name != "":
		return row.Name
	case row.Number != "":
		return row.Phone().Shown
	}
	return v.T("desk.nobody")
}

// beginOf tells how to begin with this customer; empty when there is nothing to make good.
func beginOf(v *web.View, row overview.TodayRow) string {
	late := row.State == promise.Broken
	switch {
	case row.Wrong != nil && late:
		return v.T("desk.wrong_too."+string(row.Wrong.Kind), "day", v.Day(row.Wrong.DueAt, v.Now))
	case row.Wrong != nil:
		return v.T("desk.wrong."+string(row.Wrong.Kind), "day", v.Day(row.Wrong.DueAt, v.Now))
	case late && row.Direction == promise.Ours:
		return v.T("desk.sorry")
	}
	return ""
}

// hasteOf is how much time there is for a row.
func hasteOf(row overview.TodayRow) web.Haste {
	if row.State == promise.Broken {
		return web.Late
	}
	return web.Risk
}

// whenShort is a time near now: "14:30", "morgen 09:15".
func whenShort(v *web.View, at time.Time) string {
	if day := v.Day(at, v.Now); day != v.T("time.today") {
		return v.T("time.moment", "date", day, "clock", v.Clock(at))
	}
	return v.Clock(at)
}

// soonOf is when somebody has room.
func soonOf(v *web.View, room overview.TodayRoom) string {
	switch {
	case room.Full:
		return v.T("desk.room.full")
	case !room.From.After(v.Now.Add(15 * time.Minute)):
		return v.T("desk.room.now")
	}
	return v.T("desk.room.from", "when", whenShort(v, room.From))
}

// shareOf says how sure a figure is: the interval, or that there are too few cases for one.
func shareOf(v *web.View, word overview.TodayWord) string {
	switch {
	case word.High == 0:
		return v.T("desk.word.few")
	}
	return v.T("desk.word.share", "low", word.Low, "high", word.High)
}

// keptOf is a figure with its n.
func keptOf(v *web.View, word overview.TodayWord) string {
	return v.T("desk.word.kept", "kept", word.Kept, "due", word.Due)
}

// trendOf tells the weeks in words, for who does not see the line.
func trendOf(v *web.View, weeks []overview.TodayWord) (told string, values []int) {
	for i, week := range weeks {
		if week.Due == 0 {
			continue
		}
		values = append(values, week.Kept*100/week.Due)
		if told != "" {
			told += v.T("desk.word.comma")
		}
		told += v.T("desk.word.week", "n", len(weeks)-i, "kept", week.Kept, "due", week.Due)
	}
	return told, values
}
