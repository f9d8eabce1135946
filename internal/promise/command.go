package promise

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/worktime"
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

	as id.Promise // its id, when that is known already
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
	Gone    bool // the owner has left
	Full    bool // the owner has as many open promises as anybody may
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
	m = m.withDefaults()
	switch {
	case !m.Kind.Valid() || m.Kind == Pay && m.Direction != Theirs:
		return m, fault.New(fault.Invalid, "promise.kind").On("kind")
	case m.Direction != Ours && m.Direction != Theirs && m.Direction != Internal:
		return m, fault.New(fault.Invalid, "promise.direction").On("direction")
	case !m.Proof.Valid():
		return m, fault.New(fault.Invalid, "promise.proof").On("proof")
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
	case m.Proposal && !m.LapsesAt.IsZero() && !m.LapsesAt.After(now):
		return m, fault.New(fault.Invalid, "promise.lapses_past").On("lapses_at")
	}
	return m, m.Due.checked(now)
}

func (m Make) withDefaults() Make {
	if m.Direction == "" {
		m.Direction = Ours
	}
	if m.Kind == "" {
		m.Kind = CallBack
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
	m.Act, m.Words = legible(m.Act), legible(m.Words)
	m.Due.At, m.LapsesAt = m.Due.At.UTC().Truncate(time.Microsecond), m.LapsesAt.UTC().Truncate(time.Microsecond)
	return m
}

// civilForm is how a due time on the wall is written.
const civilForm = "2006-01-02T15:04"

// checked refuses an instant that is no promise: none, past, or another than its civil words say.
func (d Due) checked(now time.Time) error {
	switch {
	case d.At.IsZero():
		return fault.New(fault.Invalid, "promise.due_missing").On("due")
	case !d.At.After(now):
		return fault.New(fault.Invalid, "promise.past").On("due")
	case d.At.After(now.AddDate(10, 0, 0)):
		return fault.New(fault.Invalid, "promise.too_far").On("due")
	case d.Grain != ToTheMinute && d.Grain != ToTheDay:
		return fault.New(fault.Invalid, "promise.due_unclear").On("due")
	}
	if d.Zone == "" && d.Civil == "" {
		return nil
	}
	zone, err := worktime.Zone(d.Zone)
	if err != nil {
		return fault.New(fault.Invalid, "promise.zone").On("zone").Because(err)
	}
	if d.Civil != "" && d.At.In(zone).Format(civilForm) != d.Civil {
		return fault.New(fault.Invalid, "promise.due_unclear").On("due")
	}
	return nil
}

// decide says whether the promise can be made on these facts, and what it then is. An infeasible one
// is refused with the nearest time that can be kept, unless somebody overrides it by name.
func decide(m Make, f Facts, now time.Time) (Promise, Verdict, error) {
	verdict := Feasible
	if err := mayOwn(m, f); err != nil {
		return Promise{}, verdict, err
	}
	if m.Direction != Theirs {
		if f.Full && m.Previous.ID.IsZero() && m.RecoveryOf.IsZero() {
			return Promise{}, verdict, fault.New(fault.Conflict, "promise.owner_full", "max", MaxOpen).On("owner")
		}
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
	if p.Zone == "" && f.Terms.Zone != nil {
		p.Zone = f.Terms.Zone.String()
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

// mayOwn refuses an owner who cannot keep such a promise whatever his time. A program answers and sends;
// it never calls or visits.
func mayOwn(m Make, f Facts) error {
	switch {
	case f.Gone:
		return fault.New(fault.Conflict, "promise.owner_left").On("owner")
	case f.Room.Virtual && (m.Kind == CallBack || m.Kind == Visit) && m.Direction != Theirs:
		return fault.New(fault.Conflict, "promise.owner_virtual").On("owner")
	}
	return nil
}

func judge(m Make, f Facts, now time.Time) (Verdict, error) {
	verdict := f.with(now, m.Due, m.Minutes)
	if verdict != Infeasible || m.Override {
		return verdict, nil
	}
	first, found := f.first(now, m.Due.Fixed, m.Minutes)
	if !found {
		return verdict, fault.New(fault.Conflict, "promise.never_feasible").On("due")
	}
	return verdict, fault.New(fault.Conflict, "promise.infeasible", "first", first).On("due")
}

// with judges the owner's promises together with one more.
func (f Facts) with(now time.Time, due Due, minutes int) Verdict {
	if !due.Fixed {
		verdict, _ := Admit(now, f.Room, f.Loads, due.At, minutes, f.Terms.MarginMinutes)
		return verdict
	}
	// An appointment needs its own minutes, all of them, and leaves what is due after it begins less.
	wanted := appointment(due.At, minutes)
	free := time.Duration(0)
	for from, until := range f.Room.free(due.At, wanted.Until.Sub(due.At)) {
		free += until - from
	}
	if free < wanted.Until.Sub(wanted.From) {
		return Infeasible
	}
	room := f.Room
	room.Appointments = append(slices.Clip(room.Appointments), wanted)
	s := stand(now, room, f.Loads)
	return s.verdict(s.least(due.At.Sub(now)+1), f.Terms.MarginMinutes)
}

// then is how the owner's time stood when one more was promised; nil for what asks nothing of it, and for an appointment,
// whose minutes are its own.
func (f Facts) then(now time.Time, m Make) *RoomThen {
	if m.Direction == Theirs || m.Due.Fixed {
		return nil
	}
	s, at := stand(now, f.Room, f.Loads), m.Due.At.Sub(now)
	_, slack := s.admit(at, m.Minutes, f.Terms.MarginMinutes)
	open := s.line.Open(at)
	return &RoomThen{Open: int(open / time.Minute), Share: f.Room.share(), Supply: f.Room.shared(open), Slack: slack}
}

// first is the nearest time at which one more can be kept; for an appointment the nearest quarter of an
// hour within the window in which times are offered.
func (f Facts) first(now time.Time, fixed bool, minutes int) (time.Time, bool) {
	if !fixed {
		return FirstFeasible(now, f.Room, f.Loads, minutes)
	}
	for from, until := range f.Room.free(now, offerWindow) {
		for at := quarter(now.Add(from).In(f.Room.Calendar.Zone())); at.Sub(now) < until; at = at.Add(15 * time.Minute) {
			if at.After(now) && f.with(now, Due{At: at, Fixed: true}, minutes) != Infeasible {
				return at, true
			}
		}
	}
	return time.Time{}, false
}

// appointment is what a promise at a fixed time takes.
func appointment(at time.Time, minutes int) Appointment {
	return Appointment{From: at, Until: at.Add(time.Duration(minutes) * time.Minute)}
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
	d.Words = legible(d.Words)
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
	if !d.Proof.Valid() {
		return d, fault.New(fault.Invalid, "promise.proof").On("proof")
	}
	return d, nil
}
