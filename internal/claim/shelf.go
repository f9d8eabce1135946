package claim

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"sync"

	"kroon/internal/lang"
)

// Life is for how long something counts, and why that long.
type Life struct {
	Days  int    `json:"days"`
	WhyNL string `json:"why_nl"`
	WhyEN string `json:"why_en"`
}

// Why is the reason in a language.
func (l Life) Why(in lang.Lang) string {
	if in == lang.NL {
		return l.WhyNL
	}
	return l.WhyEN
}

// Shelf is how long each kind keeps. It stands in shelf.json, with its reasons.
type Shelf struct {
	Version   string        `json:"version"`
	Kinds     map[Kind]Life `json:"kinds"`
	FreshEyes Life          `json:"fresh_eyes"` // for how long who takes a customer over is spared the opinions of others
}

//go:embed shelf.json
var shelfText []byte

var shelf = sync.OnceValue(func() Shelf {
	var s Shelf
	read := json.NewDecoder(bytes.NewReader(shelfText))
	read.DisallowUnknownFields()
	if err := read.Decode(&s); err != nil {
		panic("claim: shelf.json: " + err.Error())
	}
	for _, kind := range Kinds() {
		if s.Kinds[kind].Days < 1 {
			panic("claim: shelf.json has no life for " + string(kind))
		}
	}
	return s
})

// LifeOf is how long a kind keeps, and why.
func LifeOf(kind Kind) Life { return shelf().Kinds[kind] }

// FreshEyes is for how long who takes a customer over is spared the opinions of others, and why.
func FreshEyes() Life { return shelf().FreshEyes }
