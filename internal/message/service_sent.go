package message

import (
	"errors"
	"strings"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/job"
)

// maxTrouble is how much of a channel's answer is kept.
const maxTrouble = 300

// sent records what came of it and looks for more. It tells whether to try again.
func (s *Service) sent(tx *db.Tx, recipient id.Any, sending *Sending, performed error) (again bool, err error) {
	if _, err := lock(tx, recipient); err != nil {
		return false, err
	}
	setFlying(tx, recipient, id.Message{}, time.Time{})
	if !sending.message.ID.IsZero() {
		if again, err = s.outcome(tx, sending, performed); err != nil || again {
			return again, err
		}
	}
	next, more, err := nextReady(tx, recipient)
	if err == nil && more {
		job.Schedule(tx, JobDeliver, recipient, later(next, tx.Now))
	}
	return false, err
}

func (s *Service) outcome(tx *db.Tx, sending *Sending, performed error) (again bool, err error) {
	m, err := load(tx, sending.message.ID)
	if err != nil || m.State != Waiting {
		return false, err
	}
	if sending.push != nil {
		if otherwise, err := s.afterPush(tx, &m, sending.push, performed); err != nil || otherwise {
			return false, err
		}
	}
	var refused *Refused
	switch {
	case performed == nil:
		m.State, m.SentAt, m.Said, m.TroubleKind, m.Trouble, m.Version = Sent, tx.Now, sending.said, "", "", m.Version+1
		save(tx, m)
		return false, s.record(tx, m, WasSent{m.Kind, m.Channel, m.Audience, m.Recipient, Matter(m.SubjectKind), m.Subject, m.SentBy, m.Words != ""})
	case errors.As(performed, &refused):
		m.State, m.TroubleKind, m.Trouble, m.Version = Failed, NotTaken, short(refused.Reply), m.Version+1
		save(tx, m)
		s.arm(tx, m, line{})
		return false, s.record(tx, m, HasFailed{m.Kind, m.Channel, m.Recipient, m.Subject, refused.Code, m.Responsible})
	}
	m.TroubleKind, m.Trouble = TroubleOf(performed), short(performed.Error())
	save(tx, m)
	if wait := pause(performed); wait > 0 {
		setPause(tx, m.Channel, tx.Now.Add(wait))
	}
	return true, nil
}

func short(text string) string {
	runes := []rune(strings.ToValidUTF8(text, "?"))
	return strings.ReplaceAll(string(runes[:min(len(runes), maxTrouble)]), "\x00", "")
}

// giveUp stops trying: to a customer a person sends it, to a colleague it stays in the page.
func (s *Service) giveUp(tx *db.Tx, m Message) error {
	if m.Audience == ToStaff {
		m.Channel, m.State, m.SentAt = Page, Sent, m.CreatedAt
		spare(tx, m)
	} else {
		m.State = ByHand
	}
	save(tx, m)
	s.arm(tx, m, line{})
	return nil
}

// replace says what is true now instead, if anything.
func (s *Service) replace(tx *db.Tx, m Message, verdict Verdict) error {
	if verdict.Instead == "" {
		return s.withdraw(tx, m, Untrue)
	}
	next := m
	next.ID, next.Kind, next.UseBy = id.New[id.Message](tx.IDs), verdict.Instead, verdict.UseBy
	next.CreatedAt, next.NotBefore, next.Words = tx.Now, tx.Now, ""
	next.Tries, next.TroubleKind, next.Trouble, next.MessageID, next.Version = 0, "", "", "", 0
	if next.UseBy.IsZero() {
		next.UseBy = tx.Now.Add(useful)
	}
	if next.Audience == ToCustomer {
		if err := s.place(tx, &next, next.Kind.drafted()); err != nil {
			return err
		}
	}
	first, err := insert(tx, next)
	if err != nil {
		return err
	}
	if !first { // said already
		return s.withdraw(tx, m, Untrue)
	}
	also, err := aboutOf(tx, m.ID)
	if err != nil {
		return err
	}
	insertAbout(tx, next.ID, also)
	if next.State != Waiting {
		s.arm(tx, next, line{})
	}
	m.State, m.ReplacedBy, m.Version = Replaced, next.ID, m.Version+1
	save(tx, m)
	return s.record(tx, m, WasWithdrawn{m.Kind, m.Recipient, m.Subject, Instead, next.ID})
}

// withdraw takes a message back.
func (s *Service) withdraw(tx *db.Tx, m Message, cause Cause) error {
	if m.Audience == ToStaff {
		spare(tx, m)
	}
	m.State, m.Version = Withdrawn, m.Version+1
	save(tx, m)
	return s.record(tx, m, WasWithdrawn{m.Kind, m.Recipient, m.Subject, cause, id.Message{}})
}
