package main

import (
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"kroon/internal/worktime"
)

// Under load: one team, one stream of questions, and what becomes of the promises when people go about it in different
// ways. Time is counted in open seconds: eight hours a day, the nights and weekends between them left out.

const (
	crew   = 6        // people
	day    = 8 * 3600 // open seconds
	lasts  = 30       // days in which questions come
	share  = 70       // per cent of the day that is there for promises; the rest goes to all that comes between
	warmUp = 3 * day  // not counted: every team begins with empty hands
)

// question is one that comes in, and what it will take.
type question struct {
	at      int64 // open seconds since the first morning
	length  int64 // that somebody is at it, with what comes between
	minutes int   // that are reckoned for it
	urgency int   // 0: urgent; 1: usual; 2: may wait
	halfYes bool  // a colleague who is asked to take it over says yes
}

// trial is one stream of questions and who is ill when; every way of working meets the same.
type trial struct {
	asked []question
	away  [crew][]stretch // whole days
	load  float64         // work over time that is there, as it came out
}

type stretch struct{ from, until int64 }

// present tells whether somebody is there, and when that changes.
func (t *trial) present(who int, at int64) (bool, int64) {
	for _, s := range t.away[who] {
		if at < s.from {
			return true, s.from
		}
		if at < s.until {
			return false, s.until
		}
	}
	return true, math.MaxInt64
}

// epoch is the first morning: a Monday without a holiday in the months after it.
var epoch = time.Date(2026, time.January, 5, 9, 0, 0, 0, amsterdam())

func amsterdam() *time.Location {
	zone, err := worktime.Zone("Europe/Amsterdam")
	if err != nil {
		panic(err)
	}
	return zone
}

// instant is when so many open seconds have passed; openSeconds is the way back, the end of a day for what is outside.
func instant(at int64) time.Time {
	days, rest := at/day, at%day
	return epoch.AddDate(0, 0, int(days/5*7+days%5)).Add(time.Duration(rest) * time.Second)
}

func openSeconds(t time.Time) int64 {
	t = t.In(epoch.Location())
	y, m, d := t.Date()
	days := int64(math.Round(time.Date(y, m, d, 9, 0, 0, 0, epoch.Location()).Sub(epoch).Hours() / 24))
	weeks, weekday := days/7, days%7
	if weekday > 4 {
		return (weeks*5 + 5) * day
	}
	rest := t.Sub(time.Date(y, m, d, 9, 0, 0, 0, epoch.Location()))
	return (weeks*5+weekday)*day + min(max(int64(rest/time.Second), 0), day)
}

// source draws the moments and lengths of questions.
type source func(random *rand.Rand, load float64) []question

// draw makes a trial at about a load.
func draw(seed uint64, load float64, from source) *trial {
	random := rand.New(rand.NewPCG(seed, 3))
	t := &trial{}
	for who := range t.away {
		for d := 1; d < lasts; d++ {
			if random.IntN(80) == 0 {
				length := 1 + random.IntN(3)
				t.away[who] = append(t.away[who], stretch{int64(d) * day, int64(d+length) * day})
				d += length
			}
		}
	}
	t.asked = from(random, load)
	slices.SortStableFunc(t.asked, func(a, b question) int { return int(a.at - b.at) })
	there, work := int64(crew*lasts*day), int64(0)
	for who := range t.away {
		for _, s := range t.away[who] {
			there -= min(s.until, lasts*day) - s.from
		}
	}
	for i := range t.asked {
		q := &t.asked[i]
		q.urgency, q.halfYes = urgency(random), random.IntN(2) == 0
		work += q.length
	}
	t.load = float64(work) / float64(there)
	return t
}

func urgency(random *rand.Rand) int {
	switch n := random.IntN(10); {
	case n < 2:
		return 0
	case n < 7:
		return 1
	}
	return 2
}

// between is how long a piece of work takes with what comes between: as much as the share leaves, on average, and
// differently every time.
func between(random *rand.Rand, work float64) int64 {
	return int64(work + work*float64(100-share)/share*random.ExpFloat64())
}

// shape is how many questions come in each hour of a day, relative to the mean: a busy morning, and again after lunch.
var shape = [8]float64{1.25, 1.35, 1.2, 0.8, 0.65, 1.1, 0.95, 0.7}

// generated are questions that come by chance, by the shape of the day, of three kinds with lognormal lengths.
func generated(random *rand.Rand, load float64) []question {
	kinds := [3]struct {
		of      float64
		minutes int
	}{{0.5, 10}, {0.35, 15}, {0.15, 30}}
	mean := 0.0
	for _, k := range kinds {
		mean += k.of * float64(k.minutes)
	}
	const sigma = 0.8 // of the logarithm: some take four times as long as most
	perSecond := load * float64(crew) * share / 100 / (mean * 60)
	var out []question
	for at := 0.0; ; {
		at += random.ExpFloat64() / (perSecond * 1.35)
		if at >= lasts*day {
			return out
		}
		if random.Float64()*1.35 > shape[int(at)%day/3600] {
			continue
		}
		k := kinds[0]
		switch r := random.Float64(); {
		case r > 0.85:
			k = kinds[2]
		case r > 0.5:
			k = kinds[1]
		}
		work := float64(k.minutes*60) * math.Exp(sigma*random.NormFloat64()-sigma*sigma/2)
		out = append(out, question{at: int64(at), length: max(30, between(random, work)), minutes: k.minutes})
	}
}
