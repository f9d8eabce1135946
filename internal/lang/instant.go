package lang

import (
	"strconv"
	"time"
)

// Moment is an instant in full: "dinsdag 24 november 2026 13:00".
func (p Printer) Moment(t time.Time) string {
	return p.T("time.moment", "date", p.Date(t), "clock", p.Clock(t))
}

// Clock is the time of day on a screen: "13:00". The hour has two figures in both languages, so
// that nobody has to wonder whether morning or evening is meant.
func (p Printer) Clock(t time.Time) string { return p.clock("time.clock", t) }

// Spoken is the time of day as said or written to a customer: "13.00 uur", "13:00".
func (p Printer) Spoken(t time.Time) string { return p.clock("time.spoken", t) }

func (p Printer) clock(key string, t time.Time) string {
	t = t.In(p.Zone)
	return p.T(key, "hour", t.Format("15"), "minute", t.Format("04"))
}

// Date is the day in full: "dinsdag 24 november 2026".
func (p Printer) Date(t time.Time) string {
	t = t.In(p.Zone)
	return p.T("time.date", "weekday", p.Weekday(t.Weekday()), "day", t.Day(), "month", p.Month(t.Month()), "year", t.Year())
}

// DayDate is the day with its date, the year only when it is not the year of now:
// "dinsdag 24 november", "vrijdag 1 januari 2027".
func (p Printer) DayDate(t, now time.Time) string {
	t = t.In(p.Zone)
	if t.Year() != now.In(p.Zone).Year() {
		return p.Date(t)
	}
	return p.T("time.day", "weekday", p.Weekday(t.Weekday()), "day", t.Day(), "month", p.Month(t.Month()))
}

// ShortDate is the date where room is scarce: "20 nov", with the year when it is not that of now:
// "20 nov 2025".
func (p Printer) ShortDate(t, now time.Time) string {
	t = t.In(p.Zone)
	month := p.T("time.month_short." + strconv.Itoa(int(t.Month())))
	if t.Year() != now.In(p.Zone).Year() {
		return p.T("time.short_date_year", "day", t.Day(), "month", month, "year", t.Year())
	}
	return p.T("time.short_date", "day", t.Day(), "month", month)
}

// Day is the day as people say it now: "vandaag", "morgen", "gisteren", or DayDate.
func (p Printer) Day(t, now time.Time) string {
	if word := p.near(t, now); word != "" {
		return word
	}
	return p.DayDate(t, now)
}

// Due says a deadline on a screen: "vandaag vóór 13:00". The last minute of a day stands for the
// day itself (a promise said without an hour): "uiterlijk vandaag".
func (p Printer) Due(t, now time.Time) string {
	if p.lastMinute(t) {
		return p.T("time.due_day", "day", p.Day(t, now))
	}
	return p.T("time.due", "day", p.Day(t, now), "clock", p.Clock(t))
}

// CustomerDue says a deadline to a customer, who may read it another day and so always sees the
// date: "vandaag, dinsdag 24 november, vóór 13.00 uur", "dinsdag 24 november vóór 13.00 uur".
func (p Printer) CustomerDue(t, now time.Time) string {
	near, day := p.near(t, now), p.DayDate(t, now)
	switch wholeDay := p.lastMinute(t); {
	case near == "" && wholeDay:
		return p.T("time.due_day", "day", day)
	case near == "":
		return p.T("time.due", "day", day, "clock", p.Spoken(t))
	case wholeDay:
		return p.T("time.customer_due_day", "near", near, "day", day)
	default:
		return p.T("time.customer_due", "near", near, "day", day, "clock", p.Spoken(t))
	}
}

// SpokenDue says a deadline to a customer where the date already stands: "vandaag vóór 13.00 uur".
func (p Printer) SpokenDue(t, now time.Time) string {
	if p.lastMinute(t) {
		return p.Due(t, now)
	}
	return p.T("time.due", "day", p.Day(t, now), "clock", p.Spoken(t))
}

// Weekday is the name of a day of the week: "dinsdag".
func (p Printer) Weekday(d time.Weekday) string { return p.T("time.weekday." + strconv.Itoa(int(d))) }

// Month is the name of a month: "november".
func (p Printer) Month(m time.Month) string { return p.T("time.month." + strconv.Itoa(int(m))) }

// near is "vandaag", "morgen" or "gisteren", or nothing for any other day.
func (p Printer) near(t, now time.Time) string {
	switch p.daysBetween(now, t) {
	case -1:
		return p.T("time.yesterday")
	case 0:
		return p.T("time.today")
	case 1:
		return p.T("time.tomorrow")
	}
	return ""
}

// daysBetween counts calendar days in the reader's zone; a day of 23 or 25 hours is one day.
func (p Printer) daysBetween(a, b time.Time) int {
	midnight := func(t time.Time) time.Time {
		t = t.In(p.Zone)
		return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	}
	return int(midnight(b).Sub(midnight(a)) / (24 * time.Hour))
}

func (p Printer) lastMinute(t time.Time) bool {
	t = t.In(p.Zone)
	return t.Hour() == 23 && t.Minute() == 59
}
