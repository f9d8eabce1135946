package message

import (
	"context"
	"strings"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/job"
)

// Mail is one mail as it leaves.
type Mail struct {
	ID       string // Message-ID without angle brackets
	Date     time.Time
	From     string
	FromName string
	To       string
	ToName   string
	ReplyTo  string // empty: From
	Code     string
	Lang     string
	Subject  string
	Plain    string
	HTML     string
}

// TextMessage is one text message as it leaves.
type TextMessage struct {
	ID   string // of ours, for gateways that refuse doubles
	To   string // E.164
	Text string
}

// Mailer sends a mail. It returns in half of job.Longest at most, and a Refused when trying again is useless.
type Mailer interface {
	SendMail(ctx context.Context, via MailSettings, m Mail) error
}

// Texter sends a text message under the same terms.
type Texter interface {
	SendSMS(ctx context.Context, via SMSSettings, m TextMessage) error
}

// Refused is a channel's answer that no other try will change.
type Refused struct {
	Code  int
	Reply string
}

// Error implements error.
func (r *Refused) Error() string { return r.Reply }

// Sending is a message on its way out: all that is needed outside the transaction.
type Sending struct {
	message Message
	said    string
	mail    *Mail
	viaMail MailSettings
	sms     *TextMessage
	viaSMS  SMSSettings
	wait    time.Time // its channel asked to be left alone until then
	push    *pushing
}

// Deliver is the effect that empties one recipient's outbox, one message at a time, the oldest first.
func (s *Service) Deliver() job.Effect {
	return job.Effect{
		Prepare: s.prepare,
		Perform: func(ctx context.Context, prepared any) error { return s.Perform(ctx, *prepared.(*Sending)) },
		Record: func(tx *db.Tx, due job.Due, prepared any, performed error) (bool, error) {
			return s.sent(tx, due.Subject, prepared.(*Sending), performed)
		},
	}
}

// Perform hands it to the channel.
func (s *Service) Perform(ctx context.Context, sending Sending) error {
	switch {
	case sending.mail != nil:
		return s.needs.Mail.SendMail(ctx, sending.viaMail, *sending.mail)
	case sending.sms != nil:
		return s.needs.SMS.SendSMS(ctx, sending.viaSMS, *sending.sms)
	case sending.push != nil:
		return sending.push.send(ctx, s.needs.Push)
	}
	return nil
}

// prepare finds the next message that is still to be said, and marks it as on its way.
func (s *Service) prepare(tx *db.Tx, due job.Due) (any, error) {
	if _, err := lock(tx, due.Subject); err != nil {
		return nil, err
	}
	held, err := s.needs.Held(tx)
	if err != nil {
		return nil, err
	}
	if held {
		holdReady(tx, due.Subject)
	}
	for {
		m, found, err := firstReady(tx, due.Subject)
		if err != nil {
			return nil, err
		}
		if !found {
			return nothing(tx, due.Subject)
		}
		sending, err := s.consider(tx, m)
		if err != nil {
			return nil, err
		}
		if sending != nil && !sending.wait.IsZero() {
			job.Schedule(tx, JobDeliver, due.Subject, earlier(sending.wait, tx.Now.Add(lookAgain)))
			return nil, nil
		}
		if sending != nil {
			setFlying(tx, due.Subject, m.ID, tx.Now.Add(job.Longest))
			return sending, nil
		}
	}
}

// lookAgain is how often a message is looked at whose channel asked for time: it may be untrue by then, or
// past its use, and a person's to send.
const lookAgain = 15 * time.Minute

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// nothing to send now: the work is done, or armed for later by sent.
func nothing(tx *db.Tx, recipient id.Any) (any, error) {
	_, more, err := nextReady(tx, recipient)
	if err != nil || !more {
		return nil, err
	}
	return &Sending{}, nil
}

// consider decides what becomes of a message whose time has come. It is either made ready to leave or
// no longer ready: replaced, withdrawn, postponed, or given to a person.
func (s *Service) consider(tx *db.Tx, m Message) (*Sending, error) {
	if m.Audience == ToStaff && !m.SeenAt.IsZero() {
		return nil, s.giveUp(tx, m)
	}
	text, verdict, err := s.needs.Truth.Compose(tx, m)
	if err != nil {
		return nil, err
	}
	if !verdict.True {
		return nil, s.replace(tx, m, verdict)
	}
	if !m.UseBy.After(tx.Now) {
		return nil, s.giveUp(tx, m)
	}
	before := m.NotBefore
	if err := s.afterQuiet(tx, &m); err != nil {
		return nil, err
	}
	if m.NotBefore.After(tx.Now) && m.NotBefore != before {
		save(tx, m)
		return nil, nil
	}
	until, err := pausedUntil(tx, m.Channel)
	if err != nil {
		return nil, err
	}
	if until.After(tx.Now) { // and what comes after it waits too, to be said in order
		return &Sending{wait: until}, nil
	}
	m.Tries++
	sending := &Sending{message: m}
	ready, err := s.fill(tx, sending, text)
	if err != nil {
		return nil, err
	}
	if !ready {
		return nil, s.giveUp(tx, m)
	}
	save(tx, sending.message)
	return sending, nil
}

// fill makes the mail or text message; false when the channel is gone or cannot carry it.
func (s *Service) fill(tx *db.Tx, sending *Sending, text Text) (bool, error) {
	m := &sending.message
	switch m.Channel {
	case Email:
		via, found, err := s.mailSettings(tx)
		if err != nil || !found || !via.Active {
			return false, err
		}
		if m.MessageID == "" {
			m.MessageID = messageID(*m, via.From)
		}
		sending.viaMail, sending.said = via, text.Plain
		sending.mail = &Mail{
			ID: m.MessageID, Date: tx.Now, From: via.From, FromName: via.FromName, To: m.Address, ToName: text.Name,
			ReplyTo: replyTo(via, m.Code), Code: string(m.Code), Lang: string(m.Lang), Subject: text.Subject,
			Plain: text.Plain, HTML: text.HTML,
		}
		if via.FromName == "" {
			sending.mail.FromName = text.From
		}
	case SMS:
		via, found, err := s.smsSettings(tx)
		if err != nil || !found || !via.Active {
			return false, err
		}
		sending.viaSMS, sending.said = via, text.SMS
		sending.sms = &TextMessage{ID: m.ID.String(), To: m.Address, Text: text.SMS}
	case Push:
		return s.fillPush(tx, sending, text)
	default:
		return false, nil
	}
	return true, nil
}

// messageID is the same at every try and carries the code, so that answers and bounces find their way.
func messageID(m Message, from string) string {
	domain := from[strings.LastIndexByte(from, '@')+1:]
	parts := []string{"kroon"}
	if m.Code != "" {
		parts = append(parts, string(m.Code))
	}
	return strings.Join(append(parts, m.ID.String()), ".") + "@" + domain
}

// replyTo carries the code where the organisation's address can; otherwise it says where to answer.
func replyTo(via MailSettings, code id.Code) string {
	if code == "" {
		return strings.NewReplacer("+{code}", "", "-{code}", "", "{code}", "").Replace(via.ReplyTo)
	}
	return strings.ReplaceAll(via.ReplyTo, "{code}", string(code))
}
