package deadline

import "strings"

// english is the English lexicon. Words are written as fold leaves them: lower case, no accents.
func english() lexicon {
	x := lexicon{}
	englishNumbers(x)
	englishDays(x)
	x.add(minutes, 1, "minute, minutes, min, mins")
	x.add(minutes, 15, "quarter of an hour, a quarter of an hour, quarters of an hour, quarters of the hour")
	x.add(minutes, 30, "half an hour")
	x.add(minutes, 60, "hour, hours, hr, hrs")
	x.add(daysUnit, 1, "day, days")
	x.add(daysUnit, 7, "week, weeks, wk, wks")
	x.add(daysUnit, 14, "fortnight, fortnights")
	x.add(months, 1, "month, months")
	x.add(months, 12, "year, years")
	x.add(minutes, 60, "hour's time, hours time")
	x.add(daysUnit, 1, "day's time, days time")
	x.add(daysUnit, 7, "week's time, weeks time")
	x.add(months, 1, "month's time, months time")
	x.add(months, 12, "year's time, years time")
	x.add(workdays, 1, "working day, working days, business day, business days, workday, workdays, weekday, weekdays")
	x.add(oclock, 0, "o'clock, oclock, o clock, hours, h")
	x.add(half, 0, "half")
	x.add(oneHalf, 0, "one and a half, a and a half")
	x.add(vague, 0, "few, couple, couple of, a few, a couple, a couple of, several, some")
	x.add(one, 1, "a, an")
	x.add(quarter, 15, "quarter, a quarter")

	x.add(within, 0, "in, within, in the next, within the next, in less than, in no more than, in at most, in about, within about, in the coming, within the coming, in exactly")
	x.add(later, 0, "later, from now, hence, from right now, from this moment")
	x.add(ago, 0, "ago")
	x.add(over, 0, "past, after")
	x.add(toHour, 0, "to, before, till")
	x.add(before, 0, "before, until, till, prior to, ahead of, up to, earlier than")
	x.add(earlier, 0, "before, prior to")
	x.add(open, 0, "no sooner than, not sooner than, after, from, since, starting, as of, at the earliest, no earlier than, not earlier than, later than")
	x.add(from, 0, "from, after, since")
	x.add(upTo, 0, "to, -, through, thru")
	x.add(neutral, 0, "by, no later than, not later than, at the latest, latest, for, sometime, some time, please, by the, on or before, due, due by, exactly")
	x.add(atClock, 0, "at, by, around, about, circa, before, until, till, no later than, after, from, approximately")
	x.add(onDay, 0, "on")
	x.add(article, 0, "the, by the")
	x.add(of, 0, "of, in, of the, in the")
	x.add(and, 0, "and")
	x.add(or, 0, "or")
	x.add(not, 0, "not, never, don't, no, can't, won't, cannot")
	x.add(every, 0, "every, each, any, all, daily, weekly, monthly, mondays, tuesdays, wednesdays, thursdays, fridays, saturdays, sundays")
	x.add(after, 0, "back, please, sharp, i, we, he, she, they, and, or, today, then, with, for, so, because, if, when, exactly, thanks")
	x.silence("good morning, good afternoon, good evening, good night, chinese new year")
	x.add(part, morning, "before lunch, before lunchtime")
	x.add(part, afternoon, "after lunch, after lunchtime, at lunch, at lunchtime, over lunch, lunchtime, lunch time, lunch break")
	x.add(ownZone, 0, "local time, my time, dutch time, amsterdam time")
	x.add(unsure, 0, "if, unless, maybe, perhaps, probably, possibly, except, excluding, ish")
	x.add(earliest, 0, "at the earliest, earliest")
	x.add(lastDayOf, 0, "last day, the last day")
	x.add(monthEnd, 0, "month end, month's end, eom")
	x.add(monthEnd, 12, "year end, year's end, eoy, end of year")
	x.add(weekend, 0, "eow")
	x.add(zoneName, 0, "utc, gmt, cet, cest, est, edt, pst, pdt, mst, cst, aest, ist, pt, et, bst, jst, pacific, eastern, central, mountain, time zone, timezone, z")
	x.add(summer, 1, "summer time, daylight time, daylight saving time")
	x.add(summer, 0, "winter time, standard time")
	return x
}

