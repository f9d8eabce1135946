package claim

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"slices"
	"strings"
	"sync"

	"kroon/internal/lang"
)

// Sweep is what people say of a customer without exception, and counting can bear out or not.
type Sweep string

// The sweeps.
const (
	NeverBuys       Sweep = "never-buys"
	NothingInSeason Sweep = "nothing-in-season"
	PaysLate        Sweep = "pays-late"
	NeverPicksUp    Sweep = "never-picks-up"
	OnlyComplains   Sweep = "only-complains"
	CallsAtATime    Sweep = "calls-at-a-time"
)

// Sweeps are all there are, in the order in which they are told.
func Sweeps() []Sweep {
	return []Sweep{NeverBuys, NothingInSeason, PaysLate, NeverPicksUp, OnlyComplains, CallsAtATime}
}

// Sweeping is one such thing as it is said. From and Until are the first and last month of a season, or the hour
// from which and up to which somebody would call; both are 0 where neither is meant.
type Sweeping struct {
	Sweep       Sweep
	From, Until int
}

//go:embed sweeps.json
var sweepsText []byte

// saying is a way to say a sweep: these words, in any order, near one another.
type saying struct {
	sweep Sweep
	words []string // a last sign * leaves the rest of the word open; @season and @time stand for one of those
}

var sayings = sync.OnceValue(func() []saying {
	var file map[lang.Lang]map[Sweep][]string
	if err := json.NewDecoder(bytes.NewReader(sweepsText)).Decode(&file); err != nil {
		panic("claim: sweeps.json: " + err.Error())
	}
	var out []saying
	for _, in := range lang.Langs() {
		for _, sweep := range Sweeps() {
			for _, text := range file[in][sweep] {
				out = append(out, saying{sweep, strings.Fields(text)})
			}
		}
	}
	return out
})

// near is how many words may stand where the words of a saying do: "koopt hij in de zomer toch nooit iets".
const near = 7

// SweepingIn finds what texts say of somebody without exception, each kind once. It is a cue and no more: it
// decides which numbers are laid beside the words. Who "never buys in summer" is not said never to buy.
func SweepingIn(texts ...string) []Sweeping {
	var out []Sweeping
	for _, text := range texts {
		for _, part := range parts(text) {
			for _, one := range sayings() {
				said, found := one.in(part)
				if found && !slices.ContainsFunc(out, func(s Sweeping) bool { return s.Sweep == said.Sweep }) {
					out = append(out, said)
				}
			}
		}
	}
	if slices.ContainsFunc(out, func(s Sweeping) bool { return s.Sweep == NothingInSeason }) {
		out = slices.DeleteFunc(out, func(s Sweeping) bool { return s.Sweep == NeverBuys })
	}
	slices.SortFunc(out, func(a, b Sweeping) int { return slices.Index(Sweeps(), a.Sweep) - slices.Index(Sweeps(), b.Sweep) })
	return out
}

// parts are the sentences of a text, in folded words.
func parts(text string) (out [][]string) {
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(".!?;\n", r) }) {
		if words := lang.Words(part); len(words) > 0 {
			out = append(out, words)
		}
	}
	return out
}

// in tells whether a sentence says it.
func (s saying) in(words []string) (Sweeping, bool) {
	for from := range words {
		stretch := words[from:min(from+near, len(words))]
		out := Sweeping{Sweep: s.sweep}
		all := true
		for _, sought := range s.words {
			switch sought {
			case "@season":
				out.From, out.Until, all = seasonIn(stretch)
			case "@time":
				out.From, out.Until, all = timeIn(words[from:])
			default:
				all = slices.ContainsFunc(stretch, func(word string) bool { return says(sought, word) })
			}
			if !all {
				break
			}
		}
		if all {
			return out, true
		}
	}
	return Sweeping{}, false
}

func says(sought, word string) bool {
	whole, open := strings.CutSuffix(sought, "*")
	return word == whole || open && strings.HasPrefix(word, whole)
}
