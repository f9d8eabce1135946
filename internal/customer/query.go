package customer

import (
	"regexp"
	"slices"
	"strings"

	"kroon/internal/lang"
	"kroon/internal/phone"
)

// term is one thing typed; a customer has it when one of its words begins with any of these.
type term []string

// query is what was typed in the search box.
type query struct {
	required []term
	optional []term // particles before another word: they only decide between equals
}

const (
	maxTyped  = 100 // letters that are read
	maxTerms  = 8
	digitsEnd = 4 // so many figures may be the last ones of a number
	digitsAll = 7 // so many figures, however parted, are a number whatever they begin with
)

var (
	phonePattern    = regexp.MustCompile(`[(+]*[0-9][0-9 ()./+-]*`)
	postcodePattern = regexp.MustCompile(`(^|\s)([1-9][0-9]{3}) ?([a-z]{2})(\s|$)`)
	postcodeBegun   = regexp.MustCompile(`(^|\s)([1-9][0-9]{3}) ([a-z])$`)
)

// readQuery takes what was typed apart: numbers in any notation, a postcode, e-mail addresses, words.
func readQuery(text string) query {
	if runes := []rune(text); len(runes) > maxTyped {
		text = string(runes[:maxTyped])
	}
	text = strings.Join(strings.Fields(lang.Fold(strings.ReplaceAll(text, "\x00", " "))), " ")
	var q query
	whole := text
	text = phonePattern.ReplaceAllStringFunc(text, func(run string) string {
		if !isNumber(run, run == whole) {
			return run
		}
		if len(q.required) == maxTerms {
			return " "
		}
		q.required = append(q.required, digitTerm(run))
		return " "
	})
	text = postcodePattern.ReplaceAllStringFunc(text, func(found string) string {
		parts := postcodePattern.FindStringSubmatch(found)
		if slices.Contains(particles, parts[3]) {
			return found
		}
		return " " + parts[2] + parts[3] + " "
	})
	text = postcodeBegun.ReplaceAllString(text, "$1$2$3")
	q.readWords(text)
	return q
}

// readWords adds the terms of a text without numbers. A particle that another word follows is optional.
func (q *query) readWords(text string) {
	var words []string
	for chunk := range strings.FieldsSeq(text) {
		if strings.Contains(chunk, "@") {
			words = append(words, strings.Trim(chunk, "<>,;:()\""))
			continue
		}
		words = append(words, lang.Words(chunk)...)
	}
	for i, word := range words {
		switch {
		case word == "" || len(q.required) == maxTerms:
		case i < len(words)-1 && slices.Contains(particles, word):
			q.optional = append(q.optional, term{word})
		default:
			q.required = append(q.required, wordTerm(word))
		}
	}
}

// isNumber tells whether figures that stand together are a telephone number, or a part of one.
func isNumber(run string, alone bool) bool {
	digits := len(onlyDigits(run))
	begins := strings.HasPrefix(run, "0") || strings.HasPrefix(strings.TrimLeft(run, "("), "+")
	return digits >= digitsAll || (begins || alone) && digits >= digitsEnd
}

func onlyDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}

// digitTerm is a number, its beginning or its end, however it was typed.
func digitTerm(typed string) term {
	digits := onlyDigits(typed)
	out := term{digits}
	out = append(out, phone.Beginnings(typed)...)
	if len(digits) >= digitsEnd {
		out = append(out, backward(digits))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// wordTerm is a word as typed, and as others write it: ij and y are one sound.
func wordTerm(word string) term {
	if onlyDigits(word) == word {
		if len(word) >= digitsEnd {
			return digitTerm(word)
		}
		return term{word}
	}
	out := term{word}
	if other := strings.ReplaceAll(word, "ij", "y"); other != word {
		out = append(out, other)
	}
	if other := strings.ReplaceAll(word, "y", "ij"); other != word {
		out = append(out, other)
	}
	return out
}
