package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// plainLetters are the letters that Unicode does not take apart into a plain one and an accent.
var plainLetters = strings.NewReplacer("ß", "ss", "ø", "o", "æ", "ae", "œ", "oe", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i")

// Fold writes text as it is sought: small letters without accents, ligatures as two letters. Names
// that people write differently and mean the same become equal; nothing is shown in this form.
func Fold(text string) string {
	if plain(text) {
		return strings.ToLower(text)
	}
	var out strings.Builder
	for _, r := range norm.NFKD.String(text) {
		if !unicode.Is(unicode.Mn, r) {
			out.WriteRune(unicode.ToLower(r))
		}
	}
	return plainLetters.Replace(out.String())
}

// plain tells whether a text has ASCII only, which has no accents or ligatures to look for.
func plain(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Words cuts text into its folded words: whatever is no letter and no figure parts them.
func Words(text string) []string {
	return strings.FieldsFunc(Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}
