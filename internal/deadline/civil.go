package deadline

import "time"

// date is a day of the calendar, kept as midnight UTC so that arithmetic knows no zone.
type date = time.Time

// endOfDay is the minute of the day that stands for a day without an hour.
const endOfDay = 23*60 + 59

func dateOf(t time.Time) date {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// newDate makes a date, or tells that there is none: 30 February.
func newDate(year int, month time.Month, day int) (date, bool) {
	d := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	return d, d.Day() == day && d.Month() == month
}

// addMonths stays within the month it lands in: a month after 31 January is the last of February.
func addMonths(d date, months int) date {
	first := time.Date(d.Year(), d.Month(), 1, 0, 0, 0, 0, time.UTC).AddDate(0, months, 0)
	return first.AddDate(0, 0, min(d.Day(), lastDay(first))-1)
}

func lastDay(d date) int {
	return time.Date(d.Year(), d.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// monday is the first day of the week of d; weeks begin on Monday, in English too (ISO 8601).
func monday(d date) date { return d.AddDate(0, 0, -(int(d.Weekday())+6)%7) }

// instants are the instants at which the clocks of a zone show the minute of day d: one, none when
// the clock jumps over it, two when it is shown twice. The minute 1440 is the next day's first.
func instants(d date, minute int, zone *time.Location) []time.Time {
	wall := d.Add(time.Duration(minute) * time.Minute)
	var found []time.Time
	for _, near := range []time.Duration{-36 * time.Hour, 36 * time.Hour} {
		_, offset := wall.Add(near).In(zone).Zone()
		t := wall.Add(-time.Duration(offset) * time.Second).In(zone)
		if shows(t, wall) && (len(found) == 0 || !found[0].Equal(t)) {
			found = append(found, t)
		}
	}
	if len(found) == 2 && found[1].Before(found[0]) {
		found[0], found[1] = found[1], found[0]
	}
	return found
}

func shows(t, wall time.Time) bool {
	return dateOf(t).Equal(dateOf(wall)) && t.Hour() == wall.Hour() && t.Minute() == wall.Minute() && t.Second() == 0
}
