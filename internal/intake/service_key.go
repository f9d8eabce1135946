package intake

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// Taken finds the question that the actor took before under the key that was made where it was noted, and
// keeps the key for the present one otherwise: of two at the same time, the second waits and gets the first
// one's question. Keep must follow in the same transaction. A key is remembered for good, because a device
// may be away for longer than any answer is kept. The zero question was not taken before; an empty key is none.
func (s *Service) Taken(tx *db.Tx, key string) (Question, error) {
	if key == "" {
		return Question{}, nil
	}
	fresh, err := claim(tx, key)
	if err != nil || fresh {
		return Question{}, err
	}
	question, err := keyed(tx, key)
	if err != nil {
		return Question{}, err
	}
	return s.Get(tx, question)
}

// Keep remembers which question was taken under the key.
func (s *Service) Keep(tx *db.Tx, key string, question id.Question) {
	if key != "" {
		setKeyed(tx, key, question)
	}
}
