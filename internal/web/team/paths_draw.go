package team

import (
	"cmp"
	"fmt"
	"slices"

	"kroon/internal/report"
	"kroon/internal/web"
)

// The picture, in units of its viewBox: the steps stand below each other in the order in which they come, an arrow to
// the next one goes straight down, one that skips bends out to the right, and one that goes back to the left.
const (
	drawnNodes  = 12
	drawnArrows = 30
	drawnWide   = 760
	boxWide     = 300
	boxHigh     = 40
	rowHigh     = 84
	labelWide   = 130
	labelHigh   = 16
	boxLeft     = (drawnWide - boxWide) / 2
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
	label            string // how often, and how long half took
	x, y             int    // of the label
	anchor           string
	head             string // the triangle at its end
	back             bool
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
	out.spread()
	slices.Reverse(out.arrows) // the commonest last, on top of the others
	return out
}

// spread moves labels that would stand on one another down, the commonest arrows first.
func (d *drawing) spread() {
	for i := range d.arrows {
		a := &d.arrows[i]
		for j := 0; j < i; j++ {
			b := d.arrows[j]
			if a.anchor == b.anchor && max(a.x-b.x, b.x-a.x) < labelWide && max(a.y-b.y, b.y-a.y) < labelHigh {
				a.y, j = b.y+labelHigh, -1 // and see again whether it stands free
			}
		}
	}
}

// arrow draws one between two rows.
func (view pathsView) arrow(v *web.View, a report.Arrow, from, to, most int) drawnArrow {
	d := drawnArrow{
		href: view.arrowPath(a), wide: 1 + 7*a.N/most, back: to <= from,
		label: v.T("seven.paths.times", "n", a.N) + " · " + working(v, a.Working.P50),
	}
	d.told = view.arrowName(v, a) + ": " + d.label
	top, bottom := from*rowHigh+4+boxHigh, to*rowHigh+4
	switch {
	case to == from+1:
		x := drawnWide / 2
		d.path = fmt.Sprintf("M%d %dV%d", x, top, bottom-7)
		d.head = fmt.Sprintf("M%d %dl-6 -9h12z", x, bottom)
		d.x, d.y, d.anchor = x+12, (top+bottom)/2+5, "start"
	case to > from:
		d.bend(boxLeft+boxWide, 1, from, to)
	default:
		d.bend(boxLeft, -1, from, to)
	}
	return d
}

// bend draws an arrow out to one side: further out the further it goes.
func (d *drawnArrow) bend(edge, way, from, to int) {
	far := min(30+22*max(from-to, to-from), 200)
	begin, end := from*rowHigh+4+boxHigh*2/3, to*rowHigh+4+boxHigh/3
	if from == to {
		begin, end = begin+4, end-4
	}
	out := edge + way*far
	d.path = fmt.Sprintf("M%d %dC%d %d %d %d %d %d", edge, begin, out, begin, out, end, edge+way*8, end)
	d.head = fmt.Sprintf("M%d %dl%d -6v12z", edge, end, way*9)
	d.x, d.y, d.anchor = edge+way*(far*3/4+d.wide/2+7), (begin+end)/2+5, map[int]string{1: "start", -1: "end"}[way]
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
