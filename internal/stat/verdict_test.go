package stat_test

import (
	"testing"

	"kroon/internal/stat"
)

// Who does even less than "never" says, or more than "always", bears the claim out: only the side on which he is unlike it
// contradicts.
func TestBeyondTheClaimIsNoContradiction(t *testing.T) {
	for _, one := range []struct {
		seen stat.Seen
		want stat.Verdict
	}{
		{stat.Seen{Count: 20, Of: 1000, Usual: 0.5, Claim: 0.05}, stat.Supported},
		{stat.Seen{Count: 980, Of: 1000, Usual: 0.5, Claim: 0.9}, stat.Supported},
		{stat.Seen{Count: 700, Of: 1000, Usual: 0.5, Claim: 0.05}, stat.Contradicted},
		{stat.Seen{Count: 300, Of: 1000, Usual: 0.5, Claim: 0.9}, stat.Contradicted},
		{stat.Seen{Count: 0, Of: 2, Usual: 0.5, Claim: 0.05}, stat.TooLittle},
		{stat.Seen{Count: 5, Of: 10, Usual: 0.5, Claim: 0.5}, stat.TooLittle},
	} {
		if got := stat.Share(one.seen); got.Verdict != one.want {
			t.Errorf("%+v is %s, want %s", one.seen, got.Verdict, one.want)
		}
	}
}
