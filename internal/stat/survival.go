package stat

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// Wait is how long something took, or how long it was watched without coming to its end.
type Wait struct {
	For  time.Duration
	Over bool // false: it was not over yet when the watching ended
}

// Step is an instant at which waits came to their end.
type Step struct {
	At     time.Duration
	AtRisk int     // who still waited just before
	Over   int     // of them, whose wait was over here
	Share  float64 // of all, who still wait after it
	sum    float64 // Greenwood's: the variance of the logarithm of Share
}

// Waiting is how the share of those who still wait goes down, by the product limit (Kaplan and Meier 1958):
// those whose end nobody saw count for as long as they were watched.
type Waiting struct {
	N, Over int
	Steps   []Step // in order of time
}

// KaplanMeier estimates it.
func KaplanMeier(waits []Wait) Waiting {
	sorted := ordered(waits)
	out := Waiting{N: len(sorted)}
	share, sum := 1.0, 0.0
	for i := 0; i < len(sorted); {
		at, risk, over := sorted[i].For, len(sorted)-i, 0
		for ; i < len(sorted) && sorted[i].For == at; i++ {
			if sorted[i].Over {
				over++
			}
		}
		if over == 0 {
			continue
		}
		out.Over += over
		share *= float64(risk-over) / float64(risk)
		sum += float64(over) / (float64(risk) * float64(risk-over)) // endless when nobody is left
		out.Steps = append(out.Steps, Step{At: at, AtRisk: risk, Over: over, Share: share, sum: sum})
	}
	return out
}

// half is read with room for rounding: a product of shares that is exactly a half in fractions counts as one.
const half = 0.5 + 1e-12

// Median is the first time at which no more than half still wait; false when more than half still do at the end.
func (w Waiting) Median() (time.Duration, bool) {
	for _, s := range w.Steps {
		if s.Share <= half {
			return s.At, true
		}
	}
	return 0, false
}

// normal is the 97.5th percentile of the normal distribution.
const normal = 1.959963984540054

// between is the 95 % interval of the share at a step: Greenwood's variance on the scale log(-log), on which it
// stays between 0 and 1. At the last step of all it does not exist.
func (s Step) between() (low, high float64, exists bool) {
	if s.Share <= 0 || s.Share >= 1 {
		return 0, 1, false
	}
	theta := normal * math.Sqrt(s.sum) / math.Abs(math.Log(s.Share))
	return math.Pow(s.Share, math.Exp(theta)), math.Pow(s.Share, math.Exp(-theta)), true
}

// Bound is one end of an interval of time; not Known: it lies beyond what was watched.
type Bound struct {
	At    time.Duration
	Known bool
}

// MedianBetween is the 95 % interval of the median (Brookmeyer and Crowley 1982): the times at which a half still
// waiting cannot be ruled out.
func (w Waiting) MedianBetween() (low, high Bound) {
	for _, s := range w.Steps {
		down, up, exists := s.between()
		if !exists {
			continue
		}
		if !low.Known && down <= half {
			low = Bound{s.At, true}
		}
		if !high.Known && up <= half {
			high = Bound{s.At, true}
		}
	}
	return low, high
}

// LogRank tests whether two groups wait equally long (Mantel 1966): chi-square with one degree of freedom, how
// likely a difference as large would be if they did, and how many more of a came to their end than would be
// expected then. Of a group without anybody it says 0, 1 and 0.
func LogRank(a, b []Wait) (chi, p, surplus float64) {
	one, other := ordered(a), ordered(b)
	times := map[time.Duration]bool{}
	for _, w := range slices.Concat(a, b) {
		times[w.For] = times[w.For] || w.Over
	}
	variance := 0.0
	for at, any := range times {
		if !any {
			continue
		}
		risk, over := atRisk(one, at)
		otherRisk, otherOver := atRisk(other, at)
		n, d := float64(risk+otherRisk), float64(over+otherOver)
		surplus += float64(over) - d*float64(risk)/n
		if n > 1 {
			variance += float64(risk) * float64(otherRisk) * d * (n - d) / (n * n * (n - 1))
		}
	}
	if variance == 0 {
		return 0, 1, 0
	}
	chi = surplus * surplus / variance
	return chi, math.Erfc(math.Sqrt(chi / 2)), surplus
}

// atRisk counts, of waits in order, who still waited just before a time, and whose wait was over then.
func atRisk(waits []Wait, at time.Duration) (risk, over int) {
	first, _ := slices.BinarySearchFunc(waits, at, func(w Wait, at time.Duration) int { return cmp.Compare(w.For, at) })
	for _, w := range waits[first:] {
		if w.For != at {
			break
		}
		if w.Over {
			over++
		}
	}
	return len(waits) - first, over
}

func ordered(waits []Wait) []Wait {
	return slices.SortedFunc(slices.Values(waits), func(a, b Wait) int { return cmp.Compare(a.For, b.For) })
}
