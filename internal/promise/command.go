package promise

import (
	"strings"
	"time"
	"unicode/utf8"

	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// Make is the wish to promise something. What is left empty takes the default of its kind.
type Make struct {
	Direction  Direction
	Kind       Kind
	Act        string
	Customer   id.Customer
	Colleague  id.Staff // of an internal promise
	Owner      id.Staff
	Question   id.Question
	Minutes    int
	Proof      Proof
	Due        Due
	Proposal   bool      // ask first: offered, not yet agreed
	LapsesAt   time.Time // of a proposal; its due when zero
	Override   bool      // promised by name although the arithmetic says no
	Words      string    // why, for an override; optional
	Previous   Promise   // the version that this one replaces, zero for a first one
	RecoveryOf id.Promise
	From       ImportedFrom
}

// ImportedFrom says where a promise of the past came from.
type ImportedFrom struct {
	Source     string
	ExternalID string
	Run        id.Import
}

// Terms are the organisation's own rules about promises.
type Terms struct {
	MarginMinutes  int  // below this slack a promise is tight, and at risk
	TacitDays      int  // working days after which silence is acceptance
	MayReassign    bool // the guard may give a promise to a colleague at the last safe moment
	SameDayStopped bool // Busy day: nothing more for today
	Zone           *time.Location
}

// Facts are what the decision about a promise rests on.
type Facts struct {
	Room    Room
	Loads   []Load
	Terms   Terms
	Binds   bool // the owner opened these hours for colleagues to promise in
	Gone    bool // the owner has left
	Calling id.Staff
}

// The limits of what is written in a promise.
const (
	MaxAct     = 300   // characters
	MaxWords   = 2000  // characters
	MaxMinutes = 10080 // a week of effort
)

// completed fills the defaults and refuses what is not SMART; only a past time and something missing
// that has no default stop the caller.
func (m Make) completed(now time.Time) (Make, error) {
	if m.Direction == "" {
		m.Direction = Ours
	}
	if m.Kind == "" {
		m.Kind = CallBack
	}
	m.Act = strings.TrimSpace(m.Act)
	switch {
	case !m.Kind.Valid() || m.Kind == Pay && m.Direction != Theirs:
		return m, fault.New(fault.Invalid, "promise.kind").On("kind")
	case utf8.RuneCountInString(m.Act) > MaxAct:
		return m, fault.New(fault.Invalid, "promise.act_long", "max", MaxAct).On("act")
	case utf8.RuneCountInString(m.Words) > MaxWords:
		return m, fault.New(fault.Invalid, "promise.words_long", "max", MaxWords).On("words")
	case m.Direction != Internal && m.Customer.IsZero():
		return m, fault.New(fault.Invalid, "promise.customer_missing").On("customer")
	case m.Direction == Internal && m.Colleague.IsZero():
		return m, fault.New(fault.Invalid, "promise.colleague_missing").On("colleague")
	case m.Owner.IsZero():
		return m, fault.New(fault.Invalid, "promise.owner_missing").On("owner")
	case m.Minutes < 0 || m.Minutes > MaxMinutes:
		return m, fault.New(fault.Invalid, "promise.minutes", "max", MaxMinutes).On("minutes")
	case m.Due.At.IsZero():
		return m, fault.New(fault.Invalid, "promise.due_missing").On("due")
	case !m.Due.At.After(now) && m.From.Source == "":
		return m, fault.New(fault.Invalid, "promise.past").On("due")
	case m.Due.At.After(now.AddDate(10, 0, 0)):
		return m, fault.New(fault.Invalid, "promise.too_far").On("due")
	}
	if m.Minutes == 0 {
		m.Minutes = m.Kind.Effort()
	}
	if m.Direction == Theirs {
		m.Minutes = 0
	}
	if m.Proof == "" {
		m.Proof = m.Kind.Proof()
	}
	if m.Due.Grain == "" {
		m.Due.Grain = ToTheMinute
	}
	return m, nil
}

// decide says whether the promise can be made on these facts, and what it then is. An infeasible one
// is refused with the nearest time that can be kept, unless somebody overrides it by name.
func decide(m Make, f Facts, now time.Time) (Promise, Verdict, error) {
	verdict := Feasible
	if f.Gone {
		return Promise{}, verdict, fault.New(fault.Conflict, "promise.owner_left").On("owner")
	}
	if m.Direction != Theirs && m.From.Source == "" {
		if f.Terms.SameDayStopped && !m.Override && sameDay(now, m.Due.At, f.Terms.Zone) {
			return Promise{}, verdict, fault.New(fault.Conflict, "promise.same_day_stopped").On("due")
		}
		var err error
		if verdict, err = judge(m, f, now); err != nil {
			return Promise{}, verdict, err
		}
	}
	p := Promise{
		Direction: m.Direction, Kind: m.Kind, Act: m.Act, Customer: m.Customer, Colleague: m.Colleague,
		Owner: m.Owner, Question: m.Question, Minutes: m.Minutes, Proof: m.Proof,
		DueAt: m.Due.At, DueCivil: m.Due.Civil, Zone: m.Due.Zone, Grain: m.Due.Grain, Fixed: m.Due.Fixed,
		State: Agreed, Open: true, MadeBy: f.Calling, MadeAt: now, AgreedAt: now,
		Previous: m.Previous.ID, Root: m.Previous.Root, RecoveryOf: m.RecoveryOf,
		Overridden: verdict == Infeasible,
	}
	if m.Proposal {
		p.State, p.AgreedAt = Offered, time.Time{}
		p.LapsesAt = m.LapsesAt
		if p.LapsesAt.IsZero() || p.LapsesAt.After(p.DueAt) {
			p.LapsesAt = p.DueAt
		}
	}
	return p, verdict, nil
}

func judge(m Make, f Facts, now time.Time) (Verdict, error) {
	loads := append(f.Loads[:len(f.Loads):len(f.Loads)], Load{Due: m.Due.At, Minutes: m.Minutes})
	verdict := Assess(now, f.Room, loads, f.Terms.MarginMinutes)
	if verdict != Infeasible || m.Override {
		return verdict, nil
	}
	first, found := FirstFeasible(now, f.Room, f.Loads, m.Minutes)
	if !found {
		return verdict, fault.New(fault.Conflict, "promise.never_feasible").On("due")
	}
	return verdict, fault.New(fault.Conflict, "promise.infeasible", "first", first).On("due")
}

func sameDay(a, b time.Time, zone *time.Location) bool {
	if zone == nil {
		zone = time.UTC
	}
	ya, ma, da := a.In(zone).Date()
	yb, mb, db := b.In(zone).Date()
	return ya == yb && ma == mb && da == db
}

// Deed is the claim that it was done, with what shows it.
type Deed struct {
	Proof    Proof
	Words    string    // the text, the link
	Evidence id.Any    // a logged call or a sent message that Kroon itself recorded
	StatedAt time.Time // when, according to who reports it; recorded as stated, counts for nothing
}

// checked refuses a deed without a proof.
func (d Deed) checked(p Promise, now time.Time) (Deed, error) {
	d.Words = strings.TrimSpace(d.Words)
	if d.Proof == "" {
		d.Proof = p.Proof
	}
	switch {
	case utf8.RuneCountInString(d.Words) > MaxWords:
		return d, fault.New(fault.Invalid, "promise.words_long", "max", MaxWords).On("words")
	case d.Proof == ByLink && !strings.HasPrefix(d.Words, "https://") && !strings.HasPrefix(d.Words, "http://"):
		return d, fault.New(fault.Invalid, "promise.link").On("words")
	case d.Proof == ByText && d.Words == "":
		return d, fault.New(fault.Invalid, "promise.proof_missing").On("words")
	case d.StatedAt.After(now):
		return d, fault.New(fault.Invalid, "promise.stated_future").On("stated_at")
	}
	switch d.Proof {
	case ByCall, ByMessage, ByLink, ByText, ByWord:
		return d, nil
	}
	return d, fault.New(fault.Invalid, "promise.proof").On("proof")
}

// mayRelease tells whether the actor is, or speaks for, the beneficiary. Staff may pass on what the
// customer said; nobody lets himself off an internal promise.
func (p Promise) mayRelease(actor party.Actor) bool {
	switch {
	case actor.Kind == party.System:
		return false
	case p.Direction == Internal:
		return actor.StaffID() == p.Colleague
	case actor.Kind == party.Customer:
		return p.Direction == Ours && actor.ID == p.Customer.Any()
	}
	return true
}
