package promise_test

import (
	"fmt"
	"testing"
	"time"

	"kroon/internal/id"
	"kroon/internal/promise"
	"kroon/internal/worktime"

	"pgregory.net/rapid"
)

func office(t interface{ Fatal(...any) }, from, until string) worktime.Calendar {
	form := worktime.Form{Zone: "Europe/Amsterdam", Week: map[string][][]string{}}
	for _, day := range []string{"mon", "tue", "wed", "thu", "fri"} {
		form.Week[day] = [][]string{{from, until}}
	}
	layer, err := form.Layer()
	if err != nil {
		t.Fatal(err)
	}
	calendar, err := worktime.Resolve(layer)
	if err != nil {
		t.Fatal(err)
	}
	return calendar
}

func at(text string) time.Time {
	zone, _ := worktime.Zone("Europe/Amsterdam")
	t, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
	if err != nil {
		panic(err)
	}
	return t
}

var jeroen, samira = id.Staff{1}, id.Staff{2}

func TestChoose(t *testing.T) {
	day := promise.Room{Calendar: office(t, "09:00", "17:00"), Share: 100}
	late := promise.Room{Calendar: office(t, "13:10", "17:10"), Share: 50}
	afternoon, evening := office(t, "13:00", "16:00"), office(t, "16:50", "20:00")
	busyUntilThree := []promise.Load{{Due: at("2026-11-24 15:00"), Minutes: 300}}
	tooMuchToday := []promise.Load{{Due: at("2026-11-24 17:00"), Minutes: 90}}
	for _, c := range []struct {
		story      string
		now        string
		candidates []promise.Candidate
		wish       promise.Wish
		want       []string
	}{
		{"an hour apart, the last in another half day", "2026-11-24 13:02", []promise.Candidate{{Staff: jeroen, Room: day}}, promise.Wish{Minutes: 10},
			[]string{"1 11-24 13:15", "1 11-24 14:15", "1 11-25 09:15"}},
		{"an equal time goes to who was not chosen", "2026-11-24 09:00", []promise.Candidate{{Staff: jeroen, Room: day}, {Staff: samira, Room: day}}, promise.Wish{Minutes: 10},
			[]string{"1 11-24 09:15", "2 11-24 10:15", "1 11-24 12:15"}},
		{"no room before the due that fills the day", "2026-11-24 10:00", []promise.Candidate{{Staff: jeroen, Room: day, Loads: busyUntilThree}, {Staff: samira, Room: late}}, promise.Wish{Minutes: 10},
			[]string{"2 11-24 13:30", "2 11-24 14:30", "1 11-25 09:15"}},
		{"at the end of the day is in time", "2026-11-24 16:40", []promise.Candidate{{Staff: jeroen, Room: day}}, promise.Wish{Minutes: 20, Count: 1},
			[]string{"1 11-24 17:00"}},
		{"the quarter after the end is not", "2026-11-24 16:50", []promise.Candidate{{Staff: samira, Room: late}}, promise.Wish{Minutes: 10, Count: 1},
			[]string{"2 11-25 13:15"}},
		{"the work must fit into the customer's hours", "2026-11-24 09:00", []promise.Candidate{{Staff: jeroen, Room: day}}, promise.Wish{Minutes: 20, Customer: &afternoon},
			[]string{"1 11-24 13:30", "1 11-24 14:30", "1 11-25 13:15"}},
		{"ten minutes a day in common", "2026-11-24 09:00", []promise.Candidate{{Staff: jeroen, Room: day}}, promise.Wish{Minutes: 20, Customer: &evening, Count: 2},
			[]string{"1 11-25 17:00", "1 11-26 17:00"}},
		{"before the customer decides", "2026-11-24 15:00", []promise.Candidate{{Staff: jeroen, Room: day}}, promise.Wish{Minutes: 15, NotAfter: at("2026-11-24 16:14")},
			[]string{"1 11-24 15:15"}},
		{"not today", "2026-11-24 15:00", []promise.Candidate{{Staff: jeroen, Room: day}}, promise.Wish{Minutes: 15, NotBefore: at("2026-11-25 00:00"), Count: 1},
			[]string{"1 11-25 09:15"}},
		{"what does not fit today is no reason against tomorrow", "2026-11-24 16:00", []promise.Candidate{{Staff: jeroen, Room: day, Loads: tooMuchToday}}, promise.Wish{Minutes: 10, Count: 1},
			[]string{"1 11-25 09:45"}},
		{"nobody", "2026-11-24 15:00", nil, promise.Wish{Minutes: 15}, nil},
	} {
		var got []string
		for _, choice := range promise.Choose(at(c.now), c.candidates, c.wish) {
			got = append(got, fmt.Sprintf("%d %s", choice.Staff[0], choice.Due.Format("01-02 15:04")))
		}
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: %v, want %v", c.story, got, c.want)
		}
	}
}

