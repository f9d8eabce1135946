package calllist

import (
	"strings"
	"time"
	"unicode/utf8"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/party"
	"kroon/internal/worktime"
)

// World is what call lists ask of what others keep.
type World interface {
	// Person tells whether a customer is a person, no organisation.
	Person(tx *db.Tx, of id.Customer) (bool, error)
	// LastBought is when he bought for the last time; zero when he never did.
	LastBought(tx *db.Tx, of id.Customer) (time.Time, error)
	// AskedToCall is the call that we still owe him because he asked for it, and since when; zero when there is none.
	AskedToCall(tx *db.Tx, of id.Customer) (id.Promise, time.Time, error)
	// Zone is where the organisation's clock hangs.
	Zone(tx *db.Tx) (*time.Location, error)
}

// Service keeps the lists, who is struck off, and on what ground somebody is called.
type Service struct {
	log   *event.Log
	world World
}

// New makes the service.
func NewService(log *event.Log, world World) *Service { return &Service{log: log, world: world} }

// Make makes a list of those whom a filter found. Who is struck off, and who asked not to be called before a day,
// is left out; the list that comes of nobody is refused.
func (s *Service) Make(tx *db.Tx, n New) (List, error) {
	n, err := n.checked()
	if err != nil {
		return List{}, err
	}
	off, err := s.Off(tx)
	if err != nil {
		return List{}, err
	}
	l := List{
		ID: id.New[id.CallList](tx.IDs), Name: n.Name, Purpose: n.Purpose, About: n.About, Parts: n.Parts,
		MadeBy: tx.Actor.StaffID(), MadeAt: tx.Now, Version: 1,
	}
	place := int64(0)
	for _, customer := range n.Customers {
		if off[customer] {
			continue
		}
		off[customer] = true // once
		if place++; place > MaxNames {
			return List{}, fault.New(fault.Invalid, "calllist.many_names", "max", MaxNames).On("filter")
		}
		insertName(tx, Name{ID: id.New[id.Any](tx.IDs), List: l.ID, Customer: customer, Place: place, State: Open, Version: 1})
	}
	if place == 0 {
		return List{}, fault.New(fault.Invalid, "calllist.nobody").On("filter")
	}
	insertList(tx, l)
	return l, s.onList(tx, l, WasMade{l.Purpose, int(place)})
}

// Off are those who stand on no new list: struck off, or not to be called before a day that is yet to come.
func (s *Service) Off(tx *db.Tx) (map[id.Customer]bool, error) {
	today, err := s.today(tx)
	if err != nil {
		return nil, err
	}
	all, err := customersOff(tx, today.String())
	out := make(map[id.Customer]bool, len(all))
	for _, one := range all {
		out[one] = true
	}
	return out, err
}

// Get reads a list: fault NotFound when there is none.
func (s *Service) Get(tx *db.Tx, of id.CallList) (List, error) {
	l, found, err := readList(tx, of)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "calllist.unknown")
	}
	return l, err
}

// After reads lists, the newest first, after the last one read; zero begins at the newest.
func (s *Service) After(tx *db.Tx, last id.CallList, limit int) ([]List, error) {
	return listsBefore(tx, last, limit)
}

// Close closes a list. Names that nobody saw to are told of, and why they were not called.
func (s *Service) Close(tx *db.Tx, of id.CallList, why string) (List, error) {
	if err := holdList(tx, of); err != nil {
		return List{}, err
	}
	l, err := s.Get(tx, of)
	if err != nil || !l.ClosedAt.IsZero() {
		return l, err
	}
	names, err := unended(tx, of)
	if err != nil {
		return l, err
	}
	l.Why = Said(why).text
	switch {
	case len(names) > 0 && l.Why == "":
		return l, fault.New(fault.Conflict, "calllist.still_open", "n", len(names)).On("why")
	case utf8.RuneCountInString(l.Why) > MaxAbout:
		return l, fault.New(fault.Invalid, "calllist.too_long", "max", MaxAbout).On("why")
	}
	for _, n := range names {
		n.State, n.Outcome = Ended, Left
		if err := s.ended(tx, n); err != nil {
			return l, err
		}
	}
	l.ClosedAt, l.ClosedBy = tx.Now, tx.Actor.StaffID()
	l.Version++
	closeList(tx, l)
	return l, s.onList(tx, l, WasClosed{len(names)})
}

// SaveFilter keeps a filter under a name; the same name again replaces what it was.
func (s *Service) SaveFilter(tx *db.Tx, name string, parts Filter) (Saved, error) {
	name = strings.Join(strings.Fields(name), " ")
	switch {
	case name == "":
		return Saved{}, fault.New(fault.Invalid, "calllist.no_name").On("name")
	case utf8.RuneCountInString(name) > MaxName:
		return Saved{}, fault.New(fault.Invalid, "calllist.too_long", "max", MaxName).On("name")
	}
	if err := parts.check(); err != nil {
		return Saved{}, err
	}
	f := Saved{ID: id.New[id.Any](tx.IDs), Name: name, Parts: parts, SavedBy: tx.Actor.StaffID(), SavedAt: tx.Now, Version: 1}
	before, found, err := filterCalled(tx, lang.Fold(name))
	if err != nil {
		return f, err
	}
	if found {
		f.ID, f.Version = before.ID, before.Version+1
	}
	putFilter(tx, f, lang.Fold(name))
	return f, s.log.Record(tx, event.About{Kind: "call_filter", ID: f.ID, Version: f.Version}, FilterSaved{})
}

// Filters are those that were saved, by name.
func (s *Service) Filters(tx *db.Tx) ([]Saved, error) { return filters(tx) }

func (s *Service) today(tx *db.Tx) (worktime.Date, error) {
	zone, err := s.world.Zone(tx)
	if err != nil {
		return worktime.Date{}, err
	}
	return worktime.DateOf(tx.Now, zone), nil
}

func (s *Service) onList(tx *db.Tx, l List, fact event.Fact) error {
	return s.log.Record(tx, event.About{Kind: "call_list", ID: l.ID.Any(), Version: l.Version}, fact)
}

// person refuses an act that a program may not do: who calls is a person.
func person(tx *db.Tx) error {
	if tx.Actor.Kind == party.Agent {
		return fault.New(fault.Forbidden, "calllist.for_people")
	}
	return nil
}
