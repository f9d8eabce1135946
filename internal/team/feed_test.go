package team_test

import (
	"testing"

	"kroon/internal/team"
)

func TestTheAddressOfACalendar(t *testing.T) {
	for text, want := range map[string]string{
		" webcal://example.com/a.ics ": "https://example.com/a.ics", "https://example.com/a?b=c": "https://example.com/a?b=c",
		"http://example.com": "http://example.com", "file:///etc/passwd": "", "ftp://example.com/": "", "example.com": "", "": "", "https://": "",
	} {
		got, err := team.FeedAddress(text)
		if got != want || (err != nil) != (want == "") {
			t.Errorf("%q: %q %v", text, got, err)
		}
	}
}

// The address of a calendar is a secret: who has it reads everything that stands in it.
func TestLittleIsSeenOfTheAddressOfACalendar(t *testing.T) {
	for address, want := range map[string]string{
		"https://calendar.google.com/calendar/ical/jeroen%40delinde.example/private-0f3c9a/basic.ics": "calendar.google.com/….ics",
		"https://agenda.example:8443/a/b/9f3c2a71d8e4?token=secret-77aa":                              "agenda.example/…77aa",
		"https://jeroen:password@agenda.example/a/9f3c2a71d8e4":                                       "agenda.example/…d8e4",
		"https://agenda.example/a.ics":                                                                "agenda.example", "https://agenda.example": "agenda.example",
	} {
		if got := team.FeedShown(address); got != want {
			t.Errorf("%s is shown as %q, want %q", address, got, want)
		}
	}
}
