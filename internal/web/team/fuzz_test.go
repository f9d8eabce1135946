package team

import (
	"testing"
	"time"

	"kroon/internal/fault"
)

// What the pages offer comes back as it was offered, and nothing else is taken for it.
func FuzzOffered(f *testing.F) {
	const one, other = "0192f0c4-7b7e-7d3a-9a43-3f1d1c0e9a11", "0192F0C4-7B7E-7D3A-9A43-3F1D1C0E9A12"
	for _, text := range []string{"", " ", one + " " + other, one + "  " + other, one + " 2026-11-24T12:00:00Z " + other, one + "\u00a02026-11-24T12:00:00.25+01:00\n" + other, one + " 9999-12-31T23:59:59-23:59 " + one} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		give, err := readGive(text)
		if err != nil && !fault.Is(err, "web.not_offered") {
			t.Errorf("%q: %v", text, err)
		}
		if err == nil {
			if again, err := readGive(give.Promise.String() + " " + give.To.String()); (err != nil || again != give) && !give.Promise.IsZero() && !give.To.IsZero() {
				t.Errorf("%q is read as %v, and that as %v, %v", text, give, again, err)
			}
		}
		move, err := readMove(text)
		if err != nil && !fault.Is(err, "web.not_offered") {
			t.Errorf("%q: %v", text, err)
		}
		if err != nil || move.Due.UTC().Year() > 9999 || move.Promise.IsZero() || move.Owner.IsZero() {
			return
		}
		again, err := readMove(move.Promise.String() + " " + move.Due.UTC().Format(time.RFC3339) + " " + move.Owner.String())
		if err != nil || again.Promise != move.Promise || again.Owner != move.Owner || !again.Due.Equal(move.Due.Truncate(time.Second)) {
			t.Errorf("%q is read as %v, and that as %v, %v", text, move, again, err)
		}
	})
}
