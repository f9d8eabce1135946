package search

import (
	"slices"

	"kroon/internal/db"
	"kroon/internal/id"
)

// JobRead reads what was there before this index, or came by import; the subject is the organisation.
const JobRead = "search.read"

// Said is a text of a subject.
type Said struct {
	Subject id.Any
	Text    string
}

// Texts gives texts of a kind in the order of their subjects, from the one after after; each belongs to one subject
// and no subject is cut in two.
type Texts func(tx *db.Tx, kind Kind, after id.Any, limit int) ([]Said, error)

// readAtOnce is how many texts one transaction enters.
const readAtOnce = 200

// Read enters the next texts; more tells that there are others. What was entered already stays as it is.
func (s *Service) Read(tx *db.Tx, texts Texts) (more bool, err error) {
	for _, kind := range slices.Concat(Kinds(), Things()) {
		until, err := readUntil(tx, kind)
		if err != nil {
			return false, err
		}
		found, err := texts(tx, kind, until, readAtOnce)
		if err != nil {
			return false, err
		}
		for _, one := range found {
			s.Add(tx, kind, one.Subject, one.Text)
		}
		if len(found) > 0 {
			setUntil(tx, kind, found[len(found)-1].Subject)
			return true, nil
		}
	}
	return false, nil
}
