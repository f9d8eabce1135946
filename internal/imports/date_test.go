package imports

import (
	"testing"
	"time"
	_ "time/tzdata"

	"pgregory.net/rapid"

	"kroon/internal/fault"
)

func amsterdam(t testing.TB) *time.Location {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestMoments(t *testing.T) {
	zone := amsterdam(t)
	for _, c := range []struct{ pattern, text, want, civil string }{
		{"", "2010-11-29 01:06:40+01:00", "2010-11-29T00:06:40Z", ""},
		{"", "2010-11-29 14:51:06.575000+01:00", "2010-11-29T13:51:06.575Z", ""},
		{"", "2026-07-01T09:30", "2026-07-01T07:30:00Z", "2026-07-01T09:30"},
		{"", "2026-07-01T09:30Z", "", ""}, // minutes with an offset are not among the usual ways
		{"", "2026-02-29", "", ""},
		{"", "2026-02-28 24:00", "", ""},
		{"", "29-11-2010", "", ""},
		{"", "0026-02-28", "", ""},
		{"", "9999-01-01", "", ""},
		{"D-M-YYYY", "1-2-2026", "2026-01-31T23:00:00Z", "2026-02-01T00:00"},
		{"D-M-YYYY hh:mm", "1-2-2026 09:05", "2026-02-01T08:05:00Z", "2026-02-01T09:05"},
		{"DD/MM/YYYY", "31/04/2026", "", ""},
		{"", "2026-03-29 02:30", "", ""},                                     // skipped
		{"", "2026-10-25 02:30", "2026-10-25T00:30:00Z", "2026-10-25T02:30"}, // twice: the first
		{"", "2026-10-25 03:30", "2026-10-25T02:30:00Z", "2026-10-25T03:30"}, // once again
		{"", "2026-10-25T02:30:15", "2026-10-25T00:30:15Z", ""},              // with seconds: no civil minute
		{"YYYY-MM-DD hh:mm:ss±hh:mm", "2026-10-25 02:30:00+01:00", "2026-10-25T01:30:00Z", ""},
	} {
		patterns := usual
		if c.pattern != "" {
			patterns = []string{c.pattern}
		}
		layouts, err := Map{Dates: patterns}.layouts()
		if err != nil {
			t.Fatal(err)
		}
		got, err := moment(c.text, layouts, zone)
		if c.want == "" {
			if !fault.Is(err, "imports.bad_date") && !fault.Is(err, "imports.skipped_time") {
				t.Errorf("%q is %v, %v", c.text, got, err)
			}
			continue
		}
		if err != nil || got.At.Format(time.RFC3339Nano) != c.want || got.Civil != c.civil {
			t.Errorf("%q is %v %q, %v; want %s %q", c.text, got.At, got.Civil, err, c.want, c.civil)
		}
	}
}

func TestADeadlineWithoutAnHourIsTheLastMinuteOfItsDay(t *testing.T) {
	zone := amsterdam(t)
	layouts, _ := Map{}.layouts()
	day, err := moment("2026-10-25", layouts, zone)
	if err != nil || !day.Day {
		t.Fatal(day, err)
	}
	last := day.LastMinute(zone)
	if got := last.At.Format(time.RFC3339); got != "2026-10-25T22:59:00Z" || last.Civil != "2026-10-25T23:59" || !last.Day {
		t.Errorf("the last minute is %s, %q", got, last.Civil)
	}
	exact, _ := moment("2026-10-25 12:00", layouts, zone)
	if exact.LastMinute(zone) != exact {
		t.Error("a deadline with an hour was moved")
	}
}

// Every instant comes back from how it is written, whatever the pattern, unless the clock showed its label
// twice: then as the first.
func TestMomentsComeBack(t *testing.T) {
	zone := amsterdam(t)
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "at")/60*60, 0).In(zone)
		l, err := layoutOf(rapid.SampledFrom([]string{"D-M-YYYY hh:mm", "YYYY/MM/DD hh:mm", "DD.MM.YYYY hh:mm:ss", "YYYY-MM-DDThh:mm:ss±hh:mm"}).Draw(t, "pattern"))
		if err != nil {
			t.Fatal(err)
		}
		got, err := moment(at.Format(l.text), []layout{l}, zone)
		if err != nil {
			t.Fatal(err)
		}
		before := at.Add(-time.Hour)
		if !l.zoned && before.Format(time.DateTime) == at.Format(time.DateTime) {
			at = before
		}
		if !got.At.Equal(at) {
			t.Fatalf("%v came back as %v", at, got.At.In(zone))
		}
	})
}

func TestPatternsThatAreNone(t *testing.T) {
	for _, pattern := range []string{"", "YYYY", "DD-MM", "MM-DD-YY", "YYYY-MM-DD hh", "YYYY-MM-DD 'T'", "2006-01-02", "YYYY-MM-DD; mm"} {
		if _, err := layoutOf(pattern); !fault.Is(err, "imports.date_pattern") {
			t.Errorf("%q is taken for a pattern: %v", pattern, err)
		}
	}
}
