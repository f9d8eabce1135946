// Package calllist is whom we call and why: lists from filters, of which every name ends in an outcome or a next
// promise; who is struck off, because he objects, because of a fact or because of what somebody thinks; and on
// what lawful ground somebody is called with an offer.
package calllist

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

// List is a snapshot of names to call.
type List struct {
	ID       id.CallList
	Name     string
	Purpose  Purpose
	About    string // what we call for
	Parts    Filter // whom it was made of
	MadeBy   id.Staff
	MadeAt   time.Time
	ClosedAt time.Time
	ClosedBy id.Staff
	Why      string // it was closed with names that were not called
	Version  int64
}

// State is whether somebody still has to see to a name.
type State string

// The states.
const (
	Open  State = "open"
	Aside State = "aside" // struck off on an opinion that nobody agreed to yet
	Ended State = "ended"
)

// Outcome is how a name ended.
type Outcome string

// The outcomes. The first ones are of somebody whom we spoke.
const (
	NoOutcome   Outcome = ""
	Spoken      Outcome = "spoken"
	Bought      Outcome = "bought"
	Later       Outcome = "later"
	Promised    Outcome = "promised"
	WrongNumber Outcome = "wrong_number"
	Unlawful    Outcome = "unlawful" // no ground to call
	Struck      Outcome = "struck"
	Left        Outcome = "left"  // the list was closed before anybody called
	Twice       Outcome = "twice" // he stands on the list under another name
)

// Outcomes are those a colleague chooses, in the order of their keys.
func Outcomes() []Outcome { return []Outcome{Spoken, Bought, Later, Promised, WrongNumber, Unlawful} }

// Spoke tells whether we had him on the phone.
func (o Outcome) Spoke() bool { return o == Spoken || o == Bought || o == Later || o == Promised }

// Key is the catalogue key of its name.
func (o Outcome) Key() string { return "calllist.outcome." + string(o) }

// Offer is whether somebody was told of his right to object.
type Offer string

// What can be said of it.
const (
	NotSaid Offer = ""
	Told    Offer = "told"
	NotTold Offer = "not_told" // there was no chance: he hung up
)

// Try is how a try went that did not reach him.
type Try string

// The tries.
const (
	NoAnswer  Try = "no-answer"
	Voicemail Try = "voicemail"
)

// Tries are all there are.
func Tries() []Try { return []Try{NoAnswer, Voicemail} }

// Name is somebody on a list.
type Name struct {
	ID        id.Any
	List      id.CallList
	Customer  id.Customer
	Place     int64
	State     State
	Outcome   Outcome
	EndedAt   time.Time
	EndedBy   id.Staff
	Promise   id.Promise
	Strike    id.Any
	ReturnsOn string // a day; before it nobody calls him from a list
	Tries     int64
	TryAt     time.Time // when to try again
	Offered   Offer
	Ground    Ground
	TakenBy   id.Staff
	TakenAt   time.Time
	Version   int64
}

// takenFor is how long a card stays with who took it.
const takenFor = 30 * time.Minute

// TakenFrom tells whether somebody else has the card before him.
func (n Name) TakenFrom(me id.Staff, now time.Time) bool {
	return !n.TakenBy.IsZero() && n.TakenBy != me && now.Sub(n.TakenAt) < takenFor
}

// End is how a call ended.
type End struct {
	Outcome   Outcome
	Offered   Offer
	ReturnsOn worktime.Date
	Note      Words
	Promise   id.Promise
}

// Words are what colleagues write; they never leave the house, print as nothing and have no JSON.
type Words struct{ text string }

// Said makes words.
func Said(text string) Words {
	return Words{strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", ""))}
}

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

func (w Words) long() bool { return utf8.RuneCountInString(w.text) > MaxWords }

// Limits of what may be typed.
const (
	MaxName  = 80
	MaxAbout = 200
	MaxWords = 2000
	MaxNames = 2000 // on a list
)

// New is a list to make.
type New struct {
	Name      string
	Purpose   Purpose
	About     string
	Parts     Filter
	Customers []id.Customer // whom the filter finds, in the order in which they are called
}

func (n New) checked() (New, error) {
	n.Name, n.About = strings.Join(strings.Fields(n.Name), " "), strings.Join(strings.Fields(n.About), " ")
	switch {
	case n.Name == "":
		return n, fault.New(fault.Invalid, "calllist.no_name").On("name")
	case utf8.RuneCountInString(n.Name) > MaxName:
		return n, fault.New(fault.Invalid, "calllist.too_long", "max", MaxName).On("name")
	case !slices.Contains(Purposes(), n.Purpose):
		return n, fault.New(fault.Invalid, "calllist.purpose").On("purpose")
	case n.About == "":
		return n, fault.New(fault.Invalid, "calllist.no_about").On("about")
	case utf8.RuneCountInString(n.About) > MaxAbout:
		return n, fault.New(fault.Invalid, "calllist.too_long", "max", MaxAbout).On("about")
	}
	return n, n.Parts.check()
}

// checked refuses what cannot be an end. sale tells whether it was a sales call.
func (e End) checked(today worktime.Date, sale bool) error {
	switch {
	case !slices.Contains(Outcomes(), e.Outcome):
		return fault.New(fault.Invalid, "calllist.outcome").On("outcome")
	case e.Outcome == Later && e.ReturnsOn == worktime.Date{}:
		return fault.New(fault.Invalid, "calllist.when_back").On("returns_on")
	case e.Outcome == Later && e.ReturnsOn.String() <= today.String():
		return fault.New(fault.Invalid, "calllist.back_past").On("returns_on")
	case e.Outcome == Promised && e.Promise.IsZero():
		return fault.New(fault.Invalid, "calllist.no_promise").On("when")
	case sale && e.Outcome.Spoke() && e.Offered != Told && e.Offered != NotTold:
		return fault.New(fault.Invalid, "calllist.offer_unsaid").On("offered")
	case e.Note.long():
		return fault.New(fault.Invalid, "calllist.too_long", "max", MaxWords).On("note")
	}
	return nil
}

// NextTry is when to try again after so many tries: later that day once, then on a next weekday, in the other half
// of the day than the last time. It is always on a weekday between nine and half past five, on the clock of zone.
func NextTry(last time.Time, tries int64, zone *time.Location) time.Time {
	const morning, afternoon, closes = 9*60 + 30, 14 * 60, 17*60 + 30
	at := last.In(zone)
	minute := at.Hour()*60 + at.Minute()
	on := func(days, minute int) time.Time {
		return time.Date(at.Year(), at.Month(), at.Day()+days, minute/60, minute%60, 0, 0, zone)
	}
	weekday := func(t time.Time) bool { return t.Weekday() != time.Saturday && t.Weekday() != time.Sunday }
	if soon := on(0, minute+180); tries <= 1 && weekday(soon) && minute+180 <= closes && minute >= 6*60 {
		return soon
	}
	half := morning
	if minute < 12*60 {
		half = afternoon
	}
	days := 1
	for !weekday(on(days, half)) {
		days++
	}
	return on(days, half)
}
