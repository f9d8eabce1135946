// Package message is what Kroon says to customers and staff, when, and once: each message is a row
// until it is sent, replaced by what is true now, or done by a person's own hand. Nothing is dropped.
package message

import (
	"time"

	"kroon/internal/id"
	"kroon/internal/lang"
)

// Audience is to whom it is said.
type Audience string

// The audiences.
const (
	ToCustomer Audience = "customer"
	ToStaff    Audience = "staff"
)

// Kind is what is said.
type Kind string

// What is said to a customer: one confirmation, and then only a change, a breach or a result.
const (
	Confirmation Kind = "confirmation"  // what was promised, and what we understood
	ReadBack     Kind = "readback"      // what we understood, where nothing was promised
	Changed      Kind = "changed"       // another time or another person, with the customer's consent
	HonestNotice Kind = "honest-notice" // before due: it will be late, and when it will be
	Broken       Kind = "broken"        // an apology, drafted for a person to send
	Recovery     Kind = "recovery"      // how it is made good
	Result       Kind = "result"        // it is done, or the answer itself
	Given        Kind = "given"         // what everybody here answers, in writing
	Rectified    Kind = "rectified"     // the same, where what we told before was not right

	ComplaintReceived Kind = "complaint-received" // we have it, and by when it is answered
	ComplaintAnswered Kind = "complaint-answered" // what we find of it, why, and where else to go
)

// What is said to staff.
const (
	Remind         Kind = "remind"         // to the owner: halfway to the risk
	AtRisk         Kind = "at-risk"        // to the team lead
	Proposed       Kind = "proposed"       // to a colleague, by the guard: will you take it over?
	Unacknowledged Kind = "unacknowledged" // the owner has not said that he saw it
	BrokenNotice   Kind = "broken-notice"  // due passed; an apology lies ready
	TakenResult    Kind = "taken-result"   // to who took the question: how it ended

	AskedToTakeOver Kind = "asked-to-take-over" // to a colleague, by another: will you take it over?
	AskedToPromise  Kind = "asked-to-promise"   // to a colleague who was wanted and could not be bound: will you?
	TurnedDown      Kind = "turned-down"        // to the owner: who was asked cannot
	Entrusted       Kind = "entrusted"          // to the new owner: it is yours now

	CustomerDisputed Kind = "customer-disputed" // to the owner, of what a customer did on his page: it was not done
	CustomerAdded    Kind = "customer-added"    // he wrote something
	CustomerMoved    Kind = "customer-moved"    // he chose another time
	CustomerLetGo    Kind = "customer-let-go"   // he no longer needs it

	CustomerCorrected Kind = "customer-corrected" // to who holds the question: he meant something else

	ComplaintWaits Kind = "complaint-waits" // to who sees to it: the norm to acknowledge it is near
)

var customerKinds = []Kind{Confirmation, ReadBack, Changed, HonestNotice, Broken, Recovery, Result, Given, Rectified, ComplaintReceived, ComplaintAnswered}

var staffKinds = []Kind{Remind, AtRisk, Proposed, Unacknowledged, BrokenNotice, TakenResult,
	CustomerDisputed, CustomerAdded, CustomerMoved, CustomerLetGo, CustomerCorrected,
	AskedToTakeOver, AskedToPromise, TurnedDown, Entrusted, ComplaintWaits}

// CustomerKinds lists what may be said to customers.
func CustomerKinds() []Kind { return append([]Kind(nil), customerKinds...) }

// StaffKinds lists what may be said to staff.
func StaffKinds() []Kind { return append([]Kind(nil), staffKinds...) }

// urgent: the customer waits for it, or must know before it is too late, so it goes in the quiet hours too.
func (k Kind) urgent() bool {
	return k == Confirmation || k == ReadBack || k == Changed || k == HonestNotice || k == Given || k == ComplaintReceived
}

// drafted: a person reads it, may add words, and sends it; an apology from a machine is none.
func (k Kind) drafted() bool { return k == Broken }

// interrupts tells whether it may leave the page as a mail; good news waits there, and that all stays as it was.
func (k Kind) interrupts() bool { return k != TakenResult && k != TurnedDown }

// Channel is the way it goes.
type Channel string

// The channels.
const (
	Email     Channel = "email"
	SMS       Channel = "sms"
	Spoken    Channel = "spoken" // said on the phone, with the code: "mondeling bevestigd"
	Page      Channel = "page"   // a notice in a colleague's page
	NoChannel Channel = "none"   // no address: a person finds a way
)

// State is where a message stands.
type State string

