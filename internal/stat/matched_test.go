package stat_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"kroon/internal/stat"
)

// known is somebody by how long he is known and his points per day, as the oracle keeps him.
type known struct{ days, rate float64 }

// at is what his points are after so many days.
func (k known) at(days float64) float64 { return math.Round(k.rate * days) }

// byHand is the chance by its words: everybody who left, against everybody who stayed and was known as long, then.
func byHand(stayed, left []known) (chance float64, compared int) {
	for _, l := range left {
		var all []float64
		for _, u := range stayed {
			if u.days >= l.days {
				switch mine, his := u.at(l.days), l.at(l.days); {
				case mine > his:
					all = append(all, 1)
				case mine == his:
					all = append(all, 0.5)
				default:
					all = append(all, 0)
				}
			}
		}
		if len(all) == 0 {
			continue
		}
		var sum float64
		for _, x := range all {
			sum += x
		}
		chance += sum / float64(len(all))
		compared++
	}
	return chance / float64(compared), compared
}

func matched(stayed, left []known) stat.Separation {
	return stat.Matched(len(stayed), len(left), func(u, l int) (float64, bool) {
		mine, his := stayed[u].at(left[l].days), left[l].at(left[l].days)
		if stayed[u].days < left[l].days {
			return 0, false
		}
		if mine == his {
			return 0.5, true
		}
		return map[bool]float64{true: 1}[mine > his], true
	})
}

func TestMatchedIsTheChanceByItsWords(t *testing.T) {
	one := rapid.Custom(func(r *rapid.T) known {
		return known{float64(rapid.IntRange(1, 9).Draw(r, "days")), float64(rapid.IntRange(-4, 4).Draw(r, "rate")) / 2}
	})
	rapid.Check(t, func(r *rapid.T) {
		stayed, left := rapid.SliceOfN(one, 2, 25).Draw(r, "stayed"), rapid.SliceOfN(one, 2, 25).Draw(r, "left")
		got := matched(stayed, left)
		want, compared := byHand(stayed, left)
		if got.Lower != compared {
			r.Fatalf("%d were compared, by hand %d", got.Lower, compared)
		}
		if got.Upper > 1 && got.Lower > 1 && math.Abs(got.AUC-want) > 1e-9 {
			r.Fatalf("%v, by hand %v", got.AUC, want)
		}
	})
}

// Where everybody may be compared it is the area as it always was, with its interval.
func TestMatchedWithAllIsDeLong(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		points := rapid.SliceOfN(rapid.Map(rapid.IntRange(-5, 5), func(n int) float64 { return float64(n) }), 2, 30)
		upper, lower := points.Draw(r, "upper"), points.Draw(r, "lower")
		got, want := stat.Matched(len(upper), len(lower), func(u, l int) (float64, bool) { return counted(upper[u:u+1], lower[l:l+1]), true }), stat.AUC(upper, lower)
		if math.Abs(got.AUC-want.AUC)+math.Abs(got.Low-want.Low)+math.Abs(got.High-want.High) > 1e-9 || got.Exact != want.Exact {
			r.Fatalf("%+v, DeLong %+v", got, want)
		}
	})
}

// When points come with time alone and leaving has nothing to do with them, the balances as they stand seem to tell who
// stays; those at the same age do not.
func TestWhoIsKnownLongerIsNoBetterSeparated(t *testing.T) {
	chance := rand.New(rand.NewPCG(2, 4))
	draw := func(n int, longest float64) (out []known) {
		for range n {
			out = append(out, known{1 + chance.Float64()*longest, 1 + chance.Float64()})
		}
		return out
	}
	stayed, left := draw(200, 400), draw(150, 150)
	var plain [2][]float64
	for i, group := range [][]known{stayed, left} {
		for _, k := range group {
			plain[i] = append(plain[i], k.at(k.days))
		}
	}
	if naive := stat.AUC(plain[0], plain[1]); naive.Low < 0.7 {
		t.Errorf("the plain area is %+v: there is nothing to mend", naive)
	}
	if got := matched(stayed, left); got.Low > 0.5 || got.High < 0.5 {
		t.Errorf("at the same age: %+v", got)
	}
}

// The interval is about as wide as that of drawing the same people again and again.
func TestTheMatchedIntervalIsThatOfDrawingAgain(t *testing.T) {
	chance := rand.New(rand.NewPCG(6, 1))
	draw := func(n int, longest, better float64) (out []known) {
		for range n {
			out = append(out, known{1 + chance.Float64()*longest, better + chance.NormFloat64()})
		}
		return out
	}
	again := func(of []known) []known {
		out := make([]known, len(of))
		for i := range out {
			out[i] = of[chance.IntN(len(of))]
		}
		return out
	}
	stayed, left := draw(120, 300, 0.4), draw(80, 250, 0)
	var drawn []float64
	for range 1000 {
		one, _ := byHand(again(stayed), again(left))
		drawn = append(drawn, one)
	}
	slices.Sort(drawn)
	if got := matched(stayed, left); math.Abs(got.Low-drawn[25]) > 0.02 || math.Abs(got.High-drawn[974]) > 0.02 {
		t.Errorf("%.3f to %.3f, drawn again %.3f to %.3f", got.Low, got.High, drawn[25], drawn[974])
	}
}
