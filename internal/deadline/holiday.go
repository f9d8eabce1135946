package deadline

import "time"

// feast is a day that people name instead of its date.
type feast struct {
	nl, en string
	month  time.Month // zero when counted from Easter Sunday
	day    int        // or days from Easter Sunday
	nth    int        // the nth of weekday in month, when not zero
	of     time.Weekday

	plus      int  // days after that
	two       bool // the day after may be meant as well
	notSunday bool // kept the day before when it falls on a Sunday
}

// holidays are the named days of a Dutch desk, and those its English-speaking customers name.
var holidays = []feast{
	{nl: "nieuwjaarsdag, nieuwjaar", en: "new year's day, new years day, new year", month: 1, day: 1},
	{nl: "valentijnsdag", en: "valentine's day, valentines day", month: 2, day: 14},
	{nl: "st patrick's day, saint patrick's day", en: "st patrick's day, saint patrick's day, saint patrick", month: 3, day: 17},
	{nl: "goede vrijdag", en: "good friday", day: -2},
	{nl: "eerste paasdag, 1 e paasdag, paaszondag, pasen, paasdag", en: "easter sunday, easter", day: 0},
	{nl: "tweede paasdag, 2 e paasdag, paasmaandag", en: "easter monday", day: 1},
	{nl: "koningsdag", en: "king's day, kings day", month: 4, day: 27, notSunday: true},
	{nl: "dag van de arbeid", en: "international workers' day, international workers day", month: 5, day: 1},
	{nl: "bevrijdingsdag", en: "liberation day", month: 5, day: 5},
	{nl: "moederdag", month: 5, nth: 2, of: time.Sunday},
	{nl: "hemelvaartsdag, hemelvaart", en: "ascension day", day: 39},
	{nl: "eerste pinksterdag, 1 e pinksterdag, pinksteren", en: "whit sunday, pentecost", day: 49},
	{nl: "tweede pinksterdag, 2 e pinksterdag, pinkstermaandag", en: "whit monday", day: 50},
	{nl: "vaderdag", en: "father's day, fathers day", month: 6, nth: 3, of: time.Sunday},
	{nl: "sinterklaas, sinterklaasavond, pakjesavond", en: "saint nicholas", month: 12, day: 5},
	{nl: "kerstavond", en: "christmas eve", month: 12, day: 24},
	{nl: "eerste kerstdag, 1 e kerstdag", en: "christmas day, christmas", month: 12, day: 25},
	{nl: "kerst, kerstmis, de kerst, de kerstdagen", month: 12, day: 25, two: true},
	{nl: "tweede kerstdag, 2 e kerstdag", en: "boxing day", month: 12, day: 26},
	{nl: "oudejaarsdag, oudjaarsdag, oudjaar, oudejaarsavond, oudjaarsavond, oud en nieuw", en: "new year's eve, new years eve", month: 12, day: 31},
	{nl: "thanksgiving", en: "thanksgiving, thanksgiving day, thanks giving day", month: 11, nth: 4, of: time.Thursday},
	{nl: "black friday", en: "black friday", month: 11, nth: 4, of: time.Thursday, plus: 1},
	{nl: "dag van de aarde", en: "earth day", month: 4, day: 22},
	{nl: "martin luther kingdag, mlkdag", en: "martin luther king day, mlk day", month: 1, nth: 3, of: time.Monday},
}

// in is the day of the feast in a year.
func (f feast) in(year int) date {
	switch {
	case f.nth > 0:
		day, _ := nthWeekday(year, f.month, f.nth, f.of)
		return day.AddDate(0, 0, f.plus)
	case f.month > 0:
		day := time.Date(year, f.month, f.day, 0, 0, 0, 0, time.UTC)
		if f.notSunday && day.Weekday() == time.Sunday {
			return day.AddDate(0, 0, -1)
		}
		return day
	}
	return easter(year).AddDate(0, 0, f.day)
}

// easter is Easter Sunday of a year: the anonymous Gregorian computus (Nature, 20 April 1876).
func easter(year int) date {
	a, b, c := year%19, year/100, year%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return time.Date(year, time.Month(n/31), n%31+1, 0, 0, 0, 0, time.UTC)
}

// nthWeekday is the nth of a weekday in a month; 0 is the last, and a fifth need not exist.
func nthWeekday(year int, m time.Month, nth int, day time.Weekday) (date, bool) {
	first := time.Date(year, m, 1, 0, 0, 0, 0, time.UTC)
	if nth == 0 {
		final := first.AddDate(0, 1, -1)
		return final.AddDate(0, 0, -(int(final.Weekday())-int(day)+7)%7), true
	}
	found := first.AddDate(0, 0, (int(day)-int(first.Weekday())+7)%7+7*(nth-1))
	return found, found.Month() == m
}
