package access

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"

	"kroon/internal/fault"
)

// A password is long rather than strange (NIST SP 800-63B-4, 3.1.1.2; ASVS 5.0, 6.2): no rules about
// kinds of signs, but not one that everybody tries first.
const (
	minPassword = 12  // signs
	maxPassword = 256 // bytes
	minOwn      = 6   // signs that remain when the obvious is taken away
)

//go:embed common.txt
var commonText string

// common are the most tried passwords of twelve signs and up, and the words most of them are made of.
var common = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for line := range strings.Lines(commonText) {
		if word := strings.TrimSpace(line); word != "" {
			all[word] = true
		}
	}
	return all
})

// checkPassword refuses a password that is short, endless, or among the first that anybody tries.
func checkPassword(password, email string) error {
	switch {
	case utf8.RuneCountInString(password) < minPassword:
		return fault.New(fault.Invalid, "access.short_password", "min", minPassword).On("password")
	case len(password) > maxPassword:
		return fault.New(fault.Invalid, "access.long_password", "max", maxPassword).On("password")
	case guessable(password, email):
		return fault.New(fault.Invalid, "access.common_password").On("password")
	}
	return nil
}

// guessable: on the list, the same few signs over and over, a row of the keyboard or the alphabet, or
// hardly more than the person's own address or a word of the list.
func guessable(password, email string) bool {
	lower := strings.ToLower(password)
	if common()[lower] || repeats(lower) || runs(lower) {
		return true
	}
	name, domain, _ := strings.Cut(strings.ToLower(email), "@")
	company, _, _ := strings.Cut(domain, ".")
	for _, word := range append(strings.FieldsFunc(name, notLetter), name, company) {
		if len(word) <= 2 {
			continue
		}
		own := bare(strings.ReplaceAll(lower, word, ""))
		if own != bare(lower) && (utf8.RuneCountInString(own) < minOwn || common()[own]) {
			return true
		}
	}
	return common()[bare(lower)]
}

// padding is what people put around a word to make it count.
const padding = "0123456789!@#$%^&*()-_=+.,?:; "

func notLetter(r rune) bool { return (r < 'a' || r > 'z') && r < utf8.RuneSelf }

// bare is a password without the padding around it.
func bare(password string) string { return strings.Trim(password, padding) }

// repeats: one to four signs, over and over.
func repeats(text string) bool {
	for size := 1; size <= 4; size++ {
		unit := text[:size]
		if strings.Repeat(unit, len(text)/size+1)[:len(text)] == text {
			return true
		}
	}
	return false
}

var rows = []string{
	"01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "1234567890qwertyuiop", "qazwsxedcrfvtgbyhnujmikolp", "1q2w3e4r5t6y7u8i9o0p",
}

// runs: a piece of a row, forwards or back.
func runs(text string) bool {
	var back strings.Builder
	for i := len(text) - 1; i >= 0; i-- {
		back.WriteByte(text[i])
	}
	for _, row := range rows {
		if strings.Contains(row, text) || strings.Contains(row, back.String()) {
			return true
		}
	}
	return false
}
