package deadline_test

import (
	"strings"
	"testing"
	"time"

	"kroon/internal/deadline"
	"kroon/internal/lang"
)

// TestDesk reads what people type at a desk. Where the table says only "?" any reason will do: what
// counts is that it asks.
func TestDesk(t *testing.T) {
	zone := amsterdam(t)
	for l, table := range map[lang.Lang]map[string][][2]string{lang.NL: dutchDesk, lang.EN: englishDesk} {
		for at, cases := range table {
			now, err := time.ParseInLocation("2006-01-02T15:04", at, zone)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range cases {
				got := short(deadline.Parse(c[0], l, now, zone))
				if got != c[1] && (c[1] != "?" || !strings.HasPrefix(got, "?")) {
					t.Errorf("%s %s %q: %s, want %s", l, at, c[0], got, c[1])
				}
			}
		}
	}
}
