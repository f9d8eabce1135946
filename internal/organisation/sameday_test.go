package organisation_test

import (
	"testing"
	"time"

	"kroon/internal/organisation"
)

// The end of a day is found by walking the hours until the date on the wall is another.
func TestASameDayStopLastsUntilItsDayEnds(t *testing.T) {
	for _, zone := range []string{"Europe/Amsterdam", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"} {
		place, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		o := organisation.Organisation{Zone: zone}
		if o.SameDayStopped(time.Now()) {
			t.Error("stopped without a stop")
		}
		for at := time.Date(2026, 3, 1, 7, 13, 0, 0, time.UTC); at.Year() == 2026; at = at.Add(11 * time.Hour) {
			o.SameDayUntil = o.EndOfDay(at)
			day, walked := at.In(place).Day(), at
			for walked.In(place).Day() == day {
				walked = walked.Add(time.Minute)
			}
			walked = walked.Truncate(time.Minute)
			if !o.SameDayUntil.Equal(walked) {
				t.Fatalf("%s %s: until %s, want %s", zone, at.In(place), o.SameDayUntil.In(place), walked.In(place))
			}
			if !o.SameDayStopped(at) || !o.SameDayStopped(walked.Add(-time.Nanosecond)) || o.SameDayStopped(walked) {
				t.Fatalf("%s %s: it does not hold until %s", zone, at, walked)
			}
		}
	}
}
