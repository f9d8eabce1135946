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
)

// Service keeps where words occur.
type Service struct{}

// NewService makes the service.
func NewService() *Service { return &Service{} }

// Add enters the words of a text that a subject has; what it had already stays. Entering twice is entering once.
func (s *Service) Add(tx *db.Tx, kind Kind, subject id.Any, text string) {
	for _, word := range words(text) {
		enter(tx, kind, subject, word)
	}
}

// Forget takes away the words of a text that is gone. What the subject still says must be added again.
func (s *Service) Forget(tx *db.Tx, kind Kind, subject id.Any, text string) {
	for _, word := range words(text) {
		remove(tx, kind, subject, word)
	}
}

// ForgetNotes takes away all words of the notes of a subject, those too that were replaced by others.
func (s *Service) ForgetNotes(tx *db.Tx, subject id.Any) { removeNotes(tx, subject) }

// ForgetClaim takes away all words of something said of a customer, those too that were replaced by others.
func (s *Service) ForgetClaim(tx *db.Tx, subject id.Any) { removeClaim(tx, subject) }

// Find gives where the rarest term occurs, the newest first; whether the other terms are there too is the caller's
// to see, with Matches, in the text itself. Of a term that very many begin with, the newest 300 with the whole word
// and 300 others are looked at.
func (s *Service) Find(tx *db.Tx, terms []string, kinds []Kind) ([]Hit, error) {
	if len(terms) == 0 || len(kinds) == 0 {
		return nil, nil
	}
	rarest, fewest := 0, maxWhole+maxBegun+1
	if len(terms) > 1 {
		for i, term := range terms {
			n, err := count(tx, term)
			if err != nil {
				return nil, err
			}
			if n < fewest {
				rarest, fewest = i, n
			}
		}
	}
	found, err := whole(tx, terms[rarest], kinds)
	if err != nil {
		return nil, err
	}
	others, err := begun(tx, terms[rarest], kinds)
	if err != nil {
		return nil, err
	}
	found = append(found, others...)
	slices.SortFunc(found, func(a, b Hit) int {
		if newest := bytes.Compare(b.Subject[:], a.Subject[:]); newest != 0 {
			return newest
		}
		return bytes.Compare([]byte(a.Kind), []byte(b.Kind))
	})
	return slices.Compact(found), nil
}
