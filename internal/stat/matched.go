package stat

import "math"

// Matched is AUC where not every pair may be compared: of each in the lower group only those of the upper group that are
// like it in what is not weighed. It is the chance that the match of one drawn from the lower group, itself drawn from
// all its matches, has more; who has no match does not count, and Upper and Lower say who do.
//
// compare tells by how much the match wins (1, ties 0.5, 0) and whether the pair may be compared at all. The interval
// takes the spread of what each one contributes, on both sides, as DeLong's does; where every pair may be compared it is
// DeLong's.
func Matched(upper, lower int, compare func(u, l int) (wins float64, comparable bool)) Separation {
	var s Separation
	own := make([]float64, 0, lower) // how often each of the lower group loses
	other := make([]float64, upper)  // what each of the upper group adds to that, beside the usual
	matched := make([]bool, upper)
	won := make([]float64, upper)
	for l := range lower {
		n, sum := 0, 0.0
		for u := range upper {
			wins, comparable := compare(u, l)
			won[u] = math.NaN()
			if comparable {
				won[u], matched[u] = wins, true
				sum += wins
				n++
			}
		}
		if n == 0 {
			continue
		}
		share := sum / float64(n)
		own = append(own, share)
		for u, wins := range won {
			if !math.IsNaN(wins) {
				other[u] += (wins - share) / float64(n)
			}
		}
	}
	s.Lower = len(own)
	var adds []float64
	for u, is := range matched {
		if is {
			adds = append(adds, other[u])
		}
	}
	s.Upper = len(adds)
	if s.Upper < 2 || s.Lower < 2 {
		return s
	}
	for i := range adds {
		adds[i] *= float64(s.Upper) / float64(s.Lower)
	}
	for _, share := range own {
		s.AUC += share / float64(s.Lower)
	}
	se := math.Sqrt(variance(own)/float64(s.Lower) + variance(adds)/float64(s.Upper))
	s.Exact = se < noSpread
	s.Low, s.High = max(s.AUC-z95*se, 0), min(s.AUC+z95*se, 1)
	return s
}
