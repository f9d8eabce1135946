package transfer

import (
	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Service keeps the hand-offs.
type Service struct {
	log *event.Log
}

// NewService makes the service.
func NewService(log *event.Log) *Service { return &Service{log: log} }

// Ask asks somebody to take a question over. One is asked at a time: fault Conflict while another waits. After
// two hand-offs only a team lead may, with a reason: fault Forbidden.
func (s *Service) Ask(tx *db.Tx, n New) (Transfer, error) {
	before, err := s.Count(tx, n.Question)
	if err != nil {
		return Transfer{}, err
	}
	if n, err = n.checked(before, tx.Actor); err != nil {
		return Transfer{}, err
	}
	t := Transfer{
		ID: id.New[id.Transfer](tx.IDs), Question: n.Question, Customer: n.Customer, Sender: n.Sender, Taker: n.Taker,
		State: Waiting, HandedAt: tx.Now, Version: 1,
	}
	free, err := insert(tx, t, n.Words)
	if err != nil {
		return t, err
	}
	if !free {
		return t, fault.New(fault.Conflict, "transfer.waits").On("holder")
	}
	return t, s.record(tx, t, WasAsked{t.Question, t.Sender, t.Taker})
}

// Accept is the taker's yes: the question is theirs.
func (s *Service) Accept(tx *db.Tx, of id.Transfer) (Transfer, error) {
	t, err := s.mine(tx, of)
	if err != nil {
		return t, err
	}
	before, err := s.Count(tx, t.Question)
	if err != nil {
		return t, err
	}
	t.State, t.AnsweredAt, t.Number = Accepted, tx.Now, before+1
	t.Finishes = t.Number >= Finishing
	return s.save(tx, t, WasAccepted{t.Question, t.Customer, t.Sender, t.Taker, t.Number, t.Finishes})
}

// Decline is the taker's no, with why; the sender still sees to it.
func (s *Service) Decline(tx *db.Tx, of id.Transfer, why string) (Transfer, error) {
	t, err := s.mine(tx, of)
	if err != nil {
		return t, err
	}
	switch why = tidy(why); {
	case why == "":
		return t, fault.New(fault.Invalid, "transfer.why_not").On("answer")
	case len([]rune(why)) > MaxWords:
		return t, tooLong("answer")
	}
	t.State, t.AnsweredAt = Declined, tx.Now
	answer(tx, of, why)
	return s.save(tx, t, WasDeclined{t.Question, t.Sender})
}

// Withdraw asks no more: by the sender, or by a team lead.
func (s *Service) Withdraw(tx *db.Tx, of id.Transfer) (Transfer, error) {
	t, err := s.waiting(tx, of)
	if err != nil {
		return t, err
	}
	if t.Sender != tx.Actor.StaffID() && !tx.Actor.May(party.TeamLead) {
		return t, fault.New(fault.Forbidden, "transfer.not_yours")
	}
	t.State, t.AnsweredAt = Withdrawn, tx.Now
	return s.save(tx, t, WasWithdrawn{t.Question})
}

// Ended asks no more for a question that ended.
func (s *Service) Ended(tx *db.Tx, question id.Question) error {
	t, found, err := waitingFor(tx, question)
	if err != nil || !found {
		return err
	}
	t.State, t.AnsweredAt = Withdrawn, tx.Now
	_, err = s.save(tx, t, WasWithdrawn{t.Question})
	return err
}

// Count is how many hand-offs a question had.
func (s *Service) Count(tx *db.Tx, question id.Question) (int64, error) { return count(tx, question) }

// OfQuestion lists the hand-offs of a question, asked or done, the oldest first.
func (s *Service) OfQuestion(tx *db.Tx, question id.Question) ([]Transfer, error) {
	return ofQuestion(tx, question)
}

// WordsOf reads what colleagues told each other; a customer or a program reads nothing.
func (s *Service) WordsOf(tx *db.Tx, of id.Transfer) (Words, error) {
	if tx.Actor.Kind != party.Staff && tx.Actor.Kind != party.System {
		return Words{}, nil
	}
	return words(tx, of)
}

// mine is a hand-off that waits for the actor's answer, kept from others until the transaction ends.
func (s *Service) mine(tx *db.Tx, of id.Transfer) (Transfer, error) {
	t, err := s.waiting(tx, of)
	if err == nil && t.Taker != tx.Actor.StaffID() {
		err = fault.New(fault.Forbidden, "transfer.not_asked")
	}
	return t, err
}

func (s *Service) waiting(tx *db.Tx, of id.Transfer) (Transfer, error) {
	if err := hold(tx, of); err != nil {
		return Transfer{}, err
	}
	t, found, err := read(tx, of)
	switch {
	case err != nil:
		return t, err
	case !found:
		return t, fault.New(fault.NotFound, "transfer.unknown")
	case t.State != Waiting:
		return t, fault.New(fault.Conflict, "transfer.answered")
	}
	return t, nil
}

func (s *Service) save(tx *db.Tx, t Transfer, fact event.Fact) (Transfer, error) {
	t.Version++
	update(tx, t)
	return t, s.record(tx, t, fact)
}

func (s *Service) record(tx *db.Tx, t Transfer, fact event.Fact) error {
	return s.log.Record(tx, event.About{Kind: "transfer", ID: t.ID.Any(), Version: t.Version}, fact)
}
