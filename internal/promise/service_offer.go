package promise

import (
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/worktime"
)

// Ask is what somebody wants to promise and within which limits.
type Ask struct {
	Kind     Kind
	Minutes  int        // the kind's own effort when 0
	Owner    id.Staff   // only this person; zero: whoever can
	Among    []id.Staff // who can, when no owner is named
	Until    time.Time  // not after this: the customer's decision date; two weeks on when zero
	After    time.Time  // only later than this; zero: no limit
	Customer *worktime.Calendar
}

// offerWindow is how far ahead times are offered when nothing limits them.
const offerWindow = 14 * 24 * time.Hour

// Offer finds the first times that can really be promised, over people.
func (s *Service) Offer(tx *db.Tx, ask Ask) ([]Choice, error) {
	if ask.Kind == "" {
		ask.Kind = CallBack
	}
	if !ask.Kind.Valid() {
		return nil, fault.New(fault.Invalid, "promise.kind").On("kind")
	}
	if ask.Minutes == 0 {
		ask.Minutes = ask.Kind.Effort()
	}
	if ask.Minutes < 0 || ask.Minutes > MaxMinutes {
		return nil, fault.New(fault.Invalid, "promise.minutes", "max", MaxMinutes).On("minutes")
	}
	if ask.Until.IsZero() {
		ask.Until = tx.Now.Add(offerWindow)
	}
	if !ask.Until.After(tx.Now) {
		return nil, fault.New(fault.Invalid, "promise.window").On("until")
	}
	people := ask.Among
	if !ask.Owner.IsZero() {
		if err := s.mayKeep(tx, ask.Owner); err != nil {
			return nil, err
		}
		people = []id.Staff{ask.Owner}
	}
	terms, err := s.terms(tx)
	if err != nil {
		return nil, err
	}
	candidates, err := s.contenders(tx, people, ask.Until)
	if err != nil {
		return nil, err
	}
	candidates = slices.DeleteFunc(candidates, func(c Candidate) bool {
		return mayOwn(Make{Kind: ask.Kind}, Facts{Room: c.Room}) != nil
	})
	wish := Wish{Minutes: ask.Minutes, NotAfter: ask.Until, Customer: ask.Customer, Margin: terms.MarginMinutes}
	if !ask.After.IsZero() {
		wish.NotBefore = ask.After.Add(time.Minute)
	}
	if terms.SameDayStopped {
		wish.NotBefore = later(wish.NotBefore, tomorrow(tx.Now, terms.Zone))
	}
	return Choose(tx.Now, candidates, wish), nil
}

func tomorrow(now time.Time, zone *time.Location) time.Time {
	if zone == nil {
		zone = time.UTC
	}
	year, month, day := now.In(zone).Date()
	return time.Date(year, month, day+1, 0, 0, 0, 0, zone)
}

// candidates reads everybody's room and open promises at once.
func (s *Service) candidates(tx *db.Tx, people []id.Staff, until time.Time) ([]Candidate, error) {
	open, err := weightsOf(tx, people)
	if err != nil {
		return nil, err
	}
	for _, mine := range open {
		if n := len(mine); n > 0 {
			until = later(until, mine[n-1].DueAt)
		}
	}
	return s.inTheirRooms(tx, people, until, func(staff id.Staff, c *Candidate) {
		c.Room, c.Loads = burden(tx.Now, c.Room, open[staff], aside(tx)...)
	})
}

// contenders are candidates of whose promises no more is read than what Choose needs.
func (s *Service) contenders(tx *db.Tx, people []id.Staff, until time.Time) ([]Candidate, error) {
	kept, rest, err := packsOf(tx, people)
	if err != nil {
		return nil, err
	}
	rows, err := weightsInRows(tx, rest)
	if err != nil {
		return nil, err
	}
	skip, last := aside(tx), tx.Now
	asked := make(map[id.Staff]*asking, len(people))
	for _, one := range kept {
		asks := &asking{now: tx.Now.UnixMicro(), aside: skip, demand: demand{dues: make([]checkpoint, 0, len(one.Pack)/18)}}
		if err := eachPacked(one.Pack, asks.add); err != nil {
			return nil, err
		}
		asked[one.Owner], last = asks, later(last, asks.last())
	}
	for owner, all := range rows {
		asks := &asking{now: tx.Now.UnixMicro(), aside: skip}
		for _, w := range all {
			asks.add(w.ID, w.DueAt.UnixMicro(), uint64(w.Minutes)<<2|mark(w.Fixed)<<1|mark(w.Broken))
		}
		asked[owner], last = asks, later(last, asks.last())
	}
	return s.inTheirRooms(tx, people, later(until, last), func(staff id.Staff, c *Candidate) {
		c.asks = &demand{}
		if asks := asked[staff]; asks != nil {
			c.asks, c.Room.Appointments = &asks.demand, append(slices.Clip(c.Room.Appointments), asks.fixed...)
		}
	})
}

// inTheirRooms reads the time of people, and has fill say what is asked of it.
func (s *Service) inTheirRooms(tx *db.Tx, people []id.Staff, until time.Time, fill func(id.Staff, *Candidate)) ([]Candidate, error) {
	rooms, err := s.team.Rooms(tx, people, until)
	if err != nil {
		return nil, err
	}
	out := make([]Candidate, 0, len(people))
	for _, staff := range people {
		if room, here := rooms[staff]; here {
			out = append(out, Candidate{Staff: staff, Room: room})
			fill(staff, &out[len(out)-1])
		}
	}
	return out, nil
}

// asking gathers what is asked of one owner: what burden makes of weights, without the weights.
type asking struct {
	demand demand
	fixed  []Appointment
	now    int64 // microseconds since 1970
	aside  []id.Promise
	at     int64 // the last due
}

func (a *asking) add(of id.Promise, due int64, asks uint64) {
	minutes := int(asks >> 2)
	a.at = due // they come in order
	switch {
	case isOneOf(of, a.aside):
	case asks&brokenMark != 0 || due <= a.now:
		a.demand.breaches += minutes
	case asks&fixedMark != 0:
		a.fixed = append(a.fixed, appointment(time.UnixMicro(due), minutes))
	default:
		a.demand.dues = append(a.demand.dues, checkpoint{at: time.Duration(due-a.now) * time.Microsecond, demand: minutes})
	}
}

func (a *asking) last() time.Time { return time.UnixMicro(a.at) }
