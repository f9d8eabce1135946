package message

import (
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// Worded gives the messages to a customer that left with words that a person typed in them.
func (s *Service) Worded(tx *db.Tx, to id.Customer) ([]Message, error) { return wordedTo(tx, to.Any()) }

// Erase takes away what was said to a customer, at which address, and what colleagues were told about these subjects;
// what was not yet sent is not sent any more. That something was sent, and when, stays. While one is on its way out:
// fault Busy.
func (s *Service) Erase(tx *db.Tx, of id.Customer, subjects []id.Any) error {
	outbox, err := lock(tx, of.Any())
	if err != nil {
		return err
	}
	if outbox.busy(tx.Now) {
		return fault.New(fault.Busy, "message.on_its_way")
	}
	eraseTo(tx, of.Any())
	for _, one := range subjects {
		eraseAbout(tx, one)
	}
	return nil
}
