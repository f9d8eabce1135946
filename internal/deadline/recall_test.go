package deadline_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"kroon/internal/deadline"
	"kroon/internal/lang"
)

// TestRecall: the same words, of what was. It is Tuesday 24 November 2026, 09:14.
func TestRecall(t *testing.T) {
	zone := amsterdam(t)
	now := time.Date(2026, 11, 24, 9, 14, 0, 0, zone)
	for _, c := range []struct {
		text string
		in   lang.Lang
		want string // empty: asked or nothing
	}{
		{"maandag 10:00", lang.NL, "2026-11-23 10:00"}, {"vrijdag 10 uur", lang.NL, "2026-11-20 10:00"}, {"dinsdag 9:00", lang.NL, "2026-11-24 09:00"},
		{"dinsdag 15:00", lang.NL, "2026-11-17 15:00"}, {"afgelopen vrijdag 10:00", lang.NL, "2026-11-20 10:00"}, {"15 november 10 uur", lang.NL, "2026-11-15 10:00"},
		{"15 maart", lang.NL, "2026-03-15 23:59"}, {"24 november", lang.NL, "2026-11-24 09:14"}, {"25 november 9:00", lang.NL, "2025-11-25 09:00"},
		{"29 februari 12:00", lang.NL, "2024-02-29 12:00"}, {"de 23e om 9:00", lang.NL, "2026-11-23 09:00"}, {"de 27e om 9:00", lang.NL, "2026-10-27 09:00"},
		{"gisteren 3 uur", lang.NL, "2026-11-23 15:00"}, {"vandaag", lang.NL, "2026-11-24 09:14"}, {"8:30", lang.NL, "2026-11-24 08:30"}, {"3 dagen geleden", lang.NL, "2026-11-21 23:59"},
		{"Friday 10am", lang.EN, "2026-11-20 10:00"}, {"March 15", lang.EN, "2026-03-15 23:59"}, {"yesterday at noon", lang.EN, "2026-11-23 12:00"},
		{"10:00", lang.NL, "2026-11-24 10:00"}, {"morgen 10:00", lang.NL, "2026-11-25 10:00"}, {"over 2 uur", lang.NL, "2026-11-24 11:14"}, // still to come: the caller refuses
		{"30 februari", lang.NL, ""}, {"vanochtend", lang.NL, ""}, {"hallo", lang.NL, ""},
	} {
		r := deadline.Recall(c.text, c.in, now, zone)
		got := ""
		if r.Outcome == deadline.Past || r.Outcome == deadline.Taken {
			got = r.At.Instant.Format("2006-01-02 15:04")
		}
		if got != c.want || (r.Outcome == deadline.Past) != (got != "" && !r.At.Instant.After(now)) {
			t.Errorf("%q: %s (%d), want %s", c.text, got, r.Outcome, c.want)
		}
	}
}

// What was said back of a moment of the last year, without its year, leads to that moment again.
func TestRecallFindsWhatWasSaidBack(t *testing.T) {
	zone := amsterdam(t)
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2026, 1, 1, 0, 0, 0, 0, zone).Add(time.Duration(rapid.IntRange(0, 3*366*24*60).Draw(t, "now")) * time.Minute)
		was := now.Add(-time.Duration(rapid.IntRange(1, 360*24*60).Draw(t, "ago")) * time.Minute).Truncate(time.Minute)
		if was.Add(time.Hour).Hour() == was.Hour() || was.Add(-time.Hour).Hour() == was.Hour() {
			t.Skip("the clocks showed it twice")
		}
		for _, text := range []string{was.Format("2-1 15:04"), was.Format("2006-01-02 15:04")} {
			if r := deadline.Recall(text, lang.NL, now, zone); r.Outcome != deadline.Past || !r.At.Instant.Equal(was) {
				t.Fatalf("%q at %s: %v %s, want %s", text, now, r.Outcome, r.At.Instant, was)
			}
		}
	})
}
