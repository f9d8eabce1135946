package bgnbd

import "math"

// growth is how many purchases whoever is still a customer makes in a time t, after x repeat purchases and
// with rate r+x over base. In the paper it is
//
//	(a+b+x-1)/(a-1) * (1 - (base/(base+t))^(r+x) * F(r+x, b+x; a+b+x-1; t/(base+t)))
//
// with F Gauss's hypergeometric function. That is 0/0 at a = 1 and loses all figures for a small t. By Pfaff's
// transformation, and with the first term of the sum divided out, it is a series in w = t/base without either,
// which converges fast for w up to a half; beyond that the formula as it stands has figures to spare.
func (p Params) growth(x int, t, base float64) float64 {
	if t <= 0 {
		return 0
	}
	n, w := float64(x), t/base
	// Its terms alternate: where they would grow first, they would cancel figures away.
	if w*max(1, (p.R+n+1)/(p.A+p.B+n)) <= 0.5 {
		return p.growthNear(n, w)
	}
	return p.growthFar(n, t, base)
}

// most bounds the terms of a series; with all its terms of one sign it is long done before.
const most = 5_000_000

func (p Params) growthNear(x, w float64) float64 {
	rate := p.R + x
	term, sum := rate*w, 0.0
	for m := 0.0; m < most; m++ {
		sum += term
		if math.Abs(term) <= math.Abs(sum)*1e-17 {
			break
		}
		term *= -w * (rate + 1 + m) * (p.A + m) / ((p.A + p.B + x + m) * (2 + m))
	}
	return sum
}

// aside is how far from 1 a is taken to be where the formula has no value at 1 itself.
const aside = 1e-6

func (p Params) growthFar(x, t, base float64) float64 {
	a := p.A
	if math.Abs(a-1) < aside {
		a = 1 + aside
	}
	c := a + p.B + x - 1
	if math.Abs(c) < aside {
		c = aside
	}
	z := t / (base + t)
	logged := logHyper(p.R+x, p.B+x, c, z) + (p.R+x)*math.Log1p(-z)
	if c > 0 {
		return c / (a - 1) * -math.Expm1(logged)
	}
	return c / (a - 1) * (1 - p.signed(x, c, z))
}

// signed is the same where c is below 0, which only x = 0 allows: then all terms but the first are below 0.
func (p Params) signed(x, c, z float64) float64 {
	rate, first := p.R+x, (p.R+x)*(p.B+x)/c*z
	rest := logHyper3(rate+1, p.B+x+1, c+1, z)
	return math.Exp(rate*math.Log1p(-z)) * (1 + first*math.Exp(rest))
}

// logHyper is the logarithm of Gauss's F(a, b; c; z) for a, b, c above 0 and 0 <= z < 1. The sum is kept small
// on its way, so that large powers do not run over.
func logHyper(a, b, c, z float64) float64 {
	return series(func(n float64) float64 { return (a + n) * (b + n) / ((c + n) * (1 + n)) * z })
}

// logHyper3 is that of the series of F from its second term on, divided by that term.
func logHyper3(a, b, c, z float64) float64 {
	return series(func(n float64) float64 { return (a + n) * (b + n) / ((c + n) * (2 + n)) * z })
}

// series is the logarithm of 1 + q(0) + q(0)q(1) + ..., each q above 0.
func series(quotient func(n float64) float64) float64 {
	const high = 1e250
	term, sum, scale := 1.0, 1.0, 0.0
	for n := 0.0; n < most; n++ {
		q := quotient(n)
		term *= q
		sum += term
		if sum > high {
			term, sum, scale = term/high, sum/high, scale+math.Log(high)
		}
		// What is left is at most a geometric series; the quotients fall or rise towards z.
		if q < 1 && term <= sum*1e-17*(1-q) {
			break
		}
	}
	return math.Log(sum) + scale
}
