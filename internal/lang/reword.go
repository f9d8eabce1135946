package lang

import "strings"

// Reword says in the language of p what was written down earlier in another language or form of address: text is the
// sentence of key, filled in then. What cannot be read back with certainty stays as it was written.
func (p Printer) Reword(key, text string) string {
	for _, of := range []Printer{For(NL, true, nil), For(NL, false, nil), For(EN, true, nil), For(EN, false, nil)} {
		if args, ok := of.readBack(key, text); ok {
			return p.Fill(key, args)
		}
	}
	return text
}

// readBack finds with what the sentence of key was filled in to become text; false when it was not, or when there is
// more than one way.
func (p Printer) readBack(key, text string) (map[string]any, bool) {
	sentence, ok := Catalogue(p.Lang)[key]
	if !ok {
		return nil, false
	}
	const mark = "\x00"
	marked := map[string]any{}
	for rest := sentence.Other; ; {
		begin := strings.IndexByte(rest, '{')
		end := strings.IndexByte(rest, '}')
		if begin < 0 || end < begin {
			break
		}
		marked[rest[begin+1:end]] = mark + rest[begin+1:end] + mark
		rest = rest[end+1:]
	}
	parts := strings.Split(p.Fill(key, marked), mark) // words, a name, words, a name, words
	text, ok = strings.CutPrefix(text, parts[0])
	args := map[string]any{}
	for i := 1; ok && i+1 < len(parts); i += 2 {
		value, after := text, ""
		switch next := parts[i+1]; {
		case i+2 == len(parts):
			value, ok = strings.CutSuffix(text, next)
		case strings.Count(text, next) != 1:
			ok = false
		default:
			value, after, _ = strings.Cut(text, next)
		}
		if before, twice := args[parts[i]]; twice && before != value {
			ok = false
		}
		args[parts[i]], text = value, after
	}
	return args, ok && text == ""
}
