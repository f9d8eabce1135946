package intake_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"kroon/internal/intake"
)

func TestHints(t *testing.T) {
	for text, want := range map[string][]intake.Hint{
		"":                                      nil,
		"Mijn BSN is 111222333.":                {intake.HintBSN},
		"bsn 1112.22.333, dank":                 {intake.HintBSN},
		"order 111222334":                       nil,
		"order 111222334 van 111 222 333":       {intake.HintBSN},
		"000000000":                             nil,
		"bel 06 11122233":                       nil,
		"bel 0611122233 of +31111222333":        nil,
		"1112223330":                            nil,
		"Hij heeft rugpijn":                     {intake.HintHealth},
		"Zij is Ziek, bsn 111222333":            {intake.HintBSN, intake.HintHealth},
		"Heeft een burn-out gehad":              {intake.HintHealth},
		"De koelcel van het ziekenhuis is stuk": nil,
		"belt liever dan bezoek":                nil,
	} {
		if got := intake.Hints(text); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestProofOfEleven compares with the published rule, counted the other way round: of nine figures from the
// right, the first counts -1 and the n-th n.
func TestProofOfEleven(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 999_999_999).Draw(t, "number")
		sum, rest := -(n % 10), n/10
		for weight := 2; weight <= 9; weight++ {
			sum += weight * (rest % 10)
			rest /= 10
		}
		got := slices.Contains(intake.Hints(fmt.Sprintf("nummer %09d.", n)), intake.HintBSN)
		if got != (sum%11 == 0) {
			t.Errorf("%09d: %v", n, got)
		}
	})
}
