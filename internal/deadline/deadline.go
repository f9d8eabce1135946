// Package deadline understands a deadline said in words, in Dutch and in English, and asks back
// where the words leave room for more than one instant. A wrong instant taken silently is the one
// unforgivable answer: whoever reads a Result can rely on it that a Taken one had a single reading.
//
// It is a grammar, not a set of patterns: text becomes tokens with senses (token.go, words_*.go),
// rules make components of them (date.go, day.go, clock.go, duration.go), components in any order
// make a phrase (phrase.go), and only then are phrases turned into instants (resolve.go, moment.go)
// and weighed against what else stands in the text (settle.go). ADR 10 tells which readings are
// taken and which are asked.
package deadline

import (
	"time"
	"unicode/utf8"

	"kroon/internal/lang"
)

// longest is the number of characters beyond which a text is no deadline but a story.
const longest = 1000

// Outcome tells which of the four answers a Result is.
type Outcome int

// The outcomes.
const (
	Nothing Outcome = iota // no moment is named
	Taken                  // one reading, not before now
	Past                   // one reading, and it has passed: a promise refuses it
	Asked                  // more than one reading, or none that can be relied on
)

// Grain is how precisely a moment was named.
type Grain string

// The grains. A day ends at 23:59 in its zone.
const (
	Minute Grain = "minute"
	Day    Grain = "day"
)

// At is one moment as it was understood.
type At struct {
	Instant time.Time // in the zone it was said in; whole minutes, except for "nu"
	Grain   Grain
	// Civil is the date and time on the wall ("2026-11-27T15:00") from which Instant is derived
	// again when zone rules change. It is empty when an instant was meant, such as "over 2 uur".
	Civil string
	// Echo says the moment back, and can be typed: "vrijdag 27 november 15:00".
	Echo string
}

// Ask is a question back.
type Ask struct {
	Key     string // the reason, which is the key of its sentence
	Text    string // the question in the language of the text
	Choices []At   // the readings, soonest first, to offer as buttons; possibly none
}

// Result is the answer to a text: At when Taken or Past, Ask when Asked.
type Result struct {
	Outcome Outcome
	At      At
	Ask     Ask
}

// Parse reads the deadline in text, said in language l at the instant now by somebody whose clock
// shows zone. Numbers of a date are day, month, year. An instant that it takes is never before now.
func Parse(text string, l lang.Lang, now time.Time, zone *time.Location) Result {
	return read(parser{lang: l, zone: zone, now: now.In(zone)}, text)
}

// Recall reads when something was, by the same grammar looking back: "maandag 10:00" is the last Monday,
// "15 maart" the last such day. A moment that can only be still to come is Taken, as Parse would, for
// the caller to refuse; one that has been is Past. Today as a whole is now.
func Recall(text string, l lang.Lang, now time.Time, zone *time.Location) Result {
	r := read(parser{lang: l, zone: zone, now: now.In(zone), back: true}, text)
	if r.Outcome == Taken && r.At.Grain == Day && dateOf(r.At.Instant).Equal(dateOf(now.In(zone))) {
		r.Outcome, r.At.Instant = Past, now.In(zone)
	}
	return r
}

func read(p parser, text string) Result {
	p.today = dateOf(p.now)
	if utf8.RuneCountInString(text) > longest {
		return p.ask("deadline.ask.long")
	}
	p.tokens = tokenise(text, lexiconOf(p.lang))
	return p.settle()
}

// parser holds one text and the moment at which it was said.
type parser struct {
	lang   lang.Lang
	zone   *time.Location
	now    time.Time
	today  date
	tokens []token

	anchoring bool // inside "3 dagen na ..."
	back      bool // what was, not what is to come
}
