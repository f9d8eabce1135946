package team

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestArrowsThatGoRoundKeepApart: no two in one lane pass the same row or meet at a box, and the label of each stands on its
// own lane, in a gap that it passes, on no other label as long as there is a free one.
func TestArrowsThatGoRoundKeepApart(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var d drawing
		seen := map[[2]int]bool{}
		for range rapid.IntRange(1, 20).Draw(r, "arrows") {
			from, to := rapid.IntRange(0, 11).Draw(r, "from"), rapid.IntRange(0, 11).Draw(r, "to")
			if to == from+1 || seen[[2]int{from, to}] {
				continue
			}
			seen[[2]int{from, to}] = true
			side := 1
			if to <= from {
				side = -1
			}
			d.arrows = append(d.arrows, drawnArrow{from: from, to: to, side: side, wide: 1})
		}
		d.lanes(1)
		d.lanes(-1)
		for i := range d.arrows {
			a := &d.arrows[i]
			if at := (a.x - drawnWide/2) * a.side; at < boxWide/2 || at > drawnWide/2-labelWide/2 {
				r.Fatalf("%d to %d runs at %d", a.from, a.to, a.x)
			}
			if gaps := a.gaps(); !slices.Contains(gaps, a.y) {
				r.Fatalf("the label of %d to %d stands at %d, not in %v", a.from, a.to, a.y, gaps)
			}
			for j := range d.arrows[:i] {
				b := &d.arrows[j]
				if a.side != b.side || a.lane != b.lane {
					continue
				}
				rows := func(x *drawnArrow) (out []int) {
					for row := 2 * min(x.from, x.to); row <= 2*max(x.from, x.to); row++ {
						out = append(out, row)
					}
					return out
				}
				shared := 0
				for _, row := range rows(a) {
					if slices.Contains(rows(b), row) {
						shared++
					}
				}
				if shared > 1 || a.to == b.to || a.from == b.from {
					r.Fatalf("%d to %d and %d to %d share lane %d", a.from, a.to, b.from, b.to, a.lane)
				}
				if a.covers(b) {
					r.Fatalf("two labels in lane %d", a.lane)
				}
			}
		}
	})
}
