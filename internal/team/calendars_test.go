package team

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"kroon/internal/worktime"
)

// A calendar that was asked for before is the one that the layer makes, however much layers are alike.
func TestACalendarKnownIsTheOneItsLayerMakes(t *testing.T) {
	zones := []*time.Location{time.UTC, time.FixedZone("UTC", 3600)} // two of one name
	known := newCalendars()
	rapid.Check(t, func(t *rapid.T) {
		for range 8 {
			layer := worktime.Layer{Zone: rapid.SampledFrom(zones).Draw(t, "zone"), Week: map[time.Weekday][]worktime.Interval{}}
			layer.Week[time.Monday] = []worktime.Interval{{From: 540, Until: 1020}}
			layer.Week[time.Friday] = rapid.SampledFrom([][]worktime.Interval{nil, {{From: 540, Until: 600}}, {{From: 540, Until: 600}, {From: 720, Until: 780}}}).Draw(t, "friday")
			layer.Week[rapid.SampledFrom([]time.Weekday{time.Tuesday, time.Wednesday}).Draw(t, "which")] = []worktime.Interval{{From: 600, Until: 660}}
			if rapid.Bool().Draw(t, "dutch") {
				layer.Dutch = &worktime.DutchHolidays{
					On: rapid.Bool().Draw(t, "on"), GoodFriday: rapid.Bool().Draw(t, "good friday"),
					Liberation: rapid.SampledFrom([]worktime.LiberationDay{worktime.LiberationFiveYears, worktime.LiberationEveryYear}).Draw(t, "liberation"),
				}
			}
			for range rapid.IntRange(0, 1).Draw(t, "closed") {
				layer.Holidays = append(layer.Holidays, worktime.Date{Year: 2026, Month: time.April, Day: rapid.SampledFrom([]int{3, 6}).Draw(t, "day")})
			}
			got, err := known.resolve(layer)
			if err != nil {
				t.Fatal(err)
			}
			want, _ := worktime.Resolve(layer) // the zero one where it never opens
			begin := time.Date(2026, time.March, 28, 0, 0, 0, 0, time.UTC)
			for day := range 42 { // Good Friday, Easter, 5 May
				from := begin.AddDate(0, 0, day)
				for minute := 0; minute < 1440; minute += 60 {
					at := from.Add(time.Duration(minute) * time.Minute)
					if a, b := got.Between(at, at.Add(time.Hour)), want.Between(at, at.Add(time.Hour)); a != b {
						t.Fatalf("%d minutes from %s, the layer has %d", a, at, b)
					}
				}
			}
		}
	})
	if n := len(known.young) + len(known.old); n > 2*maxCalendars {
		t.Errorf("%d are kept", n)
	}
}
