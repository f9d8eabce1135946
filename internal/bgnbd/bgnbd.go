// Package bgnbd says who is likely to buy again: the BG/NBD model of Fader, Hardie and Lee ("Counting your
// customers the easy way", Marketing Science 24(2), 2005). While somebody is a customer, purchases come at
// random at a rate of his own (gamma: r, alpha); after each one he may have bought for the last time, with a
// chance of his own (beta: a, b).
package bgnbd

import "math"

// Summary is all that the model needs of a customer. Times are in any one unit, weeks as a rule.
type Summary struct {
	Repeat  int     // x: purchases after the first
	Recency float64 // t_x: from the first purchase to the last
	Age     float64 // T: from the first purchase to now
}

// Valid tells whether there can be such a customer.
func (s Summary) Valid() bool {
	return s.Repeat >= 0 && s.Recency >= 0 && s.Recency <= s.Age && !math.IsInf(s.Age, 1) && (s.Repeat > 0 || s.Recency == 0)
}

// Params are the four parameters, each above 0; Alpha is in the unit of time.
type Params struct {
	R     float64 `json:"r"`
	Alpha float64 `json:"alpha"`
	A     float64 `json:"a"`
	B     float64 `json:"b"`
}

// LogLikelihood is the logarithm of how likely these customers are under the parameters.
func (p Params) LogLikelihood(all []Summary) float64 {
	sum := 0.0
	for _, s := range all {
		sum += p.logLikelihood(s)
	}
	return sum
}

// logLikelihood is formula 6 of the paper. Its two terms differ by any power, so they are added up as
// logarithms.
func (p Params) logLikelihood(s Summary) float64 {
	x := float64(s.Repeat)
	common := logGamma(p.R+x) - logGamma(p.R) + p.R*math.Log(p.Alpha) +
		logGamma(p.A+p.B) + logGamma(p.B+x) - logGamma(p.B) - logGamma(p.A+p.B+x)
	still := -(p.R + x) * math.Log(p.Alpha+s.Age)
	if s.Repeat == 0 {
		return common + still
	}
	gone := math.Log(p.A) - math.Log(p.B+x-1) - (p.R+x)*math.Log(p.Alpha+s.Recency)
	return common + logSum(still, gone)
}

// logSum is the logarithm of the sum of two numbers given by their logarithms.
func logSum(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	return a + math.Log1p(math.Exp(b-a))
}

// Alive is the chance that a customer has not bought for the last time. It is 1 for whoever bought once,
// since the model lets nobody go before a second purchase: so it ranks nobody, see Expected.
func (p Params) Alive(s Summary) float64 {
	if s.Repeat == 0 {
		return 1
	}
	x := float64(s.Repeat)
	odds := math.Log(p.A) - math.Log(p.B+x-1) + (p.R+x)*(math.Log(p.Alpha+s.Age)-math.Log(p.Alpha+s.Recency))
	return 1 / (1 + math.Exp(odds))
}

// Probability is the chance that anybody makes x repeat purchases in a time t after the first: formula 8.
func (p Params) Probability(x int, t float64) float64 {
	if x < 0 || t < 0 {
		return 0
	}
	n, share := float64(x), t/(p.Alpha+t)
	stay := logBeta(p.A, p.B+n) - logBeta(p.A, p.B)
	here := math.Exp(stay + logGamma(p.R+n) - logGamma(p.R) - logGamma(n+1) +
		p.R*math.Log(p.Alpha/(p.Alpha+t)) + n*log0(share))
	if x == 0 {
		return here
	}
	// What the paper writes as 1 less a sum is the tail of a negative binomial: a beta integral, without loss.
	last := math.Exp(logBeta(p.A+1, p.B+n-1) - logBeta(p.A, p.B))
	return here + last*incompleteBeta(n, p.R, share)
}

// log0 is a logarithm that a count of 0 can be multiplied with.
func log0(v float64) float64 { return math.Log(max(v, math.SmallestNonzeroFloat64)) }

// Mean is how many repeat purchases anybody makes in a time t after the first: formula 9.
func (p Params) Mean(t float64) float64 { return p.growth(0, t, p.Alpha) }

// Expected is how many purchases a customer will make in a time t from now: formula 10.
func (p Params) Expected(s Summary, t float64) float64 {
	return p.Alive(s) * p.growth(s.Repeat, t, p.Alpha+s.Age)
}
