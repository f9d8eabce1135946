package deadline

import (
	"strings"
	"sync"

	"kroon/internal/lang"
)

// kind is what a word can mean in a deadline; a word may have several.
type kind int

const (
	number      kind = iota // value: the number
	ordinal                 // value: the number
	one                     // "een", "a", "an": one, in a length of time
	vague                   // "paar", "enkele", "couple": a length nobody can know
	half                    // "half", "halve"
	oneHalf                 // "anderhalf": three halves
	minutes                 // unit; value: minutes in it
	daysUnit                // unit; value: days in it
	months                  // unit; value: months in it
	workdays                // unit
	weekday                 // value: time.Weekday
	month                   // value: time.Month
	dayFrom                 // value: days from today
	part                    // value: a part of the day
	holiday                 // value: an index in holidays
	now                     // "nu", "now"
	endOf                   // "eind", "end"
	beginOf                 // "begin", "start", "midden"
	endDay                  // "einde dag", "eod"
	endWork                 // "einde werkdag", "cob"
	weekend                 // "weekend"
	between                 // "tussen", "between": two ends follow
	sameTime                // "this time": the hour it is now
	thisOne                 // "deze", "this"
	next                    // "volgende", "next"
	coming                  // "aanstaande", "komende", "coming"
	last                    // "vorige", "afgelopen", "last"
	neutral                 // a word that only introduces: "uiterlijk", "by"
	atClock                 // introduces a time of day: "om", "at"
	onDay                   // introduces a day: "op", "on"
	before                  // "voor", "before", "tot"
	open                    // only a beginning: "na", "vanaf", "after"
	within                  // "over", "binnen", "in", "within"
	from                    // counts on from a day: "vanaf", "from", "after"
	earlier                 // counts back from a day: "voor", "before"
	later                   // "later", "vanaf nu", "from now"
	ago                     // "geleden", "ago"
	article                 // "de", "het", "the"
	of                      // "van", "of"
	and                     // "en", "and"
	or                      // "of", "or"
	upTo                    // "tot", "to"
	not                     // "niet", "not"
	every                   // "elke", "every"
	quarter                 // "kwart", "quarter"
	over                    // minutes after the hour: "over", "past"
	toHour                  // minutes before the hour: "voor", "to"
	oclock                  // "uur", "o'clock"
	noon                    // "noon"
	midnight                // "middernacht", "midnight"
	zoneName                // "cet", "pacific": another clock than ours
	ownZone                 // "lokale tijd", "local time": the clock here
	hourName                // "vieren": an hour and nothing else; value: the hour
	weekdays                // "maandagen", "mondays"; value: time.Weekday
	monthEnd                // "month end"; value 12: of the year
	unsure                  // "misschien", "als", "behalve", "if": the moment after it may not be the one
	earliest                // "op zijn vroegst", "at the earliest": only a beginning
	lastDayOf               // "laatste dag", "last day"
	summer                  // value 1: daylight-saving time, 0: standard time
	after                   // a word that may stand after a bare number: "terug", "back"
	weak                    // the word mostly means something else: "zo", "may", "sun"
	abbreviated             // a full stop after it ends no sentence
)

// The parts of a day.
const (
	morning = iota + 1
	afternoon
	evening
	night
)

type sense struct {
	kind  kind
	value int
}

// lexicon is what each word, or few words together, can mean in one language.
type lexicon map[string][]sense

// add gives each of the entries (separated by commas) one more meaning.
func (x lexicon) add(k kind, value int, entries string) {
	for entry := range strings.SplitSeq(entries, ",") {
		entry = strings.TrimSpace(entry)
		x[entry] = append(x[entry], sense{k, value})
	}
}

// silence makes entries of words that would otherwise be read as a moment: a greeting.
func (x lexicon) silence(entries string) {
	for entry := range strings.SplitSeq(entries, ",") {
		x[strings.TrimSpace(entry)] = nil
	}
}

// count adds numbers or ordinals, from first on, one for each word.
func (x lexicon) count(k kind, first int, entries string) {
	for i, entry := range strings.Fields(entries) {
		x.add(k, first+i, entry)
	}
}

// weekdayParts makes "vrijdagmiddag" of each day and part; sep is what stands between.
func (x lexicon) weekdayParts(days []string, parts map[string]int) {
	for i, day := range days {
		for name, value := range parts {
			x.add(weekday, i, day+name)
			x.add(part, value, day+name)
		}
	}
}

var lexicons = sync.OnceValue(func() map[lang.Lang]lexicon {
	return map[lang.Lang]lexicon{lang.NL: dutch(), lang.EN: english()}
})

func lexiconOf(l lang.Lang) lexicon { return lexicons()[l] }
