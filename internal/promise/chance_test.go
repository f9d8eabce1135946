package promise_test

import (
	"math"
	"math/rand"
	"testing"

	"pgregory.net/rapid"

	"kroon/internal/promise"
)

// wilson is the 95 % interval, by the book and in floats: the program reckons in whole numbers.
func wilson(t promise.Tally) (low, high float64) {
	const z2 = 3.8415
	n, p := float64(t.Closed), float64(t.Kept)/float64(t.Closed)
	middle := (p + z2/(2*n)) / (1 + z2/n)
	half := math.Sqrt(z2*(p*(1-p)/n+z2/(4*n*n))) / (1 + z2/n)
	return middle - half, middle + half
}

// ranges say between which shares a word is true, from the text about it.
var ranges = map[promise.Chance][2]float64{
	promise.Seldom: {0, 0.4}, promise.NotAlways: {0.4, 0.7}, promise.Usually: {0.7, 0.9}, promise.AlmostAlways: {0.9, 1},
}

var better = map[promise.Chance]int{promise.Seldom: 1, promise.NotAlways: 2, promise.Usually: 3, promise.AlmostAlways: 4}

func anyTally(r *rapid.T, name string) promise.Tally {
	closed := int64(rapid.IntRange(0, 5000).Draw(r, name))
	return promise.Tally{Closed: closed, Kept: closed * int64(rapid.IntRange(0, 100).Draw(r, name+" kept")) / 100}
}

// A word is shown only for enough cases, when its halves agree, and when the whole interval lies within it;
// and a word that could be shown is, unless the bands contradict each other.
func TestAWordIsEarned(t *testing.T) {
	const nearly = 1e-9
	rapid.Check(t, func(r *rapid.T) {
		var bands [promise.Bands]promise.History
		for i := range bands {
			if i == 0 || rapid.Bool().Draw(r, "more") {
				bands[i] = promise.History{Older: anyTally(r, "older"), Newer: anyTally(r, "newer")}
			}
			if rapid.Bool().Draw(r, "steady") {
				bands[i].Newer = bands[i].Older
			}
		}
		shown := promise.Calibrate(bands)
		last, words := 0, 0
		for i, word := range shown {
			if word == promise.Unknown {
				continue
			}
			words++
			h := bands[i]
			all := promise.Tally{Closed: h.Older.Closed + h.Newer.Closed, Kept: h.Older.Kept + h.Newer.Kept}
			if all.Closed < 50 {
				r.Fatalf("%q for %+v", word, h)
			}
			low, high := wilson(all)
			if within := ranges[word]; low < within[0]-nearly || high > within[1]+nearly {
				r.Fatalf("%q for %.4f to %.4f", word, low, high)
			}
			if low, high := wilson(h.Newer); low < ranges[word][0]-nearly || high > ranges[word][1]+nearly {
				r.Fatalf("%q for a newer half of %.4f to %.4f", word, low, high)
			}
			if h.Older.Closed > 0 && h.Newer.Closed > 0 {
				a, b := wilson(h.Older)
				if c, d := wilson(h.Newer); a > d+0.001 || c > b+0.001 {
					r.Fatalf("%q though the halves %+v disagree", word, h)
				}
			}
			if better[word] < last {
				r.Fatalf("more slack is kept less: %v", shown)
			}
			last = better[word]
		}
		if words == 0 && earns(bands[0]) && alone(bands) {
			r.Fatalf("no word for %+v", bands[0])
		}
	})
}

// earns tells whether a band by itself has a word for certain.
func earns(h promise.History) bool {
	all := promise.Tally{Closed: 2 * h.Older.Closed, Kept: 2 * h.Older.Kept}
	if h.Older != h.Newer || all.Closed < 50 {
		return false
	}
	low, high := wilson(h.Newer) // wider than that of all
	for _, within := range ranges {
		if low > within[0]+0.001 && high < within[1]-0.001 {
			return true
		}
	}
	return false
}

func alone(bands [promise.Bands]promise.History) bool {
	for _, h := range bands[1:] {
		if h != (promise.History{}) {
			return false
		}
	}
	return true
}

// The truth is known of simulated organisations: how often each band is kept, and whether that changed in the
// course of time. Where they are shown words, all of them are right in at least 95 of 100.
func TestTheWordIsRight(t *testing.T) {
	random := rand.New(rand.NewSource(2026))
	shown, right, steady, words := 0, 0, 0, 0
	for range 4000 {
		var truth [promise.Bands]float64 // as it is now
		var bands [promise.Bands]promise.History
		level, drift := 0.2+0.6*random.Float64(), 0.0
		if random.Intn(3) == 0 {
			drift = 0.5 * (random.Float64() - 0.5)
		} else {
			steady++
		}
		for i := range bands {
			level += (0.999 - level) * 0.6 * random.Float64()
			truth[i] = level
			n := int(math.Exp(random.Float64() * math.Log(3000)))
			for j := range n {
				half := &bands[i].Older
				if 2*j >= n {
					half = &bands[i].Newer
				}
				half.Closed++
				then := level + drift*(1-float64(j)/float64(n))
				if random.Float64() < then {
					half.Kept++
				}
			}
		}
		all, any := true, false
		for i, word := range promise.Calibrate(bands) {
			if word == promise.Unknown {
				continue
			}
			words++
			within := ranges[word]
			any, all = true, all && truth[i] >= within[0] && truth[i] <= within[1]
		}
		if any {
			shown++
			if all {
				right++
			}
		}
	}
	t.Logf("%d of %d organisations are shown %d words, right in %d of them", shown, 4000, words, right)
	if shown < 2000 || right*100 < shown*95 {
		t.Errorf("words for %d organisations, right for %d", shown, right)
	}
}

func TestBands(t *testing.T) {
	for slack, want := range map[int]int{-600: 0, -1: 0, 0: 1, 29: 1, 30: 2, 119: 2, 120: 3, 479: 3, 480: 4, 99999: 4} {
		if got := promise.Band(slack); got != want {
			t.Errorf("%d minutes lie in band %d, not %d", slack, got, want)
		}
	}
}
