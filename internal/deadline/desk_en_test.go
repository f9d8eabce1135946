package deadline_test

// englishDesk is what people type in English at the same desk; see dutchDesk.
var englishDesk = map[string][][2]string{
	"2026-11-20T15:00": { // a Friday
		// weekdays
		{"Mon 2pm", "2026-11-23 14:00"}, {"mon 14:00", "2026-11-23 14:00"}, {"Tue 9am", "2026-11-24 09:00"}, {"Wed 9:30", "2026-11-25 09:30"},
		{"Thurs at 10", "2026-11-26 10:00"}, {"Fri noon", "2026-11-27 12:00"}, {"Fri 4pm", "?which"}, {"by Fri noon", "2026-11-27 12:00"},
		{"Monday by noon", "2026-11-23 12:00"}, {"Monday at half past nine", "2026-11-23 09:30"}, {"Sat 11am", "2026-11-21 11:00"},
		{"by Monday 12:00", "2026-11-23 12:00"}, {"no later than Monday 5pm", "2026-11-23 17:00"}, {"Monday or Tuesday", "?several"},
		{"this Monday", "2026-11-23 day"}, {"this coming Tuesday at 11", "2026-11-24 11:00"}, {"next Friday", "2026-11-27 day"},
		{"next Saturday", "?which"}, {"next Monday", "2026-11-23 day"}, {"Friday", "?which"}, {"Friday week", "?"},
		{"Monday before 12", "2026-11-23 12:00"}, {"first thing Monday", "?which_hour"}, {"first thing tomorrow", "?which_hour"}, {"first thing in the morning", "?which_hour"},
		{"end of day Monday", "2026-11-23 day"}, {"Monday EOD", "2026-11-23 day"}, {"by COB tomorrow", "?which_hour"}, {"COB Friday", "?which_hour"},
		{"close of play Monday", "?which_hour"}, {"by the end of the day", "2026-11-20 day"}, {"by end of business Monday", "?which_hour"},
		{"by end of day tomorrow", "2026-11-21 day"}, {"Monday morning", "?which_hour"}, {"Monday morning at 9", "2026-11-23 09:00"},
		{"Monday afternoon", "?which_hour"}, {"Monday evening 7:30", "2026-11-23 19:30"}, {"Monday at 7", "?which"}, {"Monday 8 o'clock", "2026-11-23 08:00"},
		{"Monday 9-10", "?"}, {"Monday between 2 and 4pm", "?range"}, {"from Monday", "?open"}, {"after Monday", "?open"}, {"not Monday", "?not"}, {"every Monday at 9", "?every"},
		// working days, days, weeks
		{"within 3 working days", "2026-11-25 day"}, {"in two business days", "2026-11-24 day"}, {"within 1 working day", "2026-11-23 day"},
		{"next working day", "2026-11-23 day"}, {"the next business day", "2026-11-23 day"}, {"by the next working day at noon", "2026-11-23 12:00"},
		{"within 24 hours", "2026-11-21 15:00"}, {"within 48 hours", "2026-11-22 15:00"}, {"within a week", "2026-11-27 day"}, {"in a fortnight", "2026-12-04 day"},
		{"in two weeks", "2026-12-04 day"}, {"two weeks from now", "2026-12-04 day"}, {"a week from now", "2026-11-27 day"}, {"a week from today", "2026-11-27 day"}, {"a week from tomorrow", "2026-11-28 day"},
		{"a week from Tuesday", "2026-12-01 day"}, {"3 days from now", "2026-11-23 day"}, {"in 3 days at 10am", "2026-11-23 10:00"}, {"in a month", "2026-12-20 day"}, {"in six months", "2027-05-20 day"},
		{"next week", "?which_day"}, {"early next week", "?which_day"}, {"end of next week", "?which_day"}, {"end of the week", "?which_day"}, {"by the weekend", "?which_day"},
		{"later this week", "?"}, {"sometime next week", "?which_day"}, {"Tuesday next week at 3pm", "2026-11-24 15:00"}, {"next week Wednesday", "2026-11-25 day"},
		{"in a few days", "?vague"}, {"in a day or two", "?"}, {"in 2-3 days", "?range"}, {"in a couple of hours", "?vague"}, {"two Mondays from now", "2026-11-30 day"},
		{"the day after tomorrow at noon", "2026-11-22 12:00"}, {"tomorrow week", "?"},
		// lengths in hours
		{"in an hour", "2026-11-20 16:00"}, {"within the hour", "2026-11-20 16:00"}, {"in half an hour", "2026-11-20 15:30"}, {"in an hour and a half", "2026-11-20 16:30"},
		{"in 1.5 hours", "2026-11-20 16:30"}, {"in 90 minutes", "2026-11-20 16:30"}, {"in 2 hrs", "2026-11-20 17:00"}, {"in 20 mins", "2026-11-20 15:20"}, {"in the next hour", "2026-11-20 16:00"},
		{"in the next 2 hours", "2026-11-20 17:00"}, {"in a quarter of an hour", "2026-11-20 15:15"}, {"in three quarters of an hour", "2026-11-20 15:45"}, {"within an hour or two", "?"},
		{"one hour from now", "2026-11-20 16:00"}, {"2 hours", "?length"}, {"half an hour", "?length"}, {"in a minute", "2026-11-20 15:01"}, {"in two and a half hours", "2026-11-20 17:30"},
		// times today
		{"half past two", "?past_today"}, {"half past four", "2026-11-20 16:30"}, {"quarter to five", "2026-11-20 16:45"}, {"quarter past 4", "2026-11-20 16:15"}, {"ten to five", "2026-11-20 16:50"},
		{"5pm", "2026-11-20 17:00"}, {"5 p.m.", "2026-11-20 17:00"}, {"at 5", "2026-11-20 17:00"}, {"by 5", "2026-11-20 17:00"}, {"before 5pm today", "2026-11-20 17:00"}, {"17:00", "2026-11-20 17:00"},
		{"at 1700 hours", "2026-11-20 17:00"}, {"4.30pm", "2026-11-20 16:30"}, {"4:30", "2026-11-20 16:30"}, {"at 2", "?past_today"}, {"2pm", "?past_today"}, {"at 7", "2026-11-20 19:00"},
		{"at 6.45", "2026-11-20 18:45"}, {"at 8", "?which"}, {"12pm", "?past_today"}, {"12am", "2026-11-21 00:00"}, {"noon", "?past_today"}, {"midnight", "2026-11-21 00:00"}, {"9am", "?past_today"},
		{"today", "2026-11-20 day"}, {"by today", "2026-11-20 day"}, {"today by 5", "2026-11-20 17:00"}, {"later today", "2026-11-20 day"}, {"by end of today", "2026-11-20 day"}, {"half four", "?half"},
		{"around 4", "2026-11-20 16:00"}, {"after 4", "?open"}, {"from 4pm", "?open"}, {"between 4 and 5", "?range"}, {"4 or 5 pm", "?"}, {"4-5pm", "?"}, {"at 4pm sharp", "2026-11-20 16:00"},
		// parts of the day
		{"this afternoon", "?which_hour"}, {"this afternoon at 4", "2026-11-20 16:00"}, {"this evening", "?which_hour"}, {"tonight", "?which_hour"}, {"tonight at half past seven", "2026-11-20 19:30"},
		{"midnight tonight", "2026-11-21 00:00"}, {"at 9 in the evening", "2026-11-20 21:00"}, {"end of the afternoon", "?"}, {"tomorrow morning", "?which_hour"}, {"tomorrow morning at 8", "2026-11-21 08:00"},
		{"tomorrow before lunch", "?"}, {"tomorrow at 2 in the afternoon", "2026-11-21 14:00"}, {"tomorrow night at 8", "2026-11-21 20:00"}, {"early tomorrow", "?"},
		{"tomorrow", "2026-11-21 day"}, {"tomorrow 12pm", "2026-11-21 12:00"}, {"tomorrow 12am", "?which"}, {"2 working days before Friday 27 November", "2026-11-25 day"}, {"tomorrow at midnight", "?which"}, {"tomorrow noon", "2026-11-21 12:00"}, {"tmrw 10am", "2026-11-21 10:00"},
		{"tomorrow by close of business", "?which_hour"}, {"tomorrow at 10 or 11", "?"}, {"call me back tomorrow at 3", "2026-11-21 15:00"},
		// dates
		{"24 Nov 4.30pm", "2026-11-24 16:30"}, {"Nov 24 at 16:30", "2026-11-24 16:30"}, {"Tuesday 24 November at noon", "2026-11-24 12:00"}, {"24/11 16:30", "2026-11-24 16:30"}, {"24/11/2026", "2026-11-24 day"},
		{"11/24", "2026-11-24 day"}, {"2 Dec 10:30", "2026-12-02 10:30"}, {"December 2nd", "2026-12-02 day"}, {"the 1st", "2026-12-01 day"}, {"on the 15th at 9", "2026-12-15 09:00"}, {"1/12", "?which"}, {"1/12/2026", "2026-12-01 day"}, {"1/2/2027", "?which"},
		{"11/3/2026", "?"}, {"Dec 31", "2026-12-31 day"}, {"15 January", "2027-01-15 day"}, {"November 31", "?no_such_day"}, {"Wednesday 26 November", "?disagree"}, {"Tuesday 1/12", "?which"}, {"Thursday 3/12", "2026-12-03 day"}, {"2026-11-24", "2026-11-24 day"},
		{"24-2026-November", "2026-11-24 day"}, {"2026/24/Nov", "2026-11-24 day"}, {"on 2026 11 24", "2026-11-24 day"}, {"Tuesday January 12th, 2026", "past 2026-01-12 day"},
		{"end of the month", "2026-11-30 day"}, {"by month end", "2026-11-30 day"}, {"end of this month", "2026-11-30 day"}, {"end of next month", "?which_day"}, {"end of the year", "2026-12-31 day"}, {"next month", "?which_day"},
		{"mid December", "?which_day"}, {"Christmas Eve", "2026-12-24 day"}, {"before Christmas", "?before_day"}, {"New Year's Day", "2027-01-01 day"}, {"last day of the month", "2026-11-30 day"},
		// what takes a moment's certainty away
		{"except Monday", "?"}, {"in 4:30", "?"}, {"a question about 5", "?"}, {"call Jim about 5", "?"}, {"if he calls tomorrow", "?"}, {"maybe Monday", "?"}, {"Monday-ish", "?"}, {"call me Monday if you can", "2026-11-23 day"}, {"tomorrow at the earliest", "?open"},
		{"no sooner than Monday", "?open"}, {"any day but Monday", "?not"}, {"Monday lunchtime", "?which_hour"}, {"within 2 hours of receipt", "?"}, {"tomorrow at 1300", "2026-11-21 13:00"},
		{"tomorrow by 1300", "?"}, {"Monday 13pm", "?"}, {"by the 1st", "2026-12-01 day"}, {"in a month's time", "2026-12-20 day"}, {"in an hour's time", "2026-11-20 16:00"}, {"in 2 weeks' time", "2026-12-04 day"},
		{"EOM", "2026-11-30 day"}, {"EOW", "?which_day"}, {"EOY", "2026-12-31 day"}, {"by year end", "2026-12-31 day"}, {"Monday of week 48", "2026-11-23 day"}, {"24/7", "?"}, {"24 hours", "?length"},
		{"last working day of the month", "-"}, {"first Monday of January", "2027-01-04 day"}, {"3 business days after Monday", "2026-11-26 day"}, {"Monday 3 pm or later", "?"}, {"same time tomorrow", "?"},
		{"Friday the 27th", "2026-11-27 day"}, {"Nov. 27th, 3 p.m.", "2026-11-27 15:00"}, {"31/11", "?no_such_day"}, {"until Monday", "?before_day"}, {"tonight at 2", "?"}, {"a day before Friday 27 November", "2026-11-26 day"},
		// what is no deadline, or not one
		{"asap", "-"}, {"as soon as possible", "-"}, {"soon", "-"}, {"whenever you can", "-"}, {"yesterday", "past 2026-11-19 day"}, {"Monday 9am CET", "2026-11-23 09:00"}, {"Monday 9am local time", "2026-11-23 09:00"}, {"Monday 9am PST", "?zone"},
	},
	"2026-11-20T08:30": {{"at 2", "2026-11-20 14:00"}, {"half past two", "2026-11-20 14:30"}, {"9am", "2026-11-20 09:00"}, {"noon", "2026-11-20 12:00"}, {"12pm", "2026-11-20 12:00"}, {"at 9", "2026-11-20 09:00"}, {"today at 8", "?which"}},
	"2026-11-20T23:30": {{"at 2", "?"}, {"tomorrow", "2026-11-21 day"}, {"in an hour", "2026-11-21 00:30"}, {"midnight", "2026-11-21 00:00"}},
	"2026-11-23T10:00": {{"next Friday", "?which"}, {"Friday", "2026-11-27 day"}, {"Monday at 9:00", "?which"}, {"this Friday", "2026-11-27 day"}, {"a week from Monday", "?which"}},
	"2018-07-06T09:00": {{"on Friday 7-6", "2018-07-06 day"}, {"5/3/2018", "?past"}},
	"2026-12-24T10:00": {{"within 2 working days", "?holiday"}, {"next working day", "?holiday"}, {"Monday", "2026-12-28 day"}},
	"2026-12-31T16:00": {{"tomorrow", "2027-01-01 day"}, {"Monday 9am", "2027-01-04 09:00"}, {"5 January", "2027-01-05 day"}, {"end of the month", "2026-12-31 day"}, {"in a month", "2027-01-31 day"}, {"Dec 30", "?which"}},
	"2026-03-28T23:00": {{"tomorrow 2:30am", "?skipped"}, {"in 4 hours", "2026-03-29 04:00"}},
	"2026-10-24T23:00": {{"tomorrow 2:30am", "?twice"}, {"in 4 hours", "2026-10-25 02:00"}, {"tomorrow 2:30am winter time", "2026-10-25 02:30"}},
}
