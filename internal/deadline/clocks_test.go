package deadline_test

import (
	"testing"
	"time"

	"kroon/internal/deadline"
	"kroon/internal/lang"
)

// TestClockChanges reads times that the clocks skip, or show twice.
func TestClockChanges(t *testing.T) {
	zone := amsterdam(t)
	havana, err := time.LoadLocation("America/Havana")
	if err != nil {
		t.Fatal(err)
	}
	brazil, err := time.LoadLocation("America/Sao_Paulo")
	if err != nil {
		t.Fatal(err)
	}
	spring := time.Date(2026, 3, 27, 15, 0, 0, 0, zone)
	autumn := time.Date(2026, 10, 23, 15, 0, 0, 0, zone)
	for _, c := range []struct {
		text string
		now  time.Time
		want string
	}{
		{"zondag 29 maart 02:30", spring, "?skipped"},
		{"zondag 29 maart 03:30", spring, "2026-03-29T01:30:00Z"},
		{"zondag 25 oktober 02:30", autumn, "?twice"},
		{"zondag 25 oktober 02:30 zomertijd", autumn, "2026-10-25T00:30:00Z"},
		{"zondag 25 oktober 02:30 wintertijd", autumn, "2026-10-25T01:30:00Z"},
		{"zondag 25 oktober", autumn, "2026-10-25T22:59:00Z"},
		{"over 35 uur", autumn, "2026-10-25T00:00:00Z"},
		{"over 36 uur", autumn, "2026-10-25T01:00:00Z"},
		{"over twee dagen", autumn, "2026-10-25T22:59:00Z"},
		// In Havana the clock goes back from 1:00 to 0:00, so that Sunday begins twice but ends once.
		{"zondag 1 november", time.Date(2026, 10, 30, 15, 0, 0, 0, havana), "2026-11-02T04:59:00Z"},
		// In São Paulo it went back from midnight to 23:00: that Saturday's last minute came twice.
		{"zaterdag 16 februari", time.Date(2019, 2, 14, 15, 0, 0, 0, brazil), "2019-02-17T02:59:00Z"},
		{"zondag 1 november 00:30", time.Date(2026, 10, 30, 15, 0, 0, 0, havana), "?twice"},
	} {
		got := deadline.Parse(c.text, lang.NL, c.now, c.now.Location())
		said := short(got)
		if got.Outcome == deadline.Taken {
			said = got.At.Instant.UTC().Format(time.RFC3339)
		}
		if said != c.want {
			t.Errorf("%q: %s, want %s", c.text, said, c.want)
		}
	}
}

// TestTwiceOffersBoth keeps both instants of a repeated time to choose from, with their names.
func TestTwiceOffersBoth(t *testing.T) {
	zone := amsterdam(t)
	got := deadline.Parse("Sunday 25 October 02:30", lang.EN, time.Date(2026, 10, 23, 15, 0, 0, 0, zone), zone).Ask
	if len(got.Choices) != 2 || got.Choices[1].Instant.Sub(got.Choices[0].Instant) != time.Hour ||
		got.Choices[0].Echo != "Sunday 25 October 02:30 summer time" || got.Choices[1].Echo != "Sunday 25 October 02:30 winter time" {
		t.Errorf("%+v", got)
	}
}

// TestCivil tells civil times, derived again when zone rules change, from instants, which are not.
func TestCivil(t *testing.T) {
	zone := amsterdam(t)
	now := time.Date(2026, 11, 20, 15, 0, 37, 0, zone)
	for text, want := range map[string][2]string{
		"vrijdag om half drie":    {"2026-11-27T14:30", "2026-11-27 14:30"},
		"over 2 uur":              {"", "2026-11-20 17:00"},
		"over een minuut":         {"", "2026-11-20 15:01"},
		"over 1 dag en 2 uur":     {"", "2026-11-21 17:00"},
		"maandag":                 {"2026-11-23T23:59", "2026-11-23 day"},
		"over drie dagen":         {"2026-11-23T23:59", "2026-11-23 day"},
		"maandag 24:00":           {"2026-11-24T00:00", "2026-11-24 00:00"},
		"over 2 dagen om 9 uur":   {"2026-11-22T09:00", "2026-11-22 09:00"},
		"eind van de maand":       {"2026-11-30T23:59", "2026-11-30 day"},
		"maandag om 10 over vier": {"2026-11-23T16:10", "2026-11-23 16:10"},
	} {
		got := deadline.Parse(text, lang.NL, now, zone)
		if got.Outcome != deadline.Taken || got.At.Civil != want[0] || short(got) != want[1] {
			t.Errorf("%q: %s, civil %q, want %v", text, short(got), got.At.Civil, want)
		}
	}
}
