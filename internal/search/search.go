// Package search finds what was said by the beginnings of its words, while it is being typed: questions, notes for
// colleagues, promises, contacts, complaints, what people typed in messages, and what is said of customers; and what is
// called something: files, orders and call lists. It keeps where words occur, and no second copy of what was said.
package search

import (
	"slices"
	"strings"
	"unicode/utf8"

	"kroon/internal/id"
	"kroon/internal/lang"
)

// Kind is what was said, or what is called something.
type Kind string

// The kinds. A note is for colleagues, and so is what was said in a contact: no virtual employee finds those.
const (
	Question Kind = "question" // what we understood, in the customer's words
	Note     Kind = "note"     // for colleagues, beside a question, with a hand-off or at its end
	Promise  Kind = "promise"  // what was promised, beside its question when it has one
	Contact  Kind = "contact"  // what was said in a call, a letter, a visit
	// Complaint is what a customer complained of, in their words.
	Complaint Kind = "complaint"
	// Claim is what people here say of a customer. Whoever reads what was found decides who may see it: an opinion is
	// found by nobody whom the customer's screen spares it.
	Claim Kind = "claim"
	// Deed is what people wrote when a promise was kept, moved, disputed or turned down.
	Deed Kind = "deed"
	// Message is what a colleague typed in a message to a customer that left; what Kroon wrote around it is not.
	Message Kind = "message"
	// Strike is why somebody was struck off call lists, with the evidence and what a second person thought of it. Whoever
	// reads what was found decides who may see it, as of a claim.
	Strike Kind = "strike"
)

// The kinds of what is called something.
const (
	File  Kind = "file"  // its name
	Order Kind = "order" // what was bought, and its number
	List  Kind = "list"  // a call list: its name, and what we call for
)

// Open are the kinds of which nothing is meant for colleagues alone.
func Open() []Kind { return []Kind{Question, Promise} }

// Kinds are all there are of what was said.
func Kinds() []Kind {
	return []Kind{Question, Note, Promise, Contact, Complaint, Claim, Deed, Message, Strike}
}

// Things are the kinds of what is called something.
func Things() []Kind { return []Kind{File, Order, List} }

// Hit is where the rarest of the words that were typed occurs.
type Hit struct {
	Kind    Kind
	Subject id.Any
}

// The bounds of what is read of one text and of what is typed.
const (
	maxWords = 80 // of a text; what comes after them is not found
	maxTerms = 8
	longest  = 40 // bytes of a word that count
)

// small are words that say nothing about what a text is about; nobody searches by them.
var small = strings.Fields(`
	aan al als bij dan dat de deze die dit door een en er had haar heb hebben heeft hem het hij hoe ik in is je kan
	kunt maar me met mij mijn naar niet nog of om ons onze ook op over te tot u uit uw van voor waar wat we weten wel
	welke wij wil willen wilt worden wordt ze zij zijn zo zou
	about after all and any are as at be but by can do does for from had has have he her him his how if into it its
	know me my no not of on or our she so than that the their them they this to too want wants was we what when
	where which who will with would you your`)

// words are the folded words of a text, each once.
func words(text string) []string {
	var out []string
	for _, word := range lang.Words(text) {
		word = begin(word)
		if utf8.RuneCountInString(word) > 1 && !slices.Contains(small, word) && !slices.Contains(out, word) {
			if out = append(out, word); len(out) == maxWords {
				break
			}
		}
	}
	return out
}

// begin is as much of a word as counts, in whole letters.
func begin(word string) string {
	if len(word) <= longest {
		return word
	}
	return strings.ToValidUTF8(word[:longest], "")
}

// Terms are the beginnings of words that somebody typed, each once. Small words count only when there is nothing
// else, and never the one that is still being typed: "van" may become "vandaag".
func Terms(typed string) []string {
	all := lang.Words(typed)
	var out []string
	for i, word := range all {
		word = begin(word)
		last := i == len(all)-1
		if (last || !slices.Contains(small, word)) && !slices.Contains(out, word) && len(out) < maxTerms {
			out = append(out, word)
		}
	}
	if len(out) == 1 && utf8.RuneCountInString(out[0]) < 2 {
		return nil // one letter begins everything
	}
	return out
}

// Has tells whether a term begins one of the words in a text.
func Has(terms []string, text string) bool {
	return slices.ContainsFunc(lang.Words(text), func(word string) bool {
		return slices.ContainsFunc(terms, func(term string) bool { return strings.HasPrefix(word, term) })
	})
}

// Matches tells whether every term begins a word of the texts together.
func Matches(terms []string, texts ...string) bool {
	var have []string
	for _, text := range texts {
		have = append(have, words(text)...)
	}
	for _, term := range terms {
		if !slices.ContainsFunc(have, func(word string) bool { return strings.HasPrefix(word, term) }) {
			return false
		}
	}
	return len(terms) > 0
}
