package deadline

import (
	"strconv"
	"strings"
	"unicode"
)

// token is a word, a run of digits or one other character, with what it can mean.
type token struct {
	text   string // lower case, without accents
	digits bool
	word   bool
	glued  bool // nothing stands between it and the token before
	senses []sense
}

// longestEntry is the number of tokens of the longest entry of a lexicon ("in the next", ...).
const longestEntry = 6

// tokenise cuts text into tokens; words that the lexicon knows as one entry become one token.
func tokenise(text string, words lexicon) []token {
	atoms := atomise(text)
	var tokens []token
	for i := 0; i < len(atoms); {
		merged, length := longestMatch(atoms[i:], words)
		tokens = append(tokens, merged)
		i += length
	}
	return tokens
}

// longestMatch joins the most atoms that make an entry; a hyphen inside ("half-past") is a space.
func longestMatch(atoms []token, words lexicon) (token, int) {
	best, length := atoms[0], 1
	if !best.word && !best.digits {
		return best, 1
	}
	best.senses = words[best.text]
	joined := best.text
	for n := 1; n < min(len(atoms), 2*longestEntry); n++ {
		next := atoms[n]
		if next.text == "-" && next.glued && n+1 < len(atoms) && atoms[n+1].glued && atoms[n+1].word {
			continue
		}
		if !next.word && !next.digits {
			break
		}
		joined += " " + next.text
		if senses, ok := words[joined]; ok {
			best, length = token{text: joined, word: true, glued: atoms[0].glued, senses: senses}, n+1
		}
	}
	return best, length
}

// atomise splits on every change between letters, digits and other characters.
func atomise(text string) []token {
	runes := []rune(fold(text))
	var atoms []token
	glued := false
	for i := 0; i < len(runes); {
		start := i
		switch {
		case unicode.IsSpace(runes[i]):
			i++
			glued = false
			continue
		case isDigit(runes[i]):
			for i < len(runes) && isDigit(runes[i]) {
				i++
			}
		case inWord(runes, i):
			for i < len(runes) && inWord(runes, i) {
				i++
			}
		default:
			i++
		}
		first := runes[start]
		atoms = append(atoms, token{text: string(runes[start:i]), glued: glued, digits: isDigit(first),
			word: inWord(runes, start) && !isDigit(first)})
		glued = true
	}
	return atoms
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// inWord takes letters, and an apostrophe that belongs to a word: "'s", "o'clock".
func inWord(runes []rune, i int) bool {
	if unicode.IsLetter(runes[i]) {
		return true
	}
	return runes[i] == '\'' && i+1 < len(runes) && unicode.IsLetter(runes[i+1])
}

var folded = strings.NewReplacer("à", "a", "á", "a", "â", "a", "ä", "a", "ç", "c", "è", "e", "é", "e",
	"ê", "e", "ë", "e", "ì", "i", "í", "i", "î", "i", "ï", "i", "ò", "o", "ó", "o", "ô", "o", "ö", "o",
	"ù", "u", "ú", "u", "û", "u", "ü", "u", "’", "'", "‘", "'", "`", "'", "–", "-", "—", "-", "½", " en een half",
	"\u00a0", " ", "t/m", "tot en met", "a.s.", "aanstaande", "s' ", "s ")

// fold makes typing differences disappear: case, accents (composed or not), quotes, dashes.
func fold(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
	return folded.Replace(text)
}

// is tells whether the token at i can mean k.
func (p *parser) is(i int, k kind) bool { _, ok := p.sense(i, k); return ok }

// sense is the value that goes with meaning k of the token at i.
func (p *parser) sense(i int, k kind) (int, bool) {
	if i < 0 || i >= len(p.tokens) {
		return 0, false
	}
	for _, s := range p.tokens[i].senses {
		if s.kind == k {
			return s.value, true
		}
	}
	return 0, false
}

// text is the text of the token at i, empty past either end.
func (p *parser) text(i int) string {
	if i < 0 || i >= len(p.tokens) {
		return ""
	}
	return p.tokens[i].text
}

// gluedText is the token at i when nothing separates it from the one before.
func (p *parser) gluedText(i int) string {
	if i < 0 || i >= len(p.tokens) || !p.tokens[i].glued {
		return ""
	}
	return p.tokens[i].text
}

// digits reads a run of digits of lowest to highest length.
func (p *parser) digits(i, lowest, highest int) (int, bool) {
	if i < 0 || i >= len(p.tokens) || !p.tokens[i].digits {
		return 0, false
	}
	text := p.tokens[i].text
	if len(text) < lowest || len(text) > highest {
		return 0, false
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}
