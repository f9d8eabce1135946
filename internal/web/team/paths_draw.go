package team

import (
	"cmp"
	"fmt"
	"slices"

	"kroon/internal/report"
	"kroon/internal/web"
)

// The picture, in units of its viewBox: the steps stand below each other in the order in which they come, an arrow to
// the next one goes straight down, one that skips goes round on the right, and one that goes back on the left. Each that
// goes round has a lane to itself for as long as it is there, with its label on it.
const (
	drawnNodes  = 12
	drawnArrows = 30
	drawnWide   = 960
	boxWide     = 260
	boxHigh     = 40
	rowHigh     = 88
	labelWide   = 74 // of the two lines of a label
	labelHigh   = 32
	boxLeft     = (drawnWide - boxWide) / 2
	laneRoom    = boxLeft - labelWide - 8 // beside the boxes, for lanes
	corner      = 12
)

// drawnBox is a step in the picture.
type drawnBox struct {
	name, count string
	x, y        int
}

// drawnArrow is an arrow in the picture.
type drawnArrow struct {
	path, told, href string
	wide             int    // of the line, 1 to 8
	often, took      string // how often, and how long half took
	x, y             int    // of the first line of the label
	anchor           string
	head             string // the triangle at its end
	back             bool
	side             int // 1: round on the right, -1: on the left, 0: straight down
	from, to         int // rows
	lane             int // from the boxes out, 0 first
}

// drawing is the whole picture.
type drawing struct {
	high   int
	boxes  []drawnBox
	arrows []drawnArrow
	part   bool // not everything is in it
}

// draw lays the commonest steps out by when they come, on average, in the paths that are shown.
func (view pathsView) draw(v *web.View) drawing {
	order := view.inOrder()
	row := map[int]int{}
	for i, node := range order {
		row[node] = i
	}
	out := drawing{high: len(order)*rowHigh - (rowHigh - boxHigh) + 8, part: len(order) < view.shownNodes()}
	for i, node := range order {
		n := view.Nodes[node]
		out.boxes = append(out.boxes, drawnBox{name: view.name(v, node), count: v.T("seven.paths.times", "n", n.N), x: boxLeft, y: i*rowHigh + 4})
	}
	most := 1
	for _, a := range view.Arrows {
		most = max(most, a.N)
	}
	for _, a := range view.Arrows {
		from, drawn := row[a.From]
		to, both := row[a.To]
		if !drawn || !both {
			continue
		}
		if len(out.arrows) == drawnArrows {
			out.part = true
			break
		}
		out.arrows = append(out.arrows, view.arrow(v, a, from, to, most))
	}
	out.lanes(1)
	out.lanes(-1)
	slices.Reverse(out.arrows) // the commonest last, on top of the others
	return out
}

// arrow draws one between two rows; one that goes round gets its way with its lane.
func (view pathsView) arrow(v *web.View, a report.Arrow, from, to, most int) drawnArrow {
	d := drawnArrow{
		href: view.arrowPath(a), wide: 1 + 7*a.N/most, back: to <= from, from: from, to: to, anchor: "middle",
		often: v.T("seven.paths.times", "n", a.N), took: working(v, a.Working.P50),
	}
	d.told = view.arrowName(v, a) + ": " + d.often + ", " + d.took
	switch {
	case to == from+1:
		x, top, bottom := drawnWide/2, from*rowHigh+4+boxHigh, to*rowHigh+4
		d.path = fmt.Sprintf("M%d %dV%d", x, top, bottom-7)
		d.head = fmt.Sprintf("M%d %dl-6 -9h12z", x, bottom)
		d.x, d.y, d.anchor = x+d.wide/2+10, (top+bottom)/2-4, "start"
	case to > from:
		d.side = 1
	default:
		d.side = -1
	}
	return d
}

// lanes gives every arrow on a side a lane, the shortest nearest to the boxes, two in one lane only where they do not pass
// the same row, and draws it.
func (d *drawing) lanes(side int) {
	var all []*drawnArrow
	for i := range d.arrows {
		if d.arrows[i].side == side {
			all = append(all, &d.arrows[i])
		}
	}
	slices.SortStableFunc(all, func(a, b *drawnArrow) int {
		return cmp.Or(cmp.Compare(a.rows(), b.rows()), cmp.Compare(min(a.from, a.to), min(b.from, b.to)))
	})
	lanes := 0
	for i, a := range all {
		for a.lane = 0; slices.ContainsFunc(all[:i], func(b *drawnArrow) bool { return b.lane == a.lane && a.beside(*b) }); a.lane++ {
		}
		lanes = max(lanes, a.lane+1)
	}
	for _, a := range all {
		a.round(side, min(labelWide+8, laneRoom/max(lanes, 1)), lanes, all)
	}
	spreadLabels(all)
}

