package stat_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"kroon/internal/stat"
)

// counted is the area by comparing every pair.
func counted(upper, lower []float64) float64 {
	var sum float64
	for _, u := range upper {
		for _, l := range lower {
			switch {
			case u > l:
				sum++
			case u == l:
				sum += 0.5
			}
		}
	}
	return sum / float64(len(upper)*len(lower))
}

// spread is DeLong's standard error by the definition, pair by pair.
func spread(upper, lower []float64) float64 {
	of := func(all []float64, each func(float64) float64) float64 {
		var mean, sum float64
		for _, x := range all {
			mean += each(x) / float64(len(all))
		}
		for _, x := range all {
			sum += math.Pow(each(x)-mean, 2)
		}
		return sum / float64(len(all)-1) / float64(len(all))
	}
	return math.Sqrt(of(upper, func(u float64) float64 { return counted([]float64{u}, lower) }) +
		of(lower, func(l float64) float64 { return counted(upper, []float64{l}) }))
}

func TestTheAreaIsThatOfEveryPair(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		points := rapid.SliceOfN(rapid.Map(rapid.IntRange(-9, 9), func(n int) float64 { return float64(n) }), 2, 40)
		upper, lower := points.Draw(r, "upper"), points.Draw(r, "lower")
		got := stat.AUC(upper, lower)
		if math.Abs(got.AUC-counted(upper, lower)) > 1e-9 {
			r.Fatalf("%v, by pairs %v", got.AUC, counted(upper, lower))
		}
		se := spread(upper, lower)
		if low := max(0, counted(upper, lower)-1.96*se); math.Abs(got.Low-low) > 1e-4 {
			r.Fatalf("from %v, by pairs %v", got.Low, low)
		}
		if high := min(1, counted(upper, lower)+1.96*se); math.Abs(got.High-high) > 1e-4 {
			r.Fatalf("to %v, by pairs %v", got.High, high)
		}
	})
}

// The interval is about as wide as that of drawing the same customers again and again.
func TestTheIntervalIsThatOfDrawingAgain(t *testing.T) {
	chance := rand.New(rand.NewPCG(3, 5))
	var upper, lower []float64
	for range 120 {
		upper = append(upper, math.Round(chance.NormFloat64()*6+3))
	}
	for range 80 {
		lower = append(lower, math.Round(chance.NormFloat64()*6-2))
	}
	again := func(of []float64) []float64 {
		out := make([]float64, len(of))
		for i := range out {
			out[i] = of[chance.IntN(len(of))]
		}
		return out
	}
	var drawn []float64
	for range 2000 {
		drawn = append(drawn, counted(again(upper), again(lower)))
	}
	slices.Sort(drawn)
	got := stat.AUC(upper, lower)
	if math.Abs(got.Low-drawn[50]) > 0.01 || math.Abs(got.High-drawn[1949]) > 0.01 {
		t.Errorf("%.4f to %.4f, drawn again %.4f to %.4f", got.Low, got.High, drawn[50], drawn[1949])
	}
	if got.Exact || got.Upper != 120 || got.Lower != 80 {
		t.Errorf("%+v", got)
	}
}

func TestGroupsWithoutOverlapHaveNoInterval(t *testing.T) {
	if got := stat.AUC([]float64{3, 4}, []float64{1, 2}); got.AUC != 1 || !got.Exact {
		t.Errorf("%+v", got)
	}
	if got := stat.AUC([]float64{3}, []float64{1, 2}); got.AUC != 0 || got.Upper != 1 {
		t.Errorf("of one: %+v", got)
	}
}

// Groups that are all alike leave no spread, however the sum of it is rounded.
func TestAllAlikeIsExact(t *testing.T) {
	for m := 2; m < 30; m++ {
		for n := 2; n < 30; n++ {
			if s := stat.AUC(make([]float64, m), make([]float64, n)); !s.Exact || math.Abs(s.AUC-0.5) > 1e-9 {
				t.Errorf("%d and %d alike: %+v", m, n, s)
			}
		}
	}
}
