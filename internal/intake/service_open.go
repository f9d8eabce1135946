package intake

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// Open says that the actor has this question on the screen; say it again at least once a minute. It tells whether that
// is news to the colleagues who have it too.
func (s *Service) Open(tx *db.Tx, of id.Question) (news bool, err error) {
	staff := tx.Actor.StaffID()
	if staff.IsZero() {
		return false, nil
	}
	had, err := hasOpen(tx, of, staff)
	opens(tx, of, staff, tx.Now.Add(presenceLasts))
	return !had, err
}

// Shut says that the actor has this question on the screen no more, and tells whether that is news.
func (s *Service) Shut(tx *db.Tx, of id.Question) (news bool, err error) {
	return shut(tx, of, tx.Actor.StaffID())
}

// HaveOpen gives the colleagues of the actor who have this question on the screen.
func (s *Service) HaveOpen(tx *db.Tx, of id.Question) ([]Presence, error) {
	return haveOpen(tx, of, tx.Actor.StaffID())
}
