package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"
)

// loads are the shares of the time that is there which the work comes to on average, in per cent.
var loads = [...]int{70, 80, 90, 95}

// figure is a mean over runs with the 95 % interval of drawing the runs again.
type figure struct {
	Mean float64 `json:"mean"`
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// way is how one way of working did at one load.
type way struct {
	Name     string `json:"name"`
	Kept     figure `json:"kept"`           // share of the promises that were kept
	Promised figure `json:"promised_hours"` // open hours from the question until it was due
	Actual   figure `json:"actual_hours"`   // open hours until it was done
	Behind   figure `json:"kroon_above"`    // how much more of its own Kroon kept in the same runs
}

// table is what came of one load and one source of questions.
type table struct {
	Source    string `json:"source"`
	Load      int    `json:"load"`
	Measured  figure `json:"load_measured"`
	Runs      int    `json:"runs"`
	Questions int    `json:"questions"`
	Overrides figure `json:"overrides"` // share of questions for which Kroon had no time to offer
	Moved     figure `json:"moved"`     // share of promises that the guard gave to somebody else
	Ways      []way  `json:"ways"`
}

// sample is one way of working in one run.
type sample struct{ kept, promised, actual float64 }

// ways are the ways of working, in the order of the table.
var ways = []string{
	"first come, first served; within so long", "fixed priority; within so long",
	"first come, first served; Kroon's times", "fixed priority; Kroon's times",
	"Kroon: offers and guard, own first", "Kroon: offers and guard, what is due first", "nobody could keep more: within so long", "nobody could keep more: Kroon's times",
}

const kroonsWay = 4

// run lets every way of working meet one trial.
func run(t *trial) (out [8]sample, kroon *desk, err error) {
	if kroon, err = withKroon(t, false); err != nil {
		return out, nil, err
	}
	together, err := withKroon(t, true)
	if err != nil {
		return out, nil, err
	}
	counts := func(i int) bool { return t.asked[i].at >= warmUp }
	mean, n := int64(0), int64(0)
	for i, q := range t.asked {
		if counts(i) {
			mean, n = mean+kroon.due[i]-q.at, n+1
		}
	}
	mean /= max(n, 1)
	arrival, urgent := oneLine(t, byArrival), oneLine(t, byUrgency)
	same, graded := withinSo(t, mean, false), withinSo(t, mean, true)
	courses := []course{{same, arrival}, {graded, urgent}, {kroon.due, arrival}, {kroon.due, urgent}, {kroon.due, kroon.done}, {together.due, together.done}}
	for i, c := range courses {
		out[i] = c.sample(t, counts)
	}
	for i, due := range [][]int64{same, kroon.due} {
		out[6+i].kept = float64(atMost(t, due, counts)) / float64(n)
	}
	return out, kroon, nil
}

// sample is what came of a course.
func (c course) sample(t *trial, counts func(int) bool) (out sample) {
	n := 0.0
	for i, q := range t.asked {
		if !counts(i) {
			continue
		}
		n++
		if c.done[i] <= c.due[i] {
			out.kept++
		}
		out.promised += float64(c.due[i]-q.at) / 3600
		out.actual += float64(c.done[i]-q.at) / 3600
	}
	return sample{out.kept / n, out.promised / n, out.actual / n}
}

// underLoad makes the tables.
func underLoad(ctx context.Context, seed uint64, runs int, asJSON bool, to io.Writer) error {
	sources := []struct {
		name string
		of   source
	}{{"generated", generated}}
	data := os.Getenv("KROON_TESTDATA")
	if data == "" {
		data = "../shared/data"
	}
	log := filepath.Join(data, "logs", "helpdesk_it_open.csv")
	if p, err := readLog(log); err == nil {
		sources = append(sources, struct {
			name string
			of   source
		}{"helpdesk log", p.source()})
	} else {
		fmt.Fprintf(os.Stderr, "simulate: no helpdesk log at %s (KROON_TESTDATA names the folder), so only generated questions\n", log)
	}
	var all []table
	for _, from := range sources {
		for _, load := range loads {
			made, err := tableOf(ctx, from.name, from.of, seed, load, runs)
			if err != nil {
				return err
			}
			all = append(all, made)
			if !asJSON {
				made.print(to)
			}
		}
	}
	if asJSON {
		return json.NewEncoder(to).Encode(all)
	}
	return nil
}

func tableOf(ctx context.Context, name string, from source, seed uint64, load, runs int) (table, error) {
	out := table{Source: name, Load: load, Runs: runs}
	samples := make([][8]sample, 0, runs)
	var measured, overrides, moved []float64
	for i := range runs {
		if ctx.Err() != nil {
			return out, ctx.Err()
		}
		t := draw(seed*1000+uint64(i), float64(load)/100, from)
		one, kroon, err := run(t)
		if err != nil {
			return out, err
		}
		samples = append(samples, one)
		measured = append(measured, t.load)
		overrides = append(overrides, float64(kroon.override)/float64(len(t.asked)))
		moved = append(moved, float64(kroon.moved)/float64(len(t.asked)))
		out.Questions += len(t.asked)
	}
	out.Measured, out.Overrides, out.Moved = interval(seed, measured), interval(seed, overrides), interval(seed, moved)
	for i, name := range ways {
		of := func(get func(sample) float64, less func([8]sample) float64) figure {
			values := make([]float64, 0, runs)
			for _, s := range samples {
				values = append(values, get(s[i])-less(s))
			}
			return interval(seed, values)
		}
		none := func([8]sample) float64 { return 0 }
		w := way{
			Name: name, Kept: of(func(s sample) float64 { return s.kept }, none),
			Promised: of(func(s sample) float64 { return s.promised }, none),
			Actual:   of(func(s sample) float64 { return s.actual }, none),
			Behind:   of(func(s sample) float64 { return -s.kept }, func(s [8]sample) float64 { return -s[kroonsWay].kept }),
		}
		out.Ways = append(out.Ways, w)
	}
	return out, nil
}

// interval is the mean of runs, and between what it lies in 95 of 100 draws of as many runs from them.
func interval(seed uint64, values []float64) figure {
	random := rand.New(rand.NewPCG(seed, 4))
	const draws = 2000
	means := make([]float64, draws)
	for i := range means {
		for range values {
			means[i] += values[random.IntN(len(values))]
		}
		means[i] /= float64(len(values))
	}
	sort.Float64s(means)
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return figure{sum / float64(len(values)), means[draws/40], means[draws-draws/40-1]}
}

func (t table) print(to io.Writer) {
	fmt.Fprintf(to, "%s, load %d %% (measured %.1f %%), %d runs, %d questions; moved by the guard %.1f %%, nothing to offer %.2f %%\n",
		t.Source, t.Load, 100*t.Measured.Mean, t.Runs, t.Questions, 100*t.Moved.Mean, 100*t.Overrides.Mean)
	for i, w := range t.Ways {
		kept := fmt.Sprintf("%.1f %% (%.1f to %.1f)", 100*w.Kept.Mean, 100*w.Kept.Low, 100*w.Kept.High)
		if i > kroonsWay+1 {
			fmt.Fprintf(to, "  %-42s %-26s\n", w.Name, kept)
			continue
		}
		above := ""
		if i < kroonsWay {
			above = fmt.Sprintf("Kroon %+.1f (%+.1f to %+.1f)", 100*w.Behind.Mean, 100*w.Behind.Low, 100*w.Behind.High)
		}
		fmt.Fprintf(to, "  %-42s %-26s promised %5.2f h, done after %5.2f h  %s\n", w.Name, kept, w.Promised.Mean, w.Actual.Mean, above)
	}
}
