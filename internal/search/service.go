package search

import (
	"bytes"
	"slices"

	"kroon/internal/db"
	"kroon/internal/id"
)

// The bounds of one search: who types goes on typing.
const (
	maxWhole = 300 // the newest that have the whole word
	maxBegun = 300 // others, that have a longer one

	maxThings = 100 // of each kind, with the whole word, and so many with a longer one
)

// Service keeps where words occur.
type Service struct{}

// NewService makes the service.
func NewService() *Service { return &Service{} }

// Add enters the words of a text that a subject has; what it had already stays. Entering twice is entering once.
func (s *Service) Add(tx *db.Tx, kind Kind, subject id.Any, text string) {
	for _, word := range words(text) {
		if slices.Contains(Things(), kind) {
			enterThing(tx, kind, subject, word)
		} else {
			enter(tx, kind, subject, word)
		}
	}
}

// Forget takes away the words of a text that is gone. What the subject still says must be added again.
func (s *Service) Forget(tx *db.Tx, kind Kind, subject id.Any, text string) {
	for _, word := range words(text) {
		if slices.Contains(Things(), kind) {
			removeThing(tx, kind, subject, word)
		} else {
			remove(tx, kind, subject, word)
		}
	}
}

// ForgetNotes takes away all words of the notes of a subject, those too that were replaced by others.
func (s *Service) ForgetNotes(tx *db.Tx, subject id.Any) { removeNotes(tx, subject) }

// ForgetClaim takes away all words of something said of a customer, those too that were replaced by others.
func (s *Service) ForgetClaim(tx *db.Tx, subject id.Any) { removeClaim(tx, subject) }

// ForgetFile takes away all words of the name of a file that is gone.
func (s *Service) ForgetFile(tx *db.Tx, subject id.Any) { removeFile(tx, subject) }

// Find gives where the rarest term occurs, the newest first; whether the other terms are there too is the caller's
// to see, with Matches, in the text itself. Of a term that very many begin with, the newest 300 with the whole word
// and 300 others are looked at.
func (s *Service) Find(tx *db.Tx, terms []string, kinds []Kind) ([]Hit, error) {
	if len(terms) == 0 || len(kinds) == 0 {
		return nil, nil
	}
	term, err := rarest(terms, func(term string) (int, error) { return count(tx, term) })
	if err != nil {
		return nil, err
	}
	found, err := whole(tx, term, kinds)
	if err != nil {
		return nil, err
	}
	others, err := begun(tx, term, kinds)
	return newest(append(found, others...)), err
}

// Called gives what is called by the rarest term, of one kind of things, the newest first, as Find does.
func (s *Service) Called(tx *db.Tx, terms []string, kind Kind) ([]Hit, error) {
	if len(terms) == 0 {
		return nil, nil
	}
	term, err := rarest(terms, func(term string) (int, error) { return countOf(tx, kind, term) })
	if err != nil {
		return nil, err
	}
	found, err := called(tx, kind, term)
	return newest(found), err
}

// rarest is the term that begins the fewest words; the only one is not counted.
func rarest(terms []string, count func(term string) (int, error)) (term string, err error) {
	if term = terms[0]; len(terms) == 1 {
		return term, nil
	}
	fewest := -1
	for _, one := range terms {
		n, err := count(one)
		if err != nil {
			return "", err
		}
		if fewest < 0 || n < fewest {
			term, fewest = one, n
		}
	}
	return term, nil
}

// newest orders what was found, each once.
func newest(found []Hit) []Hit {
	slices.SortFunc(found, func(a, b Hit) int {
		if newer := bytes.Compare(b.Subject[:], a.Subject[:]); newer != 0 {
			return newer
		}
		return bytes.Compare([]byte(a.Kind), []byte(b.Kind))
	})
	return slices.Compact(found)
}
