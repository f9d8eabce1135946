// Package alike tells how likely two records are to be about one person or firm: probabilistic record linkage
// (Fellegi and Sunter, JASA 64, 1969). Of each trait that both records tell, the way in which they agree has a
// weight: the logarithm to base 2 of how much more often it is seen in two records of one than in two of
// different ones. The score is the sum; a trait that one of them does not tell says nothing.
package alike

import (
	"strings"

	"kroon/internal/lang"
)

// Record is what one row says of somebody. What is empty is not known.
type Record struct {
	Name     string // in any order
	Birth    string // a date; only its figures count
	Street   string
	House    string
	Postcode string
	City     string
	Phones   []string // E.164, or as written
	Emails   []string
}

// maxLetters bounds how much of a word or an address is compared.
const maxLetters = 48

// Prepared is a record, ready to be compared with many.
type Prepared struct {
	name                 [][]rune
	birth, place, street []rune
	code                 string // postcode, or else nothing
	house                string
	phones, emails       []string
}

// particles are words of a name that tell little: they are left out.
var particles = map[string]bool{}

func init() {
	for word := range strings.FieldsSeq("van de der den het te ten ter vd vdr vdn von bv b v nv vof en ltd gmbh inc dhr mevr mr mrs dr") {
		particles[word] = true
	}
}

// Prepare folds a record.
func Prepare(r Record) Prepared {
	var p Prepared
	for _, word := range lang.Words(r.Name) {
		if !particles[word] && len(p.name) < 6 {
			p.name = append(p.name, letters(word))
		}
	}
	p.birth = letters(figures(r.Birth))
	p.place = letters(strings.Join(lang.Words(r.City), " "))
	p.street = letters(strings.Join(lang.Words(r.Street), " "))
	p.code = strings.Join(lang.Words(r.Postcode), "")
	p.house = strings.Join(lang.Words(r.House), "")
	for _, number := range r.Phones {
		if f := figures(number); len(f) >= 6 {
			p.phones = append(p.phones, f[max(0, len(f)-9):])
		}
	}
	for _, address := range r.Emails {
		if a := lang.Fold(strings.TrimSpace(address)); a != "" {
			p.emails = append(p.emails, a)
		}
	}
	return p
}

func letters(text string) []rune {
	r := []rune(text)
	return r[:min(len(r), maxLetters)]
}

func figures(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}

// Agreement is how two records agree on one trait.
type Agreement struct {
	Trait  Trait
	Level  Level
	Weight float64 // bits: above 0 speaks for one person, below 0 against
}

// Compare gives the score of two records and the agreements it is the sum of; what either does not tell is
// left out. A name is several agreements, one for each of its words that has a counterpart.
func Compare(a, b Prepared) (score float64, on []Agreement) {
	add := func(trait Trait, level Level) {
		w := weights[trait][level].bits()
		score += w
		on = append(on, Agreement{trait, level, w})
	}
	for _, level := range names(a.name, b.name) {
		add(Name, level)
	}
	if len(a.birth) > 0 && len(b.birth) > 0 {
		add(Birth, births(a.birth, b.birth))
	}
	if len(a.place) > 0 && len(b.place) > 0 {
		add(City, words(a.place, b.place))
	}
	if (a.code != "" || len(a.street) > 0) && (b.code != "" || len(b.street) > 0) {
		if level, known := homes(a, b); known {
			add(Home, level)
		}
	}
	if len(a.phones) > 0 && len(b.phones) > 0 {
		add(Phone, phones(a.phones, b.phones))
	}
	if len(a.emails) > 0 && len(b.emails) > 0 {
		add(Email, emails(a.emails, b.emails))
	}
	return score, on
}
