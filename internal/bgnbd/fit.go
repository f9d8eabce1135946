package bgnbd

import (
	"cmp"
	"errors"
	"math"
	"slices"
)

// Fit is the model that suits a group of customers best.
type Fit struct {
	Params
	LogLikelihood float64 `json:"LL"`
	Customers     int     `json:"n"`
	Repeaters     int     `json:"n_repeat"` // of them, those who bought more than once
}

// The least that can be fitted: four parameters from fewer customers say more about chance than about them.
const (
	LeastCustomers = 50
	LeastRepeaters = 20
)

// ErrTooLittle: there are too few customers, or they are too much alike, for four parameters.
var ErrTooLittle = errors.New("bgnbd: too little data")

// ErrImpossible: a summary that no customer can have, such as a last purchase before the first.
var ErrImpossible = errors.New("bgnbd: no such customer")

// Fitted finds the parameters under which these customers are likeliest.
func Fitted(all []Summary) (Fit, error) {
	f := Fit{Customers: len(all)}
	age := 0.0
	for _, s := range all {
		if !s.Valid() {
			return f, ErrImpossible
		}
		if s.Repeat > 0 {
			f.Repeaters++
		}
		age += s.Age / float64(len(all))
	}
	if f.Customers < LeastCustomers || f.Repeaters < LeastRepeaters || f.Repeaters == f.Customers || age <= 0 {
		return f, ErrTooLittle
	}
	groups := grouped(all, age)
	best, found := math.Inf(1), false
	for _, start := range starts {
		at, value, ok := climb(groups, len(all), start)
		if ok && value < best-1e-12 {
			best, found, f.Params = value, true, at
		}
	}
	if !found {
		return f, ErrTooLittle
	}
	f.Alpha *= age
	f.LogLikelihood = f.Params.LogLikelihood(all)
	return f, nil
}

// starts are logarithms of r, alpha in average ages, a and b to begin at: middling, and many who come once.
var starts = [][4]float64{{0, 0, 0, 0}, {-1.5, -2, -0.2, 0.9}}

// edge is how far a logarithm may wander before it counts as lost: there the customers are so much alike that
// one parameter may be anything.
const edge = 12

// climb finds the summit from one place; false when there is none.
func climb(groups []group, n int, start [4]float64) (Params, float64, bool) {
	average := func(v, slope []float64) float64 {
		value := climbed(groups, v, slope)
		for i := range slope {
			slope[i] /= -float64(n)
		}
		return -value / float64(n)
	}
	at, value, steepest := descend(average, start[:])
	if math.IsNaN(value) || math.IsInf(value, 0) || !(steepest < 1e-6) {
		return Params{}, 0, false
	}
	for _, v := range at {
		if math.Abs(v) > edge {
			return Params{}, 0, false
		}
	}
	return paramsOf(at), value, true
}

func paramsOf(logs []float64) Params {
	return Params{R: math.Exp(logs[0]), Alpha: math.Exp(logs[1]), A: math.Exp(logs[2]), B: math.Exp(logs[3])}
}

// group is all who bought equally often.
type group struct {
	repeat float64
	all    []weighed
}

// weighed is a summary, in average ages, and how many customers have it.
type weighed struct{ recency, age, weight float64 }

func grouped(all []Summary, unit float64) []group {
	sorted := slices.Clone(all)
	slices.SortFunc(sorted, func(a, b Summary) int {
		return cmp.Or(cmp.Compare(a.Repeat, b.Repeat), cmp.Compare(a.Recency, b.Recency), cmp.Compare(a.Age, b.Age))
	})
	var out []group
	for i, s := range sorted {
		if i == 0 || s.Repeat != sorted[i-1].Repeat {
			out = append(out, group{repeat: float64(s.Repeat)})
		}
		g := &out[len(out)-1]
		if len(g.all) > 0 && s == sorted[i-1] {
			g.all[len(g.all)-1].weight++
			continue
		}
		g.all = append(g.all, weighed{s.Recency / unit, s.Age / unit, 1})
	}
	return out
}

// climbed is the log-likelihood at the logarithms of the parameters, and its slope there.
// What depends on the number of purchases alone is reckoned once for each number.
func climbed(groups []group, logs, grad []float64) float64 {
	p := paramsOf(logs)
	var sum, dr, dalpha, da, db float64
	alone := logGamma(p.A+p.B) - logGamma(p.R) - logGamma(p.B) + p.R*math.Log(p.Alpha)
	for _, g := range groups {
		x := g.repeat
		common := alone + logGamma(p.R+x) + logGamma(p.B+x) - logGamma(p.A+p.B+x)
		turn := math.Log(p.A) - math.Log(p.B+x-1) // not used when x is 0
		rate, n := p.R+x, 0.0
		for _, s := range g.all {
			n += s.weight
			late := math.Log(p.Alpha + s.age)
			if x == 0 {
				sum += s.weight * (common - rate*late)
				dr -= s.weight * late
				dalpha -= s.weight * rate / (p.Alpha + s.age)
				continue
			}
			early := math.Log(p.Alpha + s.recency)
			still, gone := -rate*late, turn-rate*early
			sum += s.weight * (common + logSum(still, gone))
			share := 1 / (1 + math.Exp(still-gone)) // of those who are gone
			dr -= s.weight * ((1-share)*late + share*early)
			dalpha -= s.weight * rate * ((1-share)/(p.Alpha+s.age) + share/(p.Alpha+s.recency))
			da += s.weight * share / p.A
			db -= s.weight * share / (p.B + x - 1)
		}
		both := digamma(p.A+p.B) - digamma(p.A+p.B+x)
		dr += n * (digamma(p.R+x) - digamma(p.R) + math.Log(p.Alpha))
		dalpha += n * p.R / p.Alpha
		da += n * both
		db += n * (both + digamma(p.B+x) - digamma(p.B))
	}
	grad[0], grad[1], grad[2], grad[3] = dr*p.R, dalpha*p.Alpha, da*p.A, db*p.B
	return sum
}
