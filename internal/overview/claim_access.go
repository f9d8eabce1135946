package overview

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"kroon/internal/claim"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/party"
)

// AccessClaim is something said of a customer as he himself may read it. Who else is named in it is blotted out.
type AccessClaim struct {
	Kind        ClaimKind   `json:"kind"`
	Source      ClaimSource `json:"source"`
	Text        string      `json:"text"`
	Happened    string      `json:"happened,omitempty"`
	Counter     string      `json:"counter,omitempty"` // his own words, which nobody blots
	Ground      ClaimGround `json:"evidence,omitempty"`
	Proof       string      `json:"proof,omitempty"`   // the document; of a person nothing
	SaidOn      string      `json:"said_on,omitempty"` // a day
	WrittenAt   time.Time   `json:"written_at"`
	CounteredAt time.Time   `json:"countered_at,omitzero"`
	Stale       bool        `json:"stale"`
	// Check are words that may tell who else it is about, to be read before it is handed over: what looks like a name
	// and is nobody's we know, and whom somebody is said to be of him. No program can tell these with certainty.
	Check []string `json:"check,omitempty"`
}

// Blot stands where somebody else was named.
const Blot = "[...]"

// AccessClaims is what is said of a customer, opinions included, for the customer himself: those who work here and
// other customers are blotted out. It is for people to hand over; to a program it gives nothing.
func AccessClaims(tx *db.Tx, claims *claim.Service, customers *customer.Service, of id.Customer) ([]AccessClaim, error) {
	if tx.Actor.Kind != party.Staff && tx.Actor.Kind != party.System {
		return nil, fault.New(fault.Forbidden, "claim.for_people")
	}
	him, err := customers.Get(tx, of)
	if err != nil {
		return nil, err
	}
	all, err := claims.Of(tx, him.ID, claim.MostOfOne)
	if err != nil {
		return nil, err
	}
	others, err := db.All[string](tx, "SELECT name FROM staff WHERE org = $1 UNION SELECT first_name FROM staff WHERE org = $1", tx.Org)
	if err != nil {
		return nil, err
	}
	var out []AccessClaim
	for _, c := range all {
		a := AccessClaim{
			Kind: c.Kind, Source: c.Source, Text: c.Text, Happened: c.Happened, Counter: c.Counter, Ground: c.Evidence.Ground,
			WrittenAt: c.WrittenAt, CounteredAt: c.CounteredAt, Stale: c.Stale(tx.Now), Proof: c.Evidence.Proof,
		}
		if c.Evidence.Ground == claim.ByPerson {
			a.SaidOn = c.Evidence.SaidOn.String()
			others, a.Proof = append(others, c.Evidence.Proof), Blot
		}
		for _, text := range []*string{&a.Text, &a.Happened, &a.Proof} {
			if *text, err = blotted(tx, customers, *text, him, others); err != nil {
				return nil, err
			}
			a.Check = append(a.Check, doubtful(*text, him.Name)...)
		}
		out = append(out, a)
	}
	return out, nil
}

// blotted takes the names of others out of a text: of those given, and of every other customer who is named in it.
func blotted(tx *db.Tx, customers *customer.Service, text string, him customer.Customer, others []string) (string, error) {
	own := lang.Words(him.Name)
	for _, name := range named(text) {
		if slices.Contains(own, lang.Fold(name)) {
			continue
		}
		found, err := customers.Search(tx, name, mostNamesakes)
		if err != nil {
			return "", err
		}
		for _, c := range found {
			if c.ID != him.ID && c.ID != him.Employer {
				others = append(others, c.Name)
				if first, _, several := strings.Cut(c.Name, " "); several && c.Kind == customer.Person {
					others = append(others, first)
				}
			}
		}
	}
	slices.SortFunc(others, func(a, b string) int { return len(b) - len(a) }) // "Zeger van Dam" before "Zeger"
	for _, name := range others {
		if name = strings.TrimSpace(name); name != "" && lang.Fold(name) != lang.Fold(him.Name) && lang.Fold(name) != lang.Fold(him.FirstName) {
			text = blot(text, name)
		}
	}
	return text, nil
}

// close are words for people around a customer, who are told of without a name.
var close = strings.Fields(`
	vrouw man partner vriend vriendin buurman buurvrouw buren zoon dochter kind kinderen vader moeder ouders broer zus baas chef
	directeur collega zwager schoonzus schoonvader schoonmoeder neef nicht oom tante opa oma ex
	wife husband friend neighbour neighbor son daughter child children father mother parents brother sister boss colleague
	cousin uncle aunt`)

// doubtful are the words of a text that may point at somebody else, each once: a word with a capital that begins no
// sentence, and is not his own name; and a word for somebody close.
func doubtful(text, own string) (out []string) {
	his, begins := lang.Words(own), true
	for _, word := range strings.Fields(text) {
		bare := strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) })
		folded := lang.Fold(bare)
		name := bare != "" && unicode.IsUpper([]rune(bare)[0]) && !begins && len([]rune(bare)) > 1 && !slices.Contains(his, folded)
		if (name || slices.Contains(close, folded)) && !slices.Contains(out, bare) {
			out = append(out, bare)
		}
		begins = strings.HasSuffix(strings.TrimRight(word, "\"'”’)"), ".") || strings.ContainsAny(word[len(word)-1:], "?!:")
	}
	return out
}

// mostNamesakes bounds the customers who are looked for by one word of a text.
const mostNamesakes = 20

// named are what in a text may be a name: each word of three letters and more with a capital, and what they make
// together with the small words between them ("Zeger van Dam").
func named(text string) (out []string) {
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' })
	capital := func(at int) bool { return unicode.IsUpper([]rune(words[at])[0]) }
	for i := range words {
		if !capital(i) {
			continue
		}
		if len([]rune(words[i])) > 2 {
			out = append(out, words[i])
		}
		for end := i + 1; end < len(words) && end <= i+longestName; end++ {
			if capital(end) {
				out = append(out, strings.Join(words[i:end+1], " "))
			}
		}
	}
	return out
}

// longestName is how many words may follow the first of a name.
const longestName = 4

// blot replaces a name wherever it stands as words of its own, in capitals or not.
func blot(text, name string) string {
	letters, sought := []rune(text), []rune(name)
	edge := func(at int) bool {
		return at < 0 || at >= len(letters) || !unicode.IsLetter(letters[at]) && !unicode.IsDigit(letters[at])
	}
	var out []rune
	for at := 0; at < len(letters); {
		end := at + len(sought)
		if end <= len(letters) && edge(at-1) && edge(end) && strings.EqualFold(string(letters[at:end]), name) {
			out, at = append(out, []rune(Blot)...), end
			continue
		}
		out, at = append(out, letters[at]), at+1
	}
	return string(out)
}
