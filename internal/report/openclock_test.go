package report

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"kroon/internal/worktime"
)

// The clock that counts once gives what the calendar counts each time, across both changes of the clock.
func TestOpenClockIsTheCalendar(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	layer := worktime.Layer{Zone: zone, Week: map[time.Weekday][]worktime.Interval{}}
	for day := time.Monday; day <= time.Friday; day++ {
		layer.Week[day] = []worktime.Interval{{From: 8*60 + 30, Until: 12 * 60}, {From: 13 * 60, Until: 24 * 60}}
	}
	layer.Week[time.Sunday] = []worktime.Interval{{From: 0, Until: 6 * 60}}
	c, err := worktime.Resolve(layer)
	if err != nil {
		t.Fatal(err)
	}
	begin := time.Date(2025, time.October, 1, 0, 0, 0, 0, zone)
	k := newOpenClock(c, begin, begin.AddDate(1, 0, 0))
	rapid.Check(t, func(t *rapid.T) {
		a := begin.Add(time.Duration(rapid.Int64Range(0, 365*24*3600).Draw(t, "a")) * time.Second)
		b := begin.Add(time.Duration(rapid.Int64Range(0, 365*24*3600).Draw(t, "b")) * time.Second)
		if got, want := k.between(a, b), c.OpenTime(a, b); got != want {
			t.Fatalf("from %v to %v: %v, the calendar says %v", a, b, got, want)
		}
	})
}

// Each question is on one side: answered, given up or waiting; who gave up waits on until now.
func TestSpeedOfEachEnd(t *testing.T) {
	at := func(minutes int) time.Time { return time.Date(2026, time.May, 4, 9, minutes, 0, 0, time.UTC) }
	now := at(600)
	all := []asked{
		{NotedAt: at(0), ToldAt: at(1)},
		{NotedAt: at(0), DoneAt: at(2), Ending: "promised"},
		{NotedAt: at(0), ToldAt: at(9), DoneAt: at(3)},
		{NotedAt: at(0), Ending: "bought_elsewhere"},
		{NotedAt: at(0), Ending: "promised", LetGo: true},
		{NotedAt: at(590)},
		{NotedAt: at(0), ToldAt: at(4), Ending: "refused"},
	}
	open := newOpenClock(worktime.Always(time.UTC), at(0), now)
	s, waits := speedOf(all, open, now)
	if s.Questions != 7 || s.Answered != 4 || s.GaveUp != 2 || s.Waiting != 1 || s.Never() != 3 {
		t.Errorf("%+v", s)
	}
	if waits[3].Over || waits[3].For != 600*time.Minute || waits[5].For != 10*time.Minute || !waits[2].Over || waits[2].For != 3*time.Minute {
		t.Errorf("%+v", waits)
	}
	// 1, 2, 3 and 4 of seven: after the fourth three of seven still wait, so half had it within four.
	if s.Clock.Minutes == nil || *s.Clock.Minutes != 4 || s.NeverLow != nil {
		t.Errorf("%+v", s.Clock)
	}
}

// On which side of the signature a question stands.
func TestSides(t *testing.T) {
	asking := time.Date(2026, time.May, 4, 9, 0, 0, 0, time.UTC)
	for name, one := range map[string]struct {
		asked
		want side
	}{
		"ordered before":           {asked{BoughtAt: asking.Add(-time.Hour)}, after},
		"orders later":             {asked{BoughtAt: asking.Add(time.Hour)}, before},
		"whose house ordered":      {asked{BoughtAt: asking.Add(time.Hour), HouseAt: asking.Add(-time.Hour)}, after},
		"customer since last year": {asked{Since: 2025}, after},
		"customer since this year": {asked{Since: 2026}, unknownSide},
		"still comparing":          {asked{Phase: "comparing"}, before},
		"said to have bought":      {asked{Phase: "bought"}, after},
		"nothing known":            {asked{}, unknownSide},
	} {
		one.NotedAt = asking
		if got := one.side(time.UTC); got != one.want {
			t.Errorf("%s: %v, want %v", name, got, one.want)
		}
	}
}
