package knowledge

import (
	"bytes"
	"cmp"
	"slices"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Get reads an answer: fault NotFound when there is none, or none that the actor may read. An agent reads what is
// approved and was looked after; everybody else in the house reads all.
func (s *Service) Get(tx *db.Tx, answer id.Answer) (Answer, error) {
	a, found, err := read(tx, answer)
	return s.shown(tx, a, found, err)
}

func (s *Service) shown(tx *db.Tx, a Answer, found bool, err error) (Answer, error) {
	if err != nil {
		return Answer{}, err
	}
	today, err := s.house.Today(tx)
	if err == nil && (!found || tx.Actor.Kind == party.Agent && (!a.Stands() || a.Expired(today))) {
		return Answer{}, unknown()
	}
	return a, err
}

// Open reads the answer of a code as everybody may read it: public, approved and not taken back. Fault NotFound
// otherwise, so that nobody learns what is only ours.
func (s *Service) Open(tx *db.Tx, text string) (Answer, Edition, error) {
	code, ok := id.ParseCode(text)
	if !ok {
		return Answer{}, Edition{}, unknown()
	}
	a, found, err := readCode(tx, code)
	if err == nil && (!found || !a.Public || !a.Stands()) {
		err = unknown()
	}
	if err != nil {
		return Answer{}, Edition{}, err
	}
	e, err := s.Edition(tx, a.ID, a.Approved)
	return a, e, err
}

// Edition reads one version: fault NotFound when there is none.
func (s *Service) Edition(tx *db.Tx, of id.Answer, number int) (Edition, error) {
	e, found, err := readEdition(tx, of, number)
	if err == nil && !found {
		err = unknown()
	}
	return e, err
}

// MaxPage bounds the lists.
const MaxPage = 100

// Editions lists the newest versions, the newest first.
func (s *Service) Editions(tx *db.Tx, of id.Answer) ([]Edition, error) {
	return editionsOf(tx, of, MaxPage)
}

// Listed is an answer with the version that stands, or its first draft.
type Listed struct {
	Answer
	Edition Edition
	Expired bool
}

// List lists answers in the order in which they were made, from the one after last: what the actor may read.
func (s *Service) List(tx *db.Tx, last id.Answer, limit int) ([]Listed, error) {
	all, err := after(tx, last, min(limit, MaxPage))
	if err != nil {
		return nil, err
	}
	return s.listed(tx, all)
}

func (s *Service) listed(tx *db.Tx, all []Answer) ([]Listed, error) {
	today, err := s.house.Today(tx)
	if err != nil {
		return nil, err
	}
	var out []Listed
	for _, a := range all {
		one := Listed{Answer: a, Expired: a.Expired(today)}
		if tx.Actor.Kind == party.Agent && (!a.Stands() || one.Expired) {
			continue
		}
		number := a.Approved
		if number == 0 {
			number = a.Latest
		}
		if one.Edition, err = s.Edition(tx, a.ID, number); err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

// Shown reads one answer as List does: fault NotFound when the actor may not read it.
func (s *Service) Shown(tx *db.Tx, of id.Answer) (Listed, error) {
	a, err := s.Get(tx, of)
	if err != nil {
		return Listed{}, err
	}
	all, err := s.listed(tx, []Answer{a})
	if err != nil || len(all) == 0 {
		return Listed{}, err
	}
	return all[0], nil
}

// maxTerms bounds how many words of what was typed are looked for: the last ones, which are being typed.
const maxTerms = 12

// Suggest finds the answers about what is being typed, the best first: those of which the title, or at least two
// words of the text, return in it, in whatever form. Expired ones are marked, and not shown to agents.
func (s *Service) Suggest(tx *db.Tx, typed string, limit int) ([]Listed, error) {
	terms := contentOf(typed)
	terms = terms[max(0, len(terms)-maxTerms):]
	found := map[id.Answer]*scored{}
	for _, term := range terms {
		begins, err := hits(tx, beginOf(term))
		if err != nil {
			return nil, err
		}
		best := map[id.Answer]bool{} // true: in a title
		for _, one := range begins {
			if alike(one.Word, term) || len([]rune(term)) < 4 && one.Word == term {
				best[one.Answer] = best[one.Answer] || one.Title
			}
		}
		for answer, title := range best {
			if found[answer] == nil {
				found[answer] = &scored{answer: answer}
			}
			found[answer].add(title, len(best))
		}
	}
	var ranked []*scored
	for _, one := range found {
		if one.titles > 0 || one.words > 1 {
			ranked = append(ranked, one)
		}
	}
	slices.SortFunc(ranked, func(a, b *scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), bytes.Compare(a.answer[:], b.answer[:]))
	})
	return s.firstOf(tx, ranked, limit)
}

// scored is how well an answer fits what was typed.
type scored struct {
	answer        id.Answer
	titles, words int
	score         int
}

// add counts a word that an answer shares with what was typed; the fewer answers have it, the more it says.
func (s *scored) add(title bool, among int) {
	const whole, title3 = 1000, 3
	s.words++
	points := whole / (4 + among)
	if title {
		s.titles++
		points *= title3
	}
	s.score += points
}

// firstOf reads the best ones that the actor may see.
func (s *Service) firstOf(tx *db.Tx, ranked []*scored, limit int) ([]Listed, error) {
	var out []Listed
	for _, one := range ranked {
		if len(out) >= min(limit, MaxPage) {
			break
		}
		a, found, err := read(tx, one.answer)
		if err != nil {
			return nil, err
		}
		if !found || !a.Stands() {
			continue
		}
		shown, err := s.listed(tx, []Answer{a})
		if err != nil {
			return nil, err
		}
		out = append(out, shown...)
	}
	return out, nil
}

// Topics lists what answers are about, in order of name, each with what is worth asking back.
func (s *Service) Topics(tx *db.Tx) ([]Topic, error) { return topics(tx) }
