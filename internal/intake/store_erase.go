package intake

import (
	"slices"

	"kroon/internal/db"
	"kroon/internal/id"
)

// About lists the questions of a customer, and those that came from one of these numbers before it was known whose.
func (s *Service) About(tx *db.Tx, of id.Customer, numbers []string) ([]id.Any, error) {
	out, err := db.All[id.Any](tx, "SELECT id FROM question WHERE org = $1 AND customer = $2 ORDER BY id", tx.Org, of)
	for _, number := range numbers {
		if err != nil {
			break
		}
		var unknown []id.Any
		unknown, err = db.All[id.Any](tx, "SELECT id FROM question WHERE org = $1 AND customer IS NULL AND caller = $2 ORDER BY id", tx.Org, number)
		out = append(out, unknown...)
	}
	return slices.Compact(out), err
}

// Erase takes away what was asked, in every version, and what colleagues noted beside it. In place of the newest
// words stands blank; nobody waits for an answer any more.
func (s *Service) Erase(tx *db.Tx, questions []id.Any, blank string) {
	for _, one := range questions {
		tx.Put("UPDATE question SET caller = '', open = 0, decides_on = '', version = version + 1 WHERE org = $1 AND id = $2", tx.Org, one)
		tx.Put("UPDATE question_reading SET text = $3 WHERE org = $1 AND question = $2", tx.Org, one, blank)
		tx.Put("UPDATE question_ending SET words = '' WHERE org = $1 AND question = $2", tx.Org, one)
		tx.Put("DELETE FROM question_aside WHERE org = $1 AND question = $2", tx.Org, one)
	}
}
