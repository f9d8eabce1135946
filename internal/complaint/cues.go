package complaint

import (
	"strings"
	"unicode"
)

// cue is a turn of phrase in which dissatisfaction shows, and how much it weighs. A plain cue counts for nothing with a denial before it in the same clause: "geen klacht", "not angry".
type cue struct {
	words string
	score int64
	plain bool
}

// Threshold is the score from which on a text may hold a complaint.
const Threshold = 3

// cues in Dutch and English. Three points suffice alone; the weaker ones only together.
var cues = []cue{
	{"klacht", 3, true}, {"klachten", 3, true}, {"klaag", 3, true}, {"klagen", 3, true}, {"klachtbrief", 3, true},
	{"ontevreden", 3, true}, {"niet tevreden", 3, false}, {"allesbehalve tevreden", 3, false}, {"niet blij", 2, false},
	{"schandalig", 3, true}, {"schandalige", 3, true}, {"schande", 3, true}, {"belachelijk", 3, true}, {"onacceptabel", 3, true},
	{"niet acceptabel", 3, false}, {"onaanvaardbaar", 3, true}, {"waardeloos", 3, true}, {"bedrogen", 3, true}, {"opgelicht", 3, true},
	{"woedend", 3, true}, {"boos", 2, true}, {"kwaad", 2, true}, {"teleurgesteld", 2, true}, {"teleurstellend", 2, true},
	{"ergernis", 2, true}, {"erger me", 2, true}, {"erger mij", 2, true}, {"zat", 1, true}, {"spuugzat", 3, true}, {"beu", 2, true},
	{"onbeleefd", 2, true}, {"onbeschoft", 3, true}, {"afgesnauwd", 3, true}, {"van het kastje naar de muur", 3, false},
	{"nog steeds niet", 2, false}, {"nog steeds geen", 2, false}, {"nog altijd niet", 2, false}, {"weer niet", 2, false},
	{"alweer", 1, false}, {"al weken", 1, false}, {"al dagen", 1, false}, {"al maanden", 1, false}, {"derde keer", 1, false},
	{"vierde keer", 2, false}, {"zoveelste keer", 2, false}, {"niemand belt", 2, false}, {"niemand belde", 2, false},
	{"nooit teruggebeld", 2, false}, {"niet teruggebeld", 2, false}, {"geen reactie", 1, false}, {"niet nagekomen", 2, false},
	{"afspraak niet", 1, false}, {"zou gebeld worden", 1, false}, {"beloofd", 1, true}, {"geld terug", 2, false},
	{"schadevergoeding", 2, true}, {"geschillencommissie", 3, true}, {"juridische stappen", 3, true}, {"advocaat", 2, true},
	{"heel slecht", 2, true}, {"erg slecht", 2, true}, {"slechte service", 3, true}, {"slechte ervaring", 3, true},
	{"nooit meer", 1, false}, {"laatste keer", 1, false}, {"kan niet langer", 1, false}, {"zo niet langer", 2, false},

	{"complaint", 3, true}, {"complaints", 3, true}, {"complain", 3, true}, {"complaining", 3, true},
	{"dissatisfied", 3, true}, {"not satisfied", 3, false}, {"unsatisfied", 3, true}, {"not happy", 2, false}, {"unhappy", 3, true},
	{"disgraceful", 3, true}, {"ridiculous", 3, true}, {"unacceptable", 3, true}, {"not acceptable", 3, false},
	{"disappointed", 2, true}, {"disappointing", 2, true}, {"angry", 2, true}, {"furious", 3, true}, {"fed up", 3, true},
	{"appalling", 3, true}, {"terrible service", 3, true}, {"poor service", 3, true}, {"rude", 2, true}, {"misled", 3, true},
	{"ripped off", 3, true}, {"still not", 2, false}, {"still no", 2, false}, {"yet again", 2, false}, {"third time", 1, false},
	{"fourth time", 2, false}, {"nobody calls", 2, false}, {"nobody called", 2, false}, {"no one called", 2, false},
	{"never called back", 2, false}, {"for weeks", 1, false}, {"for days", 1, false}, {"promised", 1, true},
	{"money back", 2, false}, {"refund", 1, true}, {"compensation", 2, true}, {"legal action", 3, true}, {"ombudsman", 3, true},
	{"passed around", 2, false}, {"last time", 1, false}, {"not good enough", 3, false},
}

