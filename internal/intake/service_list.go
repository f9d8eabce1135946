package intake

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/worktime"
)

// MaxPage bounds the lists.
const MaxPage = 100

// OpenAfter lists open questions, the oldest first, from the one after after (the zero id: the oldest).
func (s *Service) OpenAfter(tx *db.Tx, after id.Question, limit int) ([]Question, error) {
	return open(tx, after, min(limit, MaxPage))
}

// HeldBy lists the open questions that somebody is to see to, the oldest first, from the one after after.
func (s *Service) HeldBy(tx *db.Tx, holder id.Staff, after id.Question, limit int) ([]Question, error) {
	return held(tx, holder, after, min(limit, MaxPage))
}

// DecidingBy lists the open questions of customers who decide at or before a day, the first one first: those
// waiting to buy. It goes on after the question after, whose day is on; the zero id begins.
func (s *Service) DecidingBy(tx *db.Tx, day, on worktime.Date, after id.Question, limit int) ([]Question, error) {
	return deciding(tx, day, on, after, min(limit, MaxPage))
}

// QuestionsOf lists the questions of a customer, the newest first, from the one before before (the zero id:
// the newest).
func (s *Service) QuestionsOf(tx *db.Tx, customer id.Customer, before id.Question, limit int) ([]Question, error) {
	return ofCustomer(tx, customer, before, min(limit, MaxPage))
}

// OfContact lists what was asked in one contact moment, in the order asked.
func (s *Service) OfContact(tx *db.Tx, contact id.Any) ([]Question, error) {
	return ofContact(tx, contact, MaxPage)
}

// Endings lists how a question ended, each time it did, the first one first.
func (s *Service) Endings(tx *db.Tx, question id.Question) ([]PastEnding, error) {
	return endingsOf(tx, question)
}

// PastEnding is one time that a question ended.
type PastEnding struct {
	Ending       Ending
	Promise      id.Promise
	PromiseState PromiseState
	Words        string
	EndedAt      time.Time
	ReopenedAt   time.Time // zero: it stands
}

// Presence is a colleague who has a new question of a customer on the screen.
type Presence struct {
	Staff id.Staff
	Until time.Time
}

// presenceLasts is how long a screen that says nothing more counts.
const presenceLasts = 90 * time.Second

// SitDown says that the actor has a new question of this customer on the screen; say it again at least
// once a minute. It tells whether that is news to the colleagues who have one too.
func (s *Service) SitDown(tx *db.Tx, customer id.Customer) (news bool, err error) {
	staff := tx.Actor.StaffID()
	if staff.IsZero() {
		return false, nil
	}
	sat, err := sits(tx, customer, staff)
	sit(tx, customer, staff, tx.Now.Add(presenceLasts))
	return !sat, err
}

// StandUp says that the actor has no question of this customer on the screen any more, and tells whether
// that is news.
func (s *Service) StandUp(tx *db.Tx, customer id.Customer) (news bool, err error) {
	staff := tx.Actor.StaffID()
	if staff.IsZero() {
		return false, nil
	}
	sat, err := sits(tx, customer, staff)
	leave(tx, customer, staff)
	return sat, err
}

// AtDesk gives the colleagues of the actor who have a new question of this customer on the screen.
func (s *Service) AtDesk(tx *db.Tx, customer id.Customer) ([]Presence, error) {
	return atDesk(tx, customer, tx.Actor.StaffID())
}
