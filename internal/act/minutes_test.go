package act_test

import (
	"testing"

	"kroon/internal/act"
	"kroon/internal/fault"
)

func TestReadMinutes(t *testing.T) {
	for text, want := range map[string]int{
		"2 uur": 120, "2": 120, "1,5 uur": 90, "1.5": 90, "0,25 uur": 15, "90 minuten": 90, "90 min": 90, "2u30m": 150, "2 uur en 15 minuten": 135,
		" 1:30 ": 90, "1 hour and 5 minutes": 65, "3 hrs": 180, "45m": 45, "0": 0, "1000 uur": 60000,
	} {
		if got, err := act.ReadMinutes(text); err != nil || got != want {
			t.Errorf("%q is %d minutes (%v), want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "morgen", "2 dagen", "-1", "1:75", "uur", "2 3", "1,5,5"} {
		if got, err := act.ReadMinutes(text); !fault.Is(err, "act.length_unclear") {
			t.Errorf("%q is read as %d minutes (%v)", text, got, err)
		}
	}
}
