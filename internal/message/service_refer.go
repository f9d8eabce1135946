package message

import (
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/job"
)

// Refer makes the messages to one customer those to the other, and tells which; what waits is sent from his
// outbox. While one is on its way out there is nothing to move it by: fault Busy.
func (s *Service) Refer(tx *db.Tx, from, to id.Customer) ([]id.Any, error) {
	if err := s.bothStill(tx, from, to); err != nil {
		return nil, err
	}
	rows, err := messagesTo(tx, from.Any())
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	readdress(tx, from.Any(), to.Any())
	return rows, s.leave(tx, to.Any())
}

// ReferBack gives a message back.
func (s *Service) ReferBack(tx *db.Tx, row id.Any, from, to id.Customer) error {
	if err := s.bothStill(tx, from, to); err != nil {
		return err
	}
	readdressOne(tx, row, from.Any(), to.Any())
	return s.leave(tx, to.Any())
}

func (s *Service) bothStill(tx *db.Tx, one, other id.Customer) error {
	for _, each := range []id.Customer{one, other} {
		outbox, err := lock(tx, each.Any())
		if err != nil {
			return err
		}
		if outbox.busy(tx.Now) {
			return fault.New(fault.Busy, "message.on_its_way")
		}
	}
	return nil
}

// leave sets the clockwork for what waits.
func (s *Service) leave(tx *db.Tx, recipient id.Any) error {
	next, more, err := nextReady(tx, recipient)
	if err == nil && more {
		job.Hasten(tx, JobDeliver, recipient, later(next, tx.Now))
	}
	return err
}
