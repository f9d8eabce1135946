// Package complaint is a customer who is not satisfied and expects an answer, as ISO 10002 has it: received,
// acknowledged in time, assessed, answered with reasons, accepted or not, and learned from. No step is taken but by
// somebody, and nothing closes silently.
package complaint

import (
	"strings"
	"time"
	"unicode/utf8"

	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Channel is by which way a complaint came.
type Channel string

// The channels.
const (
	ByPhone  Channel = "phone"
	ByPage   Channel = "page" // the customer's own
	ByMail   Channel = "mail"
	ByLetter Channel = "letter"
	InPerson Channel = "in-person"
	ByChat   Channel = "chat"
	ByOther  Channel = "other" // a program, another system
)

// Channels are all there are, the commonest first.
func Channels() []Channel {
	return []Channel{ByPhone, ByMail, InPerson, ByChat, ByLetter, ByPage, ByOther}
}

// Key is the catalogue key of the channel's name.
func (c Channel) Key() string { return "complaint.channel." + string(c) }

func (c Channel) valid() bool {
	for _, known := range Channels() {
		if c == known {
			return true
		}
	}
	return false
}

// Severity is how much it weighs for the customer.
type Severity string

// The severities.
const (
	Minor   Severity = "minor"
	Serious Severity = "serious"
	Severe  Severity = "severe"
)

// Severities are all there are, the lightest first.
func Severities() []Severity { return []Severity{Minor, Serious, Severe} }

// Key is the catalogue key of the severity's name.
func (s Severity) Key() string { return "complaint.severity." + string(s) }

// Finding is what an answer says of who was right.
type Finding string

// The findings.
const (
	Upheld    Finding = "upheld"
	Partly    Finding = "partly"
	NotUpheld Finding = "not-upheld"
)

// Findings are all there are.
func Findings() []Finding { return []Finding{Upheld, Partly, NotUpheld} }

// Key is the catalogue key of the finding's name.
func (f Finding) Key() string { return "complaint.finding." + string(f) }

// Right tells whether the customer was right, wholly or in part.
func (f Finding) Right() bool { return f == Upheld || f == Partly }

// Matter is in what a complaint was said.
type Matter string

// The matters.
const (
	NoMatter      Matter = ""
	InQuestion    Matter = "question"
	InInteraction Matter = "interaction"
)

// Complaint is a complaint as it stands.
type Complaint struct {
	ID             id.Complaint
	Customer       id.Customer
	Channel        Channel
	SubjectKind    Matter
	Subject        id.Any     // the question or the interaction; zero when it was said in neither
	Promise        id.Promise // that it is about; zero when it is about none
	Stage          Stage
	Severity       Severity // empty until it is assessed
	Cause          Cause    // empty until it is assessed
	Finding        Finding  // empty until it is answered
	Verdict        Step     // what the customer thinks of the answer: Accept, Refuse or Leave; empty while that is not known
	Responsible    id.Staff // who sees to it; zero: nobody yet
	ReceivedAt     time.Time
	AcknowledgeBy  time.Time
	RemindAt       time.Time // when who is responsible is reminded of that norm; zero: never
	RemindedAt     time.Time
	AcknowledgedAt time.Time
	LateAt         time.Time  // AcknowledgeBy, once it passed without an acknowledgement
	Answer         id.Promise // by which an answer is promised
	AnsweredAt     time.Time  // the last time
	SettledAt      time.Time  // since when it is known what the customer thinks of the answer
	EndedAt        time.Time
	Lesson         id.Promise // among colleagues, about what changes
	UndoneAt       time.Time
	Version        int64
}

// Late tells whether it was acknowledged too late, or is not yet though it should be.
func (c Complaint) Late(now time.Time) bool {
	if c.AcknowledgedAt.IsZero() {
		return c.Stage == Received && c.UndoneAt.IsZero() && now.After(c.AcknowledgeBy)
	}
	return c.AcknowledgedAt.After(c.AcknowledgeBy)
}

// Inside is what colleagues write for each other: it never leaves the house. It prints as nothing and has no JSON.
type Inside struct{ text string }

// Among makes words among colleagues.
func Among(text string) Inside { return Inside{text} }

// ReadBy gives the words to staff and the system; to a customer or a program it gives nothing.
func (w Inside) ReadBy(a party.Actor) string {
	if a.Kind == party.Staff || a.Kind == party.System {
		return w.text
	}
	return ""
}

// String is empty, so that a template or a log cannot tell by accident.
func (w Inside) String() string { return "" }

// GoString is empty as String is.
func (w Inside) GoString() string { return "" }

// Words are what was said with a step.
type Words struct {
	Said    string // by the customer, or what he reads
	Reasons string // of an answer; he reads them too
	Inside  Inside
}

// MaxWords is how long each of the words may be, in letters.
const MaxWords = 4000

// checked tidies the words and refuses what is too long, on the given fields.
func (w Words) checked(said, reasons, inside string) (Words, error) {
	w.Said, w.Reasons, w.Inside.text = tidy(w.Said), tidy(w.Reasons), tidy(w.Inside.text)
	for _, one := range []struct{ text, field string }{{w.Said, said}, {w.Reasons, reasons}, {w.Inside.text, inside}} {
		if utf8.RuneCountInString(one.text) > MaxWords {
			return w, fault.New(fault.Invalid, "complaint.too_long", "max", MaxWords).On(one.field)
		}
	}
	return w, nil
}

func tidy(text string) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", ""))
}

// New is a complaint as it comes in.
type New struct {
	Customer    id.Customer
	Channel     Channel // by phone when empty
	SubjectKind Matter
	Subject     id.Any
	Promise     id.Promise
	Responsible id.Staff
	ReceivedAt  time.Time // now when zero; the past for what was on paper before
	Words       Words     // Said is what the customer said
}

func (n New) checked(now time.Time) (New, error) {
	if n.Channel == "" {
		n.Channel = ByPhone
	}
	if n.ReceivedAt.IsZero() {
		n.ReceivedAt = now
	}
	var err error
	if n.Words, err = n.Words.checked("said", "said", "inside"); err != nil {
		return n, err
	}
	switch {
	case n.Customer.IsZero():
		return n, fault.New(fault.Invalid, "complaint.no_customer").On("customer")
	case !n.Channel.valid():
		return n, fault.New(fault.Invalid, "complaint.channel").On("channel")
	case n.ReceivedAt.After(now):
		return n, fault.New(fault.Invalid, "complaint.not_yet").On("received_at")
	case n.Words.Said == "" && n.Subject.IsZero():
		return n, fault.New(fault.Invalid, "complaint.no_words").On("said")
	case n.Subject.IsZero() != (n.SubjectKind == NoMatter):
		return n, fault.New(fault.Invalid, "complaint.matter").On("subject")
	}
	return n, nil
}
