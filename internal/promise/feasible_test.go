package promise_test

import (
	"flag"
	"fmt"
	"slices"
	"testing"
	"time"

	"kroon/internal/promise"
	"kroon/internal/worktime"

	"pgregory.net/rapid"
)

// desk is a room drawn at random with its own exhaustive arithmetic: a list of minutes, each free or
// not, found by looking at the label on the wall.
type desk struct {
	now   time.Time
	room  promise.Room
	loads []promise.Load
	free  []int // before minute i since start: how many free minutes
	start time.Time
	hours int // minutes open on an open day
}

const deskMinutes = 2 * 1440

func drawDesk(t *rapid.T) desk {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	week := rapid.SampledFrom([]string{"2026-03-27", "2026-10-23", "2026-12-23"}).Draw(t, "week")
	start, _ := time.ParseInLocation(time.DateOnly, week, zone)
	start = start.Add(time.Duration(even(t, "start", 1440)) * time.Minute)
	d := desk{now: start, start: start, free: make([]int, deskMinutes+1)}
	if rapid.IntRange(0, 3).Draw(t, "odd") == 0 {
		d.now = d.now.Add(time.Duration(even(t, "second", 60)) * time.Second)
	}
	open, close := 60*even(t, "open", 12), 0
	close = open + 1 + even(t, "close", 1440-open)
	d.hours = close - open
	form := worktime.Form{Zone: "Europe/Amsterdam", Week: map[string][][]string{}}
	days := map[time.Weekday]bool{}
	for i, name := range []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"} {
		if i == 3 || rapid.IntRange(0, 3).Draw(t, name) > 0 {
			days[time.Weekday(i)] = true
			form.Week[name] = [][]string{{fmt.Sprintf("%02d:%02d", open/60, open%60), fmt.Sprintf("%02d:%02d", close/60, close%60)}}
		}
	}
	layer, err := form.Layer()
	if err != nil {
		t.Fatal(err)
	}
	if d.room.Calendar, err = worktime.Resolve(layer); err != nil {
		t.Fatal(err)
	}
	d.room.Share = rapid.SampledFrom([]int{100, 100, 50, 70, 33}).Draw(t, "share")
	for range rapid.IntRange(0, 3).Draw(t, "appointments") {
		from := start.Add(time.Duration(even(t, "from", 2600)-300) * time.Minute)
		d.room.Appointments = append(d.room.Appointments,
			promise.Appointment{From: from, Until: from.Add(time.Duration(even(t, "takes", 300)) * time.Minute)})
	}
	for i := range deskMinutes {
		at := start.Add(time.Duration(i) * time.Minute)
		label := at.In(zone)
		minute := label.Hour()*60 + label.Minute()
		free := days[label.Weekday()] && open <= minute && minute < close
		for _, a := range d.room.Appointments {
			free = free && (at.Before(a.From) || !at.Before(a.Until))
		}
		d.free[i+1] = d.free[i]
		if free {
			d.free[i+1]++
		}
	}
	d.drawLoads(t)
	return d
}

func (d *desk) drawLoads(t *rapid.T) {
	for range rapid.IntRange(0, 6).Draw(t, "loads") {
		load := promise.Load{Due: d.start.Add(time.Duration(even(t, "due", 2400)) * time.Minute),
			Minutes: even(t, "minutes", 90), Broken: rapid.IntRange(0, 9).Draw(t, "broken") == 0}
		switch rapid.IntRange(0, 9).Draw(t, "kind") {
		case 0:
			load.Due = d.now.Add(-time.Hour)
		case 1:
			load.Due = load.Due.Add(time.Duration(even(t, "due second", 60)) * time.Second)
		case 2:
			if len(d.loads) > 0 {
				load.Due = d.loads[0].Due.UTC()
			}
		}
		d.loads = append(d.loads, load)
	}
}

func even(t *rapid.T, label string, n int) int {
	return int((rapid.Uint64().Draw(t, label) * 0x9e3779b97f4a7c15 >> 33) % uint64(n))
}

// seconds is the free time from the start of the list to at.
func (d desk) seconds(at time.Time) int {
	s := int(at.Sub(d.start) / time.Second)
	if s < 0 {
		return 0
	}
	whole, rest := s/60, s%60
	if whole >= deskMinutes {
		return d.free[deskMinutes] * 60
	}
	return d.free[whole]*60 + (d.free[whole+1]-d.free[whole])*rest
}

