package message

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/job"
)

// Ready is a message that waits for a person, with the words of this moment.
type Ready struct {
	Message
	Text Text
}

// ByHandOf lists what a colleague is to send himself ("zelf sturen"): no channel, no address, or the
// channel refused it. What is no longer true is left out. The newest come first, at most limit of them,
// older than before unless that is zero.
func (s *Service) ByHandOf(tx *db.Tx, staff id.Staff, before id.Message, limit int) ([]Ready, error) {
	return s.ready(tx, staff, before, limit, ByHand, Failed)
}

// DraftsOf lists what a colleague is to read and send, as ByHandOf does.
func (s *Service) DraftsOf(tx *db.Tx, staff id.Staff, before id.Message, limit int) ([]Ready, error) {
	return s.ready(tx, staff, before, limit, Draft)
}

// WaitingFor lists both.
func (s *Service) WaitingFor(tx *db.Tx, staff id.Staff, before id.Message, limit int) ([]Ready, error) {
	return s.ready(tx, staff, before, limit, Draft, ByHand, Failed)
}

// handPage is how many messages are read at a time, of which some may be true no more.
const handPage = 50

func (s *Service) ready(tx *db.Tx, staff id.Staff, before id.Message, limit int, states ...State) (out []Ready, err error) {
	for {
		all, err := ofHand(tx, staff, before, handPage)
		if err != nil {
			return nil, err
		}
		for _, m := range all {
			before = m.ID
			if !slices.Contains(states, m.State) {
				continue
			}
			text, verdict, err := s.needs.Truth.Compose(tx, m)
			if err != nil {
				return nil, err
			}
			if verdict.True {
				out = append(out, Ready{m, text})
			}
			if len(out) == limit {
				return out, nil
			}
		}
		if len(all) < handPage {
			return out, nil
		}
	}
}

// StillTrue tells whether what a message says is true at this moment.
func (s *Service) StillTrue(tx *db.Tx, m Message) (bool, error) {
	_, verdict, err := s.needs.Truth.Compose(tx, m)
	return verdict.True, err
}

// Get reads a message with the words of this moment, or, once it left, with those that left.
func (s *Service) Get(tx *db.Tx, message id.Message) (Message, Text, error) {
	m, err := load(tx, message)
	if err != nil || m.Said != "" {
		return m, Text{Plain: m.Said, SMS: m.Said}, err
	}
	text, _, err := s.needs.Truth.Compose(tx, m)
	return m, text, err
}

// Row reads a message as it is kept, whatever it says.
func (s *Service) Row(tx *db.Tx, message id.Message) (Message, error) { return load(tx, message) }

// locked reads a message for a command, with its recipient's outbox.
func (s *Service) locked(tx *db.Tx, message id.Message) (Message, line, error) {
	m, err := load(tx, message)
	if err != nil {
		return m, line{}, err
	}
	l, err := lock(tx, m.Recipient)
	if err != nil {
		return m, l, err
	}
	if m, err = load(tx, message); err == nil && l.has(m, tx.Now) {
		err = fault.New(fault.Conflict, "message.leaving")
	}
	return m, l, err
}

func in(m Message, states ...State) error {
	for _, state := range states {
		if m.State == state {
			return nil
		}
	}
	return fault.New(fault.Conflict, "message.not_now")
}

// SendDraft lets a draft go, with the actor's own words; it leaves after UndoTime, by its channel or by
// the actor's hand.
func (s *Service) SendDraft(tx *db.Tx, message id.Message, words string) (Message, error) {
	if utf8.RuneCountInString(words) > MaxWords {
		return Message{}, fault.New(fault.Invalid, "message.words_long", "max", MaxWords).On("words")
	}
	m, line, err := s.locked(tx, message)
	if err == nil {
		err = in(m, Draft)
	}
	if err != nil {
		return m, err
	}
	_, verdict, err := s.needs.Truth.Compose(tx, m)
	if err == nil && !verdict.True {
		err = fault.New(fault.Conflict, "message.not_true")
	}
	if err != nil {
		return m, err
	}
	m.Words, m.SentBy, m.NotBefore = strings.TrimSpace(words), tx.Actor.StaffID(), tx.Now.Add(UndoTime)
	m.UseBy = later(m.UseBy, tx.Now.Add(24*time.Hour))
	return m, s.move(tx, &m, line)
}

