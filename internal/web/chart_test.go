package web

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestStandingIsTheBalance walks the drawn path and reads the balances back from it.
func TestStandingIsTheBalance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		balances := rapid.SliceOfN(rapid.IntRange(-60, 60), 1, 40).Draw(t, "balances")
		drawn := standingSteps(balances)
		at := 0 // of the balance being drawn
		for n, run := range drawn.runs {
			if n > 0 && run.red == drawn.runs[n-1].red {
				t.Fatal("two runs of one colour meet")
			}
			var y int
			for _, move := range strings.Fields(run.path) {
				switch move[0] {
				case 'M':
					fmt.Sscanf(move, "M%d,%d", new(int), &y)
				case 'V':
					fmt.Sscanf(move, "V%d", &y)
				case 'H':
					balance := balances[at]
					if (balance < 0) != run.red || (balance > 0 && y > drawn.zero) || (balance < 0 && y < drawn.zero) || (balance == 0 && y != drawn.zero) {
						t.Fatalf("balance %d is drawn at %d, red %v, with nothing at %d", balance, y, run.red, drawn.zero)
					}
					if y < standTop || y > standBottom {
						t.Fatalf("drawn at %d, off the surface", y)
					}
					if at > 0 && balances[at-1] < balance && y > (standTop+standBottom) {
						t.Fatal("upside down")
					}
					at++
				}
			}
		}
		if at != len(balances) {
			t.Fatalf("%d balances drawn of %d", at, len(balances))
		}
	})
}

func TestSparkline(t *testing.T) {
	for _, c := range []struct {
		values []int
		want   string
	}{
		{nil, ""}, {[]int{5}, "240,26"}, {[]int{5, 5}, "0,26 240,26"}, {[]int{0, 10, 5}, "0,46 120,6 240,26"},
	} {
		if got := sparkPoints(c.values).line; got != c.want {
			t.Errorf("%v: %q, want %q", c.values, got, c.want)
		}
	}
}
