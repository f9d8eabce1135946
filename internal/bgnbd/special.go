package bgnbd

import "math"

// logGamma is the logarithm of the gamma function of a number above 0.
func logGamma(v float64) float64 {
	value, _ := math.Lgamma(v)
	return value
}

func logBeta(a, b float64) float64 { return logGamma(a) + logGamma(b) - logGamma(a+b) }

// digamma is the slope of logGamma at a number above 0: stepped up to where the asymptotic series holds.
func digamma(v float64) float64 {
	sum := 0.0
	for ; v < 10; v++ {
		sum -= 1 / v
	}
	w := 1 / (v * v)
	series := w * (1./12 - w*(1./120-w*(1./252-w*(1./240-w*(1./132-w*(691./32760-w/12))))))
	return sum + math.Log(v) - 0.5/v - series
}

// incompleteBeta is the regularised incomplete beta function: how likely a draw from beta(a, b) is at most x. It
// is the continued fraction by the method of Lentz, on the side where that converges fast.
func incompleteBeta(a, b, x float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	case x > (a+1)/(a+b+2):
		return 1 - incompleteBeta(b, a, 1-x)
	}
	const tiny, most = 1e-300, 100_000
	c, d := 1.0, 1/nonzero(1-(a+b)*x/(a+1), tiny)
	fraction := d
	for m := 1.0; m < most; m++ {
		even := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		d = 1 / nonzero(1+even*d, tiny)
		c = nonzero(1+even/c, tiny)
		fraction *= c * d
		odd := -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		d = 1 / nonzero(1+odd*d, tiny)
		c = nonzero(1+odd/c, tiny)
		fraction *= c * d
		if math.Abs(c*d-1) < 1e-15 {
			break
		}
	}
	return math.Exp(a*math.Log(x)+b*math.Log1p(-x)-logBeta(a, b)) / a * fraction
}

func nonzero(v, instead float64) float64 {
	if math.Abs(v) < instead {
		return instead
	}
	return v
}
