package admin

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"kroon/internal/act"
	"kroon/internal/fault"
	"kroon/internal/team"
	"kroon/internal/web"
)

func yes(is bool) string {
	if is {
		return "yes"
	}
	return "no"
}

// clock is a minute of the day as a browser's time field writes it.
func clock(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60%24, minute%60) }

// minuteOf reads a time of day as people type it: "18:00", "18.30", "18".
func minuteOf(form *web.Form, name string) int {
	hours, _, err := act.ReadHours(form.Line(name, 10) + "-24:00")
	if err != nil || len(hours) != 1 {
		form.Refuse(fault.New(fault.Invalid, "admin.bad_clock").On(name))
		return 0
	}
	return hours[0].From
}

// version is the one that the page showed; none asks for no check.
func version(form *web.Form) int64 {
	n, err := strconv.ParseInt(form.Raw("version"), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

func hiddenVersion(f filled) []web.Hidden {
	return []web.Hidden{{Name: "version", Value: f.value("version")}}
}

// dayField is the name of the field of a weekday, "day-1" for Monday.
func dayField(day time.Weekday) string { return "day-" + strconv.Itoa(int(day)) }

// weekOf reads the hours of each weekday. Days of which nothing is typed are left out, or closed when
// whole is asked.
func weekOf(form *web.Form, whole bool) team.Week {
	week := team.Week{}
	for _, day := range act.Weekdays() {
		hours, said, err := act.ReadHours(form.Line(dayField(day), 120))
		if err != nil {
			form.Refuse(fault.Of(err).On(dayField(day)))
		}
		if said || whole {
			week[day] = hours
		}
	}
	return week
}

// weekValues writes a week into the fields of its days.
func weekValues(week team.Week, version int64) map[string]string {
	values := map[string]string{"version": strconv.FormatInt(version, 10)}
	for day, hours := range week {
		values[dayField(day)] = act.SayHours(hours)
	}
	return values
}

// weekIn says a week in a line: days with the same hours together.
func weekIn(v *web.View, week team.Week) string {
	var parts []string
	days := act.Weekdays()
	for i := 0; i < len(days); {
		hours, j := act.SayHours(week[days[i]]), i
		for j+1 < len(days) && act.SayHours(week[days[j+1]]) == hours {
			j++
		}
		if hours != "-" {
			name := v.T("admin.day_short." + strconv.Itoa(int(days[i])))
			if j > i {
				name = v.T("admin.days_through", "first", name, "last", v.T("admin.day_short."+strconv.Itoa(int(days[j]))))
			}
			parts = append(parts, name+" "+spans(hours))
		}
		i = j + 1
	}
	return strings.Join(parts, "; ")
}

// inherited is a day's hours as they are when nothing of its own is said.
func inherited(v *web.View, week team.Week, day time.Weekday) string {
	if hours := act.SayHours(week[day]); hours != "-" {
		return spans(hours)
	}
	return v.T("admin.day_off")
}

// spans are hours as they are read; to be typed they have a hyphen.
func spans(hours string) string { return strings.ReplaceAll(hours, "-", "–") }
