package main

import (
	"encoding/csv"
	"math/rand/v2"
	"os"
	"slices"
	"time"
)

// pattern is what a log says of the moments and lengths of questions.
type pattern struct {
	days    [][]int64 // the seconds of the day, from nine on, at which questions came, for each working day
	minutes []float64 // of work, as they relate to one another
}

// readLog reads a log of cases: a case begins with its first event, and is worked on from when it is taken in charge until it
// is resolved. Only the office hours between count, and of those at most four: who resolves a ticket after a week was not at
// it for a week.
func readLog(path string) (*pattern, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return nil, err
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	begun, taken := map[string]time.Time{}, map[string]time.Time{}
	p := &pattern{}
	for _, row := range rows[1:] {
		at, err := time.Parse("2006-01-02 15:04:05-07:00", row[column["time:timestamp"]])
		if err != nil {
			return nil, err
		}
		of := row[column["case:concept:name"]]
		if first, known := begun[of]; !known || at.Before(first) {
			begun[of] = at
		}
		switch row[column["Activity"]] {
		case "Take in charge ticket":
			taken[of] = at
		case "Resolve ticket":
			if from, known := taken[of]; known && !at.Before(from) {
				p.minutes = append(p.minutes, min(max(officeMinutes(from, at), 2), 240))
				delete(taken, of)
			}
		}
	}
	byDay := map[string][]int64{}
	for _, at := range begun {
		if at.Weekday() == time.Saturday || at.Weekday() == time.Sunday {
			continue
		}
		// The log's day is from seven to five in its own time: eight to six, as people there saw it. It is put into nine to five.
		from := at.Sub(time.Date(at.Year(), at.Month(), at.Day(), 7, 0, 0, 0, at.Location()))
		second := int64(from.Seconds() * 8 / 10)
		byDay[at.Format(time.DateOnly)] = append(byDay[at.Format(time.DateOnly)], min(max(second, 0), day-1))
	}
	for _, seconds := range byDay {
		slices.Sort(seconds)
		p.days = append(p.days, seconds)
	}
	slices.SortFunc(p.days, slices.Compare) // the order of a map is not the same twice
	slices.Sort(p.minutes)
	return p, nil
}

// officeMinutes counts the minutes between seven and five on weekdays.
func officeMinutes(from, until time.Time) float64 {
	sum := 0.0
	for at := from; at.Before(until); {
		opens := time.Date(at.Year(), at.Month(), at.Day(), 7, 0, 0, 0, at.Location())
		shuts := opens.Add(10 * time.Hour)
		next := opens.AddDate(0, 0, 1)
		if at.Weekday() != time.Saturday && at.Weekday() != time.Sunday {
			if a, b := later(at, opens), earlier(until, shuts); b.After(a) {
				sum += b.Sub(a).Minutes()
			}
		}
		at = next
	}
	return sum
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// source draws days and lengths of the log. A simulated day is so many days of the log on top of one another that the load
// comes out, with work of twenty minutes on average: what the log gives is how unevenly questions come and how differently
// long they take.
func (p *pattern) source() source {
	const mean = 20
	average, perDay := 0.0, 0.0
	for _, m := range p.minutes {
		average += m / float64(len(p.minutes))
	}
	for _, d := range p.days {
		perDay += float64(len(d)) / float64(len(p.days))
	}
	return func(random *rand.Rand, load float64) []question {
		wanted := load * crew * day * share / 100 / (mean * 60) // a day
		var out []question
		for d := range int64(lasts) {
			layers := wanted / perDay
			for ; layers > 0; layers-- {
				if layers < 1 && random.Float64() > layers {
					break
				}
				for _, second := range p.days[random.IntN(len(p.days))] {
					work := p.minutes[random.IntN(len(p.minutes))] / average * mean * 60
					out = append(out, question{at: d*day + second, length: max(30, between(random, work)), minutes: mean})
				}
			}
		}
		return out
	}
}
