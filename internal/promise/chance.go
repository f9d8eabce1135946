package promise

// Chance is how often promises with about as much slack were kept here, in a word. It is shown beside a time that
// is offered; it orders nothing and refuses nobody.
type Chance string

// The chances, the worst first.
const (
	Unknown      Chance = ""              // too little history, or it does not agree with itself
	Seldom       Chance = "seldom"        // kept in 0 to 40 of 100
	NotAlways    Chance = "not-always"    // 40 to 70
	Usually      Chance = "usually"       // 70 to 90
	AlmostAlways Chance = "almost-always" // 90 to 100
)

// MostCounted is how many of the latest promises are looked at; the reckoning below holds up to 30,000 in a band.
const MostCounted = 10000

// Enough is how many closed promises a band of slack needs before it gets a word.
const Enough = 50

// slackFrom is the least slack, in minutes, of each band but the first, which is of what was promised by name
// although it did not fit. The second is what is tight.
var slackFrom = [...]int{0, Margin, 120, 480}

// Bands is how many bands of slack there are.
const Bands = len(slackFrom) + 1

// Band is in which band so many minutes of slack lie, the least first.
func Band(slack int) int {
	for band, from := range slackFrom {
		if slack < from {
			return band
		}
	}
	return Bands - 1
}

// Tally counts promises of which it is known how they went.
type Tally struct{ Closed, Kept int64 }

// History is how the promises of one band went: those due first, and those due last, as many of each.
type History struct{ Older, Newer Tally }

func (h History) all() Tally {
	return Tally{h.Older.Closed + h.Newer.Closed, h.Older.Kept + h.Newer.Kept}
}

// Chances are the words for the bands, as far as they have been earned.
type Chances [Bands]Chance

// Of is the chance of a promise with so many minutes of slack.
func (c Chances) Of(slack int) Chance { return c[Band(slack)] }

// words are the chances with the share, of a thousand, at which each begins; the last ends at a thousand.
var words = [...]struct {
	chance Chance
	from   int64
}{{Seldom, 0}, {NotAlways, 400}, {Usually, 700}, {AlmostAlways, 900}}

const thousand = int64(1000)

// Calibrate gives a band its word when at least Enough of its promises are closed and the whole 95 % interval of
// their kept rate lies within that word, and so does that of the newer half by itself; the older half may not
// contradict the newer. So what changed in the course of time gets no word. When more slack surely went with fewer
// kept promises, the slack does not tell what happens here, and there is no word at all.
func Calibrate(bands [Bands]History) (out Chances) {
	for band, history := range bands {
		all := history.all()
		if all.Closed < Enough {
			continue
		}
		for _, less := range bands[:band] {
			if less := less.all(); less.Closed >= Enough && all.surelyLess(less) {
				return Chances{}
			}
		}
		if word := all.word(); word == history.Newer.word() && history.agrees() {
			out[band] = word
		}
	}
	return out
}

// agrees tells whether the intervals of both halves have a share in common.
func (h History) agrees() bool { return !h.Older.surelyLess(h.Newer) && !h.Newer.surelyLess(h.Older) }

// word is the word in which the whole interval lies.
func (t Tally) word() Chance {
	for i, w := range words {
		begun, ended := w.from == 0 || t.above(w.from), i == len(words)-1 || t.below(words[i+1].from)
		if begun && ended {
			return w.chance
		}
	}
	return Unknown
}

// score compares the kept rate with a share of a thousand: the square of how far it lies from it against what
// accident explains in 95 of 100 cases. That is Wilson's interval asked from the other side, in whole numbers: the
// share lies outside it if and only if the score is over. z squared is 3.8415.
func (t Tally) score(share int64) (over bool, far int64) {
	far = thousand*t.Kept - t.Closed*share
	return far*far*10000 > t.Closed*share*(thousand-share)*38415, far
}

// above tells whether the whole interval lies above a share of a thousand.
func (t Tally) above(share int64) bool {
	over, far := t.score(share)
	return over && far > 0
}

// below tells whether the whole interval lies below a share of a thousand.
func (t Tally) below(share int64) bool {
	over, far := t.score(share)
	return over && far < 0
}

// surelyLess tells whether the whole interval of t lies below that of o: whether some share lies between them.
func (t Tally) surelyLess(o Tally) bool {
	if t.Closed == 0 || o.Closed == 0 {
		return false
	}
	for share := thousand * t.Kept / t.Closed; share <= thousand*o.Kept/o.Closed; share++ {
		if t.below(share) && o.above(share) {
			return true
		}
	}
	return false
}
