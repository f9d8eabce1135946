package stat

import (
	"math"
	"slices"
)

// Separation is how well a number tells two groups apart: the chance that one drawn from the upper group has more
// than one drawn from the lower, ties counting half (the area under the ROC curve), with a 95 % interval.
type Separation struct {
	AUC          float64
	Low, High    float64
	Upper, Lower int  // how many in each group
	Exact        bool // the groups do not overlap or are all alike: there is no spread to take an interval from
}

// z95 is the 97.5 % point of the normal distribution.
const z95 = 1.959963984540054

// noSpread is a standard error that is nought but for rounding.
const noSpread = 1e-12

// AUC weighs the numbers of two groups. The interval is DeLong's (DeLong, DeLong and Clarke-Pearson, Biometrics
// 1988), from midranks in n log n (Sun and Xu, IEEE Signal Processing Letters 2014), within 0 and 1. Both groups must
// have at least two.
func AUC(upper, lower []float64) Separation {
	m, n := len(upper), len(lower)
	s := Separation{Upper: m, Lower: n}
	if m < 2 || n < 2 {
		return s
	}
	all := midranks(slices.Concat(upper, lower))
	own, other := midranks(upper), midranks(lower)
	v10, v01 := make([]float64, m), make([]float64, n)
	for i := range upper {
		v10[i] = (all[i] - own[i]) / float64(n)
		s.AUC += v10[i] / float64(m)
	}
	for j := range lower {
		v01[j] = 1 - (all[m+j]-other[j])/float64(m)
	}
	se := math.Sqrt(variance(v10)/float64(m) + variance(v01)/float64(n))
	s.Exact = se < noSpread
	s.Low, s.High = max(s.AUC-z95*se, 0), min(s.AUC+z95*se, 1)
	return s
}

// midranks are the ranks of numbers from 1 on, equals sharing the middle of theirs.
func midranks(of []float64) []float64 {
	order := make([]int, len(of))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		switch {
		case of[a] < of[b]:
			return -1
		case of[a] > of[b]:
			return 1
		}
		return 0
	})
	out := make([]float64, len(of))
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && of[order[j]] == of[order[i]] {
			j++
		}
		for k := i; k < j; k++ {
			out[order[k]] = float64(i+j+1) / 2
		}
		i = j
	}
	return out
}

func variance(of []float64) float64 {
	var mean, sum float64
	for _, x := range of {
		mean += x / float64(len(of))
	}
	for _, x := range of {
		sum += (x - mean) * (x - mean)
	}
	return sum / float64(len(of)-1)
}
