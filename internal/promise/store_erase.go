package promise

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// About lists all promises of a customer and to him.
func (s *Service) About(tx *db.Tx, of id.Customer) ([]Promise, error) {
	return db.All[Promise](tx, selectPromise+"WHERE org = $1 AND customer = $2 ORDER BY id", tx.Org, of)
}

// Erase takes away what was promised and what was said of it, and by which name another system knows it. That there
// was a promise, when it was due and how it ended stays: our kept rate rests on it. In place of the words stands blank.
func (s *Service) Erase(tx *db.Tx, promises []Promise, blank string) {
	for _, p := range promises {
		tx.Put("UPDATE promise SET act = $3, import_source = NULL, import_id = NULL, version = version + 1 WHERE org = $1 AND id = $2", tx.Org, p.ID, blank)
		tx.Put("UPDATE promise_outcome SET words = '' WHERE org = $1 AND promise = $2", tx.Org, p.ID)
	}
}
