package lang_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kroon/internal/lang"
)

// TestReword says in the other language what was written down in one, for every reason why a row of a file is refused
// and any words in it; and leaves alone what it cannot read back, or could in more than one way.
func TestReword(t *testing.T) {
	var reasons []string
	for key, s := range lang.Catalogue(lang.NL) {
		if strings.HasPrefix(key, "takeover.why.") || strings.HasPrefix(key, "imports.") && strings.Contains(s.Other, "is niet overgenomen") {
			reasons = append(reasons, key)
		}
	}
	if len(reasons) < 20 {
		t.Fatalf("%d reasons", len(reasons))
	}
	nl, en := lang.For(lang.NL, true, nil), lang.For(lang.EN, true, nil)
	rapid.Check(t, func(t *rapid.T) {
		key := rapid.SampledFrom(reasons).Draw(t, "key")
		args := map[string]any{}
		for _, part := range strings.Split(lang.Catalogue(lang.NL)[key].Other, "{")[1:] {
			name, _, _ := strings.Cut(part, "}")
			args[name] = rapid.StringMatching(`x[0-9]{4}( é[0-9]{3})?`).Draw(t, name)
		}
		for _, one := range [][2]lang.Printer{{nl, en}, {en, nl}, {nl, nl}, {lang.For(lang.NL, false, nil), en}} {
			written, want := one[0].Fill(key, args), one[1].Fill(key, args)
			if got := one[1].Reword(key, written); got != want {
				t.Fatalf("%s, written as %q:\n%q, want\n%q", key, written, got, want)
			}
		}
	})
	for _, c := range []struct{ key, written, want string }{
		{"imports.bad_number", "“12 stuks” is geen heel getal. De regel is niet overgenomen. Verbeter het getal.", en.T("imports.bad_number", "text", "12 stuks")},
		{"imports.bad_number", "“” is geen heel getal. De regel is niet overgenomen. Verbeter het getal.", en.T("imports.bad_number", "text", "")},
		{"imports.twice", nl.T("imports.twice", "text", "7 staat in dit bestand ook in rij 2", "row", 4), nl.T("imports.twice", "text", "7 staat in dit bestand ook in rij 2", "row", 4)},
		{"imports.bad_number", "Iets van vroeger.", "Iets van vroeger."},
		{"imports.gone_since", "Iets van vroeger.", "Iets van vroeger."},
	} {
		if got := en.Reword(c.key, c.written); got != c.want {
			t.Errorf("%q becomes %q, want %q", c.written, got, c.want)
		}
	}
}
