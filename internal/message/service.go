package message

import (
	"strings"
	"time"
	"unicode/utf8"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/job"
)

// Truth knows what is true now about what a message is about.
type Truth interface {
	// Compose says whether the message is still true and writes it from the facts of this moment (see
	// Write). It only reads. It is asked when the message is about to leave and when a person looks at it.
	Compose(tx *db.Tx, m Message) (Text, Verdict, error)
}

// Seal keeps secrets that are stored. access.Key is one.
type Seal interface {
	Seal(ids *id.Source, org id.Org, purpose string, secret []byte) ([]byte, error)
	Open(org id.Org, purpose string, sealed []byte) ([]byte, error)
}

// Needs is what the outbox asks of others.
type Needs struct {
	Truth Truth
	Seal  Seal
	// AfterQuiet is at itself, or the end of the organisation's quiet hours in which it lies.
	AfterQuiet func(tx *db.Tx, at time.Time) (time.Time, error)
	// Held tells whether outgoing effects are held, as they are after a restore.
	Held func(tx *db.Tx) (bool, error)
	Mail Mailer
	SMS  Texter
	Push Pusher
	// Contact is whom the maker of a browser may ask about what we push, where there is no mail address.
	Contact func(tx *db.Tx) (string, error)
}

// Service keeps what is to be said and sees to it that it is said once, or never. Its commands take a
// transaction and never open one.
type Service struct {
	log   *event.Log
	needs Needs
}

// New makes the service. Its due work is Deliver (an effect) and OnUseBy.
func New(log *event.Log, needs Needs) *Service { return &Service{log: log, needs: needs} }

// The kinds of due work. Deliver's subject is the recipient, so that his messages leave in order.
const (
	JobDeliver = "message.deliver"
	JobUseBy   = "message.use-by"
)

// Queue takes up something to be said, unless it was said already about this generation of its subject:
// then first is false and the message is the earlier one. To a customer it goes by a channel, waits as
// a draft, or lies ready for a person's own hand; to a colleague it is a notice in the page, and a
// notification in his browser or a mail only if no other interrupted him about this subject.
func (s *Service) Queue(tx *db.Tx, wish Wish) (m Message, first bool, err error) {
	if utf8.RuneCountInString(wish.Words) > MaxWords {
		return m, false, fault.New(fault.Invalid, "message.words_long", "max", MaxWords).On("words")
	}
	m = Message{
		ID: id.New[id.Message](tx.IDs), Kind: wish.Kind, Audience: ToCustomer, Recipient: wish.Customer.Any(),
		SubjectKind: wish.About.Kind, Subject: wish.About.ID, Generation: wish.About.Generation, Code: wish.About.Code,
		Lang: wish.Lang, Informal: wish.Informal, Words: strings.TrimSpace(wish.Words), Responsible: wish.Responsible,
		UseBy: wish.UseBy, NotBefore: tx.Now, CreatedAt: tx.Now,
	}
	if wish.Customer.IsZero() {
		m.Audience, m.Recipient = ToStaff, wish.Staff.Any()
	}
	if m.UseBy.IsZero() {
		m.UseBy = tx.Now.Add(useful)
	}
	if wish.Undoable {
		m.NotBefore = tx.Now.Add(UndoTime)
	}
	m, first, err = s.add(tx, m, wish.Reach, wish.Spoken, wish.Draft || wish.Kind.drafted())
	if err == nil && first {
		insertAbout(tx, m.ID, wish.Also)
	}
	return m, first, err
}

// Also lists what else a message tells of beside its subject, in the order in which it was said.
// One that is being written tells of nothing else yet.
func (s *Service) Also(tx *db.Tx, message id.Message) ([]id.Any, error) {
	if message.IsZero() {
		return nil, nil
	}
	return aboutOf(tx, message)
}

