package calllist

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// Names are all on a list, in the order in which they are called.
func (s *Service) Names(tx *db.Tx, of id.CallList) ([]Name, error) { return namesOf(tx, of) }

// Name reads somebody on a list: fault NotFound when there is none.
func (s *Service) Name(tx *db.Tx, of id.Any) (Name, error) {
	n, found, err := readName(tx, of)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "calllist.unknown_name")
	}
	return n, err
}

// NoteOf is what colleagues wrote with how a name ended.
func (s *Service) NoteOf(tx *db.Tx, of id.Any) (Words, error) { return note(tx, of) }

// Before tells which card the actor has before him: the one he took, or else the next that is free; false when
// nobody is left to call now.
func (s *Service) Before(tx *db.Tx, of id.CallList) (Name, bool, error) {
	me := tx.Actor.StaffID()
	names, err := unended(tx, of)
	if err != nil {
		return Name{}, false, err
	}
	var next Name
	for _, n := range names {
		switch {
		case n.State != Open || n.TakenFrom(me, tx.Now):
		case n.TakenBy == me && !me.IsZero() && tx.Now.Sub(n.TakenAt) < takenFor:
			return n, true, nil
		case next.ID.IsZero() && !n.TryAt.After(tx.Now):
			next = n
		}
	}
	return next, !next.ID.IsZero(), nil
}

// Take gives the actor the next card; colleagues get others while he has it. False when nobody is left to call now.
func (s *Service) Take(tx *db.Tx, of id.CallList) (Name, bool, error) {
	if err := person(tx); err != nil {
		return Name{}, false, err
	}
	if err := holdList(tx, of); err != nil {
		return Name{}, false, err
	}
	if _, err := s.Get(tx, of); err != nil {
		return Name{}, false, err
	}
	n, found, err := s.Before(tx, of)
	if err != nil || !found {
		return n, false, err
	}
	n.TakenBy, n.TakenAt = tx.Actor.StaffID(), tx.Now
	take(tx, n)
	return n, true, nil
}

// Pass puts a card at the end, to be seen to later.
func (s *Service) Pass(tx *db.Tx, of id.Any) (Name, error) {
	n, err := s.inHand(tx, of)
	if err != nil {
		return n, err
	}
	n.Place, err = lastPlace(tx, n.List)
	n.Place++
	n.TakenBy = id.Staff{}
	take(tx, n)
	return n, err
}

// Tried records a try that did not reach him, and says when to try again. It never ends the name.
func (s *Service) Tried(tx *db.Tx, of id.Any, how Try) (Name, error) {
	n, err := s.inHand(tx, of)
	if err != nil {
		return n, err
	}
	if how != NoAnswer && how != Voicemail {
		return n, fault.New(fault.Invalid, "calllist.try").On("result")
	}
	if _, err := s.mayCall(tx, n); err != nil {
		return n, err
	}
	zone, err := s.world.Zone(tx)
	if err != nil {
		return n, err
	}
	n.Tries++
	n.TryAt, n.TakenBy = NextTry(tx.Now, n.Tries, zone).UTC(), id.Staff{}
	return n, s.save(tx, &n, WasTried{n.List, n.Customer, how, n.TryAt})
}

// mayCall refuses what is said of a sales call for which there is no ground.
func (s *Service) mayCall(tx *db.Tx, n Name) (Verdict, error) {
	l, err := s.Get(tx, n.List)
	if err != nil {
		return Verdict{}, err
	}
	v, err := s.Verdict(tx, n.Customer, l.Purpose)
	if err == nil && !v.May() {
		err = fault.New(fault.Conflict, "calllist.no_ground")
	}
	return v, err
}

// End says how it ended with a name.
func (s *Service) End(tx *db.Tx, of id.Any, e End) (Name, error) {
	n, err := s.inHand(tx, of)
	if err != nil {
		return n, err
	}
	l, err := s.Get(tx, n.List)
	if err != nil {
		return n, err
	}
	today, err := s.today(tx)
	if err != nil {
		return n, err
	}
	if err := e.checked(today, l.Purpose == ForSale); err != nil {
		return n, err
	}
	if e.Outcome.Spoke() {
		v, err := s.mayCall(tx, n)
		if err != nil {
			return n, err
		}
		n.Ground = v.Ground
		if l.Purpose == ForSale {
			n.Offered = e.Offered
		}
	}
	n.State, n.Outcome, n.Promise = Ended, e.Outcome, e.Promise
	if e.Outcome == Later {
		n.ReturnsOn = e.ReturnsOn.String()
	}
	if !e.Note.IsZero() {
		putNote(tx, n.ID, e.Note.text)
	}
	return n, s.ended(tx, n)
}

// Reopen puts a name back that ended by mistake; not one that was struck off, nor on a closed list.
func (s *Service) Reopen(tx *db.Tx, of id.Any) (Name, error) {
	if err := holdName(tx, of); err != nil {
		return Name{}, err
	}
	n, err := s.Name(tx, of)
	if err != nil || n.State == Open {
		return n, err
	}
	l, err := s.Get(tx, n.List)
	if err != nil {
		return n, err
	}
	if n.State != Ended || n.Outcome == Struck || n.Outcome == Twice || !l.ClosedAt.IsZero() {
		return n, fault.New(fault.Conflict, "calllist.stays_ended")
	}
	return n, s.back(tx, n)
}

// back has a name called again.
func (s *Service) back(tx *db.Tx, n Name) error {
	n.State, n.Outcome, n.EndedBy, n.Strike, n.ReturnsOn = Open, NoOutcome, id.Staff{}, id.Any{}, ""
	n.EndedAt, n.TakenBy = time.Time{}, id.Staff{}
	return s.save(tx, &n, CameBack{n.List, n.Customer})
}

// inHand reads a name that is still to be called, and keeps it from others until the transaction ends.
func (s *Service) inHand(tx *db.Tx, of id.Any) (Name, error) {
	if err := person(tx); err != nil {
		return Name{}, err
	}
	if err := holdName(tx, of); err != nil {
		return Name{}, err
	}
	n, err := s.Name(tx, of)
	switch {
	case err != nil:
	case n.State != Open:
		err = fault.New(fault.Conflict, "calllist.ended_already")
	case n.TakenFrom(tx.Actor.StaffID(), tx.Now):
		err = fault.New(fault.Conflict, "calllist.taken")
	}
	return n, err
}

func (s *Service) ended(tx *db.Tx, n Name) error {
	n.EndedAt, n.EndedBy, n.TakenBy = tx.Now, tx.Actor.StaffID(), id.Staff{}
	return s.save(tx, &n, HasEnded{n.List, n.Customer, n.Outcome, n.Offered, n.Ground, n.Promise})
}

func (s *Service) save(tx *db.Tx, n *Name, fact event.Fact) error {
	n.Version++
	updateName(tx, *n)
	return s.log.Record(tx, event.About{Kind: "call_name", ID: n.ID, Version: n.Version}, fact)
}
