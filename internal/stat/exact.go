// Package stat is the exact tests that are used for few cases: how likely is what was seen, if this customer
// were like the others. They are two-sided by the method of small probabilities: the chance of all outcomes
// that are no more likely than what was seen, as R's binom.test and poisson.test reckon.
package stat

import "math"

// slack is how much more likely an outcome may be and still count as no more likely, so that rounding does
// not tell twins apart; R uses the same.
const slack = 1 + 1e-7

// negligible is what a tail may be cut off at, as a share of what was added up before.
const negligible = 1e-18

// Binomial is the two-sided exact binomial test: the chance of an outcome no more likely than k of n when each
// of n has chance p. It is 1 when n is 0, and NaN for what cannot be: k outside 0..n, p outside 0..1.
func Binomial(k, n int, p float64) float64 {
	switch {
	case k < 0 || k > n || !(p >= 0 && p <= 1):
		return math.NaN()
	case p == 0:
		return sure(k == 0)
	case p == 1:
		return sure(k == n)
	}
	seen := binomialLog(k, n, p) + math.Log(slack)
	mode := min(int(float64(n+1)*p), n)
	// Away from the mode the chances fall on both sides, so each side is one stretch to its end.
	below := tail(mode, -1, 0, seen, func(i int) float64 { return binomialLog(i, n, p) })
	above := tail(mode+1, +1, n, seen, func(i int) float64 { return binomialLog(i, n, p) })
	return min(below+above, 1)
}

// Poisson is the two-sided exact Poisson test: the chance of an outcome no more likely than k when mean are
// expected. It is NaN for what cannot be: k or mean below 0, or an endless mean.
func Poisson(k int, mean float64) float64 {
	switch {
	case k < 0 || !(mean >= 0) || math.IsInf(mean, 1):
		return math.NaN()
	case mean == 0:
		return sure(k == 0)
	}
	seen := poissonLog(k, mean) + math.Log(slack)
	mode := int(mean)
	below := tail(mode, -1, 0, seen, func(i int) float64 { return poissonLog(i, mean) })
	above := tail(mode+1, +1, math.MaxInt, seen, func(i int) float64 { return poissonLog(i, mean) })
	return min(below+above, 1)
}

func sure(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// tail adds up the chances no greater than seen, from one side of the mode outward.
func tail(from, step, last int, seen float64, log func(int) float64) float64 {
	first := firstSmall(from, step, last, seen, log)
	sum := 0.0
	for i := first; (i-last)*step <= 0; i += step {
		chance := math.Exp(log(i))
		sum += chance
		if chance <= sum*negligible {
			break
		}
	}
	return sum
}

// firstSmall is the first place from the mode outward whose chance is no greater than seen: by doubling and
// halving, since the chances only fall. It lies beyond last when there is none.
func firstSmall(from, step, last int, seen float64, log func(int) float64) int {
	room := (last - from) * step // steps that can be made
	if room < 0 || log(from) <= seen {
		return from
	}
	low, high := 0, 1
	for high <= room && log(from+high*step) > seen {
		low, high = high, high*2
	}
	high = min(high, room+1)
	for high-low > 1 {
		if middle := (low + high) / 2; log(from+middle*step) > seen {
			low = middle
		} else {
			high = middle
		}
	}
	return from + high*step
}

// binomialLog is the logarithm of the chance of k of n, 0 < p < 1.
func binomialLog(k, n int, p float64) float64 {
	return logGamma(n+1) - logGamma(k+1) - logGamma(n-k+1) + float64(k)*math.Log(p) + float64(n-k)*math.Log1p(-p)
}

// poissonLog is the logarithm of the chance of k when mean are expected.
func poissonLog(k int, mean float64) float64 {
	return float64(k)*math.Log(mean) - mean - logGamma(k+1)
}

// logGamma is the logarithm of (n-1)!.
func logGamma(n int) float64 {
	value, _ := math.Lgamma(float64(n))
	return value
}
