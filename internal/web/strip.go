package web

import "strconv"

// Bar is a stretch of a strip. Places are in units of the strip's width, so that one drawing serves a phone,
// a desk and paper.
type Bar struct{ Class, X, Wide string }

// stripWide is the width of a strip in its own units.
const stripWide = 1000

// hair is how wide a mark of one instant is.
const hair = 8

// Part is a bar from one place to another on a scale that begins at nothing; nothing when it is empty.
func Part(class string, from, until, scale int) []Bar {
	if scale <= 0 || until <= from {
		return nil
	}
	x := from * stripWide / scale
	return []Bar{{class, strconv.Itoa(x), strconv.Itoa(max(until*stripWide/scale-x, 1))}}
}

// MarkAt is an instant on a scale.
func MarkAt(class string, at, scale int) []Bar {
	if scale <= 0 {
		return nil
	}
	x := min(max(at*stripWide/scale-hair/2, 0), stripWide-hair)
	return []Bar{{class, strconv.Itoa(x), strconv.Itoa(hair)}}
}
