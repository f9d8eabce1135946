package deadline

import (
	"time"

	"kroon/internal/worktime"
)

// addWorkdays counts n days from Monday to Friday on from d (sign 1) or back (sign -1), passing over
// those that off tells.
func addWorkdays(d date, n, sign int, off func(date) bool) date {
	for n > 0 {
		d = d.AddDate(0, 0, sign)
		if d.Weekday() != time.Saturday && d.Weekday() != time.Sunday && !off(d) {
			n--
		}
	}
	return d
}

// noHolidays counts every Monday to Friday.
func noHolidays(date) bool { return false }

// maybeHolidays tells of each day that is a holiday somewhere in the Netherlands: whether this desk is
// closed on 5 May, or at all, is not known here.
func maybeHolidays() func(date) bool {
	years := map[int]map[worktime.Date]bool{}
	return func(d date) bool {
		if years[d.Year()] == nil {
			days := map[worktime.Date]bool{}
			set := worktime.DutchHolidays{On: true, GoodFriday: true, Liberation: worktime.LiberationEveryYear}
			for _, day := range worktime.Holidays(d.Year(), set) {
				days[day.Date] = true
			}
			years[d.Year()] = days
		}
		return years[d.Year()][worktime.DateOf(d, time.UTC)]
	}
}

// overHoliday asks about working days with a holiday among them: each count is a reading.
func (p *parser) overHoliday(ph *phrase, d duration, start date, sign int) {
	if d.workdays == 0 {
		return
	}
	plain, cautious := d.from(start, sign), d.counting(start, sign, maybeHolidays())
	if !plain.Equal(cautious) {
		ph.fail("deadline.ask.holiday", reading{day: plain, minute: -1}, reading{day: cautious, minute: -1})
	}
}

// nextWorkday reads "de volgende werkdag", "the next business day", "next working day".
func (p *parser) nextWorkday(i int, ph *phrase) (end int, ok bool) {
	j := p.skip(i, article)
	if !p.is(j, next) && !p.is(j, coming) || !p.is(j+1, workdays) || ph.count != nil || ph.hasDay() {
		return i, false
	}
	return j + 2, p.counted(ph, duration{workdays: 1}, 1)
}

// nthFromNow reads "two Mondays from now", "drie vrijdagen vanaf nu": each counts after today.
func (p *parser) nthFromNow(i int, ph *phrase) (end int, ok bool) {
	n, j, ok := p.number(i)
	day, isDay := p.sense(j, weekdays)
	if !ok || !isDay || n < 1 || n > 60 || !p.is(j+1, later) || ph.hasDay() {
		return i, false
	}
	ahead := (day-int(p.today.Weekday())+6)%7 + 1
	ph.sets = append(ph.sets, []date{p.today.AddDate(0, 0, ahead+7*(n-1))})
	return j + 2, true
}