// harmless are turns of phrase that look like a cue and are none: they are passed over whole.
var harmless = []string{
	"niets te klagen", "niet te klagen", "mag niet klagen", "wil niet klagen", "hoor je niet klagen", "hoort u mij niet klagen",
	"geen enkele klacht", "geen klacht", "geen klachten", "klacht is opgelost", "klacht is afgehandeld", "klachten aan", "klachten in mijn",
	"lichamelijke klachten", "klachten van de rug", "zat te", "zat ik", "ik zat", "daar zat", "alweer bedankt", "alweer opgelost", "boos op mezelf", "niet kwaad bedoeld",
	"nog steeds niet nodig", "als beloofd", "zoals beloofd", "advocaat van beroep", "kwaad kunnen", "geen kwaad",
	"no complaint", "no complaints", "not a complaint", "cannot complain", "can't complain", "can t complain", "not complaining",
	"nothing to complain about", "complaint is solved", "complaint was solved", "without complaint", "as promised", "no refund needed",
	"tax refund", "last time we spoke", "de laatste keer dat wij", "still not needed",
}

// denials take the weight from a plain cue that follows in the same clause.
var denials = map[string]bool{
	"geen": true, "niet": true, "nooit": true, "zonder": true, "nauwelijks": true, "niks": true,
	"no": true, "not": true, "never": true, "without": true, "hardly": true, "don't": true, "isn't": true, "wasn't": true, "aren't": true,
}

// turns begin another clause: what was denied before them is denied no more.
var turns = map[string]bool{"maar": true, "echter": true, "toch": true, "wel": true, "but": true, "however": true, "yet": true, "though": true}

// reach is how many words after a denial are denied.
const reach = 4

// Sign is what a text shows: the cues that stood in it and their weight together.
type Sign struct {
	Score int64
	Cues  []string
}

// Likely tells whether it may be a complaint.
func (s Sign) Likely() bool { return s.Score >= Threshold }

// Read looks for dissatisfaction in a text, Dutch or English. A cue counts once, however often it stands there.
func Read(text string) Sign {
	var out Sign
	seen := map[string]bool{}
	for _, clause := range clauses(text) {
		denied := 0 // for how many words yet
		for at := 0; at < len(clause); {
			if long := longest(clause[at:], harmless); long > 0 {
				at += long
				continue
			}
			if turns[clause[at]] {
				denied = 0
			}
			found, long := match(clause[at:])
			if long > 0 {
				if !(found.plain && denied > 0) && !seen[found.words] {
					seen[found.words] = true
					out.Score, out.Cues = out.Score+found.score, append(out.Cues, found.words)
				}
				at, denied = at+long, max(denied-long, 0)
				continue
			}
			denied = max(denied-1, 0)
			if denials[clause[at]] {
				denied = reach
			}
			at++
		}
	}
	return out
}

// clauses are the words of a text, apart by what ends a thought.
func clauses(text string) (out [][]string) {
	text = strings.ReplaceAll(strings.ToLower(text), "’", "'")
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(".,;:!?()\n\r", r) }) {
		words := strings.FieldsFunc(part, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '-' })
		if len(words) > 0 {
			out = append(out, words)
		}
	}
	return out
}

// match is the longest cue with which the words begin, and its length in words.
func match(words []string) (best cue, long int) {
	for _, c := range cues {
		if n := begins(words, c.words); n > long {
			best, long = c, n
		}
	}
	return best, long
}

// longest is the length of the longest phrase with which the words begin.
func longest(words, phrases []string) (long int) {
	for _, phrase := range phrases {
		long = max(long, begins(words, phrase))
	}
	return long
}

// begins tells with how many words a text begins as a phrase does; 0 when it does not.
func begins(words []string, phrase string) int {
	parts := strings.Fields(phrase)
	if len(parts) > len(words) {
		return 0
	}
	for i, part := range parts {
		if words[i] != part {
			return 0
		}
	}
	return len(parts)
}
