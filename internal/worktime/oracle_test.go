package worktime_test

import (
	"flag"
	"fmt"
	"slices"
	"testing"
	"time"

	"kroon/internal/worktime"

	"pgregory.net/rapid"
)

// The oracle walks UTC second by second or minute by minute and looks at the label on the wall. It
// shares nothing with the package: hours are compared as text.

// spots are weeks in which zones do odd things, and one ordinary week.
var spots = []struct{ zone, week string }{
	{"Europe/Amsterdam", "2026-03-27"}, {"Europe/Amsterdam", "2026-10-23"}, {"Europe/Amsterdam", "2026-12-22"},
	{"Australia/Lord_Howe", "2026-04-03"}, {"Australia/Lord_Howe", "2026-10-02"},
	{"America/Sao_Paulo", "2018-11-02"}, {"America/Sao_Paulo", "2018-02-16"},
	{"Africa/Cairo", "2024-04-25"}, {"Africa/Cairo", "2024-10-30"},
	{"Pacific/Apia", "2011-12-28"}, {"America/New_York", "2026-03-06"}, {"America/New_York", "2026-10-30"},
	{"Asia/Kathmandu", "2026-05-01"}, {"Europe/Amsterdam", "2041-03-29"}, {"Europe/Amsterdam", "2040-12-29"},
	{"Australia/Lord_Howe", "2044-12-30"}, {"UTC", "2026-02-27"},
}

var names = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// sample is a calendar drawn at random in its written form, and the instant that its week begins.
type sample struct {
	form  worktime.Form
	zone  *time.Location
	begin time.Time
}

func drawSample(t *rapid.T) sample {
	spot := rapid.SampledFrom(spots).Draw(t, "spot")
	zone, err := time.LoadLocation(spot.zone)
	if err != nil {
		t.Fatal(err)
	}
	begin, err := time.ParseInLocation(time.DateOnly, spot.week, zone)
	if err != nil {
		t.Fatal(err)
	}
	form := worktime.Form{Zone: spot.zone, Week: map[string][][]string{}}
	for _, day := range names {
		for range rapid.SampledFrom([]int{0, 1, 1, 2, 3}).Draw(t, day) {
			a := spread(t, "from", 1440)
			b := a + spread(t, "length", 1441-a)
			if rapid.IntRange(0, 3).Draw(t, "whole") == 0 {
				a, b = 0, 1440
			}
			form.Week[day] = append(form.Week[day], []string{hour(a), hour(b)})
		}
	}
	form.Week["wed"] = append(form.Week["wed"], []string{"10:00", "10:01"})
	for range rapid.IntRange(0, 2).Draw(t, "holidays") {
		form.Holidays = append(form.Holidays, begin.AddDate(0, 0, rapid.IntRange(0, 8).Draw(t, "holiday")).Format(time.DateOnly))
	}
	for range rapid.IntRange(0, 2).Draw(t, "absences") {
		form.Absences = append(form.Absences, drawAbsence(t, begin))
	}
	return sample{form, zone, begin}
}

func drawAbsence(t *rapid.T, begin time.Time) []string {
	from := begin.Add(time.Duration(spread(t, "away", 9*1440)) * time.Minute)
	until := from.Add(time.Duration(spread(t, "length", 2000)) * time.Minute)
	if rapid.Bool().Draw(t, "instants") {
		return []string{from.UTC().Format(time.RFC3339), until.Format(time.RFC3339)}
	}
	pair := []string{from.Format("2006-01-02T15:04"), until.Format("2006-01-02T15:04")}
	slices.Sort(pair) // a label can run back at the end of summer time
	return pair
}

func hour(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

// open looks at the label of the minute or second that begins at t.
func (s sample) open(t time.Time) bool {
	local := t.In(s.zone)
	label := local.Format("2006-01-02T15:04")
	day, clock := label[:10], label[11:]
	within := false
	for _, pair := range s.form.Week[names[local.Weekday()]] {
		within = within || pair[0] <= clock && clock < pair[1]
	}
	if !within || slices.Contains(s.form.Holidays, day) {
		return false
	}
	for _, pair := range s.form.Absences {
		if len(pair[0]) == len(label) {
			if pair[0] <= label && (label < pair[1] || pair[1] == "") {
				return false
			}
			continue
		}
		from, _ := time.Parse(time.RFC3339, pair[0])
		until, _ := time.Parse(time.RFC3339, pair[1])
		if !t.Before(from) && t.Before(until) {
			return false
		}
	}
	return true
}

// passed is the open time from a to b, cell by cell.
func (s sample) passed(a, b time.Time, cell time.Duration) (sum time.Duration) {
	for at := a.Truncate(cell); at.Before(b); at = at.Add(cell) {
		if s.open(at) {
			from, until := at, at.Add(cell)
			if from.Before(a) {
				from = a
			}
			if until.After(b) {
				until = b
			}
			sum += until.Sub(from)
		}
	}
	return sum
}

// after is the earliest instant at which the open time since a is need, if it comes before limit.
func (s sample) after(a time.Time, need time.Duration, limit time.Time) (time.Time, bool) {
	for at := a.Truncate(time.Minute); need > 0 && at.Before(limit); at = at.Add(time.Minute) {
		end := at.Add(time.Minute)
		if s.open(at) {
			length := end.Sub(at)
			if at.Before(a) {
				length = end.Sub(a)
			}
			if length >= need {
				return end.Add(need - length), true
			}
			need -= length
		}
	}
	return a, need == 0
}

// before is the latest instant since which the open time until b is need, if it comes after limit.
func (s sample) before(b time.Time, need time.Duration, limit time.Time) (time.Time, bool) {
	for at := b.Truncate(time.Minute); need > 0 && at.After(limit); at = at.Add(-time.Minute) {
		end := at.Add(time.Minute)
		if end.After(b) {
			end = b
		}
		if s.open(at) {
			if length := end.Sub(at); length >= need {
				return end.Add(-need), true
			}
			need -= end.Sub(at)
		}
	}
	return b, need == 0
}

func (s sample) calendar(t interface{ Fatal(...any) }) worktime.Calendar {
	layer, err := s.form.Layer()
	if err != nil {
		t.Fatal(err)
	}
	calendar, err := worktime.Resolve(layer)
	if err != nil {
		t.Fatal(err)
	}
	return calendar
}

// drawInstant is near the sample's week, at times between two minutes.
func drawInstant(t *rapid.T, begin time.Time, days int) time.Time {
	at := begin.Add(time.Duration(spread(t, "at", days*1440)) * time.Minute)
	switch rapid.IntRange(0, 5).Draw(t, "fine") {
	case 0:
		at = at.Add(time.Duration(spread(t, "second", 60)) * time.Second)
	case 1:
		at = at.Add(time.Duration(rapid.Int64Range(0, int64(time.Minute)-1).Draw(t, "nano")))
	}
	return at
}

// spread draws evenly from 0 up to n: rapid itself prefers small numbers, and would seldom come to a
// Sunday night.
func spread(t *rapid.T, label string, n int) int {
	mixed := rapid.Uint64().Draw(t, label) * 0x9e3779b97f4a7c15
	return int((mixed >> 33) % uint64(n))
}

// check runs a property on many cases; fewer with -short.
func check(t *testing.T, cases string, property func(*rapid.T)) {
	t.Helper()
	given := flag.Lookup("rapid.checks").Value.String()
	if testing.Short() {
		cases = given
	}
	if err := flag.Set("rapid.checks", cases); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = flag.Set("rapid.checks", given) }()
	rapid.Check(t, property)
}
