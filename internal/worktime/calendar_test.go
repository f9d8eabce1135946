package worktime_test

import (
	"testing"
	"time"

	"kroon/internal/fault"
	"kroon/internal/worktime"

	"pgregory.net/rapid"
)

func TestBetweenEqualsCount(t *testing.T) {
	check(t, "10000", func(t *rapid.T) {
		s := drawSample(t)
		calendar := s.calendar(t)
		a := drawInstant(t, s.begin, 4)
		b := a.Add(time.Duration(spread(t, "span", 2500)-10) * time.Minute)
		if rapid.IntRange(0, 3).Draw(t, "odd end") == 0 {
			b = b.Add(time.Duration(rapid.Int64Range(0, int64(time.Minute)).Draw(t, "nanos")))
		}
		want := s.passed(a, b, time.Minute)
		if got := calendar.OpenTime(a, b); got != want {
			t.Fatalf("%+v: OpenTime(%s, %s) = %s, counted %s", s.form, a, b, got, want)
		}
		if got := calendar.Between(a, b); got != int(want/time.Minute) {
			t.Fatalf("%+v: Between(%s, %s) = %d, counted %s", s.form, a, b, got, want)
		}
		if got := calendar.IsOpen(a); got != s.open(a.Truncate(time.Minute)) {
			t.Fatalf("%+v: IsOpen(%s) = %v", s.form, a, got)
		}
	})
}

func TestAddEqualsCount(t *testing.T) {
	check(t, "10000", func(t *rapid.T) {
		s := drawSample(t)
		calendar := s.calendar(t)
		a := drawInstant(t, s.begin, 6)
		n := spread(t, "n", 400)
		limit := a.AddDate(0, 0, 4)
		got, err := calendar.Add(a, n)
		if err != nil {
			t.Fatal(err)
		}
		want, found := s.after(a, time.Duration(n)*time.Minute, limit)
		if found && !got.Equal(want) || !found && !got.After(limit) {
			t.Fatalf("%+v: Add(%s, %d) = %s, counted %s (%v)", s.form, a, n, got, want, found)
		}
		if back := calendar.Between(a, got); back != n {
			t.Fatalf("%+v: Between(%s, Add = %s) = %d, not %d", s.form, a, got, back, n)
		}
	})
}

func TestSubEqualsCount(t *testing.T) {
	check(t, "3000", func(t *rapid.T) {
		s := drawSample(t)
		calendar := s.calendar(t)
		b := drawInstant(t, s.begin, 8)
		n := spread(t, "n", 400)
		limit := b.AddDate(0, 0, -4)
		got, err := calendar.Sub(b, n)
		if err != nil {
			t.Fatal(err)
		}
		want, found := s.before(b, time.Duration(n)*time.Minute, limit)
		if found && !got.Equal(want) || !found && got.After(limit.Add(time.Minute)) {
			t.Fatalf("%+v: Sub(%s, %d) = %s, counted %s (%v)", s.form, b, n, got, want, found)
		}
	})
}

func TestLaws(t *testing.T) {
	check(t, "2000", func(t *rapid.T) {
		s := drawSample(t)
		calendar := s.calendar(t)
		a := drawInstant(t, s.begin, 8)
		b := a.Add(time.Duration(rapid.Int64Range(0, int64(900*time.Hour)).Draw(t, "b")))
		c := b.Add(time.Duration(rapid.Int64Range(0, int64(90000*time.Hour)).Draw(t, "c")))
		if calendar.OpenTime(a, b)+calendar.OpenTime(b, c) != calendar.OpenTime(a, c) {
			t.Fatalf("%+v: not additive over %s, %s, %s", s.form, a, b, c)
		}
		n, more := rapid.IntRange(0, 20000).Draw(t, "n"), rapid.IntRange(0, 300).Draw(t, "more")
		first, err := calendar.Add(a, n)
		if err != nil {
			t.Fatal(err)
		}
		second, _ := calendar.Add(first, more)
		if both, _ := calendar.Add(a, n+more); !both.Equal(second) || both.Before(first) {
			t.Fatalf("%+v: Add(%s, %d + %d) = %s, in two steps %s", s.form, a, n, more, both, second)
		}
		if later, _ := calendar.Add(b, n); later.Before(first) {
			t.Fatalf("%+v: Add is not monotone from %s to %s", s.form, a, b)
		}
		next, err := calendar.Next(a)
		if err != nil || next.Before(a) || !calendar.IsOpen(next) || calendar.OpenTime(a, next) != 0 {
			t.Fatalf("%+v: Next(%s) = %s, %v", s.form, a, next, err)
		}
		if always := worktime.Always(s.zone); always.OpenTime(a, c) != c.Sub(a) {
			t.Fatalf("a calendar that is always open misses time between %s and %s", a, c)
		}
	})
}

