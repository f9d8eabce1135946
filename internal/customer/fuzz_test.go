package customer

import (
	"strings"
	"testing"
	"unicode/utf8"

	"kroon/internal/lang"
)

// Whatever is typed to search by comes to a few words, as they are kept.
func FuzzQuery(f *testing.F) {
	for _, text := range []string{"", "van den berg", "030 261 44 10", "+31 (0)6-12345678", "3511 AB 12", "m@x.example <b>", "ij y ijy", "3511 a", "0123a0123a0123a0123a0123a0123a0123a0123a0123a0123", "İĳﬁ\xff", "(((0000"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q := readQuery(text)
		if len(q.required) > maxTerms {
			t.Errorf("%q is %d terms", text, len(q.required))
		}
		for _, one := range append(q.required, q.optional...) {
			if len(one) == 0 {
				t.Errorf("%q holds a term of nothing", text)
			}
			for _, word := range one {
				if word == "" || !utf8.ValidString(word) || strings.ContainsAny(word, " \x00") || lang.Fold(word) != word {
					t.Errorf("%q is sought by %q", text, word)
				}
			}
		}
	})
}
