package claim

import (
	"slices"
	"strings"
	"testing"
	"time"

	"kroon/internal/lang"
)

// What is found in a text stands there, each kind once, with months and hours that there are.
func FuzzSaid(f *testing.F) {
	for _, text := range []string{"", "Koopt nooit iets.", "doet van juni tot augustus niets", "belt altijd na 4 uur", "belt altijd tussen 23 en 5", "neemt nooit op; betaalt altijd te laat", "is ziek", "İ zwanger"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		said := SweepingIn(text)
		if again := SweepingIn(text, text); !slices.Equal(again, said) {
			t.Errorf("%q says %v, twice %v", text, said, again)
		}
		for i, one := range said {
			wrong := i > 0 && slices.Index(Sweeps(), said[i-1].Sweep) >= slices.Index(Sweeps(), one.Sweep)
			switch one.Sweep {
			case NothingInSeason:
				wrong = wrong || one.From < int(time.January) || one.From > int(time.December) || one.Until < int(time.January) || one.Until > int(time.December)
			case CallsAtATime:
				wrong = wrong || one.From < 0 || one.From >= one.Until || one.Until > 24
			default:
				wrong = wrong || one.From != 0 || one.Until != 0
			}
			if wrong {
				t.Errorf("%q says %+v", text, said)
			}
		}
		if cue, found := Hint(text); found && !strings.Contains(strings.Join(lang.Words(text), " "), cue.Word) {
			t.Errorf("%q is said to hold %+v", text, cue)
		}
	})
}