func TestExplainDerivesAdd(t *testing.T) {
	check(t, "1000", func(t *rapid.T) {
		s := drawSample(t)
		calendar := s.calendar(t)
		a := drawInstant(t, s.begin, 8)
		n := rapid.IntRange(0, 3000).Draw(t, "n")
		due, err := calendar.Add(a, n)
		if err != nil {
			t.Fatal(err)
		}
		steps, err := calendar.Explain(a, n)
		if err != nil {
			t.Fatal(err)
		}
		at, used := a, time.Duration(0)
		for i, step := range steps {
			if !step.From.Equal(at) || !step.Until.After(step.From) {
				t.Fatalf("%+v: step %d of %+v does not follow", s.form, i, steps)
			}
			open := calendar.OpenTime(step.From, step.Until)
			if step.Kind == worktime.Open && open != step.Until.Sub(step.From) || step.Kind != worktime.Open && open != 0 {
				t.Fatalf("%+v: step %+v has %s open", s.form, step, open)
			}
			used += open
			at = step.Until
		}
		if n > 0 && (!at.Equal(due) || used != time.Duration(n)*time.Minute) || n == 0 && len(steps) > 0 {
			t.Fatalf("%+v: %d minutes from %s explained as %+v", s.form, n, a, steps)
		}
	})
}

// Monrovia was 44 minutes and 30 seconds behind until 7 January 1972: labels changed between two
// minutes of UTC.
func TestOffsetOfSeconds(t *testing.T) {
	monrovia, err := time.LoadLocation("Africa/Monrovia")
	if err != nil {
		t.Fatal(err)
	}
	s := sample{zone: monrovia, form: worktime.Form{Zone: "Africa/Monrovia", Week: map[string][][]string{
		"thu": {{"22:00", "24:00"}}, "fri": {{"00:00", "00:05"}, {"00:44", "01:30"}}}}}
	calendar := s.calendar(t)
	from := time.Date(1972, 1, 6, 21, 0, 0, 0, time.UTC)
	for i := range 60 {
		a, b := from.Add(time.Duration(i)*17*time.Second), from.Add(time.Duration(i)*431*time.Second)
		if got, want := calendar.OpenTime(a, b), s.passed(a, b, time.Second); got != want {
			t.Fatalf("OpenTime(%s, %s) = %s, counted %s", a, b, got, want)
		}
	}
	if got := calendar.OpenTime(from, from.Add(8*time.Hour)); got == 0 {
		t.Fatal("nothing open in the night of the change")
	}
}

