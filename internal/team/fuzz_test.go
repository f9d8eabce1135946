package team

import (
	"net/url"
	"strings"
	"testing"
)

// The address of a calendar leads to a host; what is shown of it does not give it away.
func FuzzFeed(f *testing.F) {
	for _, text := range []string{"", "webcal://calendar.example/private-0123456789abcdef/basic.ics", "https://u:geheim@calendar.example/x", "https://calendar.example", "webcal://webcal://x", "file:///etc/passwd", "https://[::1%25eth0]/é?a=b#c", "https://calendar.example/%2e%2e/\u2028"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		address, err := FeedAddress(text)
		if err != nil {
			return
		}
		at, err := url.Parse(address)
		if err != nil || at.Scheme != "https" && at.Scheme != "http" || at.Hostname() == "" {
			t.Fatalf("%q is taken as %q, %v", text, address, err)
		}
		if again, err := FeedAddress(address); len(address) <= maxFeedAddress && (err != nil || again != address) {
			t.Errorf("%q is taken as %q, and that as %q, %v", text, address, again, err)
		}
		shown := FeedShown(address)
		rest, _ := strings.CutPrefix(shown, at.Hostname())
		if len([]rune(rest)) > shownSigns+2 {
			t.Errorf("of %q is shown %q", address, shown)
		}
	})
}
