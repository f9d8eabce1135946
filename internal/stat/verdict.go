package stat

import "math"

// Verdict is what counting says of a claim.
type Verdict string

// The verdicts.
const (
	Supported    Verdict = "supported"
	Contradicted Verdict = "contradicted"
	TooLittle    Verdict = "too-little-data"
)

// Test names the exact test that was used.
type Test string

// The tests.
const (
	BinomialTest Test = "exact-binomial"
	PoissonTest  Test = "exact-poisson"
)

// Level is how unlikely what was seen must be under one reading for it to be given up.
const Level = 0.05

// Seen is what was counted of a customer, and the two readings it is weighed between.
type Seen struct {
	Count int     // cases of the kind that the claim is about
	Of    int     // cases in all; not used by Rate
	Usual float64 // the share, or the number, if this customer were like the others of the organisation
	Claim float64 // the share, or the number, if the claim were true to the letter
}

// Finding is a verdict with what it rests on.
type Finding struct {
	Verdict Verdict
	Test    Test
	Count   int
	N       int     // cases in all; of a rate the count itself
	Usual   float64 // as in Seen
	P       float64 // how likely such a count would be, or one no likelier, if this customer were like the others
	PClaim  float64 // the same, if the claim were true to the letter
}

// Share weighs Count of Of cases by the exact binomial test.
func Share(s Seen) Finding {
	f := Finding{Test: BinomialTest, Count: s.Count, N: s.Of, Usual: s.Usual,
		P: Binomial(s.Count, s.Of, s.Usual), PClaim: Binomial(s.Count, s.Of, s.Claim)}
	f.Verdict = s.verdict(f, s.Usual*float64(s.Of), s.Claim*float64(s.Of))
	return f
}

// Rate weighs Count happenings by the exact Poisson test; Usual and Claim are how many would be expected.
func Rate(s Seen) Finding {
	f := Finding{Test: PoissonTest, Count: s.Count, N: s.Count, Usual: s.Usual,
		P: Poisson(s.Count, s.Usual), PClaim: Poisson(s.Count, s.Claim)}
	f.Verdict = s.verdict(f, s.Usual, s.Claim)
	return f
}

// verdict: a claim is contradicted when what was seen would be unlikely if it were true to the letter, and lies
// on the other side; supported when it is not, and what was seen would be unlikely of just anybody and lies on its
// own side. So of who is unlike the others, but not as people say, the claim is contradicted: the doubt is his.
func (s Seen) verdict(f Finding, usual, claim float64) Verdict {
	if math.IsNaN(f.P) || math.IsNaN(f.PClaim) || usual == claim {
		return TooLittle
	}
	count, side := float64(s.Count), 1.0
	if claim < usual {
		side = -1
	}
	switch {
	case f.PClaim < Level && (count-claim)*side < 0:
		return Contradicted
	case f.P < Level && (count-usual)*side > 0:
		return Supported
	}
	return TooLittle
}