func englishDays(x lexicon) {
	days := []string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}
	for i, short := range []string{"sun", "mon", "tue, tues", "wed, weds", "thu, thur, thurs", "fri", "sat"} {
		x.add(weekday, i, days[i]+", "+short)
		x.add(abbreviated, 0, short)
		x.add(weekdays, i, days[i]+"s")
	}
	x.add(weak, 0, "sun, sat, mon, wed")
	x.count(month, 1, "january february march april may june july august september october november december")
	for i, short := range strings.Split("jan,feb,mar,apr,,jun,jul,aug,sep|sept,oct,nov,dec", ",") {
		for name := range strings.SplitSeq(short, "|") {
			if name != "" {
				x.add(month, i+1, name)
				x.add(abbreviated, 0, name)
			}
		}
	}
	x.add(weak, 0, "may, march, mar, jan, sep, dec, jun")
	x.add(dayFrom, -2, "day before yesterday, the day before yesterday")
	x.add(dayFrom, -1, "the day before")
	x.add(dayFrom, -1, "yesterday")
	x.add(dayFrom, 0, "today, later today, this day")
	x.add(dayFrom, 1, "tomorrow, tmr, tmrw, tomorow, tommorow, tommorrow, next day, the next day")
	x.add(dayFrom, 2, "day after tomorrow, the day after tomorrow")
	for name, value := range map[string]int{"morning": morning, "afternoon": afternoon, "evening": evening, "night": night} {
		x.add(part, value, name+", in the "+name+", at "+name+", early "+name+", late "+name+", in the early "+name+", in the late "+name)
		if value != night {
			x.add(dayFrom, 0, "this "+name)
			x.add(part, value, "this "+name)
		}
	}
	x.add(dayFrom, 0, "tonight")
	x.add(part, evening, "tonight")
	x.add(dayFrom, -1, "last night")
	x.add(part, night, "last night")
	x.add(noon, 0, "noon, midday, 12 noon, twelve noon, high noon")
	x.add(midnight, 0, "midnight, 12 midnight")
	x.add(now, 0, "now, right now, immediately, at once, at the present time, at this moment, at the moment")
	x.add(endOf, 0, "end, the end, end of, the end of, end of the, the end of the")
	x.add(beginOf, 0, "beginning, start, beginning of, start of, the beginning of, the start of, early, mid, middle of, the middle of, late")
	x.add(endDay, 0, "end of day, end of the day, the end of the day, the end of day, eod, the eod, end of today, the end of today")
	x.add(endWork, 0, "end of business, close of business, cob, close of play, eob, end of the working day, end of the business day, end of business day, end of the workday")
	x.add(between, 0, "between")
	x.add(sameTime, 0, "this time, same time, the same time")
	x.add(part, morning, "first thing, first thing in the morning")
	x.add(weekend, 0, "weekend")
	x.add(thisOne, 0, "this")
	x.add(next, 0, "next, of next, the following, following, of the following")
	x.add(coming, 0, "coming, upcoming, this coming, the coming")
	x.add(last, 0, "last, previous, past, this past, of last")
	for i, h := range holidays {
		if h.en != "" {
			x.add(holiday, i, h.en)
		}
	}
}

func englishNumbers(x lexicon) {
	x.count(number, 0, "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	x.count(ordinal, 1, "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth")
	units := strings.Fields("one two three four five six seven eight nine")
	ordinals := strings.Fields("first second third fourth fifth sixth seventh eighth ninth")
	for i, tens := range strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety") {
		base := 20 + 10*i
		x.add(number, base, tens)
		x.add(ordinal, base, strings.TrimSuffix(tens, "y")+"ieth")
		for unit := range units {
			x.add(number, base+unit+1, tens+" "+units[unit])
			x.add(ordinal, base+unit+1, tens+" "+ordinals[unit])
		}
	}
	x.add(number, 2000, "two thousand, two thousand and")
}
