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
	candidates, err := s.candidates(tx, people, ask.Until)
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
	rooms, err := s.team.Rooms(tx, people, until)
	if err != nil {
		return nil, err
	}
	out := make([]Candidate, 0, len(people))
	for _, staff := range people {
		room, here := rooms[staff]
		if !here {
			continue
		}
		room, loads := burden(tx.Now, room, open[staff], aside(tx)...)
		out = append(out, Candidate{Staff: staff, Room: room, Loads: loads})
	}
	return out, nil
}
