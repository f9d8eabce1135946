package stat_test

import (
	"math"
	"math/big"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kroon/internal/stat"
)

const week = 7 * 24 * time.Hour

// weeks reads lengths in weeks; one below nothing was not over yet.
func weeks(all ...int) (out []stat.Wait) {
	for _, n := range all {
		out = append(out, stat.Wait{For: time.Duration(max(n, -n)) * week, Over: n > 0})
	}
	return out
}

// The remissions of Freireich and others (Blood 21, 1963), as Gehan (Biometrika 52, 1965) and the textbooks after
// him print them: 21 children with leukaemia on 6-MP and 21 on placebo, in weeks.
var (
	treated = weeks(6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35)
	placebo = weeks(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)
)

// TestAsPublished holds the estimates against what textbooks print of these children: medians of 23 and 8 weeks,
// the shares of the product limit (Kalbfleisch and Prentice, table 1.2), and a log-rank of 16.79.
func TestAsPublished(t *testing.T) {
	for _, one := range []struct {
		name        string
		waits       []stat.Wait
		median      int
		low, high   int // weeks; 0: not known
		over, steps int
	}{
		{"6-MP", treated, 23, 13, 0, 9, 7},
		{"placebo", placebo, 8, 4, 11, 21, 12},
	} {
		w := stat.KaplanMeier(one.waits)
		median, known := w.Median()
		if !known || median != time.Duration(one.median)*week || w.N != 21 || w.Over != one.over || len(w.Steps) != one.steps {
			t.Errorf("%s: median %v (%v), n %d, over %d, %d steps", one.name, median, known, w.N, w.Over, len(w.Steps))
		}
		low, high := w.MedianBetween()
		if low != (stat.Bound{At: time.Duration(one.low) * week, Known: true}) || high.Known != (one.high > 0) || high.At != time.Duration(one.high)*week {
			t.Errorf("%s: between %v and %v", one.name, low, high)
		}
	}
	want := []float64{.857, .807, .753, .690, .627, .538, .448}
	for i, s := range stat.KaplanMeier(treated).Steps {
		if math.Abs(s.Share-want[i]) > .0005 {
			t.Errorf("after %v still %.4f, published %.3f", s.At, s.Share, want[i])
		}
	}
	if chi, p, surplus := stat.LogRank(treated, placebo); math.Abs(chi-16.79) > .005 || math.Abs(p-4.17e-5) > 1e-6 || math.Abs(surplus+10.25) > .005 {
		t.Errorf("log-rank %.4f, p %.3g, %.4f more than expected", chi, p, surplus)
	}
}

// someWaits draws waits with many ties.
func someWaits(t *rapid.T, label string) (out []stat.Wait) {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) stat.Wait {
		return stat.Wait{For: time.Duration(rapid.IntRange(0, 12).Draw(t, "for")) * time.Minute, Over: rapid.Bool().Draw(t, "over")}
	}), 1, 40).Draw(t, label)
}

// redistributed is the share still waiting after a time by another road, Efron's (1967): whose end was not seen
// hands their weight on to all who were watched for longer, in fractions.
func redistributed(waits []stat.Wait, at time.Duration) *big.Rat {
	left := slices.Clone(waits)
	slices.SortStableFunc(left, func(a, b stat.Wait) int {
		if a.For != b.For {
			return int(min(max(a.For-b.For, -1), 1))
		}
		return map[bool]int{true: -1, false: 1}[a.Over] // who ended here before who was only seen until here
	})
	weight := make([]*big.Rat, len(left))
	for i := range weight {
		weight[i] = big.NewRat(1, int64(len(left)))
	}
	still := big.NewRat(1, 1)
	for i, w := range left {
		if w.For > at {
			break
		}
		if w.Over {
			still.Sub(still, weight[i])
			continue
		}
		for j := i + 1; j < len(left); j++ {
			weight[j].Add(weight[j], new(big.Rat).Mul(weight[i], big.NewRat(1, int64(len(left)-i-1))))
		}
	}
	return still
}

func TestProductLimitIsEfrons(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		waits := someWaits(t, "waits")
		w := stat.KaplanMeier(waits)
		middle := time.Duration(-1)
		for _, s := range w.Steps {
			want := redistributed(waits, s.At)
			exact, _ := want.Float64()
			if math.Abs(s.Share-exact) > 1e-12 {
				t.Fatalf("after %v still %v, want %v", s.At, s.Share, exact)
			}
			if middle < 0 && want.Cmp(big.NewRat(1, 2)) <= 0 {
				middle = s.At
			}
		}
		if median, known := w.Median(); known != (middle >= 0) || known && median != middle {
			t.Fatalf("median %v (%v), want %v", median, known, middle)
		}
	})
}

// TestNobodyLostIsTheOrdinaryMedian: when every end was seen, it is the lower median of the sorted lengths.
func TestNobodyLostIsTheOrdinaryMedian(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		waits := someWaits(t, "waits")
		var all []time.Duration
		for i := range waits {
			waits[i].Over = true
			all = append(all, waits[i].For)
		}
		slices.Sort(all)
		if median, known := stat.KaplanMeier(waits).Median(); !known || median != all[(len(all)-1)/2] {
			t.Fatalf("%v (%v) of %v", median, known, all)
		}
	})
}

// TestWhoWaitsOnNeverMakesItQuicker: somebody more who was never served, for as long as anybody was watched, cannot
// bring the median forward; and the interval holds the median.
func TestWhoWaitsOnNeverMakesItQuicker(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		waits := someWaits(t, "waits")
		w := stat.KaplanMeier(waits)
		before, known := w.Median()
		low, high := w.MedianBetween()
		if known && (low.Known && low.At > before || high.Known && high.At < before) {
			t.Fatalf("%v lies outside %v and %v", before, low, high)
		}
		after, still := stat.KaplanMeier(append(waits, stat.Wait{For: time.Hour})).Median()
		if still && !known || still && after < before {
			t.Fatalf("%v (%v) became %v (%v)", before, known, after, still)
		}
	})
}

// TestLogRankIsEven: it does not matter which group is called the first, and a group against itself does not differ.
func TestLogRankIsEven(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := someWaits(t, "a"), someWaits(t, "b")
		chi, p, surplus := stat.LogRank(a, b)
		again, same, missing := stat.LogRank(b, a)
		if math.Abs(chi-again) > 1e-9*max(1, chi) || math.Abs(p-same) > 1e-9 || p < 0 || p > 1 || math.Abs(surplus+missing) > 1e-9 {
			t.Fatalf("%v, %v and %v, %v", chi, p, again, same)
		}
		if chi, _, _ := stat.LogRank(a, a); chi > 1e-9 {
			t.Fatalf("differs from itself by %v", chi)
		}
	})
}
