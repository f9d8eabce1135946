package deadline_test

import (
	"testing"
	"time"

	"kroon/internal/deadline"
	"kroon/internal/lang"
)

func amsterdam(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// short writes a result as the tables below do: an instant, "past ..", "?reason", or "-".
func short(r deadline.Result) string {
	at := r.At.Instant.Format("2006-01-02 15:04")
	if r.At.Grain == deadline.Day {
		at = r.At.Instant.Format("2006-01-02") + " day"
	}
	switch r.Outcome {
	case deadline.Taken:
		return at
	case deadline.Past:
		return "past " + at
	case deadline.Asked:
		return "?" + r.Ask.Key[len("deadline.ask."):]
	}
	return "-"
}

var dutchCases = [][2]string{
	// the words of the product's own description
	{"over 2 uur", "2026-11-20 17:00"},
	{"over een kwartier", "2026-11-20 15:15"},
	{"binnen een uur", "2026-11-20 16:00"},
	{"maandag voor 12 uur", "2026-11-23 12:00"},
	{"maandag vóór 12.00 uur", "2026-11-23 12:00"},
	{"vrijdag om 15 uur", "2026-11-27 15:00"},
	{"over drie dagen", "2026-11-23 day"},
	{"volgende week dinsdag", "2026-11-24 day"},
	{"overmorgen", "2026-11-22 day"},
	{"uiterlijk woensdagmiddag", "?which_hour"},
	{"morgen voor 12 uur", "2026-11-21 12:00"},
	{"vrijdag voor 12 uur", "2026-11-27 12:00"},
	{"vrijdag half drie", "2026-11-27 14:30"},

	// lengths of time
	{"in 5 minuten", "2026-11-20 15:05"},
	{"over anderhalf uur", "2026-11-20 16:30"},
	{"over een half uur", "2026-11-20 15:30"},
	{"over een halfuurtje", "2026-11-20 15:30"},
	{"over drie kwartier", "2026-11-20 15:45"},
	{"over 2,5 uur", "2026-11-20 17:30"},
	{"over twee en een half uur", "2026-11-20 17:30"},
	{"over 2½ uur", "2026-11-20 17:30"},
	{"over 1 uur en 20 minuten", "2026-11-20 16:20"},
	{"binnen 24 uur", "2026-11-21 15:00"},
	{"over een week", "2026-11-27 day"},
	{"binnen veertien dagen", "2026-12-04 day"},
	{"over 3 maanden", "2027-02-20 day"},
	{"over twee werkdagen", "2026-11-24 day"},
	{"over drie dagen om 10 uur", "2026-11-23 10:00"},
	{"over 2 à 3 dagen", "?range"},
	{"over 2-3 weken", "?range"},
	{"over een uur of twee", "?rest"},
	{"over een paar dagen", "?vague"},
	{"over een halve dag", "?vague"},
	{"over 5 dagen 12 uur", "?vague"},
	{"over 5 dagen en 12 uur", "2026-11-26 03:00"},
	{"binnen 2 uur na ontvangst", "?vague"},
	{"donderdag 12.30-13.00", "?rest"},
	{"dinsdag tegen 9en", "?rest"},
	{"jij bent de eerste", "?vague"},
	{"maandag om 9 uur u te bellen", "2026-11-23 09:00"},
	{"na 3 uur", "?open"},
	{"na 30 minuten", "2026-11-20 15:30"},
	{"voor het weekend", "?which_day"},
	{"12.30 uur de 27e van december", "2026-12-27 12:30"},
	{"2 weken", "?length"},
	{"gesprek van 30 minuten", "-"},
	{"2 uur", "?time_or_length"},

	// days
	{"vandaag", "2026-11-20 day"},
	{"morgen", "2026-11-21 day"},
	{"Bel mij mórgen!", "2026-11-21 day"},
	{"maandag", "2026-11-23 day"},
	{"ma. 9.30 uur", "2026-11-23 09:30"},
	{"vrijdag", "?which"},
	{"vrijdag om 16 uur", "?which"},
	{"aanstaande vrijdag", "2026-11-27 day"},
	{"vrijdag a.s. 10 uur", "2026-11-27 10:00"},
	{"volgende vrijdag", "2026-11-27 day"},
	{"volgende zondag", "?which"},
	{"volgende week", "?which_day"},
	{"donderdag volgende week om 9 uur", "2026-11-26 09:00"},
	{"maandag over een week", "2026-11-30 day"},
	{"zondag over een week", "2026-11-29 day"},
	{"vrijdag over een week", "?which"},
	{"de 27e", "2026-11-27 day"},
	{"de 27ste om 12:30", "2026-11-27 12:30"},
	{"de 20e", "?which"},
	{"de 31e", "?no_such_day"},
	{"de 20e van volgende maand", "2026-12-20 day"},
	{"eerste maandag van december", "2026-12-07 day"},
	{"laatste vrijdag van de maand", "2026-11-27 day"},
	{"eind van de maand", "2026-11-30 day"},
	{"eind van de week", "?which_day"},
	{"begin volgende week", "?which_day"},
	{"eind november", "?which_day"},
	{"in november", "?which_day"},
	{"voor vrijdag 27 november", "?before_day"},
	{"voor morgen", "?before_day"},
	{"tot en met vrijdag 27 november", "2026-11-27 day"},
	{"tweede kerstdag", "2026-12-26 day"},
	{"gisteren", "past 2026-11-19 day"},
	{"twee dagen geleden", "past 2026-11-18 day"},

	// dates
	{"2 oktober", "2027-10-02 day"},
	{"12 jan. 2016", "past 2016-01-12 day"},
	{"22/02/2016", "past 2016-02-22 day"},
	{"18-9-15", "past 2015-09-18 day"},
	{"2026-11-27", "2026-11-27 day"},
	{"2026-11-27T15:00", "2026-11-27 15:00"},
	{"27-11", "2026-11-27 day"},
	{"3/4", "2027-04-03 day"},
	{"op 3.12", "2026-12-03 day"},
	{"10.12", "?which"},
	{"om 16.12", "2026-11-20 16:12"},
	{"vrijdag 27 november om half drie", "2026-11-27 14:30"},
	{"donderdag 27 november", "?disagree"},
	{"12 november", "?which"},
	{"30 februari", "?no_such_day"},
	{"29 februari", "2028-02-29 day"},
	{"zevenentwintig november", "2026-11-27 day"},
	{"2 oktober volgend jaar", "2027-10-02 day"},

	// times
	{"om 17:00", "2026-11-20 17:00"},
	{"12.30 uur morgen", "2026-11-21 12:30"},
	{"morgen om kwart over drie", "2026-11-21 15:15"},
	{"morgen kwart voor tien", "2026-11-21 09:45"},
	{"maandag vijf voor half vier", "2026-11-23 15:25"},
	{"maandag tien over half elf", "2026-11-23 10:40"},
	{"morgen 8 uur", "2026-11-21 08:00"},
	{"8 uur", "?which"},
	{"om 17 uur", "2026-11-20 17:00"},
	{"om 5 uur", "2026-11-20 17:00"},
	{"om 3 uur", "?past_today"},
	{"morgen 7 uur", "?which"},
	{"morgen half zeven", "?which"},
	{"morgenochtend 7 uur", "2026-11-21 07:00"},
	{"morgenochtend", "?which_hour"},
	{"vanavond 8 uur", "2026-11-20 20:00"},
	{"vanavond", "?which_hour"},
	{"maandag 's middags om 2", "2026-11-23 14:00"},
	{"maandag 12 uur 's middags", "2026-11-23 12:00"},
	{"om 12 uur", "?past_today"},
	{"maandag 15 uur 's ochtends", "?disagree"},
	{"eind van de dag", "2026-11-20 day"},
	{"maandag einde dag", "2026-11-23 day"},
	{"einde werkdag", "?which_hour"},
	{"vannacht 2 uur", "2026-11-21 02:00"},
	{"vrijdag 27 november middernacht", "?which"},
	{"om 1400 uur", "?past_today"},
	{"vandaag om 9 uur", "?which"},
	{"vandaag om 14:00", "past 2026-11-20 14:00"},
	{"15u30", "2026-11-20 15:30"},
	{"Bel morgen even terug om 3 uur", "2026-11-21 15:00"},

	// what changes the meaning
	{"na vrijdag 27 november", "?open"},
	{"vanaf 16:00", "?open"},
	{"niet morgen", "?not"},
	{"morgen niet", "?not"},
	{"elke maandag", "?every"},
	{"maandag of dinsdag", "?several"},
	{"uiterlijk woensdag, liefst dinsdag", "?several"},
	{"morgen tussen 10 en 12 uur", "?range"},
	{"van maandag 10 uur tot 12 uur", "?several"},
	{"morgen om 15:00 EST", "?zone"},
	{"die zo om 16 uur belt", "?rest"},

	// what is no moment
	{"", "-"},
	{"zo snel mogelijk", "-"},
	{"bel 030 261 44 10", "-"},
	{"polis 12-11-34567", "-"},
	{"3 cursussen van € 12,50", "-"},
	{"bestelling 20261127", "-"},
	{"om 3 redenen", "-"},
	{"de tweede vraag", "-"},
	{"Bel Jan maandag op 030 261 44 10", "2026-11-23 day"},
}

var englishCases = [][2]string{
	{"within two hours", "2026-11-20 17:00"},
	{"in half an hour", "2026-11-20 15:30"},
	{"in an hour and a half", "2026-11-20 16:30"},
	{"by end of day", "2026-11-20 day"},
	{"EOD Monday", "2026-11-23 day"},
	{"close of business", "?which_hour"},
	{"tomorrow", "2026-11-21 day"},
	{"the day after tomorrow", "2026-11-22 day"},
	{"Monday before noon", "2026-11-23 12:00"},
	{"by Monday", "2026-11-23 day"},
	{"before Monday", "?before_day"},
	{"next Tuesday", "2026-11-24 day"},
	{"next Sunday", "?which"},
	{"next week Tuesday", "2026-11-24 day"},
	{"on Tuesday of next week at 3pm", "2026-11-24 15:00"},
	{"a week from Monday", "2026-11-30 day"},
	{"a week from Friday", "?which"},
	{"two weeks from tomorrow", "2026-12-05 day"},
	{"Oct 2nd", "2027-10-02 day"},
	{"the 27th", "2026-11-27 day"},
	{"20th of next month", "2026-12-20 day"},
	{"Friday, November 27 at 3 p.m.", "2026-11-27 15:00"},
	{"3/4", "?which"},
	{"4/22", "2027-04-22 day"},
	{"22/4", "2027-04-22 day"},
	{"3pm", "?past_today"},
	{"5pm", "2026-11-20 17:00"},
	{"at 5", "2026-11-20 17:00"},
	{"at 7", "2026-11-20 19:00"},
	{"Monday at noon", "2026-11-23 12:00"},
	{"half two", "?half"},
	{"Monday half past two", "2026-11-23 14:30"},
	{"Monday quarter to four", "2026-11-23 15:45"},
	{"tomorrow morning", "?which_hour"},
	{"tonight at 8", "2026-11-20 20:00"},
	{"tonight at 10:30", "2026-11-20 22:30"},
	{"Friday at 3pm", "2026-11-27 15:00"},
	{"twenty-second of December", "2026-12-22 day"},
	{"the second call", "-"},
	{"I may call on Monday", "2026-11-23 day"},
	{"not before Monday", "?not"},
	{"every Monday", "?every"},
	{"after 3pm Monday", "?open"},
	{"in a couple of days", "?vague"},
	{"in 2 to 3 days", "?range"},
	{"within an hour or two", "?rest"},
	{"Monday 9am EST", "?zone"},
	{"yesterday", "past 2026-11-19 day"},
	{"Good morning, call me Monday at 10", "2026-11-23 10:00"},
	{"at 3 locations", "-"},
	{"Monday between 9 and 10", "?range"},
	{"between 9 and 10", "?range"},
	{"Monday week", "?rest"},
	{"a week on Monday", "?rest"},
	{"this time tomorrow", "?rest"},
	{"first thing Monday", "?which_hour"},
}

// TestCases reads each text on Friday 20 November 2026 at 15:00 in Amsterdam.
func TestCases(t *testing.T) {
	zone := amsterdam(t)
	now := time.Date(2026, 11, 20, 15, 0, 0, 0, zone)
	for l, cases := range map[lang.Lang][][2]string{lang.NL: dutchCases, lang.EN: englishCases} {
		for _, c := range cases {
			if got := short(deadline.Parse(c[0], l, now, zone)); got != c[1] {
				t.Errorf("%s %q: %s, want %s", l, c[0], got, c[1])
			}
		}
	}
}