// rows is how many rows an arrow passes.
func (d drawnArrow) rows() int { return max(d.from-d.to, d.to-d.from) }

// beside tells whether two arrows pass the same row, or end at the same box.
func (d drawnArrow) beside(o drawnArrow) bool {
	return min(d.from, d.to) < max(o.from, o.to) && min(o.from, o.to) < max(d.from, d.to) || d.to == o.to || d.from == o.from
}

// round draws an arrow out to its lane, along it and back. Where several leave a box, the one that goes furthest out leaves
// it nearest to where it comes from, so that they do not cross.
func (d *drawnArrow) round(side, apart, lanes int, all []*drawnArrow) {
	edge := drawnWide/2 + side*boxWide/2
	x := edge + side*(labelWide/2+4+apart*d.lane)
	half, inLane := boxHigh/2, (boxHigh/2-6)*d.lane/max(lanes, 1)
	begin, end := d.from*rowHigh+4+half, d.to*rowHigh+4+half
	down := 1
	if d.to <= d.from {
		down = -1
	}
	begin, end = begin+down*(half-4-inLane), end-down*(half-6-inLane)
	bend := min(corner, max((end-begin)*down/2, 0))
	d.path = fmt.Sprintf("M%d %dH%dQ%d %d %d %dV%dQ%d %d %d %dH%d", edge, begin, x-side*bend, x, begin, x, begin+down*bend,
		end-down*bend, x, end, x-side*bend, end, edge+side*8)
	d.head = fmt.Sprintf("M%d %dl%d -6v12z", edge, end, side*9)
	d.x = x
}

// spreadLabels puts every label on its own lane in a gap between two rows, where no arrow crosses: in the one nearest to
// the middle where it stands on no other.
func spreadLabels(all []*drawnArrow) {
	for i, a := range all {
		gaps := a.gaps()
		a.y = gaps[0]
		for _, y := range gaps {
			if a.y = y; !slices.ContainsFunc(all[:i], a.covers) {
				break
			}
			a.y = gaps[0]
		}
	}
}

// gaps are where the label of an arrow may stand, the nearest to its middle first; beside its box when it stays there.
func (d *drawnArrow) gaps() []int {
	first, last := min(d.from, d.to), max(d.from, d.to)
	if first == last {
		return []int{first*rowHigh + 4 + boxHigh/2 - 3}
	}
	var out []int
	for row := first; row < last; row++ {
		out = append(out, row*rowHigh+4+(boxHigh+rowHigh)/2-3)
	}
	middle := (first+last)*rowHigh/2 + 4 + boxHigh/2
	slices.SortStableFunc(out, func(a, b int) int { return cmp.Compare(max(a-middle, middle-a), max(b-middle, middle-b)) })
	return out
}

// covers tells whether two labels stand on one another.
func (d *drawnArrow) covers(o *drawnArrow) bool {
	return max(d.x-o.x, o.x-d.x) < labelWide && max(d.y-o.y, o.y-d.y) < labelHigh
}

// inOrder are the commonest steps that the shown paths pass, by how far on in their path they come.
func (view pathsView) inOrder() []int {
	sum, times, cases := map[int]int{}, map[int]int{}, map[int]int{}
	for _, p := range view.Paths.Paths {
		for i, node := range p.Nodes {
			// In thousandths of the way: the first step is 0, the last 1000.
			sum[node] += p.Cases * i * 1000 / max(len(p.Nodes)-1, 1)
			times[node] += p.Cases
			cases[node] += p.Cases
		}
	}
	all := make([]int, 0, len(cases))
	for node := range cases {
		all = append(all, node)
	}
	slices.SortFunc(all, func(a, b int) int { return cmp.Or(cases[b]-cases[a], a-b) })
	all = all[:min(len(all), drawnNodes)]
	slices.SortFunc(all, func(a, b int) int { return cmp.Or(sum[a]/times[a]-sum[b]/times[b], a-b) })
	return all
}

// shownNodes is how many steps the shown paths pass.
func (view pathsView) shownNodes() int {
	seen := map[int]bool{}
	for _, p := range view.Paths.Paths {
		for _, node := range p.Nodes {
			seen[node] = true
		}
	}
	return len(seen)
}
