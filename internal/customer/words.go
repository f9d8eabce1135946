package customer

import (
	"slices"
	"strings"
	"unicode/utf8"

	"kroon/internal/lang"
	"kroon/internal/phone"
)

// particles are the small words before a surname. Typed before another word they are not insisted on:
// "van dam", "vd dam" and "dam" seek the same.
var particles = strings.Fields("van de der den het te ten ter vd vdr vdn von zu la le du des")

// maxWord bounds the words of the index, in bytes; what follows is compared in sought.
const maxWord = 48

// boundary parts the words of the name from the other words in sought.
const boundary = " |"

// wordsOf gives the words under which a customer is found, and sought: the same words in one text, each
// between spaces, those of the name before the boundary.
func wordsOf(d Details) (words []string, sought string) {
	name, glued := nameWords(d.Name)
	var content, small []string
	for _, word := range name {
		if slices.Contains(particles, word) {
			small = append(small, word)
		} else {
			content = append(content, word)
		}
	}
	if len(content) == 0 {
		content, small = small, nil
	}
	add := func(parts ...string) { words = append(words, cut(strings.Join(parts, " "))) }
	city := lang.Words(d.City)
	for i, word := range content {
		parts := append([]string{word}, content[i+1:]...)
		parts = append(append(append(parts, content[:i]...), small...), city...)
		add(parts...)
	}
	for _, word := range append(small, glued...) {
		add(append([]string{word}, content...)...)
	}
	place := append(lang.Words(d.Street), city...)
	for _, word := range place {
		add(append([]string{word}, content...)...)
	}
	alone := append(addressWords(d.Address), reachWords(d)...)
	for _, word := range alone {
		add(word)
	}
	sought = spaced(append(name, glued...)) + boundary + spaced(append(place, alone...))
	slices.Sort(words)
	return slices.Compact(words), sought
}

// spaced writes each word between spaces.
func spaced(words []string) string {
	if len(words) == 0 {
		return " "
	}
	return " " + strings.Join(words, " ") + " "
}

// nameWords cuts a name into its words. glued are what people type as one: "obrien" for O'Brien, "vandam"
// for Van Dam.
func nameWords(name string) (words, glued []string) {
	var before string
	for _, chunk := range strings.Fields(name) {
		parts := lang.Words(chunk)
		if len(parts) > 1 {
			glued = append(glued, strings.Join(parts, ""))
		}
		for _, part := range parts {
			words = append(words, part)
			if slices.Contains(particles, part) {
				before += part
				continue
			}
			if before != "" {
				glued = append(glued, before+part)
			}
			before = ""
		}
	}
	return words, glued
}

// addressWords are the house number as written apart and together, and the postcode together.
func addressWords(a Address) []string {
	out := lang.Words(a.HouseNumber)
	if len(out) > 1 {
		out = append(out, strings.Join(out, ""))
	}
	if code := strings.Join(lang.Words(a.Postcode), ""); code != "" {
		out = append(out, code)
	}
	return out
}

// reachWords are the numbers, from the front and from behind, and the e-mail addresses.
func reachWords(d Details) []string {
	var out []string
	for _, number := range d.Numbers {
		key := phone.Key(phone.E164(number.Number))
		out = append(out, key, backward(key))
	}
	for _, address := range d.Emails {
		out = append(out, lang.Fold(address))
	}
	return out
}

// backward marks the end of a number, so that it is not taken for a beginning.
func backward(digits string) string { return "~" + phone.Backward(digits) }

// cut shortens a word of the index to maxWord bytes, at the end of a letter.
func cut(word string) string {
	if len(word) <= maxWord {
		return word
	}
	end := maxWord
	for !utf8.RuneStart(word[end]) {
		end--
	}
	return word[:end]
}
