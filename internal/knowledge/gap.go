package knowledge

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"kroon/internal/id"
)

// Asked is a question of the last days.
type Asked struct {
	Who  string // the same for all questions of one person
	Text string
}

// Gap is what many asked and no public answer says.
type Gap struct {
	Words     string    // what the questions have in common
	Answer    id.Answer // what we answer among ourselves; zero: nothing
	People    int
	Questions int
	SinceAt   time.Time
}

// What makes a gap worth telling of, and how many are told.
const (
	leastPeople = 3
	maxGaps     = 5
)

// known is an approved answer, for comparing questions with it.
type known struct {
	ID     id.Answer
	Public bool
	Titles []string // in each language
}

// covers tells whether the answer is about the question: enough of the words of one of its titles stand in it.
func (k known) covers(words []string) bool {
	for _, title := range k.Titles {
		asked := contentOf(title)
		needed := min(2, len(asked))
		if len(asked) > 4 {
			needed = 3
		}
		found := 0
		for _, word := range asked {
			if slices.ContainsFunc(words, func(one string) bool { return alike(one, word) }) {
				found++
			}
		}
		if found >= needed && needed > 0 {
			return true
		}
	}
	return false
}

// gapsIn finds what people asked that no public answer covers, what most asked first. Questions about what we
// answer among ourselves belong together; the others are put together by the word that most people used.
func gapsIn(asked []Asked, answers []known) []Gap {
	var rest []open
	internal := map[id.Answer]*group{}
	var order []id.Answer
	for _, one := range asked {
		words := contentOf(one.Text)
		about := func(public bool) int {
			return slices.IndexFunc(answers, func(k known) bool { return k.Public == public && k.covers(words) })
		}
		if about(true) >= 0 {
			continue
		}
		at := about(false)
		if at < 0 {
			rest = append(rest, open{one.Who, words})
			continue
		}
		of := answers[at].ID
		if internal[of] == nil {
			internal[of] = &group{gap: Gap{Words: answers[at].Titles[0], Answer: of}, people: map[string]bool{}}
			order = append(order, of)
		}
		internal[of].add(one.Who)
	}
	var out []Gap
	for _, of := range order {
		out = internal[of].enough(out)
	}
	for len(rest) > 0 {
		found, left := largest(rest)
		if found == nil {
			break
		}
		out, rest = found.enough(out), left
	}
	slices.SortStableFunc(out, func(a, b Gap) int { return cmp.Compare(b.People, a.People) })
	return out[:min(len(out), maxGaps)]
}

// open is a question that no answer covers.
type open struct {
	who   string
	words []string
}

type group struct {
	gap    Gap
	people map[string]bool
}

func (g *group) add(who string) {
	g.people[who] = true
	g.gap.Questions++
}

// enough adds the group when enough people asked.
func (g *group) enough(to []Gap) []Gap {
	if g.gap.People = len(g.people); g.gap.People >= leastPeople {
		return append(to, g.gap)
	}
	return to
}

// largest takes the questions with the word that most people used, called by that word in its most used form
// and the next word that most of them share; nil when no word is used by enough people.
func largest(rest []open) (*group, []open) {
	people := map[string]map[string]bool{}
	for _, one := range rest {
		for _, word := range one.words {
			begin := beginOf(word)
			if people[begin] == nil {
				people[begin] = map[string]bool{}
			}
			people[begin][one.who] = true
		}
	}
	best := ""
	for begin, who := range people {
		if n, most := len(who), len(people[best]); n > most || n == most && (best == "" || begin < best) {
			best = begin
		}
	}
	if len(people[best]) < leastPeople {
		return nil, rest
	}
	found := &group{people: map[string]bool{}}
	var left []open
	forms, beside := map[string]int{}, map[string]int{}
	for _, one := range rest {
		if !slices.ContainsFunc(one.words, func(word string) bool { return beginOf(word) == best }) {
			left = append(left, one)
			continue
		}
		found.add(one.who)
		for _, word := range one.words {
			if beginOf(word) == best {
				forms[word]++
			} else {
				beside[word]++
			}
		}
	}
	name := []string{mostUsed(forms)}
	if next := mostUsed(beside); beside[next]*2 > found.gap.Questions {
		name = append(name, next)
	}
	found.gap.Words = strings.Join(name, ", ")
	return found, left
}

func mostUsed(words map[string]int) string {
	best := ""
	for word, n := range words {
		if n > words[best] || n == words[best] && (best == "" || word < best) {
			best = word
		}
	}
	return best
}