// SendAgain tries what failed or lies ready by hand once more, at the address that the recipient has now.
func (s *Service) SendAgain(tx *db.Tx, message id.Message, reach Reach) (Message, error) {
	m, line, err := s.locked(tx, message)
	if err == nil {
		err = in(m, ByHand, Failed)
	}
	if err == nil {
		err = s.address(tx, &m, reach)
	}
	if err != nil {
		return m, err
	}
	m.NotBefore, m.Tries, m.Trouble = tx.Now, 0, ""
	m.UseBy = later(m.UseBy, tx.Now.Add(24*time.Hour))
	return m, s.move(tx, &m, line)
}

func (s *Service) move(tx *db.Tx, m *Message, line line) error {
	if err := s.place(tx, m, false); err != nil {
		return err
	}
	save(tx, *m)
	job.Cancel(tx, JobUseBy, m.ID.Any())
	s.arm(tx, *m, line)
	return nil
}

// TakeInHand takes a message out of the outbox, because a person will send it himself.
func (s *Service) TakeInHand(tx *db.Tx, message id.Message) (Message, error) {
	m, line, err := s.locked(tx, message)
	if err == nil {
		err = in(m, Waiting, Held)
	}
	if err != nil || m.Audience == ToStaff {
		return m, err
	}
	m.State = ByHand
	save(tx, m)
	s.arm(tx, m, line)
	return m, nil
}

// Hand records that the actor sent or said it himself ("Verstuurd").
func (s *Service) Hand(tx *db.Tx, message id.Message) (Message, error) {
	m, _, err := s.locked(tx, message)
	if err == nil {
		err = in(m, ByHand, Failed, Draft)
	}
	if err != nil {
		return m, err
	}
	text, verdict, err := s.needs.Truth.Compose(tx, m)
	if err != nil {
		return m, err
	}
	if verdict.True {
		m.Said = text.Plain
	}
	m.State, m.SentAt, m.SentBy, m.Version = Handed, tx.Now, tx.Actor.StaffID(), m.Version+1
	save(tx, m)
	job.Cancel(tx, JobUseBy, m.ID.Any())
	return m, s.record(tx, m, WasHanded{m.Kind, m.Channel, m.Audience, m.Recipient, Matter(m.SubjectKind), m.Subject, m.Words != ""})
}

// Drop records that the actor decided not to send it.
func (s *Service) Drop(tx *db.Tx, message id.Message) (Message, error) {
	m, _, err := s.locked(tx, message)
	if err == nil {
		err = in(m, Draft, ByHand, Failed, Waiting, Held)
	}
	if err != nil {
		return m, err
	}
	job.Cancel(tx, JobUseBy, m.ID.Any())
	err = s.withdraw(tx, m, Dropped)
	m.State, m.Version = Withdrawn, m.Version+1
	return m, err
}

// OnUseBy looks whether what waits for a person is still of use: what is no longer true goes; the rest
// stays with him and is looked at again, less and less often, as long as it takes.
func (s *Service) OnUseBy(tx *db.Tx, due job.Due) error {
	m, line, err := s.locked(tx, id.Message(due.Subject))
	if err != nil || in(m, Draft, ByHand, Failed) != nil {
		return err
	}
	_, verdict, err := s.needs.Truth.Compose(tx, m)
	if err != nil {
		return err
	}
	if !verdict.True {
		return s.replace(tx, m, verdict)
	}
	s.arm(tx, m, line)
	return nil
}