func TestFixedInstants(t *testing.T) {
	week := map[string][][]string{}
	for _, day := range names[1:6] {
		week[day] = [][]string{{"09:00", "12:30"}, {"13:00", "17:00"}}
	}
	zone, _ := worktime.Zone("Europe/Amsterdam")
	calendar := sample{form: worktime.Form{Zone: "Europe/Amsterdam", Week: week, Holidays: []string{"2026-12-25"},
		Absences: [][]string{{"2026-12-28T00:00", "2026-12-29T12:00"}}}, zone: zone}.calendar(t)
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-12-24T11:30:00+01:00", 60, "2026-12-24T12:30:00+01:00"},
		{"2026-12-24T12:29:30+01:00", 1, "2026-12-24T13:00:30+01:00"},
		{"2026-12-24T15:00:00+01:00", 121, "2026-12-29T12:01:00+01:00"},
		{"2026-12-24T22:00:00+01:00", 0, "2026-12-24T22:00:00+01:00"},
		{"2026-12-24T16:59:59.5+01:00", 1, "2026-12-29T12:00:59.5+01:00"},
	} {
		from, _ := time.Parse(time.RFC3339, c.from)
		got, err := calendar.Add(from, c.n)
		if err != nil || got.Format(time.RFC3339Nano) != c.want {
			t.Errorf("Add(%s, %d) = %s, %v; want %s", c.from, c.n, got.Format(time.RFC3339Nano), err, c.want)
		}
	}
	from, _ := time.Parse(time.RFC3339, "2026-12-24T16:00:00+01:00")
	steps, err := calendar.Explain(from, 90)
	if err != nil {
		t.Fatal(err)
	}
	var kinds []worktime.Kind
	for _, step := range steps {
		kinds = append(kinds, step.Kind)
	}
	want := []worktime.Kind{"open", "closed", "holiday", "closed", "holiday", "closed", "absence", "closed", "absence", "closed", "absence", "open"}
	if len(kinds) != len(want) {
		t.Fatalf("steps %v, want %v", kinds, want)
	}
	for i := range want {
		if kinds[i] != want[i] {
			t.Fatalf("steps %v, want %v", kinds, want)
		}
	}
}

func TestNeverOpensAndTooFar(t *testing.T) {
	zone, _ := worktime.Zone("Europe/Amsterdam")
	monday := map[time.Weekday][]worktime.Interval{time.Monday: {{From: 540, Until: 541}}}
	gone := worktime.AwayFrom(worktime.Civil{Date: worktime.Date{Year: 2026, Month: 5, Day: 1}})
	calendar, err := worktime.Resolve(worktime.Layer{Zone: zone, Week: monday, Absences: []worktime.Absence{gone}})
	if err != nil {
		t.Fatal(err)
	}
	inMay := time.Date(2026, 5, 2, 0, 0, 0, 0, zone)
	for _, c := range []struct {
		from time.Time
		n    int
		want string
	}{
		{inMay, 1, "worktime.never_opens"},
		{inMay.AddDate(0, 0, -10), 1, ""},
		{inMay.AddDate(0, 0, -10), 2, "worktime.too_far"},
		{inMay, -1, "worktime.negative"},
		{inMay, 1 << 60, "worktime.too_far"},
	} {
		if _, err := calendar.Add(c.from, c.n); c.want == "" && err != nil || c.want != "" && !fault.Is(err, c.want) {
			t.Errorf("Add(%s, %d): %v, want %q", c.from, c.n, err, c.want)
		}
	}
	if _, err := calendar.Next(inMay); !fault.Is(err, "worktime.never_opens") {
		t.Errorf("Next of somebody who is gone: %v", err)
	}
	if before, err := calendar.Sub(inMay, 3); err != nil || calendar.Between(before, inMay) != 3 {
		t.Errorf("Sub: %s, %v", before, err)
	}
	if _, err := (worktime.Calendar{}).Add(inMay, 1); !fault.Is(err, "worktime.never_opens") {
		t.Errorf("the zero calendar: %v", err)
	}
}

func BenchmarkBetweenThreeMonths(b *testing.B) {
	form := worktime.Form{Zone: "Europe/Amsterdam", Week: map[string][][]string{}}
	for _, day := range names[1:6] {
		form.Week[day] = [][]string{{"09:00", "12:30"}, {"13:00", "17:00"}}
	}
	calendar := sample{form: form}.calendar(b)
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for b.Loop() {
		calendar.Between(from, from.AddDate(0, 3, 0))
	}
}
