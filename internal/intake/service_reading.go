package intake

import (
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Write writes what we understood anew: the next version of the read-back. The one before stays, as
// replaced when the customer had not corrected it.
func (s *Service) Write(tx *db.Tx, question id.Question, version int64, text ToCustomer) (Question, error) {
	q, err := s.hold(tx, question, version)
	if err != nil {
		return Question{}, err
	}
	text = text.clean()
	if err := checkWords(text); err != nil || text == q.Text {
		return q, err
	}
	if q.Reading > 0 {
		setReading(tx, q, Replaced, "")
	}
	return s.write(tx, q, text, tx.Actor)
}

func checkWords(text ToCustomer) error {
	if text == "" {
		return fault.New(fault.Invalid, "intake.no_words").On("to_customer")
	}
	return text.check()
}

// write adds the next version; its author is the actor.
func (s *Service) write(tx *db.Tx, q Question, text ToCustomer, author party.Actor) (Question, error) {
	q.Reading, q.Text, q.ReadingState = q.Reading+1, text, Written
	q.Half = q.stillHalf()
	insertReading(tx, q, author)
	return s.save(tx, q, ReadbackWritten{Number: q.Reading, By: author.Kind})
}

// Send says that the customer has been asked by how whether version number is what they meant.
func (s *Service) Send(tx *db.Tx, question id.Question, number int, how How) (Question, error) {
	q, err := s.state(tx, question, number, Sent, how)
	if err != nil {
		return Question{}, err
	}
	return s.save(tx, q, ReadbackSent{Number: number, How: how})
}

// Confirm says that version number is what the customer meant. Of two who say so the first counts; the
// second finds it confirmed, and nothing happens. A newer version refuses: fault Conflict.
func (s *Service) Confirm(tx *db.Tx, question id.Question, number int, how How) (Question, error) {
	q, err := s.hold(tx, question, 0)
	if err != nil || q.ReadingState == Confirmed && number == q.Reading {
		return q, err
	}
	if q, err = s.state(tx, question, number, Confirmed, how); err != nil {
		return Question{}, err
	}
	return s.save(tx, q, ReadbackConfirmed{Customer: q.Customer, Number: number, How: how})
}

// Correct says what the customer meant instead of version number. Their own words become the next version
// and need no confirmation; a correction that a member of staff heard still does. The same words correct nothing:
// fault Invalid.
func (s *Service) Correct(tx *db.Tx, question id.Question, number int, text ToCustomer, how How) (Question, error) {
	text = text.clean()
	if err := checkWords(text); err != nil {
		return Question{}, err
	}
	if stands, err := s.hold(tx, question, 0); err != nil {
		return Question{}, err
	} else if stands.Reading == number && stands.Text == text {
		return Question{}, fault.New(fault.Invalid, "intake.same_words").On("to_customer")
	}
	q, err := s.state(tx, question, number, Corrected, how)
	if err != nil {
		return Question{}, err
	}
	fact := ReadbackCorrected{Customer: q.Customer, Number: number, Next: number + 1, How: how}
	if q, err = s.save(tx, q, fact); err != nil {
		return Question{}, err
	}
	if q, err = s.write(tx, q, text, tx.Actor); err != nil || tx.Actor.Kind != party.Customer {
		return q, err
	}
	return s.Confirm(tx, question, q.Reading, how)
}

// Unconfirm says that no answer to version number has come in time. It is no refusal when one has, or
// when there is a newer version: whoever waited for an answer is then told that nothing happened.
func (s *Service) Unconfirm(tx *db.Tx, question id.Question, number int) (happened bool, err error) {
	q, err := s.hold(tx, question, 0)
	if err != nil || q.Reading != number || q.ReadingState != Sent {
		return false, err
	}
	if q, err = s.state(tx, question, number, Unconfirmed, ""); err != nil {
		return false, err
	}
	_, err = s.save(tx, q, ReadbackUnconfirmed{Number: number})
	return err == nil, err
}

// state brings the newest version into a state.
func (s *Service) state(tx *db.Tx, question id.Question, number int, state ReadingState, how How) (Question, error) {
	q, err := s.hold(tx, question, 0)
	if err != nil {
		return Question{}, err
	}
	if err := q.become(number, state, how); err != nil {
		return Question{}, err
	}
	q.ReadingState = state
	setReading(tx, q, state, how)
	return q, nil
}

// Readings lists the versions of the read-back, the first one first.
func (s *Service) Readings(tx *db.Tx, question id.Question) ([]Reading, error) {
	return readingsOf(tx, question)
}
