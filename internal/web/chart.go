package web

import (
	"fmt"
	"strconv"
	"strings"
)

// The drawing surface of a small chart, in units of its viewBox.
const (
	chartWide   = 240
	sparkTop    = 6
	sparkBottom = 46
	standTop    = 5
	standBottom = 65
)

// spark is a polyline with its last point.
type spark struct {
	line, x, y string
	any        bool
}

// sparkPoints spreads the values over the surface. Equal values lie in the middle.
func sparkPoints(values []int) spark {
	if len(values) == 0 {
		return spark{}
	}
	lowest, highest := values[0], values[0]
	for _, value := range values {
		lowest, highest = min(lowest, value), max(highest, value)
	}
	var out spark
	var points []string
	for i, value := range values {
		x := chartWide
		if len(values) > 1 {
			x = i * chartWide / (len(values) - 1)
		}
		y := (sparkTop + sparkBottom) / 2
		if highest > lowest {
			y = sparkBottom - (value-lowest)*(sparkBottom-sparkTop)/(highest-lowest)
		}
		out.x, out.y, out.any = strconv.Itoa(x), strconv.Itoa(y), true
		points = append(points, out.x+","+out.y)
	}
	out.line = strings.Join(points, " ")
	return out
}

// standing is a line in steps, cut wherever it passes nothing.
type standing struct {
	zero int // the height of nothing
	runs []run
}

type run struct {
	red  bool
	path string
}

// standingSteps gives each balance an equal stretch; the line of nothing is always on the surface.
func standingSteps(balances []int) standing {
	lowest, highest := 0, 0
	for _, balance := range balances {
		lowest, highest = min(lowest, balance), max(highest, balance)
	}
	height := func(balance int) int {
		if highest == lowest {
			return (standTop + standBottom) / 2
		}
		return standBottom - (balance-lowest)*(standBottom-standTop)/(highest-lowest)
	}
	out := standing{zero: height(0)}
	for i, balance := range balances {
		left, right := i*chartWide/len(balances), (i+1)*chartWide/len(balances)
		red, y := balance < 0, height(balance)
		if n := len(out.runs); n > 0 && out.runs[n-1].red == red {
			out.runs[n-1].path += fmt.Sprintf(" V%d H%d", y, right)
			continue
		}
		if n := len(out.runs); n > 0 {
			out.runs[n-1].path += fmt.Sprintf(" V%d", out.zero)
			out.runs = append(out.runs, run{red, fmt.Sprintf("M%d,%d V%d H%d", left, out.zero, y, right)})
			continue
		}
		out.runs = append(out.runs, run{red, fmt.Sprintf("M%d,%d H%d", left, y, right)})
	}
	return out
}
