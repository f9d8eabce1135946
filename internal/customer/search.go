package customer

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/lang"
)

// Found is one customer in an answer to Search.
type Found struct {
	ID       id.Customer
	Kind     Kind
	Name     string
	Employer string // the name of the organisation where a contact works
	City     string
	Phone    string // the preferred number in E.164
}

// MaxFound bounds the answer of Search.
const MaxFound = 50

// Search finds customers while it is being typed: by parts of the name with or without accents and small
// words, the beginning or the last four figures of a number in any notation, an e-mail address from its
// beginning, postcode, house number, street and city. Several words must all be there, in any order.
// Names stand before the rest, whole words before begun ones, then the alphabet. One word that
// begins very many is ranked among the first sixty; several words, among 200. Codes of questions and
// promises are the caller's to look up.
func (s *Service) Search(tx *db.Tx, text string, limit int) ([]Found, error) {
	q := readQuery(text)
	if len(q.required) == 0 {
		return nil, nil
	}
	candidates, err := q.candidates(tx)
	if err != nil {
		return nil, err
	}
	ranked := q.rank(candidates)
	ranked = ranked[:min(len(ranked), limit, MaxFound)]
	numbers, err := firstNumbers(tx, ranked)
	if err != nil {
		return nil, err
	}
	var out []Found
	for _, c := range ranked {
		found := Found{ID: c.ID, Kind: c.Kind, Name: c.Name, City: c.City, Phone: numbers[c.ID]}
		if !c.Employer.IsZero() {
			if found.Employer, err = nameOf(tx, c.Employer); err != nil {
				return nil, err
			}
		}
		out = append(out, found)
	}
	return out, nil
}

// candidates reads the customers of the rarest term. When every one is too common, it reads those whose
// words stand in the order typed, and looks through the longest term's.
func (q query) candidates(tx *db.Tx) ([]candidate, error) {
	rarest, fewest := 0, maxCandidates+1
	for i, t := range q.required {
		total, most := 0, 0
		for _, word := range t {
			if len(q.required) == 1 {
				break
			}
			n, err := count(tx, word)
			if err != nil {
				return nil, err
			}
			total, most = total+n, max(most, n)
		}
		if most <= maxCandidates && total < fewest {
			rarest, fewest = i, total
		}
	}
	if fewest > maxCandidates && len(q.required) > 1 {
		return q.common(tx)
	}
	limit := maxCandidates
	if len(q.required) == 1 {
		limit = maxAlone
	}
	var out []candidate
	for _, word := range q.required[rarest] {
		found, err := begins(tx, word, limit)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

// common reads candidates for several words of which each is too common.
func (q query) common(tx *db.Tx) ([]candidate, error) {
	first := make([]string, len(q.required))
	longest := 0
	for i, t := range q.required {
		first[i] = t[0]
		if len(t[0]) > len(first[longest]) {
			longest = i
		}
	}
	var out []candidate
	for i, word := range first {
		others := slices.Concat(first[:i], first[i+1:])
		found, err := begins(tx, strings.Join(append([]string{word}, others...), " "), maxAlone)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	patterns := [3]string{"%", "%", "%"}
	for i, word := range slices.Concat(first[:longest], first[longest+1:]) {
		if i < len(patterns) && !strings.ContainsAny(word, "%_\\") {
			patterns[i] = "% " + word + "%"
		}
	}
	found, err := beginsWith(tx, first[longest], patterns[0], patterns[1], patterns[2])
	return append(out, found...), err
}

// rank leaves those that have every term, each once, the best first.
func (q query) rank(candidates []candidate) []candidate {
	type ranked struct {
		candidate
		far, without int
		folded       string
	}
	seen := map[id.Customer]bool{}
	var all []ranked
	for _, c := range candidates {
		if seen[c.ID] {
			continue
		}
		r := ranked{candidate: c}
		name, _, _ := strings.Cut(c.Sought, boundary)
		has := true
		for _, t := range q.required {
			has = has && t.in(c.Sought, "")
			r.far += t.distance(name, c.Sought)
		}
		for _, t := range q.optional {
			if !t.in(name, "") {
				r.without++
			}
		}
		if has {
			seen[c.ID] = true
			r.folded = lang.Fold(c.Name)
			all = append(all, r)
		}
	}
	slices.SortFunc(all, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.far, b.far), cmp.Compare(a.without, b.without),
			strings.Compare(a.folded, b.folded), bytes.Compare(a.ID[:], b.ID[:]))
	})
	out := make([]candidate, len(all))
	for i, r := range all {
		out[i] = r.candidate
	}
	return out
}

// in tells whether one of the words of sought begins with the term and goes on with after.
func (t term) in(sought, after string) bool {
	return slices.ContainsFunc(t, func(word string) bool { return strings.Contains(sought, " "+word+after) })
}

// distance ranks one term: a whole word of the name, the beginning of one, a whole word elsewhere, or the
// beginning of one.
func (t term) distance(name, sought string) int {
	switch {
	case t.in(name, " "):
		return 0
	case t.in(name, ""):
		return 1
	case t.in(sought, " "):
		return 2
	}
	return 3
}