func (s *Service) add(tx *db.Tx, m Message, reach Reach, spoken, draft bool) (Message, bool, error) {
	foreseeSame(tx, m)
	line, err := lock(tx, m.Recipient)
	if err != nil {
		return m, false, err
	}
	earlier, said, err := sameAs(tx, m)
	if err != nil || said {
		return earlier, false, err
	}
	switch {
	case m.Audience == ToStaff:
		err = s.notice(tx, &m, reach)
	case spoken:
		err = s.spoke(tx, &m)
	default:
		if err = s.address(tx, &m, reach); err == nil {
			err = s.place(tx, &m, draft)
		}
	}
	if err != nil {
		return m, false, err
	}
	if first, err := insert(tx, m); err != nil || !first {
		return m, false, err
	}
	s.arm(tx, m, line)
	if m.State == Handed {
		return m, true, s.record(tx, m, WasHanded{m.Kind, m.Channel, m.Audience, m.Recipient, Matter(m.SubjectKind), m.Subject, m.Words != ""})
	}
	return m, true, nil
}

// notice puts it in the colleague's page, and in the outbox when it may interrupt him.
func (s *Service) notice(tx *db.Tx, m *Message, reach Reach) error {
	m.Channel, m.State, m.SentAt = Page, Sent, tx.Now
	if reach.Prefers == "none" || !m.Kind.interrupts() {
		return nil
	}
	channel, err := s.wayTo(tx, m.Staff(), reach)
	if err != nil || channel == Page {
		return err
	}
	may, err := interrupt(tx, *m)
	if err != nil || !may {
		return err
	}
	m.Channel, m.Address, m.State, m.SentAt = channel, reach.Email, Waiting, time.Time{}
	return s.afterQuiet(tx, m)
}

// wayTo is how a colleague is interrupted: in their browsers where they asked for that, else by mail.
func (s *Service) wayTo(tx *db.Tx, staff id.Staff, reach Reach) (Channel, error) {
	browsers, err := browsersOf(tx, staff)
	if err != nil || len(browsers) > 0 {
		return Push, err
	}
	mail, _, err := configured(tx)
	if err != nil || !mail || reach.Email == "" {
		return Page, err
	}
	return Email, nil
}

// spoke records what was said on the phone, with the words of this moment.
func (s *Service) spoke(tx *db.Tx, m *Message) error {
	m.Channel, m.State, m.SentAt, m.SentBy, m.Version = Spoken, Handed, tx.Now, tx.Actor.StaffID(), 1
	unwritten := *m
	unwritten.ID = id.Message{}
	text, verdict, err := s.needs.Truth.Compose(tx, unwritten)
	if err == nil && verdict.True {
		m.Said = text.SMS
	}
	return err
}

// address chooses the channel.
func (s *Service) address(tx *db.Tx, m *Message, reach Reach) error {
	mail, sms, err := configured(tx)
	m.Channel, m.Address = Choose(reach, mail, sms)
	return err
}

// place decides whether a message to a customer waits for a person, for its time, or for nobody's
// channel: then it is sent by hand.
func (s *Service) place(tx *db.Tx, m *Message, draft bool) error {
	mail, sms, err := configured(tx)
	switch {
	case err != nil:
		return err
	case draft:
		m.State = Draft
		return nil
	case m.Address != "" && (m.Channel == Email && mail || m.Channel == SMS && sms):
		m.State = Waiting
		return s.afterQuiet(tx, m)
	}
	m.State = ByHand
	return nil
}

// afterQuiet postpones what may wait until the quiet hours end.
func (s *Service) afterQuiet(tx *db.Tx, m *Message) error {
	ready := later(m.NotBefore, tx.Now)
	until, err := s.needs.AfterQuiet(tx, ready)
	if err == nil && until.After(ready) && m.mayWait(ready, until) {
		m.NotBefore = until
	}
	return err
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// arm sets the clockwork for a message. Nothing is armed while something of the recipient is on its
// way: the node that sends it looks for more when it is done, and must not lose its hold meanwhile.
func (s *Service) arm(tx *db.Tx, m Message, line line) {
	switch m.State {
	case Waiting:
		if !line.busy(tx.Now) {
			job.Hasten(tx, JobDeliver, m.Recipient, later(m.NotBefore, tx.Now))
		}
	case Draft, ByHand, Failed:
		if m.Audience == ToStaff {
			return
		}
		job.Schedule(tx, JobUseBy, m.ID.Any(), m.lookAt(tx.Now))
	}
}

func (s *Service) record(tx *db.Tx, m Message, fact event.Fact) error {
	return s.log.Record(tx, event.About{Kind: "message", ID: m.ID.Any(), Version: m.Version}, fact)
}
