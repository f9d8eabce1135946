package promise

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// Weighed is what an owner's time is set against: for whoever wants to see how a slack came about.
type Weighed struct {
	Room   Room
	Loads  []Load // everything that asks for his time, appointments apart
	Margin int    // minutes of slack below which it is tight
}

// Weigh reads what decisions about an owner's time rest on at this moment.
func (s *Service) Weigh(tx *db.Tx, owner id.Staff) (Weighed, error) {
	f, err := s.facts(tx, owner, tx.Now)
	return Weighed{Room: f.Room, Loads: f.Loads, Margin: f.Terms.MarginMinutes}, err
}
