package lang

import (
	"strings"
	"time"
)

// workingDay is how long people think a working day is when they hear "2 dagen".
const workingDay = 8 * time.Hour

// Duration is a length of time as people say it, in its two largest units: "2 uur en 8 minuten",
// "3 dagen en 2 uur". Under a minute it says so. The sign is dropped.
func (p Printer) Duration(d time.Duration) string {
	days, hours, minutes := split(d)
	switch {
	case days > 0:
		return p.and(p.count("time.days", days), p.count("time.hours", hours), hours)
	case hours > 0:
		return p.and(p.count("time.hours", hours), p.count("time.minutes", minutes), minutes)
	case minutes > 0:
		return p.count("time.minutes", minutes)
	}
	return p.T("time.under_a_minute")
}

// ShortDuration is Duration where room is scarce: "38 min", "2 u 8 min". From a day on it is said in days, as people
// do, and to the hour only where that is much of it: "1 dag", "1 dag en 6 uur", "3 dagen". A figure and its unit, and
// hours and their minutes, stay on one line.
func (p Printer) ShortDuration(d time.Duration) string {
	days, hours, minutes := split(d)
	switch {
	case days > 1:
		return held(p.count("time.days", days+hours/12))
	case days == 1 && hours < 2:
		return held(p.count("time.days", days))
	case days == 1:
		return p.and(held(p.count("time.days", days)), held(p.count("time.hours", hours)), hours)
	case hours > 0 && minutes > 0:
		return held(p.count("time.hours_short", hours) + " " + p.count("time.minutes_short", minutes))
	case hours > 0:
		return held(p.count("time.hours_short", hours))
	}
	return held(p.count("time.minutes_short", minutes))
}

// held keeps words together on one line: its spaces are such at which no line is broken.
func held(text string) string { return strings.ReplaceAll(text, " ", "\u00a0") }

// WorkingDuration is a length of working time as people say it: below a working day of eight hours
// as Duration does, from there on as whole days or the two that it lies between: "1 tot 2 dagen".
func (p Printer) WorkingDuration(d time.Duration) string {
	if d < workingDay {
		return p.Duration(d)
	}
	whole := int(d / workingDay)
	if d%workingDay == 0 {
		return p.count("time.days", whole)
	}
	return p.T("time.days_range", "low", whole, "high", whole+1)
}

// ShortWorking is a length of working time where room is scarce: below a working day of eight hours as ShortDuration
// does, from there on in days with one figure after the comma: "1,5 werkdagen". Under a minute is a minute.
func (p Printer) ShortWorking(d time.Duration) string {
	if d < workingDay {
		return p.ShortDuration(max(d, time.Minute))
	}
	return held(p.T("time.working_days", "days", p.Decimal(int64((d*10+workingDay/2)/workingDay), 1)))
}

// Ago says how long before now t was: "22 minuten geleden", "zojuist".
func (p Printer) Ago(t, now time.Time) string {
	if now.Sub(t) < time.Minute {
		return p.T("time.just_now")
	}
	return p.T("time.ago", "duration", p.Duration(now.Sub(t)))
}

// Until says how long after now t is: "over 2 uur en 8 minuten"; "nu" when it has come.
func (p Printer) Until(t, now time.Time) string {
	if !t.After(now) {
		return p.T("time.now")
	}
	return p.T("time.until", "duration", p.Duration(t.Sub(now)))
}

func (p Printer) count(key string, n int) string { return p.T(key, "n", n) }

func (p Printer) and(large, small string, n int) string {
	if n == 0 {
		return large
	}
	return p.T("time.and", "large", large, "small", small)
}

// split cuts whole minutes off; parts of a minute are dropped, as on a clock.
func split(d time.Duration) (days, hours, minutes int) {
	total := int(d.Abs() / time.Minute)
	return total / (24 * 60), total / 60 % 24, total % 60
}