func TestChoicesAreFeasible(t *testing.T) {
	cases(t, "1000", func(t *rapid.T) {
		d := drawDesk(t)
		minutes := even(t, "new", 60)
		choices := promise.Choose(d.now, []promise.Candidate{{Staff: jeroen, Room: d.room, Loads: d.loads}}, promise.Wish{Minutes: minutes})
		first, ok := promise.FirstFeasible(d.now, d.room, d.loads, minutes)
		// Where a day is shorter than a quarter, no quarter need lie in it.
		if !ok && len(choices) > 0 || ok && len(choices) == 0 && d.hours >= 15 {
			t.Fatalf("choices %v, first feasible %s %v", choices, first, ok)
		}
		for i, choice := range choices {
			verdict, slack := promise.Admit(d.now, d.room, d.loads, choice.Due, minutes, 0)
			if choice.Verdict != verdict || choice.Slack != slack {
				t.Fatalf("choice %+v is %s with %d left", choice, verdict, slack)
			}
			open := d.room.Calendar.IsOpen(choice.Due) || d.room.Calendar.IsOpen(choice.Due.Add(-time.Nanosecond))
			if verdict == promise.Infeasible || !open || choice.Due.Minute()%15 != 0 || choice.Due.Before(first) ||
				i > 0 && choice.Due.Sub(choices[i-1].Due) < time.Hour {
				t.Fatalf("choice %d of %v: %s, open %v", i, choices, verdict, open)
			}
		}
		for due := first; len(choices) > 0 && due.Before(choices[0].Due); due = due.Add(time.Minute) {
			if due.Minute()%15 == 0 && d.room.Calendar.IsOpen(due.Add(-time.Nanosecond)) {
				t.Fatalf("%s would be earlier than %v", due, choices)
			}
		}
	})
}

func BenchmarkChoose(b *testing.B) {
	now := at("2026-11-24 10:07")
	hours := office(b, "13:00", "18:00")
	var candidates []promise.Candidate
	for i := range 50 {
		c := promise.Candidate{Staff: id.Staff{byte(i)}, Room: promise.Room{Calendar: office(b, "09:00", "17:00"), Share: 70}}
		for j := range 200 {
			due := now.Add(time.Duration((j*7919+i*104729)%(180*24*60)) * time.Minute)
			c.Loads = append(c.Loads, promise.Load{Due: due.Add(24 * time.Hour), Minutes: 10 + j%3})
		}
		for j := range 20 {
			from := now.Add(time.Duration(j) * 8 * time.Hour)
			c.Room.Appointments = append(c.Room.Appointments, promise.Appointment{From: from, Until: from.Add(time.Hour)})
		}
		candidates = append(candidates, c)
	}
	for b.Loop() {
		if got := promise.Choose(now, candidates, promise.Wish{Minutes: 15, Customer: &hours}); len(got) != 3 {
			b.Fatal(got)
		}
	}
}
