package lang

import "strings"

// About finds what a promise of a kind is about in the words that Kroon made of it when it was noted: "de
// vriescel" of the call-back "terugbellen over de vriescel". Those words are in the language of the customer
// then, so every language is tried. Ok is false when somebody wrote it in other words.
func About(kind, act string) (topic string, ok bool) {
	const hole = "{about}"
	for _, l := range Langs() {
		before, after, found := strings.Cut(Catalogue(l)["desk.act."+kind].Other, hole)
		if !found || before+after == "" {
			continue
		}
		rest, begins := strings.CutPrefix(act, before)
		if rest, ends := strings.CutSuffix(rest, after); begins && ends && strings.TrimSpace(rest) != "" {
			return rest, true
		}
	}
	return "", false
}
