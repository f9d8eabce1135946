package admin

import (
	"strconv"
	"time"

	"kroon/internal/act"
	"kroon/internal/overview"
	"kroon/internal/team"
	"kroon/internal/web"
	"kroon/internal/worktime"
)

// clockFrame is the part of the day that the strips of a picture have in common, in minutes since midnight.
type clockFrame struct{ first, last int }

// around is the frame in whole hours around all of them; working hours when there are none.
func around(all ...worktime.Interval) clockFrame {
	f := clockFrame{minutesOfDay, 0}
	for _, one := range all {
		f.first, f.last = min(f.first, one.From/60*60), max(f.last, (one.Until+59)/60*60)
	}
	if f.last <= f.first {
		return clockFrame{9 * 60, 17 * 60}
	}
	return f
}

const minutesOfDay = 24 * 60

// edge is an end of the frame as a clock shows it; midnight at the end of a day is 24:00.
func edge(minute int) string {
	if minute == minutesOfDay {
		return "24:00"
	}
	return clock(minute)
}

// bars draws intervals on the frame.
func (f clockFrame) bars(class string, intervals []worktime.Interval) (out []web.Bar) {
	for _, one := range intervals {
		out = append(out, web.Part(class, one.From-f.first, one.Until-f.first, f.last-f.first)...)
	}
	return out
}

// frameOfWeek is around all its hours.
func frameOfWeek(week team.Week) clockFrame {
	var all []worktime.Interval
	for _, hours := range week {
		all = append(all, hours...)
	}
	return around(all...)
}

// weekBars draws one weekday: its hours, and over them those within which colleagues may promise.
func weekBars(f clockFrame, week, opened team.Week, day time.Weekday) []web.Bar {
	bars := f.bars("open", week[day])
	for _, one := range opened[day] {
		for _, works := range week[day] {
			both := worktime.Interval{From: max(one.From, works.From), Until: min(one.Until, works.Until)}
			bars = append(bars, f.bars("left", []worktime.Interval{both})...)
		}
	}
	return bars
}

// hoursOn says the hours of a weekday, or that it is closed.
func hoursOn(v *web.View, week team.Week, day time.Weekday) string {
	if len(week[day]) == 0 {
		return v.T("admin.hours.shut")
	}
	return spans(act.SayHours(week[day]))
}

func dayName(v *web.View, day time.Weekday) string { return v.T("admin.day." + strconv.Itoa(int(day))) }

// minutesOn are spans of one day as minutes since its midnight on the clock of their own zone.
func minutesOn(spans []overview.DerivedSpan) (out []worktime.Interval) {
	for _, one := range spans {
		until := one.Until.Hour()*60 + one.Until.Minute()
		if until == 0 {
			until = minutesOfDay
		}
		out = append(out, worktime.Interval{From: one.From.Hour()*60 + one.From.Minute(), Until: until})
	}
	return out
}

// frameOfDays is around all open time of a derivation and the moment it begins.
func frameOfDays(a *overview.WorkingAnswer) clockFrame {
	begin := a.From.Hour()*60 + a.From.Minute()
	all := []worktime.Interval{{From: begin, Until: begin}}
	for _, day := range a.Days {
		all = append(all, minutesOn(day.Open)...)
	}
	return around(all...)
}

// derivedBars draws a day of a derivation: what is open, what of it counts, what is lost to absence, where it
// begins and where it ends.
func derivedBars(f clockFrame, a *overview.WorkingAnswer, i int) []web.Bar {
	day := a.Days[i]
	bars := append(f.bars("open", minutesOn(day.Open)), f.bars("own", minutesOn(day.Used))...)
	bars = append(bars, f.bars("busy", minutesOn(day.Away))...)
	if i == 0 {
		bars = append(bars, web.MarkAt("now", a.From.Hour()*60+a.From.Minute()-f.first, f.last-f.first)...)
	}
	return bars
}
