package worktime_test

import (
	"testing"
	"time"

	"kroon/internal/worktime"

	"pgregory.net/rapid"
)

// A line answers what the minutes on the wall count, whatever is asked before what, and whoever laid it out before.
func TestLineEqualsCount(t *testing.T) {
	check(t, "600", func(t *rapid.T) {
		s := drawSample(t)
		for i := range s.form.Absences {
			if rapid.IntRange(0, 5).Draw(t, "for good") == 0 && len(s.form.Absences[i][0]) == len("2006-01-02T15:04") {
				s.form.Absences[i][1] = ""
			}
		}
		calendar := s.split(t, rapid.IntRange(0, len(s.form.Absences)).Draw(t, "split"))
		from := drawInstant(t, s.begin, 4)
		for range rapid.IntRange(0, 3).Draw(t, "laid out before") { // by others, long ago and far ahead too
			months := rapid.OneOf(rapid.IntRange(-8, 8), rapid.IntRange(-100, 100)).Draw(t, "months")
			calendar.Line(from.AddDate(0, months, 0), nil).Open(300 * time.Hour)
		}
		const most = 2 * 1440
		var taken []worktime.Stretch
		var gone [most]bool
		for range rapid.IntRange(0, 3).Draw(t, "taken") {
			a := spread(t, "taken from", most) - 200
			b := a + spread(t, "taken for", 400) - 20
			taken = append(taken, worktime.Stretch{From: time.Duration(a) * time.Minute, Until: time.Duration(b) * time.Minute})
			for i := max(a, 0); i < min(b, most); i++ {
				gone[i] = true
			}
		}
		open := make([]time.Duration, most+1)
		for i := range most {
			at := from.Add(time.Duration(i) * time.Minute)
			if open[i+1] = open[i]; !gone[i] {
				open[i+1] += s.passed(at, at.Add(time.Minute), time.Minute)
			}
		}
		line := calendar.Line(from, taken)
		for range 40 {
			i := spread(t, "minute", most+1)
			if rapid.Bool().Draw(t, "how much") {
				if got := line.Open(time.Duration(i) * time.Minute); got != open[i] {
					t.Fatalf("%+v less %v from %s: %d minutes on %s, counted %s", s.form, taken, from, i, got, open[i])
				}
				continue
			}
			limit := time.Duration(spread(t, "limit", most+1)) * time.Minute
			got, found := line.Reach(open[i], limit)
			want := 0
			for open[want] < open[i] {
				want++
			}
			// Within the minute that ends at want so much has passed for the first time.
			first := time.Duration(max(want-1, 0)) * time.Minute
			last := time.Duration(want) * time.Minute
			if !found && last <= limit || found && (got > last || got < first || got > limit || line.Open(got) != open[i]) {
				t.Fatalf("%+v less %v from %s: %s has passed after %s (%v, limit %s), counted %s", s.form, taken, from, open[i], got, found, limit, last)
			}
			if found && got > 0 && line.Open(got-1) == open[i] {
				t.Fatalf("%+v less %v from %s: %s had passed before %s", s.form, taken, from, open[i], got)
			}
		}
	})
}

// split resolves the calendar with some of its absences, and adds the others afterwards.
func (s sample) split(t *rapid.T, n int) worktime.Calendar {
	first := s.form
	first.Absences = s.form.Absences[:n]
	rest := worktime.Form{Zone: s.form.Zone, Absences: s.form.Absences[n:]}
	whole, err := first.Layer()
	if err != nil {
		t.Fatal(err)
	}
	more, err := rest.Layer()
	if err != nil {
		t.Fatal(err)
	}
	calendar, err := worktime.Resolve(whole)
	if err != nil {
		t.Fatal(err)
	}
	if calendar, err = calendar.Without(more.Absences); err != nil {
		t.Fatal(err)
	}
	return calendar
}

func TestLineThatNeverOpens(t *testing.T) {
	line := worktime.Calendar{}.Line(time.Unix(0, 1), []worktime.Stretch{{From: 1, Until: 2}})
	if at, found := line.Reach(1, time.Hour); found || line.Open(time.Hour) != 0 {
		t.Errorf("reached at %s, open for %s", at, line.Open(time.Hour))
	}
	away, err := worktime.Always(time.UTC).Without([]worktime.Absence{worktime.Away(time.Unix(3600, 0), time.Time{})})
	if err != nil {
		t.Fatal(err)
	}
	line = away.Line(time.Unix(0, 0), nil)
	if at, found := line.Reach(time.Hour+1, 1<<62); found || line.Open(1<<62) != time.Hour {
		t.Errorf("reached at %s, open for %s", at, line.Open(1<<62))
	}
	if at, found := line.Reach(time.Hour, 1<<62); !found || at != time.Hour {
		t.Errorf("an hour has passed after %s, %v", at, found)
	}
}
