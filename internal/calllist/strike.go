package calllist

import (
	"slices"
	"time"

	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Reason is why somebody is not called any more.
type Reason string

// The reasons.
const (
	Objection Reason = "objection" // he does not want it
	Fact      Reason = "fact"
	Opinion   Reason = "opinion"
)

// Reasons are all there are.
func Reasons() []Reason { return []Reason{Objection, Fact, Opinion} }

// FactKind is which fact.
type FactKind string

// The facts.
const (
	Deceased FactKind = "deceased"
	Abroad   FactKind = "abroad"
	Stopped  FactKind = "stopped" // the business is no more
	Other    FactKind = "other"
)

// FactKinds are all there are.
func FactKinds() []FactKind { return []FactKind{Deceased, Abroad, Stopped, Other} }

// StrikeState is how it stands.
type StrikeState string

// The states.
const (
	Standing StrikeState = "standing"
	Waiting  StrikeState = "waiting"  // for a second person
	Refused  StrikeState = "refused"  // the second person sees it otherwise; the name returns on its day
	Returned StrikeState = "returned" // the name is called again
	Lifted   StrikeState = "lifted"   // somebody took it back, or the customer agreed to be called after all
)

// Off tells whether the customer is off the lists in that state.
func (s StrikeState) Off() bool { return s == Standing || s == Waiting || s == Refused }

// Strike is that somebody is not called any more, on any list.
type Strike struct {
	ID        id.Any
	Customer  id.Customer
	Name      id.Any // on which list it began; zero: on none
	Reason    Reason
	Fact      FactKind
	State     StrikeState
	StruckAt  time.Time
	ActorKind party.Kind
	Actor     id.Any
	Second    id.Staff
	SecondAt  time.Time
	ReturnsAt time.Time
	EndedAt   time.Time
	Version   int64
}

// returnsAfter is after how many days the name returns that nobody agreed to strike off.
const returnsAfter = 30

// Striking is what somebody says when he strikes a name off.
type Striking struct {
	Reason   Reason
	Fact     FactKind
	Why      Words
	Evidence Words
}

// Texts are the words about a strike, of colleagues and for them.
type Texts struct{ Why, Evidence, Answer Words }

func (s Striking) checked() error {
	switch {
	case !slices.Contains(Reasons(), s.Reason):
		return fault.New(fault.Invalid, "calllist.reason").On("reason")
	case s.Reason == Fact && !slices.Contains(FactKinds(), s.Fact):
		return fault.New(fault.Invalid, "calllist.which_fact").On("fact")
	case s.Reason == Fact && s.Evidence.IsZero():
		return fault.New(fault.Invalid, "calllist.no_evidence").On("evidence")
	case s.Reason == Opinion && s.Why.IsZero():
		return fault.New(fault.Invalid, "calllist.what_happened").On("why")
	case s.Why.long():
		return fault.New(fault.Invalid, "calllist.too_long", "max", MaxWords).On("why")
	case s.Evidence.long():
		return fault.New(fault.Invalid, "calllist.too_long", "max", MaxWords).On("evidence")
	}
	return nil
}

// ConsentHow is by what way somebody agreed to be called.
type ConsentHow string

// The ways.
const (
	OnSite   ConsentHow = "site"
	OnPaper  ConsentHow = "paper"
	ByMail   ConsentHow = "mail"
	InPerson ConsentHow = "person"
	OnPhone  ConsentHow = "phone" // when he called us
)

// ConsentHows are all there are.
func ConsentHows() []ConsentHow { return []ConsentHow{OnSite, OnPaper, ByMail, InPerson, OnPhone} }

func (c Consent) checked(now time.Time) error {
	switch {
	case !slices.Contains(ConsentHows(), c.How):
		return fault.New(fault.Invalid, "calllist.consent_how").On("how")
	case c.GivenAt.IsZero() || c.GivenAt.After(now):
		return fault.New(fault.Invalid, "calllist.consent_when").On("given")
	case c.About == "":
		return fault.New(fault.Invalid, "calllist.consent_about").On("about")
	case c.Evidence == "":
		return fault.New(fault.Invalid, "calllist.consent_evidence").On("evidence")
	case len([]rune(c.About)) > MaxAbout:
		return fault.New(fault.Invalid, "calllist.too_long", "max", MaxAbout).On("about")
	case len([]rune(c.Evidence)) > MaxAbout:
		return fault.New(fault.Invalid, "calllist.too_long", "max", MaxAbout).On("evidence")
	}
	return nil
}
