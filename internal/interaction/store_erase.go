package interaction

import (
	"slices"

	"kroon/internal/db"
	"kroon/internal/id"
)

// About lists what passed with a customer, and the calls from one of these numbers before it was known whose.
func (s *Service) About(tx *db.Tx, of id.Customer, numbers []string) ([]id.Any, error) {
	out, err := db.All[id.Any](tx, "SELECT id FROM interaction WHERE org = $1 AND customer = $2 ORDER BY id", tx.Org, of)
	for _, number := range numbers {
		if err != nil {
			break
		}
		var unknown []id.Any
		unknown, err = db.All[id.Any](tx, "SELECT id FROM interaction WHERE org = $1 AND caller = $2 AND customer IS NULL ORDER BY id", tx.Org, number)
		out = append(out, unknown...)
	}
	return slices.Compact(out), err
}

// Erase takes away what was said in contacts, from which number, and by which name another system knows them; and
// every line about the customer, in whatever stream. That there was a contact, when and of what sort stays.
func (s *Service) Erase(tx *db.Tx, of id.Customer, contacts []id.Any) {
	for _, one := range contacts {
		tx.Put(`UPDATE interaction SET caller = '', waits = 0, source = NULL, external_id = NULL, case_name = NULL, version = version + 1
			WHERE org = $1 AND id = $2`, tx.Org, one)
		tx.Put("UPDATE interaction_end SET reason = '' WHERE org = $1 AND interaction = $2", tx.Org, one)
		tx.Put("DELETE FROM interaction_words WHERE org = $1 AND interaction = $2", tx.Org, one)
		tx.Put("DELETE FROM timeline WHERE org = $1 AND id = $2", tx.Org, one)
	}
	tx.Put(`DELETE FROM timeline WHERE org = $1 AND id IN (SELECT id FROM timeline WHERE org = $1 AND customer = $2)
		AND person = $2`, tx.Org, of)
	tx.Put("DELETE FROM timeline WHERE org = $1 AND customer = $2", tx.Org, of)
}
