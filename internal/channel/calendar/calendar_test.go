package calendar_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kroon/internal/channel/calendar"
	"kroon/internal/fault"
	"kroon/internal/team"
	"kroon/internal/worktime"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

var (
	amsterdam = must(worktime.Zone("Europe/Amsterdam"))
	from      = at("2026-10-19 00:00")
	until     = at("2026-11-30 00:00")
)

// at is an instant in Amsterdam.
func at(text string) time.Time {
	return must(time.ParseInLocation("2006-01-02 15:04", text, amsterdam))
}

// file wraps events in a calendar; a line break in Go is one in the file.
func file(events ...string) string {
	var out strings.Builder
	out.WriteString("BEGIN:VCALENDAR\nVERSION:2.0\n")
	for _, e := range events {
		out.WriteString("BEGIN:VEVENT\n" + e + "\nSUMMARY:Geheim\nEND:VEVENT\n")
	}
	return out.String() + "END:VCALENDAR\n"
}

func shown(spans []team.Span) string {
	var out []string
	for _, s := range spans {
		out = append(out, s.From.In(amsterdam).Format("01-02 15:04")+"/"+s.Until.In(amsterdam).Format("01-02 15:04"))
	}
	return strings.Join(out, " ")
}

func TestAppointments(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"utc":                {file("DTSTART:20261120T140000Z\nDTEND:20261120T150000Z"), "11-20 15:00/11-20 16:00"},
		"no zone":            {file("DTSTART:20261120T140000\nDTEND:20261120T150000"), "11-20 14:00/11-20 15:00"},
		"iana":               {file("DTSTART;TZID=Europe/London:20261120T140000\nDURATION:PT30M"), "11-20 15:00/11-20 15:30"},
		"windows":            {file("DTSTART;TZID=GMT Standard Time:20261120T140000\nDURATION:PT30M"), "11-20 15:00/11-20 15:30"},
		"windows as shown":   {file(`DTSTART;TZID="(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna":20261120T140000` + "\nDURATION:PT30M"), "11-20 14:00/11-20 14:30"},
		"with a prefix":      {file("DTSTART;TZID=/freeassociation.sourceforge.net/America/New_York:20261120T080000\nDURATION:PT30M"), "11-20 14:00/11-20 14:30"},
		"unknown zone":       {file("DTSTART;TZID=Thuis:20261120T140000\nDURATION:PT30M"), "11-20 14:00/11-20 14:30"},
		"folded":             {"\xef\xbb\xbf" + strings.ReplaceAll(file("DTSTART:20261120T1\n 40000Z\nDTEND:20261120T\n\t150000Z"), "\n", "\r\n"), "11-20 15:00/11-20 16:00"},
		"a day":              {file("DTSTART;VALUE=DATE:20261120"), "11-20 00:00/11-21 00:00"},
		"days over summer":   {file("DTSTART;VALUE=DATE:20261024\nDTEND;VALUE=DATE:20261026"), "10-24 00:00/10-26 00:00"},
		"touching and more":  {file("DTSTART:20261120T140000Z\nDURATION:PT1H", "DTSTART:20261120T150000Z\nDURATION:PT1H", "DTSTART:20261120T143000Z\nDURATION:PT1H"), "11-20 15:00/11-20 17:00"},
		"free":               {file("DTSTART:20261120T140000Z\nDURATION:PT1H\nTRANSP:transparent"), ""},
		"cancelled":          {file("DTSTART:20261120T140000Z\nDURATION:PT1H\nSTATUS:CANCELLED"), ""},
		"free to outlook":    {file("DTSTART:20261120T140000Z\nDURATION:PT1H\nX-MICROSOFT-CDO-BUSYSTATUS:FREE"), ""},
		"a reminder":         {file("DTSTART:20261120T140000Z"), ""},
		"backwards":          {file("DTSTART:20261120T140000Z\nDTEND:20261120T130000Z"), ""},
		"not a date":         {file("DTSTART:20261320T140000Z\nDURATION:PT1H", "DTSTART:20261120T140000Z\nDURATION:PT1H"), "11-20 15:00/11-20 16:00"},
		"a broken line":      {file("DTSTART:20261120T140000Z\n;;;\nX\nDESCRIPTION;A=\"b:\nDURATION:PT1H"), "11-20 15:00/11-20 16:00"},
		"cut by the window":  {file("DTSTART:20261018T220000Z\nDTEND:20261019T010000Z"), "10-19 00:00/10-19 03:00"},
		"weekly over winter": {file("DTSTART;TZID=Europe/Amsterdam:20251006T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;UNTIL=20261102T080000Z"), "10-19 09:00/10-19 10:00 10-26 09:00/10-26 10:00 11-02 09:00/11-02 10:00"},
		"until a day":        {file("DTSTART;TZID=Europe/Amsterdam:20261117T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=20261118;"), "11-17 09:00/11-17 10:00 11-18 09:00/11-18 10:00"},
		"three times":        {file("DTSTART:20261117T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE:20261118T080000Z"), "11-17 09:00/11-17 10:00 11-19 09:00/11-19 10:00"},
		"except a day":       {file("DTSTART;TZID=Europe/Amsterdam:20261117T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20261117,20261119"), "11-18 09:00/11-18 10:00"},
		"birthday":           {file("DTSTART;VALUE=DATE:19700229\nRRULE:FREQ=YEARLY", "DTSTART;VALUE=DATE:19721120\nRRULE:FREQ=YEARLY"), "11-20 00:00/11-21 00:00"},
		"extra times":        {file("DTSTART:20261117T090000Z\nDURATION:PT1H\nRDATE:20261118T090000Z\nRDATE;VALUE=PERIOD:20261119T090000Z/PT2H,20261120T090000Z/20261120T093000Z"), "11-17 10:00/11-17 11:00 11-18 10:00/11-18 11:00 11-19 10:00/11-19 12:00 11-20 10:00/11-20 10:30"},
		"moved":              {file("UID:a\nDTSTART:20261117T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3", "UID:a\nRECURRENCE-ID:20261118T090000Z\nDTSTART:20261118T130000Z\nDURATION:PT1H"), "11-17 10:00/11-17 11:00 11-18 14:00/11-18 15:00 11-19 10:00/11-19 11:00"},
		"one cancelled":      {file("UID:a\nRECURRENCE-ID;TZID=Europe/London:20261118T090000\nDTSTART:20261118T090000Z\nSTATUS:CANCELLED\nDURATION:PT1H", "UID:a\nDTSTART:20261117T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3"), "11-17 10:00/11-17 11:00 11-19 10:00/11-19 11:00"},
		"every second":       {file("DTSTART:20261117T090000Z\nDURATION:PT1H\nRRULE:FREQ=SECONDLY"), "11-17 10:00/11-17 11:00"},
		"never again":        {file("DTSTART:20261117T090000Z\nDURATION:PT1H\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), "11-17 10:00/11-17 11:00"},
		"busy times only":    {"BEGIN:VCALENDAR\nBEGIN:VFREEBUSY\nFREEBUSY;FBTYPE=BUSY:20261117T090000Z/PT1H,20261117T110000Z/20261117T120000Z\nFREEBUSY;FBTYPE=FREE:20261118T090000Z/PT1H\nEND:VFREEBUSY\nEND:VCALENDAR", "11-17 10:00/11-17 11:00 11-17 12:00/11-17 13:00"},
		"own zone": {strings.Replace(file("DTSTART;TZID=Ons huis:20261023T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=4"), "VERSION:2.0", `BEGIN:VTIMEZONE
TZID:Ons huis
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE`, 1), "10-23 08:00/10-23 09:00 10-24 08:00/10-24 09:00 10-25 08:00/10-25 09:00 10-26 08:00/10-26 09:00"},
	} {
		spans, err := calendar.Spans(strings.NewReader(c.text), from, until, amsterdam)
		if got := shown(spans); got != c.want || err != nil {
			t.Errorf("%s: %q %v, want %q", name, got, err, c.want)
		}
	}
}

func TestWhatIsNoCalendarIsRefused(t *testing.T) {
	for key, text := range map[string]string{
		"calendar.none":       "<html>BEGIN:VCALENDAR</html>",
		"calendar.cut_off":    file("DTSTART:20261120T140000Z")[:60],
		"calendar.unreadable": "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n",
		"calendar.too_large":  strings.Repeat("X", 9<<20),
		"calendar.too_much":   file(slices.Repeat([]string{"DTSTART:19010101T090000Z\nDURATION:PT1H\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, 500)...),
	} {
		if spans, err := calendar.Spans(strings.NewReader(text), from, until, amsterdam); !fault.Is(err, key) || spans != nil {
			t.Errorf("got %v %v, want %s", spans, err, key)
		}
	}
}

// testdata is the folder of calendars that others made.
func testdata(t *testing.T) []string {
	root := os.Getenv("KROON_TESTDATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	var files []string
	for _, pattern := range []string{"ical4j/*/*", "icalendar/*/*"} {
		found := must(filepath.Glob(filepath.Join(root, "calendars", pattern)))
		files = append(files, found...)
	}
	if len(files) == 0 {
		t.Skip("no calendars under KROON_TESTDATA (or ../shared/data): nothing to read")
	}
	return files
}

// check looks at what must hold of any busy times.
func check(t testing.TB, spans []team.Span, from, until time.Time) {
	last := from
	for i, s := range spans {
		if s.From.Before(last) || i > 0 && s.From.Equal(last) || !s.From.Before(s.Until) || s.Until.After(until) {
			t.Errorf("span %d, %v, is out of order, empty or outside the window", i, s)
		}
		last = s.Until
	}
}

func TestCalendarsOfOthers(t *testing.T) {
	read, busy := 0, 0
	for _, name := range testdata(t) {
		raw := must(os.ReadFile(name))
		for year := 1990; year <= 2030; year += 5 {
			from, until := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(year+5, 1, 1, 0, 0, 0, 0, time.UTC)
			text := string(raw)
			if !strings.Contains(text, "BEGIN:VCALENDAR") { // an event by itself
				text = "BEGIN:VCALENDAR\n" + text + "\nEND:VCALENDAR\n"
			}
			spans, err := calendar.Spans(strings.NewReader(text), from, until, amsterdam)
			if err != nil && !strings.HasPrefix(fault.Of(err).Key, "calendar.") {
				t.Errorf("%s: %v", filepath.Base(name), err)
			}
			if err == nil {
				read++
			} else if year == 1990 {
				t.Logf("%s: %v", filepath.Base(name), err)
			}
			busy += len(spans)
			check(t, spans, from, until)
		}
	}
	t.Logf("%d readings, %d busy times", read, busy)
	if read < 700 || busy < 1500 {
		t.Errorf("%d readings and %d busy times: much less than when this was written", read, busy)
	}
}

// TestWeeksRepeatAsCounted compares rules with days counted one by one, in a zone with summer time.
func TestWeeksRepeatAsCounted(t *testing.T) {
	names := []string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}
	rapid.Check(t, func(r *rapid.T) {
		day := rapid.IntRange(0, 400).Draw(r, "day")
		hour, length := rapid.IntRange(4, 20).Draw(r, "hour"), rapid.IntRange(1, 180).Draw(r, "minutes")
		interval, count := rapid.IntRange(1, 3).Draw(r, "interval"), rapid.IntRange(0, 60).Draw(r, "count")
		start := time.Date(2025, 10, 6+day, hour, 0, 0, 0, amsterdam)
		days := map[time.Weekday]bool{start.Weekday(): true}
		for range rapid.IntRange(0, 3).Draw(r, "more") {
			days[time.Weekday(rapid.IntRange(0, 6).Draw(r, "weekday"))] = true
		}
		var by []string
		for weekday := range days {
			by = append(by, names[weekday])
		}
		rule := fmt.Sprintf("FREQ=WEEKLY;INTERVAL=%d;BYDAY=%s", interval, strings.Join(by, ","))
		if count > 0 {
			rule += fmt.Sprintf(";COUNT=%d", count)
		}
		text := file(fmt.Sprintf("DTSTART;TZID=W. Europe Standard Time:%s\nDURATION:PT%dM\nRRULE:%s", start.Format("20060102T150405"), length, rule))
		got := must(calendar.Spans(strings.NewReader(text), from, until, amsterdam))

		var want []team.Span
		monday, times := (int(start.Weekday())+6)%7, 0
		for i := 0; (count == 0 || times < count) && i < 900; i++ {
			at := time.Date(2025, 10, 6+day+i, hour, 0, 0, 0, amsterdam)
			if !days[at.Weekday()] || (i+monday)/7%interval != 0 {
				continue
			}
			times++
			if end := at.Add(time.Duration(length) * time.Minute); end.After(from) && at.Before(until) {
				want = append(want, team.Span{From: at, Until: end})
			}
		}
		if shown(got) != shown(want) {
			r.Fatalf("%s\ngot  %s\nwant %s", text, shown(got), shown(want))
		}
	})
}

func FuzzSpans(f *testing.F) {
	f.Add(file("UID:a\nDTSTART;TZID=Europe/Amsterdam:20261117T090000\nDURATION:PT1H\nRRULE:FREQ=MONTHLY;BYDAY=-1MO;BYSETPOS=1;COUNT=5\nEXDATE:20261118T080000Z"))
	f.Add(file("UID:a\nRECURRENCE-ID:20261118T090000Z\nDTSTART;VALUE=DATE:20261118\nRDATE;VALUE=PERIOD:20261119T090000Z/PT2H"))
	f.Add("BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:x\nBEGIN:STANDARD\nDTSTART:19701025T030000\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\nDTSTART;TZID=x:20261117T090000\nRRULE:FREQ=YEARLY;BYWEEKNO=53;BYYEARDAY=-366\nDURATION:P1W\nEND:VEVENT\nEND:VCALENDAR")
	f.Fuzz(func(t *testing.T, text string) {
		spans, _ := calendar.Spans(strings.NewReader(text), from, until, amsterdam)
		check(t, spans, from, until)
	})
}
