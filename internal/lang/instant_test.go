package lang_test

import (
	"testing"
	"time"

	"kroon/internal/lang"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// TestInstants says instants in both languages, from a Tuesday morning in Amsterdam.
func TestInstants(t *testing.T) {
	ams := zone(t, "Europe/Amsterdam")
	now := time.Date(2026, 11, 24, 10, 52, 0, 0, ams)
	at := func(y, m, d, h, min int) time.Time {
		return time.Date(y, time.Month(m), d, h, min, 0, 0, ams).UTC()
	}
	for _, c := range []struct {
		name   string
		say    func(lang.Printer) string
		nl, en string
	}{
		{"moment", func(p lang.Printer) string { return p.Moment(at(2026, 11, 24, 13, 0)) },
			"dinsdag 24 november 2026 13:00", "Tuesday 24 November 2026 13:00"},
		{"date", func(p lang.Printer) string { return p.Date(at(2026, 11, 24, 0, 0)) },
			"dinsdag 24 november 2026", "Tuesday 24 November 2026"},
		{"clock", func(p lang.Printer) string { return p.Clock(at(2026, 11, 24, 9, 5)) }, "09:05", "09:05"},
		{"spoken", func(p lang.Printer) string { return p.Spoken(at(2026, 11, 24, 9, 5)) }, "09.05 uur", "09:05"},
		{"today", func(p lang.Printer) string { return p.Day(at(2026, 11, 24, 23, 59), now) }, "vandaag", "today"},
		{"tomorrow", func(p lang.Printer) string { return p.Day(at(2026, 11, 25, 0, 0), now) }, "morgen", "tomorrow"},
		{"yesterday", func(p lang.Printer) string { return p.Day(at(2026, 11, 23, 23, 59), now) }, "gisteren", "yesterday"},
		{"day", func(p lang.Printer) string { return p.Day(at(2026, 11, 27, 12, 0), now) },
			"vrijdag 27 november", "Friday 27 November"},
		{"day in another year", func(p lang.Printer) string { return p.Day(at(2027, 1, 1, 12, 0), now) },
			"vrijdag 1 januari 2027", "Friday 1 January 2027"},
		{"short date", func(p lang.Printer) string { return p.ShortDate(at(2026, 11, 20, 12, 0), now) }, "20 nov", "20 Nov"},
		{"short date in another year", func(p lang.Printer) string { return p.ShortDate(at(2025, 3, 20, 12, 0), now) },
			"20 mrt 2025", "20 Mar 2025"},
		{"due today", func(p lang.Printer) string { return p.Due(at(2026, 11, 24, 13, 0), now) },
			"vandaag vóór 13:00", "today before 13:00"},
		{"due on a day", func(p lang.Printer) string { return p.Due(at(2026, 11, 24, 23, 59), now) },
			"uiterlijk vandaag", "by the end of today"},
		{"due to a customer", func(p lang.Printer) string { return p.CustomerDue(at(2026, 11, 24, 13, 0), now) },
			"vandaag, dinsdag 24 november, vóór 13.00 uur", "today, Tuesday 24 November, before 13:00"},
		{"due to a customer later", func(p lang.Printer) string { return p.CustomerDue(at(2026, 11, 27, 13, 0), now) },
			"vrijdag 27 november vóór 13.00 uur", "Friday 27 November before 13:00"},
		{"day to a customer", func(p lang.Printer) string { return p.CustomerDue(at(2026, 11, 25, 23, 59), now) },
			"uiterlijk morgen, woensdag 25 november", "by the end of tomorrow, Wednesday 25 November"},
		{"later day to a customer", func(p lang.Printer) string { return p.CustomerDue(at(2026, 11, 27, 23, 59), now) },
			"uiterlijk vrijdag 27 november", "by the end of Friday 27 November"},
		{"due where the date stands", func(p lang.Printer) string { return p.SpokenDue(at(2026, 11, 24, 13, 0), now) },
			"vandaag vóór 13.00 uur", "today before 13:00"},
		{"day where the date stands", func(p lang.Printer) string { return p.SpokenDue(at(2026, 11, 24, 23, 59), now) },
			"uiterlijk vandaag", "by the end of today"},
		{"ago", func(p lang.Printer) string { return p.Ago(now.Add(-22*time.Minute), now) }, "22 minuten geleden", "22 minutes ago"},
		{"just now", func(p lang.Printer) string { return p.Ago(now.Add(-59*time.Second), now) }, "zojuist", "just now"},
		{"until", func(p lang.Printer) string { return p.Until(at(2026, 11, 24, 13, 0), now) },
			"over 2 uur en 8 minuten", "in 2 hours and 8 minutes"},
		{"until it has come", func(p lang.Printer) string { return p.Until(now, now) }, "nu", "now"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.say(lang.For(lang.NL, true, ams)); got != c.nl {
				t.Errorf("nl: %q, want %q", got, c.nl)
			}
			if got := c.say(lang.For(lang.EN, true, ams)); got != c.en {
				t.Errorf("en: %q, want %q", got, c.en)
			}
		})
	}
}

