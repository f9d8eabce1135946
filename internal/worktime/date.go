package worktime

import (
	"fmt"
	"time"

	"kroon/internal/fault"
)

const (
	minutesPerDay    = 24 * 60
	secondsPerMinute = 60
	secondsPerDay    = minutesPerDay * secondsPerMinute
)

// Date is a day of the civil (proleptic Gregorian) calendar, without a zone.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf is the day on which an instant falls in a zone.
func DateOf(t time.Time, zone *time.Location) Date {
	year, month, day := t.In(zone).Date()
	return Date{year, month, day}
}

// ParseDate reads "2026-12-25"; days that do not exist are refused.
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return Date{}, fault.New(fault.Invalid, "worktime.bad_date", "text", text).Because(err)
	}
	return DateOf(t, time.UTC), nil
}

// String is the day as "2026-12-25".
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// Plus is the day n days later; earlier when n is negative.
func (d Date) Plus(n int) Date { return dateOfNumber(d.number() + int64(n)) }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return weekdayOf(d.number()) }

// number counts days since 1 January 1970.
func (d Date) number() int64 {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay
}

func dateOfNumber(n int64) Date { return DateOf(time.Unix(n*secondsPerDay, 0), time.UTC) }

// weekdayOf relies on 1 January 1970 having been a Thursday.
func weekdayOf(number int64) time.Weekday { return time.Weekday(((number+4)%7 + 7) % 7) }

// Civil is a label on the wall: a day and a minute of that day. One label can name two instants
// (the end of summer time) or none (its beginning).
type Civil struct {
	Date   Date
	Minute int // of the day, 0 up to and including 1440
}

// ParseCivil reads "2026-12-28T09:30".
func ParseCivil(text string) (Civil, error) {
	t, err := time.Parse("2006-01-02T15:04", text)
	if err != nil || len(text) != len("2006-01-02T15:04") {
		return Civil{}, fault.New(fault.Invalid, "worktime.bad_moment", "text", text).Because(err)
	}
	return Civil{DateOf(t, time.UTC), t.Hour()*60 + t.Minute()}, nil
}

// seconds places the label on the civil axis: seconds since 1 January 1970 as if there were no zones.
func (c Civil) seconds() int64 {
	return c.Date.number()*secondsPerDay + int64(c.Minute)*secondsPerMinute
}

// Interval is a part of a day in minutes since its civil midnight: From counts, Until does not.
type Interval struct {
	From, Until int
}

// ParseInterval reads two clock times, "09:00" and "12:30"; the last possible end is "24:00".
func ParseInterval(from, until string) (Interval, error) {
	a, err := parseClock(from)
	if err != nil {
		return Interval{}, err
	}
	b, err := parseClock(until)
	if err != nil {
		return Interval{}, err
	}
	return Interval{a, b}, nil
}

// parseClock reads "00:00" to "24:00", two digits each.
func parseClock(text string) (int, error) {
	if text == "24:00" {
		return minutesPerDay, nil
	}
	t, err := time.Parse("15:04", text)
	if err != nil || len(text) != len("15:04") {
		return 0, fault.New(fault.Invalid, "worktime.bad_time", "text", text).Because(err)
	}
	return t.Hour()*60 + t.Minute(), nil
}

func clockText(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }
