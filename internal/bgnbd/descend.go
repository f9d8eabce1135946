package bgnbd

import "math"

// valley is a smooth function to find the lowest place of: its value at v, and its slope written to slope.
type valley func(v, slope []float64) float64

// The search ends where the slope is at most flat in each direction, or when it gets no lower.
const (
	flat     = 1e-9
	mostDown = 500 // steps
	mostTry  = 60  // lengths of one step
)

// descend walks down from a place by the method of Broyden, Fletcher, Goldfarb and Shanno: Newton's, with the
// curvature learned on the way. It returns the lowest place, its value and its steepest slope there.
func descend(f valley, start []float64) (at []float64, value, steepest float64) {
	n := len(start)
	at = append([]float64{}, start...)
	slope := make([]float64, n)
	value = f(at, slope)
	inverse := unit(n) // of the curvature, as far as it is known
	for range mostDown {
		if !(largest(slope) > flat) {
			break
		}
		direction := make([]float64, n)
		for i := range n {
			direction[i] = -dot(inverse[i], slope)
		}
		next, nextSlope, nextValue := stride(f, at, slope, value, direction)
		if !(nextValue < value) && inverse.learned(n) {
			inverse = unit(n) // what was learned led nowhere: straight down once
			continue
		}
		if !(nextValue < value) {
			break
		}
		inverse.learn(minus(next, at), minus(nextSlope, slope))
		at, slope, value = next, nextSlope, nextValue
	}
	return at, value, largest(slope)
}

// stride finds a length of step by halving and doubling: one that gets low enough for its length (Armijo) and
// is long enough that the slope is no longer as steep (Wolfe).
func stride(f valley, at, slope []float64, value float64, direction []float64) (next, nextSlope []float64, nextValue float64) {
	const enough, long = 1e-4, 0.9
	fall := dot(slope, direction)
	short, far, length := 0.0, math.Inf(1), 1.0
	next, nextSlope = make([]float64, len(at)), make([]float64, len(at))
	for range mostTry {
		for i := range at {
			next[i] = at[i] + length*direction[i]
		}
		nextValue = f(next, nextSlope)
		switch {
		case !(nextValue <= value+enough*length*fall): // a value that is no number is too far as well
			far = length
		case dot(nextSlope, direction) < long*fall:
			short = length
		default:
			return next, nextSlope, nextValue
		}
		if math.IsInf(far, 1) {
			length *= 2
		} else {
			length = (short + far) / 2
		}
	}
	return next, nextSlope, nextValue
}

// square is a symmetric matrix.
type square [][]float64

func unit(n int) square {
	m := make(square, n)
	for i := range m {
		m[i] = make([]float64, n)
		m[i][i] = 1
	}
	return m
}

// learned tells whether it is anything but the unit matrix.
func (m square) learned(n int) bool {
	for i, row := range unit(n) {
		for j := range row {
			if m[i][j] != row[j] {
				return true
			}
		}
	}
	return false
}

// learn takes in that along a step the slope turned so much.
func (m square) learn(step, turn []float64) {
	along := dot(step, turn)
	if !(along > 0) {
		return
	}
	turned := make([]float64, len(step))
	for i := range m {
		turned[i] = dot(m[i], turn)
	}
	weight := (1 + dot(turn, turned)/along) / along
	for i := range m {
		for j := range m {
			m[i][j] += weight*step[i]*step[j] - (turned[i]*step[j]+step[i]*turned[j])/along
		}
	}
}

func dot(a, b []float64) (sum float64) {
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

func minus(a, b []float64) []float64 {
	out := make([]float64, len(a))
	for i := range a {
		out[i] = a[i] - b[i]
	}
	return out
}

// largest is the largest part, signs aside; no number when any part is none.
func largest(v []float64) (most float64) {
	for _, part := range v {
		if most = max(most, math.Abs(part)); math.IsNaN(part) {
			return part
		}
	}
	return most
}
