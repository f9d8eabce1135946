package message

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/job"
	"kroon/internal/lang"
)

// Withdraw takes back what was to be said about a subject: all of these kinds, or everything when none is
// named, because the act that it tells of was undone. What is on its way or gone stays. It tells how many it took back.
func (s *Service) Withdraw(tx *db.Tx, subject id.Any, kinds ...Kind) (int, error) {
	return s.withdrawWhere(tx, subject, func(m Message) bool { return len(kinds) == 0 || among(m.Kind, kinds) })
}

// WithdrawSaidAt takes back what was to be said about a subject by the act of exactly that instant, because
// that act was undone. What lay ready before it stays.
func (s *Service) WithdrawSaidAt(tx *db.Tx, subject id.Any, at time.Time) (int, error) {
	return s.withdrawWhere(tx, subject, func(m Message) bool { return m.CreatedAt.Equal(at) })
}

func (s *Service) withdrawWhere(tx *db.Tx, subject id.Any, is func(Message) bool) (int, error) {
	all, err := ofSubject(tx, subject)
	if err != nil {
		return 0, err
	}
	taken := 0
	for _, m := range all {
		if !m.pending() || !is(m) {
			continue
		}
		if also, err := aboutOf(tx, m.ID); err != nil || len(also) > 0 {
			if err != nil {
				return taken, err
			}
			continue // it tells of others too, and leaves this one out by itself when it is written
		}
		line, err := lock(tx, m.Recipient)
		if err != nil {
			return taken, err
		}
		if m, err = load(tx, m.ID); err != nil {
			return taken, err
		}
		if !m.pending() || line.has(m, tx.Now) {
			continue
		}
		job.Cancel(tx, JobUseBy, m.ID.Any())
		if err := s.withdraw(tx, m, TakenOut); err != nil {
			return taken, err
		}
		taken++
	}
	return taken, nil
}

func among(kind Kind, kinds []Kind) bool {
	for _, k := range kinds {
		if k == kind {
			return true
		}
	}
	return false
}

// pending tells whether it can still be kept from being said. A notice in the page can: it disappears.
func (m Message) pending() bool {
	switch m.State {
	case Draft, Waiting, Held, ByHand, Failed:
		return true
	case Sent:
		return m.Channel == Page && m.SeenAt.IsZero()
	}
	return false
}

// OfSubject lists everything that was or will be said about a subject, the oldest first.
func (s *Service) OfSubject(tx *db.Tx, subject id.Any) ([]Message, error) {
	return ofSubject(tx, subject)
}

// Delayed lists what was tried in vain and will be tried again, for whoever may rather phone.
func (s *Service) Delayed(tx *db.Tx, limit int) ([]Message, error) { return delayed(tx, limit) }

// Entrust gives what a person is to send about a subject to another, as its promise changes hands.
func (s *Service) Entrust(tx *db.Tx, subject id.Any, to id.Staff) { entrust(tx, subject, to) }

// SentAt tells when Kroon sent a message that did what was promised: only a result counts, since telling
// that something will be done does not do it. It is the evidence that a promise asks for.
func (s *Service) SentAt(tx *db.Tx, message id.Any, promise id.Promise) (at time.Time, found bool, err error) {
	m, err := load(tx, id.Message(message))
	if err != nil {
		return time.Time{}, false, err
	}
	if m.State != Sent || m.Kind != Result || m.Audience != ToCustomer || m.Subject != promise.Any() {
		return time.Time{}, false, nil
	}
	return m.SentAt, true, nil
}

// HeldCount is how many messages would have left if outgoing effects were not held.
func (s *Service) HeldCount(tx *db.Tx) (int, error) { return countHeld(tx) }

// Release lets go what was held; what is no longer true by now will still not be said.
func (s *Service) Release(tx *db.Tx) (int, error) {
	recipients, err := recipientsOfHeld(tx)
	if err != nil {
		return 0, err
	}
	released := 0
	for _, recipient := range recipients {
		line, err := lock(tx, recipient)
		if err != nil {
			return released, err
		}
		n, err := releaseHeld(tx, recipient)
		if err != nil {
			return released, err
		}
		released += int(n)
		s.arm(tx, Message{State: Waiting, Recipient: recipient, NotBefore: tx.Now}, line)
	}
	return released, nil
}

// Notices lists a colleague's notices, newest first; before begins after the last one of a page.
func (s *Service) Notices(tx *db.Tx, staff id.Staff, before id.Message, limit int) ([]Ready, error) {
	all, err := noticesOf(tx, staff, before, limit)
	if err != nil {
		return nil, err
	}
	return s.worded(tx, all)
}

// Unseen lists a colleague's newest notices that he has not seen, at most so many, in the language in which
// he reads now; in that of the house when none is given.
func (s *Service) Unseen(tx *db.Tx, staff id.Staff, most int, in lang.Lang) ([]Ready, error) {
	all, err := unseen(tx, staff, most)
	if err != nil {
		return nil, err
	}
	for i := range all {
		if in != "" {
			all[i].Lang = in
		}
	}
	return s.worded(tx, all)
}

// worded puts words to notices. One that is no longer true has none, and is left out.
func (s *Service) worded(tx *db.Tx, all []Message) ([]Ready, error) {
	var out []Ready
	for _, m := range all {
		text, verdict, err := s.needs.Truth.Compose(tx, m)
		if err != nil {
			return nil, err
		}
		if verdict.True {
			out = append(out, Ready{m, text})
		}
	}
	return out, nil
}

// See records that a colleague saw his notices in the page. A mail about one that has not left stays:
// an interruption saved.
func (s *Service) See(tx *db.Tx, staff id.Staff, notices ...id.Message) error {
	line, err := lock(tx, staff.Any())
	if err != nil {
		return err
	}
	for _, notice := range notices {
		m, err := load(tx, notice)
		if err != nil {
			return err
		}
		if m.Staff() != staff || staff.IsZero() || !m.SeenAt.IsZero() {
			continue
		}
		m.SeenAt = tx.Now
		if m.State == Waiting && !line.has(m, tx.Now) {
			if err := s.giveUp(tx, m); err != nil {
				return err
			}
			continue
		}
		save(tx, m)
	}
	return nil
}
