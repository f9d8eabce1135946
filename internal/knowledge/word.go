package knowledge

import (
	"strings"

	"kroon/internal/lang"
)

// common are words that say nothing about what is asked.
var common = func() map[string]bool {
	out := map[string]bool{}
	for _, word := range strings.Fields(`
		aan af al alle als altijd ander andere bij bel bellen ben bent bestaat betekent dan dat de deze die dit doe doen doet door dus
		een eens en er even gaan gaat geen geven graag had hadden heb hebben hebt heeft heel hem het hier hij hoe hun iemand iets ik in is
		ja je jij jou jouw jullie kan klant klopt komt krijg krijgen kun kunnen kunt maar mag me meer met mij mijn misschien moet moeten
		na naar nee niet niets nog nu nodig of om omdat ons onze ook op over per precies soms staat te tegen toch toen tot
		u uit uw van vanaf veel via volgende voor vraag vraagt waar waarom wanneer want waren was wat we weer weet wel welk welke werd
		weten wie wij wil wilde willen wilt worden wordt zal ze zeggen zich zij zijn zo zou zouden zonder
		twee drie vier vijf zes tien two three four five six ten
		a about all also am an and any are as at be because been before but by call can could did do does for from get give go going had
		has have he her here him his how if into it its just know let like many may me more must my need no not now off on one or other
		our out please question she should so some such than that the their them then there these they this to up us very want wants
		was what when where which who why will with would you your`) {
		out[word] = true
	}
	return out
}()

// contentOf are the words of a text that say what it is about, each once, in their order.
func contentOf(text string) []string {
	var out []string
	seen := map[string]bool{}
	for _, word := range lang.Words(text) {
		if !common[word] && !seen[word] && len(word) > 1 {
			seen[word] = true
			out = append(out, word)
		}
	}
	return out
}

// beginOf is what a word shares with its other forms: "training" and "trainingen" both begin with "traini".
// Short words stand for themselves.
func beginOf(word string) string {
	const least, ending = 4, 2
	letters := []rune(word)
	if len(letters) <= least {
		return word
	}
	return string(letters[:max(least, len(letters)-ending)])
}

// alike tells whether two words are forms of one: one begins as the other does, up to the ending.
func alike(a, b string) bool {
	if len([]rune(a)) < 4 || len([]rune(b)) < 4 {
		return a == b
	}
	return strings.HasPrefix(a, beginOf(b)) || strings.HasPrefix(b, beginOf(a))
}

const maxWord = 48

// wordsOf are the words under which an edition is found; true: it stands in a title.
func wordsOf(e Edition) map[string]bool {
	out := map[string]bool{}
	for _, t := range []Text{e.NL, e.EN} {
		for _, word := range contentOf(t.Body + "\n" + t.Table) {
			if len(word) <= maxWord && !out[word] {
				out[word] = false
			}
		}
		for _, word := range contentOf(t.Title) {
			if len(word) <= maxWord {
				out[word] = true
			}
		}
	}
	return out
}
