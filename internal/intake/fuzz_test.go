package intake

import (
	"slices"
	"strings"
	"testing"
)

// A hint is of something that stands there, and is given once.
func FuzzHints(f *testing.F) {
	for _, text := range []string{"", "BSN 111222333", "111 22 2333", "1112223334", "+111222333", "000000000", "123456789 111222333", "rug-pijn", "1.1.1.2.2.2.3.3.3"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		hints := Hints(text)
		if len(slices.Compact(slices.Clone(hints))) != len(hints) || len(hints) > 2 {
			t.Errorf("%q: %v", text, hints)
		}
		figures := strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, text)
		if slices.Contains(hints, HintBSN) && (len(figures) < 9 || strings.Trim(figures, "0") == "") {
			t.Errorf("%q is said to hold a number of nine figures", text)
		}
	})
}