// TestReadersZone keeps the clock on the reader's wall: the same instant is tomorrow in Auckland.
func TestReadersZone(t *testing.T) {
	now := time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	due := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	if got := lang.For(lang.NL, true, zone(t, "Pacific/Auckland")).Due(due, now); got != "morgen vóór 01:00" {
		t.Errorf("Auckland: %q", got)
	}
	if got := lang.For(lang.NL, true, nil).Due(due, now); got != "vandaag vóór 12:00" {
		t.Errorf("UTC: %q", got)
	}
}

// TestDayOfTwentyFiveHours keeps "morgen" the next calendar day when the clock goes back.
func TestDayOfTwentyFiveHours(t *testing.T) {
	ams := zone(t, "Europe/Amsterdam")
	p := lang.For(lang.NL, true, ams)
	now := time.Date(2026, 10, 25, 0, 30, 0, 0, ams)
	if got := p.Day(now.Add(24*time.Hour), now); got != "vandaag" {
		t.Errorf("24 hours on: %q", got)
	}
	if got := p.Day(now.Add(25*time.Hour), now); got != "morgen" {
		t.Errorf("25 hours on: %q", got)
	}
}

// TestDurations says lengths of time in both languages.
func TestDurations(t *testing.T) {
	const day = 24 * time.Hour
	for _, c := range []struct {
		d                              time.Duration
		nl, en, short, working, office string
	}{
		{59 * time.Second, "minder dan een minuut", "less than a minute", "0\u00a0min", "minder dan een minuut", "less than a minute"},
		{time.Minute, "1 minuut", "1 minute", "1\u00a0min", "1 minuut", "1 minute"},
		{38*time.Minute + 59*time.Second, "38 minuten", "38 minutes", "38\u00a0min", "38 minuten", "38 minutes"},
		{time.Hour, "1 uur", "1 hour", "1\u00a0u", "1 uur", "1 hour"},
		{2*time.Hour + 8*time.Minute, "2 uur en 8 minuten", "2 hours and 8 minutes", "2\u00a0u\u00a08\u00a0min", "2 uur en 8 minuten", "2 hours and 8 minutes"},
		{8 * time.Hour, "8 uur", "8 hours", "8\u00a0u", "1 dag", "1 day"},
		{12 * time.Hour, "12 uur", "12 hours", "12\u00a0u", "1 tot 2 dagen", "1 to 2 days"},
		{day, "1 dag", "1 day", "1\u00a0dag", "3 dagen", "3 days"},
		{day + 6*time.Hour, "1 dag en 6 uur", "1 day and 6 hours", "1\u00a0dag en 6\u00a0uur", "3 tot 4 dagen", "3 to 4 days"},
		{day + time.Hour, "1 dag en 1 uur", "1 day and 1 hour", "1\u00a0dag", "3 tot 4 dagen", "3 to 4 days"},
		{3*day + 2*time.Hour + 5*time.Minute, "3 dagen en 2 uur", "3 days and 2 hours", "3\u00a0dagen", "9 tot 10 dagen", "9 to 10 days"},
	} {
		nl, en := lang.For(lang.NL, true, nil), lang.For(lang.EN, true, nil)
		for i, got := range [][2]string{
			{nl.Duration(c.d), c.nl}, {en.Duration(c.d), c.en}, {nl.Duration(-c.d), c.nl}, {nl.ShortDuration(c.d), c.short},
			{nl.WorkingDuration(c.d), c.working}, {en.WorkingDuration(c.d), c.office},
		} {
			if got[0] != got[1] {
				t.Errorf("%v, %d: %q, want %q", c.d, i, got[0], got[1])
			}
		}
	}
}
