package web

import (
	"testing"

	"kroon/internal/lang"
)

func TestLanguage(t *testing.T) {
	for _, c := range []struct {
		own      lang.Lang
		accept   string
		fallback lang.Lang
		want     lang.Lang
	}{
		{"en", "nl", "nl", "en"}, {"", "en-GB,en;q=0.8,nl;q=0.6", "nl", "en"}, {"", "fr, nl;q=0.5, en;q=0.4", "en", "nl"},
		{"", "fr", "en", "en"}, {"", "", "nl", "nl"}, {"", "en;q=0", "nl", "nl"}, {"", "en;q=x, nl;q=0.1", "en", "nl"},
		{"xx", "de", "nl", "nl"}, {"", "NL-be", "en", "nl"}, {"", "en;q=7", "nl", "nl"},
	} {
		if got := ChooseLang(c.own, c.accept, c.fallback); got != c.want {
			t.Errorf("own %q, accepts %q, organisation %q: %q, want %q", c.own, c.accept, c.fallback, got, c.want)
		}
	}
}
