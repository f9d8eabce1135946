package interaction

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// Enter puts a line on the timeline of its customer and of whom he works for now. The same line again changes
// nothing; without a customer there is no line.
func (s *Service) Enter(tx *db.Tx, l Line) error {
	if l.Customer.IsZero() {
		return nil
	}
	employer, err := s.customers.EmployerOf(tx, l.Customer)
	if err != nil {
		return err
	}
	enter(tx, l, l.Customer)
	if !employer.IsZero() && employer != l.Customer {
		enter(tx, l, employer)
	}
	return nil
}

// Strike takes a line off every timeline: it was taken back.
func (s *Service) Strike(tx *db.Tx, line id.Any) { strike(tx, line) }

// StrikeEvents takes what is told by events about a subject off every timeline.
func (s *Service) StrikeEvents(tx *db.Tx, subject id.Any) { strikeEvents(tx, subject) }

// Timeline reads a stream without its words, newest first: everything or one sort, from after a line on; the zero
// id begins.
func (s *Service) Timeline(tx *db.Tx, of id.Customer, sort Sort, after id.Any, limit int) ([]Line, error) {
	before := Line{At: tx.Now.AddDate(100, 0, 0)}
	if !after.IsZero() {
		last, found, err := line(tx, of, after)
		if err != nil || !found {
			return nil, err
		}
		before = last
	} else {
		for i := range before.ID {
			before.ID[i] = 0xff
		}
	}
	return lines(tx, of, sort, before, limit)
}
