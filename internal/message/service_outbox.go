package message

import (
	"context"
	"errors"
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

// Mailer sends a mail. It returns in half the job.Lease at most, and a Refused when trying again is useless.
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
			setFlying(tx, due.Subject, m.ID, tx.Now.Add(job.Lease))
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
		return false, s.record(tx, m, WasSent{m.Kind, m.Channel, m.Audience, m.Recipient, Matter(m.SubjectKind), m.Subject, m.SentBy})
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
