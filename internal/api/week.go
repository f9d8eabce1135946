package api

import (
	"fmt"
	"strings"
	"time"

	"kroon/internal/fault"
	"kroon/internal/team"
	"kroon/internal/worktime"
)

type intervalView struct {
	From  string `json:"from" example:"09:00"`
	Until string `json:"until" example:"17:00" doc:"Not included; the last possible is 24:00."`
}

func (v intervalView) interval() (worktime.Interval, error) {
	return worktime.ParseInterval(v.From, v.Until)
}

func showInterval(i worktime.Interval) intervalView {
	return intervalView{From: clockText(i.From), Until: clockText(i.Until)}
}

func clockText(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

// weekView are the hours of the weekdays, mon to sun.
type weekView map[string][]intervalView

// dayName is a weekday as the API writes it: mon.
func dayName(day time.Weekday) string { return strings.ToLower(day.String()[:3]) }

func weekdays() map[string]time.Weekday {
	out := map[string]time.Weekday{}
	for day := time.Sunday; day <= time.Saturday; day++ {
		out[dayName(day)] = day
	}
	return out
}

func showWeek(week map[time.Weekday][]worktime.Interval) weekView {
	out := weekView{}
	for day, hours := range week {
		out[dayName(day)] = each(hours, showInterval)
	}
	return out
}

// week reads hours; a weekday that is not named is not decided here.
func (v weekView) week() (team.Week, error) {
	days, out := weekdays(), team.Week{}
	for name, hours := range v {
		day, is := days[name]
		if !is {
			return nil, fault.New(fault.Invalid, "api.weekday", "name", name).On("week")
		}
		out[day] = nil
		for _, one := range hours {
			interval, err := one.interval()
			if err != nil {
				return nil, fault.Of(err).On("week." + name)
			}
			out[day] = append(out[day], interval)
		}
	}
	return out, nil
}
