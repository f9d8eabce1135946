package main

import (
	"testing"
	"time"
)

func TestOpenSecondsAreInstantsOfTheHouse(t *testing.T) {
	for _, at := range []int64{0, 1, day - 1, day, 5*day - 1, 5 * day, 7*day + 3600, 29*day + 60} {
		if back := openSeconds(instant(at)); back != at {
			t.Errorf("%d is %v and that is %d", at, instant(at), back)
		}
	}
	if end := openSeconds(epoch.Add(8 * time.Hour)); end != day {
		t.Errorf("five o'clock is %d", end)
	}
}

// By hand: six questions of an hour and one of three, all due within the hour, and six people: the long one is lost, and with
// somebody away one more.
func TestNobodyCouldKeepMore(t *testing.T) {
	few := &trial{}
	var due []int64
	for range crew + 1 {
		few.asked = append(few.asked, question{at: 0, length: 3600})
		due = append(due, 3600)
	}
	few.asked[3].length *= 3
	all := func(int) bool { return true }
	if n := atMost(few, due, all); n != crew {
		t.Errorf("%d of %d could be kept", n, crew+1)
	}
	few.away[0] = []stretch{{0, day}}
	if n := atMost(few, due, all); n != crew-1 {
		t.Errorf("%d could be kept with one away", n)
	}
}

// However people work, they keep no more than the bound, every question is done once it was asked, and what does not know
// of promises does the same work in the same time.
func TestEveryWayOfWorkingKeepsWithinTheBound(t *testing.T) {
	one := draw(1, 0.9, generated)
	out, kroon, err := run(one)
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range out[:6] {
		bound := out[7].kept
		if i < 2 {
			bound = 1
		}
		if s.kept <= 0.3 || s.kept > bound+1e-9 || s.actual <= 0 || s.promised <= 0 {
			t.Errorf("%s: %+v, bound %v", ways[i], s, bound)
		}
	}
	if out[0].kept > out[6].kept {
		t.Errorf("%s kept %v of at most %v", ways[0], out[0].kept, out[6].kept)
	}
	for i, q := range one.asked {
		if kroon.done[i] < q.at+q.length || kroon.due[i] <= q.at {
			t.Fatalf("question %d, asked at %d, was done at %d and due at %d", i, q.at, kroon.done[i], kroon.due[i])
		}
	}
	for name, order := range map[string]func(*trial) func(a, b int) bool{"arrival": byArrival, "urgency": byUrgency} {
		for i, done := range oneLine(one, order) {
			if q := one.asked[i]; done < q.at+q.length {
				t.Fatalf("%s: question %d, asked at %d for %d, was done at %d", name, i, q.at, q.length, done)
			}
		}
	}
}
