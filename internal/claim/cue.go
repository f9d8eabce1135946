package claim

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"strings"
	"sync"

	"kroon/internal/lang"
)

// Matter is what a text touches that is better not noted.
type Matter string

// The matters.
const (
	Health  Matter = "health"
	Faith   Matter = "faith"
	Private Matter = "private"
)

// Cue is a word that may be about such a matter.
type Cue struct {
	Matter Matter
	Word   string // as it was found, in small letters and without accents
}

//go:embed cues.json
var cuesText []byte

// pattern is a cue taken apart in words; of the last one the rest may follow when open is set.
type pattern struct {
	matter Matter
	words  []string
	open   bool
}

// cues are the words of cues.json in both languages: people write in either.
var cues = sync.OnceValue(func() []pattern {
	var file map[lang.Lang]map[Matter][]string
	if err := json.NewDecoder(bytes.NewReader(cuesText)).Decode(&file); err != nil {
		panic("claim: cues.json: " + err.Error())
	}
	var out []pattern
	for _, in := range lang.Langs() {
		for _, matter := range []Matter{Health, Faith, Private} {
			for _, cue := range file[in][matter] {
				whole, open := strings.CutSuffix(cue, "*")
				out = append(out, pattern{matter, lang.Words(whole), open})
			}
		}
	}
	return out
})

// Hint finds the first word of a text that may be about health, faith or somebody's private life. It is a hint and
// no more: whoever writes decides.
func Hint(texts ...string) (Cue, bool) {
	for _, text := range texts {
		words := lang.Words(text)
		for from := range words {
			for _, cue := range cues() {
				if cue.begins(words[from:]) {
					return Cue{cue.matter, strings.Join(words[from:from+len(cue.words)], " ")}, true
				}
			}
		}
	}
	return Cue{}, false
}

func (p pattern) begins(words []string) bool {
	if len(words) < len(p.words) {
		return false
	}
	last := len(p.words) - 1
	for i, word := range p.words {
		if words[i] != word && !(i == last && p.open && strings.HasPrefix(words[i], word)) {
			return false
		}
	}
	return true
}
