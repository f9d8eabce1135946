package lang_test

import (
	"slices"
	"strings"
	"testing"

	"kroon/internal/lang"
)

// TestFold writes names as they are sought.
func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Zoë":         "zoe",
		"Müller":      "muller",
		"Zoe\u0308":   "zoe",
		"Łukasz Đorđ": "lukasz dord",
		"Weiß":        "weiss",
		"Ĳsbrand":     "ijsbrand",
		"Søren Ægir":  "soren aegir",
		"ÇAĞRI":       "cagri",
		"Ελένη":       "ελενη",
		"ﬁets":        "fiets",
	} {
		if got := lang.Fold(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
		if again := lang.Fold(lang.Fold(in)); again != want {
			t.Errorf("%q folded twice: %q", in, again)
		}
	}
}

// TestWords cuts at whatever is no letter and no figure.
func TestWords(t *testing.T) {
	got := lang.Words(" J.-P. d'Arc & Zoë,\tB.V. (hal 2) ")
	if want := strings.Fields("j p d arc zoe b v hal 2"); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
