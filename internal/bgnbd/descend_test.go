package bgnbd

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Rosenbrock's valley is long, bent and flat, so that a search that does not learn its curvature never ends.
func TestDescendFindsTheBottom(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	rosenbrock := func(v, slope []float64) (sum float64) {
		clear(slope)
		for i := range len(v) - 1 {
			bend, off := v[i+1]-v[i]*v[i], 1-v[i]
			sum += 100*bend*bend + off*off
			slope[i] += -400*bend*v[i] - 2*off
			slope[i+1] += 200 * bend
		}
		return sum
	}
	for range 200 {
		start := []float64{random.Float64()*3 - 1, random.Float64()*3 - 1}
		at, value, steepest := descend(rosenbrock, start)
		if math.Abs(at[0]-1) > 1e-6 || math.Abs(at[1]-1) > 1e-6 || value > 1e-12 || steepest > 1e-6 {
			t.Errorf("from %v: %v, %v, %v", start, at, value, steepest)
		}
	}
}

// The slope that is reckoned is that of the likelihood as it is written in the paper, by differences.
func TestSlopeIsThatOfTheLikelihood(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 100 {
		var all []Summary
		for range 30 {
			s := Summary{Repeat: random.IntN(6), Age: 1 + 40*random.Float64()}
			if s.Repeat > 0 {
				s.Recency = s.Age * random.Float64()
			}
			all = append(all, s, s)
		}
		logs, slope := make([]float64, 4), make([]float64, 4)
		for i := range logs {
			logs[i] = 3*random.Float64() - 1.5
		}
		value := climbed(grouped(all, 1), logs, slope)
		if want := paramsOf(logs).LogLikelihood(all); math.Abs(value-want) > 1e-9*math.Abs(want) {
			t.Fatalf("value %v, want %v", value, want)
		}
		for i := range logs {
			const step = 1e-5
			up, down := append([]float64{}, logs...), append([]float64{}, logs...)
			up[i], down[i] = up[i]+step, down[i]-step
			want := (paramsOf(up).LogLikelihood(all) - paramsOf(down).LogLikelihood(all)) / (2 * step)
			if math.Abs(slope[i]-want) > 1e-4*(1+math.Abs(want)) {
				t.Errorf("%d: slope %v, differences %v", i, slope[i], want)
			}
		}
	}
}

func TestSpecialFunctions(t *testing.T) {
	// Abramowitz and Stegun: minus Euler's constant, and that less 2 log 2.
	for v, want := range map[float64]float64{1: -0.57721566490153286, 0.5: -1.9635100260214235, 100: 4.600161852738087} {
		if got := digamma(v); math.Abs(got-want) > 1e-13 {
			t.Errorf("digamma(%v): %v, want %v", v, got, want)
		}
	}
	// At whole numbers the incomplete beta function is a sum of binomial chances.
	for a := 1; a < 30; a++ {
		for b := 1; b < 30; b++ {
			for _, x := range []float64{0.01, 0.3, 0.5, 0.77, 0.999} {
				n, want := a+b-1, 0.0
				for k := a; k <= n; k++ {
					want += math.Exp(logGamma(float64(n+1))-logGamma(float64(k+1))-logGamma(float64(n-k+1))) *
						math.Pow(x, float64(k)) * math.Pow(1-x, float64(n-k))
				}
				if got := incompleteBeta(float64(a), float64(b), x); math.Abs(got-want) > 1e-11 {
					t.Fatalf("%d, %d, %v: %v, want %v", a, b, x, got, want)
				}
			}
		}
	}
	if incompleteBeta(2, 3, 0) != 0 || incompleteBeta(2, 3, 1) != 1 {
		t.Error("the ends")
	}
}
