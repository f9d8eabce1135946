// Package lang holds what Kroon says, in Dutch and English: catalogues, plurals, the polite and
// the familiar form of address, and how instants and durations are written and said.
package lang

import (
	"embed"
	"fmt"
	"path"
	"sort"
	"sync"
)

// Lang is a language of the screen and of messages.
type Lang string

// The languages.
const (
	NL Lang = "nl"
	EN Lang = "en"
)

// Valid tells whether the language is one of ours.
func (l Lang) Valid() bool { return l == NL || l == EN }

// Langs are the languages, the first being the default.
func Langs() []Lang { return []Lang{NL, EN} }

// Sentence is one entry of a catalogue. A text with {name} has a placeholder; [u|je] says the first
// to somebody addressed formally and the second otherwise. An entry with One is chosen by {n}.
type Sentence struct {
	One   string
	Other string
}

//go:embed catalogue
var files embed.FS

var catalogues = sync.OnceValue(func() map[Lang]map[string]Sentence {
	all := map[Lang]map[string]Sentence{}
	for _, l := range Langs() {
		all[l] = make(map[string]Sentence, 8192)
		dir := path.Join("catalogue", string(l))
		entries, err := files.ReadDir(dir)
		if err != nil {
			panic(err)
		}
		for _, entry := range entries {
			raw, err := files.ReadFile(path.Join(dir, entry.Name()))
			if err != nil {
				panic(err)
			}
			err = (&reader{string(raw)}).sentences(func(key string, sentence Sentence) {
				if _, twice := all[l][key]; twice {
					panic(fmt.Sprintf("lang: %s stands twice in %s", key, dir))
				}
				all[l][key] = sentence
			})
			if err != nil {
				panic(fmt.Sprintf("lang: %s/%s: %v", dir, entry.Name(), err))
			}
		}
	}
	return all
})

// Catalogue is everything Kroon says in a language, by key.
func Catalogue(l Lang) map[string]Sentence { return catalogues()[l] }

// Keys lists the keys of a language in order.
func Keys(l Lang) []string {
	keys := make([]string, 0, len(Catalogue(l)))
	for key := range Catalogue(l) {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

// Has tells whether a language has a sentence for the key.
func Has(l Lang, key string) bool { _, ok := Catalogue(l)[key]; return ok }
