// Package interaction is what passes between a customer and us: calls, e-mails, meetings, chats, letters and
// visits; and the timeline, on which that stands together with what was asked, promised and said. A missed call
// waits until it ends in a call, a promise or a stated reason.
package interaction

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Kind is what passed.
type Kind string

// The kinds.
const (
	Call    Kind = "call"
	Email   Kind = "email"
	Meeting Kind = "meeting"
	Chat    Kind = "chat"
	Letter  Kind = "letter"
	Visit   Kind = "visit"
	Event   Kind = "event" // something done about it, as another system logged it; nobody logs it by hand
)

// Kinds are all there are, the commonest first.
func Kinds() []Kind { return []Kind{Call, Email, Meeting, Chat, Letter, Visit} }

// Key is the catalogue key of the kind's name.
func (k Kind) Key() string { return "interaction.kind." + string(k) }

// Direction is who began.
type Direction string

// The directions.
const (
	In  Direction = "in"  // the customer
	Out Direction = "out" // one of us
)

// Result is how a call went; other kinds have none.
type Result string

// The results. Answered and Missed are calls of the customer, the others are ours.
const (
	NoResult   Result = ""
	Answered   Result = "answered"
	Missed     Result = "missed"
	CalledBack Result = "called-back" // and spoken
	Voicemail  Result = "voicemail"
	NoAnswer   Result = "no-answer"
)

// Results are those of a call, in the order of their keys.
func Results() []Result { return []Result{Answered, Missed, CalledBack, Voicemail, NoAnswer} }

// Key is the catalogue key of the result's name.
func (r Result) Key() string { return "interaction.result." + string(r) }

// Direction is who began a call that went like this.
func (r Result) Direction() Direction {
	if r == Answered || r == Missed {
		return In
	}
	return Out
}

// Spoke tells whether the two of them had each other on the phone.
func (r Result) Spoke() bool { return r == Answered || r == CalledBack }

// Words are what was said, for colleagues: they never leave the house. They print as nothing and have no JSON.
type Words struct{ text string }

// Said makes words.
func Said(text string) Words { return Words{text} }

// ReadBy gives the words to staff and the system; to a customer or a program it gives nothing.
func (w Words) ReadBy(a party.Actor) string {
	if a.Kind == party.Staff || a.Kind == party.System {
		return w.text
	}
	return ""
}

// String is empty, so that a template or a log cannot tell by accident.
func (w Words) String() string { return "" }

// GoString is empty as String is.
func (w Words) GoString() string { return "" }

// IsZero tells whether nothing was written.
func (w Words) IsZero() bool { return w.text == "" }

// Origin is the name that another system has for an interaction.
type Origin struct {
	Source     string
	ExternalID string
}

// Interaction is one contact.
type Interaction struct {
	ID        id.Interaction
	Customer  id.Customer // zero while it is not known who called
	Caller    string      // E.164; empty when the customer is known, or nothing is
	Kind      Kind
	Direction Direction
	Result    Result
	Staff     id.Staff // who had it; zero of a missed call
	Promise   id.Promise
	Question  id.Question
	BeganAt   time.Time
	EndedAt   time.Time // zero: not known
	NotedAt   time.Time
	Waits     bool // missed, and nothing came of it yet
	UndoneAt  time.Time
	Version   int64
}

// New is an interaction as it is logged.
type New struct {
	Customer  id.Customer
	Caller    string // of a call, when it is not known whose it is
	Kind      Kind   // a call when empty
	Direction Direction
	Result    Result
	Staff     id.Staff // who acts when zero
	Promise   id.Promise
	Question  id.Question
	BeganAt   time.Time // now when zero
	EndedAt   time.Time
	Words     Words
	From      Origin
	Past      bool // taken over from elsewhere: nothing is asked of anybody because of it
}

// Limits of what may be typed or sent.
const (
	MaxWords  = 4000 // letters
	maxOrigin = 200  // bytes
	maxCaller = 20
	// MaxPast is how long ago an interaction may have begun.
	MaxPast = 20 * 366 * 24 * time.Hour
)

// completed fills in what follows from the rest, and refuses the first field that cannot be.
func (n New) completed(now time.Time, actor party.Actor) (New, error) {
	if n.Kind == "" {
		n.Kind = Call
	}
	n.Words.text = strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(n.Words.text, "\uFFFD"), "\x00", ""))
	if n.Kind == Call && n.Result != NoResult {
		n.Direction = n.Result.Direction()
	}
	if n.BeganAt.IsZero() {
		n.BeganAt = now
	}
	n.BeganAt, n.EndedAt = n.BeganAt.Truncate(time.Microsecond), n.EndedAt.Truncate(time.Microsecond)
	if n.Result == Missed {
		n.Staff = id.Staff{}
	} else if n.Staff.IsZero() && !n.Past {
		n.Staff = actor.StaffID()
	}
	if !n.Customer.IsZero() {
		n.Caller = ""
	}
	return n, n.check(now)
}

func (n New) check(now time.Time) error {
	switch {
	case !slices.Contains(Kinds(), n.Kind) && (n.Kind != Event || !n.Past):
		return fault.New(fault.Invalid, "interaction.kind").On("kind")
	case n.Kind == Call && !slices.Contains(Results(), n.Result):
		return fault.New(fault.Invalid, "interaction.result").On("result")
	case n.Kind != Call && n.Result != NoResult:
		return fault.New(fault.Invalid, "interaction.only_calls").On("result")
	case n.Direction != In && n.Direction != Out:
		return fault.New(fault.Invalid, "interaction.direction").On("direction")
	case n.Customer.IsZero() && (n.Kind != Call || n.Caller == ""):
		return fault.New(fault.Invalid, "interaction.with_whom").On("customer")
	case len(n.Caller) > maxCaller:
		return fault.New(fault.Invalid, "interaction.caller").On("caller")
	case n.BeganAt.After(now):
		return fault.New(fault.Invalid, "interaction.later").On("began_at")
	case now.Sub(n.BeganAt) > MaxPast:
		return fault.New(fault.Invalid, "interaction.long_ago").On("began_at")
	case !n.EndedAt.IsZero() && (n.EndedAt.Before(n.BeganAt) || n.EndedAt.After(now)):
		return fault.New(fault.Invalid, "interaction.ended").On("ended_at")
	case utf8.RuneCountInString(n.Words.text) > MaxWords:
		return fault.New(fault.Invalid, "interaction.too_long", "max", MaxWords).On("words")
	case len(n.From.Source) > maxOrigin || len(n.From.ExternalID) > maxOrigin || (n.From.Source == "") != (n.From.ExternalID == ""):
		return fault.New(fault.Invalid, "interaction.origin", "max", maxOrigin).On("external_id")
	}
	return nil
}
