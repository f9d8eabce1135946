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

// book is the titles of answers by how their words begin, so that a question is compared with few of them.
type book struct {
	answers []known
	needed  []int // of each title: how many of its words a question about it has
	of      []int // of each title: whose it is
	words   map[string][]entry
}

type entry struct {
	word  string
	title int
}

// first is under which letters a word stands in the book: those that all its forms share.
func first(word string) string {
	const shared = 4
	letters := []rune(word)
	return string(letters[:min(shared, len(letters))])
}

func bookOf(answers []known) book {
	b := book{answers: answers, words: map[string][]entry{}}
	for i, answer := range answers {
		for _, title := range answer.Titles {
			asked := contentOf(title)
			needed := min(2, len(asked))
			if len(asked) > 4 {
				needed = 3
			}
			for _, word := range asked {
				b.words[first(word)] = append(b.words[first(word)], entry{word, len(b.of)})
			}
			b.needed, b.of = append(b.needed, needed), append(b.of, i)
		}
	}
	return b
}

// about is the first answer about a question, a public one before one of our own: enough of the words of one of
// its titles stand in it.
func (b book) about(words []string) (known, bool) {
	found := map[int]map[string]bool{}
	for _, word := range words {
		for _, one := range b.words[first(word)] {
			if !alike(word, one.word) {
				continue
			}
			if found[one.title] == nil {
				found[one.title] = map[string]bool{}
			}
			found[one.title][one.word] = true
		}
	}
	best := -1
	for title, shared := range found {
		if len(shared) < b.needed[title] {
			continue
		}
		if best < 0 || b.before(title, best) {
			best = title
		}
	}
	if best < 0 {
		return known{}, false
	}
	return b.answers[b.of[best]], true
}

func (b book) before(title, other int) bool {
	if one, two := b.answers[b.of[title]].Public, b.answers[b.of[other]].Public; one != two {
		return one
	}
	return title < other
}

// gapsIn finds what people asked that no public answer covers, what most asked first. Questions about what we
// answer among ourselves belong together; the others are put together by the word that most people used.
func gapsIn(asked []Asked, answers []known) []Gap {
	var rest []open
	internal := map[id.Answer]*group{}
	var order []id.Answer
	titles := bookOf(answers)
	for _, one := range asked {
		words := contentOf(one.Text)
		about, covered := titles.about(words)
		if covered && about.Public {
			continue
		}
		if !covered {
			rest = append(rest, open{one.Who, words})
			continue
		}
		if internal[about.ID] == nil {
			internal[about.ID] = &group{gap: Gap{Words: about.Titles[0], Answer: about.ID}, people: map[string]bool{}}
			order = append(order, about.ID)
		}
		internal[about.ID].add(one.Who)
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
			if strings.Trim(word, "0123456789") == "" {
				continue // a number is not what a question is about
			}
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
			switch {
			case beginOf(word) == best:
				forms[word]++
			case strings.Trim(word, "0123456789") != "":
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
