package overview

import (
	"testing"
	"time"
)

// TestWhenACustomerLeft: who said that he bought elsewhere left then, unless he ordered since; who fell silent, a while
// after the last of contacts on more than one day, and not before the silence is over.
func TestWhenACustomerLeft(t *testing.T) {
	now := time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	ago := func(days int) time.Time { return now.AddDate(0, 0, -days) }
	for name, one := range map[string]struct {
		of      activity
		silence int
		left    time.Time
		silent  bool
	}{
		"elsewhere":             {activity{First: ago(90), Last: ago(3), Gone: ago(5)}, 180, ago(5), false},
		"elsewhere and back":    {activity{First: ago(90), Last: ago(3), Gone: ago(5), Bought: ago(4)}, 180, time.Time{}, false},
		"elsewhere, bought ere": {activity{First: ago(90), Last: ago(3), Gone: ago(5), Bought: ago(6)}, 180, ago(5), false},
		"silent":                {activity{First: ago(400), Last: ago(200)}, 180, ago(170), true},
		"silent for less":       {activity{First: ago(400), Last: ago(200)}, 10, ago(190), true},
		"not silent yet":        {activity{First: ago(400), Last: ago(180)}, 180, time.Time{}, false},
		"seen once":             {activity{First: ago(200), Last: ago(200).Add(23 * time.Hour)}, 180, time.Time{}, false},
		"seen on two days":      {activity{First: ago(201), Last: ago(200)}, 180, ago(170), true},
	} {
		if at, silent := one.of.leaving(now, one.silence); !at.Equal(one.left) || silent != one.silent {
			t.Errorf("%s: left %v, silent %v; want %v, %v", name, at, silent, one.left, one.silent)
		}
	}
}

// TestWhoIsKnownForLessIsNotCompared: one who stayed is compared with those who left at an age that he has had.
func TestWhoIsKnownForLessIsNotCompared(t *testing.T) {
	known := func(days ...int) (out []weighed) {
		for _, n := range days {
			out = append(out, weighed{known: time.Duration(n) * 24 * time.Hour})
		}
		return out
	}
	got := compared(known(1, 5, 10, 20, 30), known(4, 5, 25, 31), 0)
	if got.Upper != 4 || got.Lower != 3 { // of a day nobody; thirty-one days old nobody who stayed is
		t.Errorf("%d who stayed are compared with %d who left, want 4 with 3", got.Upper, got.Lower)
	}
}
