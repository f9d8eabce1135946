package complaint

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// About lists a customer's complaints, those taken back included.
func (s *Service) About(tx *db.Tx, of id.Customer) ([]id.Any, error) {
	return db.All[id.Any](tx, "SELECT id FROM complaint WHERE org = $1 AND customer = $2 ORDER BY id", tx.Org, of)
}

// Erase takes away what was complained of and answered, and what was suspected in what a customer said. That there was
// a complaint, of what cause and how it ended stays: the overview of the year counts it. What still ran has ended.
func (s *Service) Erase(tx *db.Tx, of id.Customer, complaints, subjects []id.Any) {
	for _, one := range complaints {
		tx.Put("DELETE FROM complaint_words WHERE org = $1 AND complaint = $2", tx.Org, one)
		tx.Put("UPDATE complaint SET ended_at = COALESCE(ended_at, $3), version = version + 1 WHERE org = $1 AND id = $2", tx.Org, one, tx.Now)
	}
	tx.Put("DELETE FROM complaint_hint WHERE org = $1 AND customer = $2", tx.Org, of)
	for _, one := range subjects {
		tx.Put("DELETE FROM complaint_hint WHERE org = $1 AND subject_kind IN ('question', 'interaction') AND subject = $2", tx.Org, one)
	}
}
