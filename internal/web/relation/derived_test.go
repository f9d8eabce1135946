package relation_test

import (
	"net/http"
	"strconv"
	"testing"

	"golang.org/x/net/html"

	"kroon/internal/promise"
)

// drawn sums the widths of bars, in thousandths of the strip they lie in.
func drawn(t *testing.T, bars []*html.Node) (sum int) {
	t.Helper()
	for _, bar := range bars {
		wide, err := strconv.Atoi(attr(bar, "width"))
		if err != nil {
			t.Fatal(err)
		}
		sum += wide
	}
	return sum
}

// TestTheTimeIsDrawn draws minutes to scale: an hour's appointment, another promise, this one and what is left
// of the open time until due.
func TestTheTimeIsDrawn(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		other := s.Promises(s.Monique, s.Jeroen, at(13, 0), func(m *promise.Make) { m.Minutes = 25 })
		s.Promises(s.Monique, s.Jeroen, at(12, 0), func(m *promise.Make) { m.Kind, m.Minutes, m.Due.Fixed = promise.Visit, 60, true })
		p := s.Promises(s.Zeger, s.Jeroen, at(15, 0), func(m *promise.Make) { m.Minutes = 20 })
		page := s.signedIn(s.Fatima).get(promisePath(p.ID)).is(http.StatusOK).sound()
		const open, taken = 4*60 + 8, 60 // from 10:52 to 15:00
		for selector, minutes := range map[string]int{
			".derived rect.other": 25, ".derived rect.own": 20, ".derived rect.left": open - taken - 45, ".derived rect.free": open - taken,
		} {
			bars := page.pick(selector)
			inStrips := bars[:0:0]
			for _, bar := range bars {
				if attr(bar.Parent, "class") == "strip" {
					inStrips = append(inStrips, bar)
				}
			}
			if got, want := drawn(t, inStrips), minutes*1000/open; len(inStrips) == 0 || got < want-2 || got > want+2 {
				t.Errorf("%s is %d wide, want %d", selector, got, want)
			}
		}
		page.has("Tot dan heeft Jeroen 3 u 8 min voor beloften. Daarvan is 45 min nodig, deze meegeteld: er blijft 2 u 23 min over.", "1 andere, 25 min", "deze, 20 min")
		if links := page.pick(".besides a"); len(links) != 1 || attr(links[0], "href") != promisePath(other.ID) {
			t.Error("what else is due does not lead to its promise")
		}
		if len(page.pick(".derived svg.strip")) != 4 {
			t.Error("a day, the open time, what is free and what is asked are not four strips")
		}
	})
}

// TestHowItLived draws a promise that is past by what was written down, and claims no more.
func TestHowItLived(t *testing.T) {
	everywhere(t, func(t *testing.T, s *scene) {
		b := s.signedIn(s.Jeroen)
		kept, late := s.Promises(s.Zeger, s.Jeroen, at(12, 52)), s.Promises(s.Zeger, s.Jeroen, at(11, 52))
		s.Passes(at(11, 22))
		b.done(promisePath(kept.ID)+"/done", "proof", "call")
		page := b.get(promisePath(kept.ID)).sound().has("Hoe het liep", "vandaag 11:22, 1 u 30 min eerder", "Toen dit beloofd werd, had Jeroen tot dan 2 u voor beloften")
		if got := drawn(t, page.pick(".derived rect.kept")); got != 250 || len(page.pick(".derived rect.short")) != 0 {
			t.Errorf("done after a quarter of the time, drawn at %d", got)
		}
		s.Passes(at(12, 52))
		page = b.get(promisePath(late.ID)).sound().has("nog niet, 1 u te laat")
		if got := drawn(t, page.pick(".derived rect.short")); got != 500 {
			t.Errorf("an hour late of two, drawn at %d", got)
		}
	})
}
