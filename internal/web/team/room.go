package team

import (
	"strconv"
	"time"

	"kroon/internal/overview"
	"kroon/internal/web"
)

// barWide is how wide the picture of a day is, in units of its viewBox.
const barWide = 240

// bar is the picture of one day: how long what there is stands, what of it is taken, and what is promised
// beyond it, in units of the viewBox.
type bar struct {
	word  string // today, tomorrow
	told  string // the same in words
	short string // the outcome in two words
	tone  web.Tone
	there int
	taken int
	over  int
}

// longest is the longest day of the people on the page, in minutes: every picture has the same scale.
func longest(page overview.TeamPage) int {
	most := 60
	for _, one := range page.People {
		if one.Room != nil {
			most = max(most, one.Room.Today.Supply, one.Room.Tomorrow.Supply)
		}
	}
	return most
}

// barsOf draws a day at the scale of the page. What is promised beyond the day runs on to the edge.
func barsOf(v *web.View, room *overview.PersonRoom, most int) []bar {
	return []bar{barOf(v, v.T("teamwork.day.today"), room.Today, most), barOf(v, v.T("teamwork.day.tomorrow"), room.Tomorrow, most)}
}

func barOf(v *web.View, word string, day overview.DayRoom, most int) bar {
	long := func(minutes int) int { return min(max(minutes, 0), most) * barWide / most }
	one := bar{word: word, there: long(day.Supply), taken: long(min(day.Demand, day.Supply))}
	one.over = long(day.Demand) - one.taken
	one.told = v.T("teamwork.bar.told", "day", word, "taken", minutesOf(v, day.Demand), "there", minutesOf(v, day.Supply))
	switch {
	case day.Spare() < 0:
		one.short, one.tone = v.T("teamwork.bar.over", "length", minutesOf(v, -day.Spare())), web.Red
	case day.Supply == 0:
		one.short = v.T("teamwork.bar.none")
	case day.Spare() == 0:
		one.short, one.tone = v.T("teamwork.bar.full"), web.Amber
	default:
		one.short = v.T("teamwork.bar.free", "length", minutesOf(v, day.Spare()))
	}
	return one
}

func minutesOf(v *web.View, n int) string { return v.ShortDuration(time.Duration(n) * time.Minute) }

// pictured tells whether there is anything to draw: who is away with nothing to do has no picture.
func pictured(one overview.Person) bool {
	return one.Room != nil && (!one.Away || one.Room.Today.Demand+one.Room.Tomorrow.Demand > 0)
}

// nextWord says from when one more call back can be promised.
func nextWord(v *web.View, one overview.Person) string {
	switch {
	case !pictured(one):
		return ""
	case one.Room.Next.IsZero():
		return v.T("teamwork.next.none")
	}
	next := one.Room.Next
	if day := dayWord(v, next); day != "" {
		return v.T("teamwork.next.from_day", "day", day, "clock", v.Clock(next))
	}
	return v.T("teamwork.next.from", "clock", v.Clock(next))
}

func num(n int) string { return strconv.Itoa(n) }
