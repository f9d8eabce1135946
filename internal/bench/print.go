package bench

import (
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Print writes a result for people.
func (r Result) Print(w io.Writer) {
	fmt.Fprintf(w, "\n%s, %s: %s\n", r.Row, r.Engine, r.About)
	if r.Skipped != "" {
		fmt.Fprintf(w, "  not measured: %s\n", r.Skipped)
		return
	}
	fmt.Fprintf(w, "  %s; %s; %d rounds; load %s\n", r.Durability, r.Data, r.Rounds, loads(r.Load))
	for _, side := range r.order {
		var parts []string
		for _, name := range slices.Sorted(maps.Keys(r.Medians[side])) {
			parts = append(parts, short(r.Medians[side][name])+" "+name)
		}
		fmt.Fprintf(w, "  %-28s %s\n", side, strings.Join(parts, ", "))
	}
	for _, v := range r.Verdicts {
		word := "short"
		if v.Reached {
			word = "reached"
		}
		kind := "wanted"
		if v.Stretch {
			kind = "stretch"
		}
		measured := short(v.Ours)
		if v.Against != "" {
			measured += " (ratio " + strconv.FormatFloat(v.Ratio, 'f', 2, 64) + ")"
		}
		note := ""
		if v.Note != "" {
			note = " [" + v.Note + "]"
		}
		fmt.Fprintf(w, "  %-8s %s %s: %s %s%s\n", word, v.Figure, measured, kind, v.Wanted, note)
	}
}

func loads(all []float64) string {
	if len(all) == 0 {
		return "unknown"
	}
	return short(slices.Min(all)) + " to " + short(slices.Max(all))
}

// short writes a figure with three or four digits that mean something.
func short(f float64) string {
	switch a := math.Abs(f); {
	case a >= 100 || a == math.Trunc(a):
		return strconv.FormatFloat(f, 'f', 0, 64)
	case a >= 10:
		return strconv.FormatFloat(f, 'f', 1, 64)
	case a >= 0.1:
		return strconv.FormatFloat(f, 'f', 2, 64)
	}
	return strconv.FormatFloat(f, 'f', 4, 64)
}
