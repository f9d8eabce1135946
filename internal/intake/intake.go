// Package intake is what customers ask us: the question in words that the customer reads back, what stays
// among colleagues, and how it ended. A question never closes silently.
package intake

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/worktime"
)

// ToCustomer is text that the customer reads: "U wilt weten..".
type ToCustomer string

// ForColleagues is text that never leaves the house. It prints as nothing and has no JSON: whoever wants
// the words must say who reads them.
type ForColleagues struct{ words string }

// Aside makes text for colleagues.
func Aside(words string) ForColleagues { return ForColleagues{words} }

// ReadBy gives the words to staff and the system; to a customer or a program it gives nothing.
func (f ForColleagues) ReadBy(a party.Actor) string {
	if a.Kind == party.Staff || a.Kind == party.System {
		return f.words
	}
	return ""
}

// String is empty, so that a template or a log cannot tell by accident.
func (f ForColleagues) String() string { return "" }

// GoString is empty as String is.
func (f ForColleagues) GoString() string { return "" }

// IsZero tells whether nothing was written.
func (f ForColleagues) IsZero() bool { return f.words == "" }

// Channel is the way by which the question came.
type Channel string

// The channels.
const (
	ByPhone  Channel = "phone"
	ByEmail  Channel = "email"
	AtDesk   Channel = "desk"
	ByChat   Channel = "chat"
	ByLetter Channel = "letter"
	AtVisit  Channel = "visit"
	ByForm   Channel = "form"
	BySMS    Channel = "sms"
)

var channels = []Channel{ByPhone, ByEmail, AtDesk, ByChat, ByLetter, AtVisit, ByForm, BySMS}

// Key is the catalogue key of the channel's name.
func (c Channel) Key() string { return "intake.channel." + string(c) }

// Phase is how far the customer is with buying.
type Phase string

// The phases. UnknownPhase: nobody asked, and nobody needs to.
const (
	UnknownPhase Phase = ""
	Orienting    Phase = "orienting"
	Comparing    Phase = "comparing"
	Deciding     Phase = "deciding"
	Bought       Phase = "bought" // and now asks about what they have
)

// Key is the catalogue key of the phase's name.
func (p Phase) Key() string { return "intake.phase." + string(p) }

// Details is what may be known of a question and may be told again.
type Details struct {
	Customer     id.Customer   // zero while it is not known who asks
	Caller       string        // the E.164 number of somebody not known yet
	Note         ForColleagues // never leaves the house
	DecidesOn    worktime.Date // zero: not known
	ComparesWith ForColleagues
	Phase        Phase
}

// Question is what a customer asked.
type Question struct {
	ID      id.Question
	Code    id.Code
	Contact id.Any // the contact moment
	Channel Channel
	Taker   id.Staff // who noted it; zero when it came in by itself
	Holder  id.Staff // who is to see to it
	Half    bool     // saved with nearly nothing: somebody must call back today
	Details
	Text         ToCustomer   // the newest read-back
	Reading      int          // its number, from 1; 0: none
	ReadingState ReadingState // its state
	Ending       Ending
	Open         bool // somebody still waits for us
	NotedAt      time.Time
	Version      int64
}

// Conversation is how long after a question another one still counts as asked in the same conversation.
const Conversation = time.Hour

// New is a question as it is noted.
type New struct {
	Details
	Text    ToCustomer // what we understood; may follow later
	Contact id.Any     // of the other questions in the same call; a new contact moment when zero
	Channel Channel    // the phone when empty
	Holder  id.Staff   // the taker when zero
	Half    bool       // save it whatever is missing
}

// Limits of what may be typed, in letters.
const (
	MaxToCustomer    = 2000
	MaxForColleagues = 4000
	maxCompares      = 200
	maxWords         = 500
	maxCaller        = 20
)

// check refuses the first field that cannot be.
func (n New) check() error {
	nothing := n.Customer.IsZero() && n.Caller == "" && n.Text == "" && n.Note.IsZero()
	switch {
	case nothing && !n.Half:
		return fault.New(fault.Invalid, "intake.nothing_noted").On("to_customer")
	case !slices.Contains(channels, n.Channel):
		return fault.New(fault.Invalid, "intake.bad_channel").On("channel")
	}
	if err := n.Text.check(); err != nil {
		return err
	}
	return n.Details.check()
}

func (t ToCustomer) check() error {
	if utf8.RuneCountInString(string(t)) > MaxToCustomer {
		return tooLong("to_customer", MaxToCustomer)
	}
	return nil
}

func (d Details) check() error {
	switch {
	case utf8.RuneCountInString(d.Note.words) > MaxForColleagues:
		return tooLong("for_colleagues", MaxForColleagues)
	case utf8.RuneCountInString(d.ComparesWith.words) > maxCompares:
		return tooLong("compares_with", maxCompares)
	case len(d.Caller) > maxCaller:
		return tooLong("caller", maxCaller)
	case !slices.Contains([]Phase{UnknownPhase, Orienting, Comparing, Deciding, Bought}, d.Phase):
		return fault.New(fault.Invalid, "intake.bad_phase").On("phase")
	}
	return nil
}

func tooLong(field string, limit int) error {
	return fault.New(fault.Invalid, "intake.too_long", "max", limit).On(field)
}

func (t ToCustomer) clean() ToCustomer { return ToCustomer(strings.TrimSpace(string(t))) }

func (f ForColleagues) clean() ForColleagues { return ForColleagues{strings.TrimSpace(f.words)} }