// The states.
const (
	Draft     State = "draft"    // waits for a person to send it
	Waiting   State = "waiting"  // in the outbox
	Held      State = "held"     // due, but outgoing effects are held after a restore
	Sent      State = "sent"     // the channel took it, or it stands in the page
	Failed    State = "failed"   // refused for good; a person sends it himself
	ByHand    State = "by-hand"  // "zelf sturen"
	Handed    State = "handed"   // a person sent or said it himself
	Replaced  State = "replaced" // no longer true; something else was said instead
	Withdrawn State = "withdrawn"
)

// Message is one thing to say to one recipient.
type Message struct {
	ID          id.Message
	Kind        Kind
	Audience    Audience
	Recipient   id.Any // a customer or a colleague
	SubjectKind string // "promise", "question", "answer_given" or "complaint"
	Subject     id.Any
	Generation  int64   // of the subject: the same is not said twice about one generation
	Code        id.Code // of the subject, to say over the phone
	Channel     Channel
	Address     string
	Lang        lang.Lang
	Informal    bool
	State       State
	Words       string   // a person's own, added to what Kroon writes
	Responsible id.Staff // who sends it himself when Kroon cannot
	UseBy       time.Time
	NotBefore   time.Time
	CreatedAt   time.Time
	SentAt      time.Time
	SentBy      id.Staff // who pressed send, or said it himself
	SeenAt      time.Time
	Tries       int64
	TroubleKind Trouble    // why the channel did not take it, the last time
	Trouble     string     // and what it answered
	MessageID   string     // without angle brackets; the same at every try
	Said        string     // what was said, as it left
	ReplacedBy  id.Message // what was said instead
	Version     int64
}

// Customer is the customer it is for; zero for a message to staff.
func (m Message) Customer() id.Customer {
	if m.Audience == ToCustomer {
		return id.Customer(m.Recipient)
	}
	return id.Customer{}
}

// Staff is the colleague it is for; zero for a message to a customer.
func (m Message) Staff() id.Staff {
	if m.Audience == ToStaff {
		return id.Staff(m.Recipient)
	}
	return id.Staff{}
}

// Subject is what a message is about.
type Subject struct {
	Kind       string // "promise", "question", "answer_given" or "complaint"
	ID         id.Any
	Generation int64 // 0 when there is but one thing of each kind to say about it
	Code       id.Code
}

// Wish is something to be said. Exactly one of Customer and Staff is set.
type Wish struct {
	Kind        Kind
	Customer    id.Customer
	Staff       id.Staff
	About       Subject
	Reach       Reach
	Lang        lang.Lang
	Informal    bool
	Responsible id.Staff  // of a message to a customer
	UseBy       time.Time // when it stops being of use; a week from now when zero
	Undoable    bool      // the consequence of a one-click act: leaves after UndoTime
	Draft       bool      // a person is to read and send it
	Spoken      bool      // said on the phone already
	Words       string
	Also        []id.Any // what else it tells of, of the same kind as About: one message instead of several
}

const (
	// UndoTime is how long the outward effects of a one-click act wait.
	UndoTime = 15 * time.Second
	// MaxWords is how many characters a person may add.
	MaxWords = 2000
	// useful is how long a message is of use when nobody says so.
	useful = 7 * 24 * time.Hour
	// awaited is how long after its time somebody is thought to wait for an urgent message.
	awaited = time.Hour
	// soonest and latest are how long it takes until what still lies ready after its use-by is looked at again.
	soonest, latest = 24 * time.Hour, 28 * 24 * time.Hour
)

// Verdict says whether a message is still true, and if not, what to say instead.
type Verdict struct {
	True    bool
	Instead Kind      // nothing when empty
	UseBy   time.Time // of what is said instead
}

// Say is the verdict on what is true.
var Say = Verdict{True: true}

// NotAnyMore is the verdict on what is no longer true and needs no other words.
var NotAnyMore = Verdict{}

// lookAt is when it is to be seen whether what waits for a person is still true: at its use-by, and from then on after as long
// again as it has lain since, between a day and four weeks. Nobody waits for it: whoever reads it is shown only what is true.
func (m Message) lookAt(now time.Time) time.Time {
	if m.UseBy.After(now) {
		return m.UseBy
	}
	return now.Add(min(max(now.Sub(m.UseBy), soonest), latest))
}

// mayWait tells whether a message that is ready now waits until the quiet hours end.
func (m Message) mayWait(now, until time.Time) bool {
	if m.Audience == ToStaff {
		return true
	}
	if !until.Before(m.UseBy) {
		return false
	}
	return !m.Kind.urgent() || now.Sub(m.NotBefore) > awaited
}
