package act

import (
	"slices"
	"strings"
	"testing"

	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/team"
)

func FuzzHours(f *testing.F) {
	for _, text := range []string{"", "-", "vrij", "9-17", "9:00-12:30, 13:00-17:00", "9 tot 17 uur", "8u30", "0-24", "24:00-9", "9-17 en dan niet", "9h30 – 12.15", "99-100", "９-17"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		hours, said, err := ReadHours(text)
		if said != (strings.TrimSpace(text) != "") || err != nil && fault.Of(err).Key != "act.hours_unclear" {
			t.Fatalf("%q: %v, said %v, %v", text, hours, said, err)
		}
		if err != nil || !said {
			return
		}
		for _, one := range hours {
			if one.From < 0 || one.Until > 24*60 || one.From >= one.Until {
				t.Errorf("%q holds %v", text, one)
			}
		}
		if again, _, err := ReadHours(SayHours(hours)); err != nil || !slices.Equal(again, hours) {
			t.Errorf("%q is read as %v, which is said as %q and read as %v, %v", text, hours, SayHours(hours), again, err)
		}
	})
}

func FuzzMinutes(f *testing.F) {
	for _, text := range []string{"", "2 uur", "1,5 uur", "90 minuten", "2u30m", "1:30", "0", "9999.99", "1 uur en 99999 m", "1:60", "-1"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		minutes, err := ReadMinutes(text)
		if minutes < 0 || minutes > 9999*60+59+99999 || err != nil && (minutes != 0 || fault.Of(err).Key != "act.length_unclear") {
			t.Errorf("%q is %d minutes, %v", text, minutes, err)
		}
		if err == nil && !strings.ContainsAny(text, "0123456789") {
			t.Errorf("%q says no number, and is %d minutes", text, minutes)
		}
	})
}

// What is read of a roster, and said again, is read as the same.
func FuzzRoster(f *testing.F) {
	for _, text := range []string{"ma 9-12 Jeroen", "maandag 9:00-12:30 jeroen de wit\ndi 13-17 Fatima", "x", "ma 9-12 13-17 Fatima", "\xc3 9-12 Fatima", "zo 0-24 Fatima"} {
		f.Add(text)
	}
	members := []team.Staff{
		{ID: id.Staff{1}, Name: "Jeroen de Wit", FirstName: "Jeroen"}, {ID: id.Staff{2}, Name: "Fatima El Amrani", FirstName: "Fatima"},
	}
	names := map[id.Staff]string{members[0].ID: "Jeroen", members[1].ID: "Fatima"}
	days := []string{"zo", "ma", "di", "wo", "do", "vr", "za"}
	f.Fuzz(func(t *testing.T, text string) {
		turns, err := readRoster(text, members)
		if err != nil {
			if key := fault.Of(err).Key; turns != nil || key != "act.roster_unclear" && key != "act.roster_who" {
				t.Errorf("%q: %v, %v", text, turns, err)
			}
			return
		}
		var said []string
		for _, turn := range turns {
			said = append(said, SayTurn(days[turn.Weekday], turn, names[turn.Staff]))
		}
		if again, err := readRoster(strings.Join(said, "\n"), members); err != nil || !slices.Equal(again, turns) {
			t.Errorf("%q is read as %v, which is said as %q and read as %v, %v", text, turns, said, again, err)
		}
	})
}
