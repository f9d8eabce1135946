package alike

import "math"

// Trait is what two records may agree on.
type Trait string

// The traits.
const (
	Name  Trait = "name"
	Birth Trait = "birth"
	Home  Trait = "home" // street or postcode, with the house number
	City  Trait = "city"
	Phone Trait = "phone"
	Email Trait = "email"
)

// Level is how well they agree.
type Level int

// The levels, the best first.
const (
	Same  Level = iota
	Near        // a slip of the hand
	Faint       // perhaps
	Other
)

// String is the level in a word.
func (l Level) String() string { return [...]string{"same", "near", "faint", "other"}[l] }

// chances are how often a level is seen in two records of one person, and in two of different ones.
type chances struct{ one, different float64 }

func (c chances) bits() float64 { return math.Log2(c.one / c.different) }

// threshold is the score from which a pair is suggested among at most usual records: one at
// which the half of the labelled data that the weights were counted in holds next to no pair that is wrong (1 of 950).
const (
	threshold = 9.0
	usual     = 1000
)

// From is the score from which a pair is suggested among n records: among twice as many, of two at random
// half as many are one, which is one bit.
func From(n int) float64 {
	return threshold + math.Log2(float64(max(n, usual))/usual)
}

// weights: of name, birth, city and e-mail the chances were counted in the even clusters of the labelled data
// (measured_test.go); those of telephone number and home, which that data does not have, are cautious:
// people of one house or firm share them.
var weights = map[Trait][4]chances{
	Name:  {{.584, .0044}, {.292, .0050}, {.066, .0210}, {.057, .970}},
	Birth: {{.407, .0002}, {.081, .0010}, {.220, .0154}, {.292, .984}},
	City:  {{.601, .0575}, {.353, .0436}, {.040, .0104}, {.006, .888}},
	Email: {{.524, .0002}, {.429, .0004}, {.022, .0010}, {.025, .999}},
	Phone: {{.600, .0020}, {.050, .0010}, {.010, .0100}, {.340, .987}},
	Home:  {{.600, .0020}, {.100, .0100}, {.080, .0200}, {.220, .968}},
}
