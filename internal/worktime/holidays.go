package worktime

import (
	"cmp"
	"slices"
	"sync"
	"time"
)

// DutchHolidays sets the built-in holidays of the Netherlands. The zero value is off.
type DutchHolidays struct {
	On bool
	// GoodFriday is a day off in some collective agreements.
	GoodFriday bool
	// Liberation says in which years 5 May is a day off.
	Liberation LiberationDay
}

// LiberationDay says in which years 5 May is a day off: each employer agrees on that.
type LiberationDay string

// The usual agreements about 5 May.
const (
	LiberationNever     LiberationDay = ""
	LiberationFiveYears LiberationDay = "five_years" // 2020, 2025, 2030
	LiberationEveryYear LiberationDay = "every_year"
)

// DayOff is a holiday with the key of its name in the catalogue.
type DayOff struct {
	Date Date
	Key  string
}

// Holidays are the Dutch holidays of a year in order of date, whether they fall on a working day or
// not. Source: Algemene termijnenwet, article 3; for 27 and 30 April the royal decrees on the
// celebration of the birthday of the head of state (30 April from 1949, 27 April from 2014).
func Holidays(year int, set DutchHolidays) []DayOff {
	easter := Easter(year)
	days := []DayOff{
		{Date{year, time.January, 1}, "holiday.new_year"},
		{easter, "holiday.easter_sunday"},
		{easter.Plus(1), "holiday.easter_monday"},
		{easter.Plus(39), "holiday.ascension"},
		{easter.Plus(49), "holiday.whit_sunday"},
		{easter.Plus(50), "holiday.whit_monday"},
		{Date{year, time.December, 25}, "holiday.christmas"},
		{Date{year, time.December, 26}, "holiday.boxing_day"},
	}
	if year >= 1949 {
		days = append(days, royalDay(year))
	}
	if set.GoodFriday {
		days = append(days, DayOff{easter.Plus(-2), "holiday.good_friday"})
	}
	if set.Liberation == LiberationEveryYear || set.Liberation == LiberationFiveYears && year%5 == 0 {
		days = append(days, DayOff{Date{year, time.May, 5}, "holiday.liberation_day"})
	}
	slices.SortStableFunc(days, func(a, b DayOff) int { return cmp.Compare(a.Date.number(), b.Date.number()) })
	return days
}

// royalDay never falls on a Sunday: King's Day and, since 1980, Queen's Day then come a day early;
// before 1980 Queen's Day came a day late.
func royalDay(year int) DayOff {
	day := DayOff{Date{year, time.April, 27}, "holiday.kings_day"}
	if year < 2014 {
		day = DayOff{Date{year, time.April, 30}, "holiday.queens_day"}
	}
	if day.Date.Weekday() == time.Sunday {
		shift := -1
		if year < 1980 {
			shift = 1
		}
		day.Date = day.Date.Plus(shift)
	}
	return day
}

// Easter is Easter Sunday of the Gregorian calendar. Source: the anonymous computus that a
// correspondent sent to Nature 13 (20 April 1876), p. 487; Meeus, Astronomical Algorithms, chapter 8.
func Easter(year int) Date {
	golden := year % 19
	century, ofCentury := year/100, year%100
	leapCenturies, centuryRest := century/4, century%4
	moonShift := (century + 8) / 25
	epactShift := (century - moonShift + 1) / 3
	epact := (19*golden + century - leapCenturies - epactShift + 15) % 30
	leapYears, yearRest := ofCentury/4, ofCentury%4
	toSunday := (32 + 2*centuryRest + 2*leapYears - epact - yearRest) % 7
	late := (golden + 11*epact + 22*toSunday) / 451
	n := epact + toSunday - 7*late + 114
	return Date{year, time.Month(n / 31), n%31 + 1}
}

// holidayYear keeps the built-in holidays of the year that a walk is in.
type holidayYear struct {
	from, until int64 // day numbers
	days        []DayOff
	numbers     []int64
}

// key is the name of the built-in holiday on a day, or nothing.
func (y *holidayYear) key(day int64, set DutchHolidays) string {
	if day < y.from || day >= y.until {
		*y = holidaysIn(dateOfNumber(day).Year, set)
	}
	for i, number := range y.numbers {
		if number == day {
			return y.days[i].Key
		}
	}
	return ""
}

// yearSet is a year under one set of holidays.
type yearSet struct {
	year int
	set  DutchHolidays
}

// remembered keeps the years around now, which every weighing of everybody's time asks for.
var remembered sync.Map // yearSet to holidayYear

func holidaysIn(year int, set DutchHolidays) holidayYear {
	if known, ok := remembered.Load(yearSet{year, set}); ok {
		return known.(holidayYear)
	}
	y := holidayYear{
		from: Date{year, time.January, 1}.number(), until: Date{year + 1, time.January, 1}.number(), days: Holidays(year, set),
	}
	for _, off := range y.days {
		y.numbers = append(y.numbers, off.Date.number())
	}
	if year >= 2000 && year < 2100 { // a limit on what is kept
		remembered.Store(yearSet{year, set}, y)
	}
	return y
}