// slack counts anew, for one due instant and seen from now.
func (d desk) slack(now, due time.Time, loads []promise.Load) int {
	supply := 0
	if due.After(now) {
		supply = (d.seconds(due) - d.seconds(now)) * d.room.Share / 6000
	}
	for _, load := range loads {
		if load.Broken || !load.Due.After(due) {
			supply -= load.Minutes
		}
	}
	return supply
}

// fits tells whether no due instant at or after the last one's has slack below zero, seen from now.
func (d desk) fits(loads []promise.Load) bool {
	due := loads[len(loads)-1].Due
	for _, load := range slices.Backward(loads) {
		if !load.Broken && !load.Due.Before(due) && d.slack(d.now, load.Due, loads) < 0 {
			return false
		}
	}
	return true
}

// minutes are now and the whole minutes after it.
func (d desk) minutes(yield func(time.Time) bool) {
	if !yield(d.now) {
		return
	}
	for i := range deskMinutes {
		if at := d.start.Add(time.Duration(i) * time.Minute); at.After(d.now) && !yield(at) {
			return
		}
	}
}

func cases(t *testing.T, n string, property func(*rapid.T)) {
	t.Helper()
	given := flag.Lookup("rapid.checks").Value.String()
	if testing.Short() {
		n = given
	}
	if err := flag.Set("rapid.checks", n); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = flag.Set("rapid.checks", given) }()
	rapid.Check(t, property)
}

func TestFeasibleEqualsExhaustiveCheck(t *testing.T) {
	cases(t, "10000", func(t *rapid.T) {
		d := drawDesk(t)
		slacks := promise.Slacks(d.now, d.room, d.loads)
		dues := map[int64]bool{}
		for _, load := range d.loads {
			if !load.Broken {
				dues[load.Due.Unix()] = true
			}
		}
		if len(slacks) != len(dues) {
			t.Fatalf("%d slacks for %d dues", len(slacks), len(dues))
		}
		least := 1 << 30
		for i, slack := range slacks {
			want := d.slack(d.now, slack.Due, d.loads)
			if !dues[slack.Due.Unix()] || slack.Minutes != want || i > 0 && !slack.Due.After(slacks[i-1].Due) {
				t.Fatalf("slack %d %+v, counted %d", i, slack, want)
			}
			if got := promise.Supply(d.now, d.room, slack.Due); got != d.slack(d.now, slack.Due, nil) {
				t.Fatalf("Supply until %s = %d, counted %d", slack.Due, got, d.slack(d.now, slack.Due, nil))
			}
			least = min(least, want)
		}
		verdict := promise.Feasible
		if least < promise.Margin {
			verdict = promise.Tight
		}
		if least < 0 {
			verdict = promise.Infeasible
		}
		if got := promise.Assess(d.now, d.room, d.loads, promise.Margin); got != verdict {
			t.Fatalf("verdict %s with least slack %d", got, least)
		}
		minutes := even(t, "new", 120)
		got, ok := promise.FirstFeasible(d.now, d.room, d.loads, minutes)
		with := append(slices.Clone(d.loads), promise.Load{Minutes: minutes})
		for at := range d.minutes {
			if at.Unix()%60 != 0 {
				continue
			}
			with[len(with)-1].Due = at
			if d.fits(with) {
				if !ok || !got.Equal(at) {
					t.Fatalf("first feasible %s (%v), counted %s", got, ok, at)
				}
				return
			}
		}
		if ok && got.Before(d.start.Add(deskMinutes*time.Minute)) {
			t.Fatalf("first feasible %s, counted none in two days", got)
		}
	})
}

func TestHopelessRooms(t *testing.T) {
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	room := promise.Room{Calendar: worktime.Always(time.UTC), Share: 0}
	if at, ok := promise.FirstFeasible(now, room, nil, 1); ok {
		t.Errorf("no share of the day, yet feasible at %s", at)
	}
	room.Share = 100
	if at, ok := promise.FirstFeasible(now, room, nil, int(promise.Horizon/time.Minute)+1); ok {
		t.Errorf("more than ten years of work, yet feasible at %s", at)
	}
	if at, ok := promise.FirstFeasible(now, room, nil, 1<<62); ok {
		t.Errorf("an absurd effort, yet feasible at %s", at)
	}
	far := []promise.Load{{Due: now.AddDate(20, 0, 0), Minutes: 60}}
	if rungs := laddersOf(now, room, far)[0]; !rungs[promise.LastSafeStep].Equal(now.AddDate(20, 0, 0).Add(-time.Hour)) {
		t.Errorf("what is due in twenty years: %v", rungs)
	}
}
