package team

import (
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/party"
)

// PlanLeave records that somebody will be away. It is refused while they have promises to keep in that
// time: no due promise is without an owner who is there. They themselves record it, and their lead.
func (s *Service) PlanLeave(tx *db.Tx, leave Leave) (Absence, error) {
	if err := s.mustConcern(tx, leave.Staff); err != nil {
		return Absence{}, err
	}
	person, err := s.takeHere(tx, leave.Staff, leave.Version)
	if err != nil {
		return Absence{}, err
	}
	room, err := s.Room(tx, person.ID, tx.Now, tx.Now)
	if err != nil {
		return Absence{}, err
	}
	planned, err := leave.absence(room.Zone, tx.Now)
	if err != nil {
		return Absence{}, err
	}
	if s.promises != nil {
		from := planned.FromAt
		if from.Before(tx.Now) {
			from = tx.Now
		}
		n, err := s.promises.DueWithin(tx, person.ID, from, planned.UntilAt)
		if err != nil {
			return Absence{}, err
		}
		if n > 0 {
			return Absence{}, fault.New(fault.Conflict, "team.leave_promises_due", "name", person.FirstName, "n", n)
		}
	}
	planned = recorded(tx, planned)
	insertAbsence(tx, planned)
	return planned, s.record(tx, &person, LeavePlanned{Absence: planned.ID, From: planned.FromAt, Until: planned.UntilAt})
}

// FallIll records that somebody is away as from now, without a known end. Who is ill already stays so.
func (s *Service) FallIll(tx *db.Tx, staff id.Staff) (Absence, error) {
	if err := s.mustConcern(tx, staff); err != nil {
		return Absence{}, err
	}
	person, err := s.takeHere(tx, staff, 0)
	if err != nil {
		return Absence{}, err
	}
	present, err := s.presentAbsences(tx, staff)
	if err != nil {
		return Absence{}, err
	}
	for _, absence := range present {
		if absence.Kind == Sick {
			return absence, nil
		}
	}
	ill := recorded(tx, Absence{Staff: staff, Kind: Sick, FromAt: tx.Now})
	insertAbsence(tx, ill)
	return ill, s.record(tx, &person, FellIll{Absence: ill.ID, From: tx.Now})
}

// Back records that somebody is there again: illness and leave that cover this instant end now. Who is
// not away stays so.
func (s *Service) Back(tx *db.Tx, staff id.Staff) error {
	if err := s.mustConcern(tx, staff); err != nil {
		return err
	}
	person, err := s.take(tx, staff, 0)
	if err != nil {
		return err
	}
	present, err := s.presentAbsences(tx, staff)
	if err != nil {
		return err
	}
	for _, absence := range present {
		if err := s.end(tx, &person, absence); err != nil {
			return err
		}
	}
	return nil
}

// CancelLeave has planned leave not take place, or end now when it has begun.
func (s *Service) CancelLeave(tx *db.Tx, staff id.Staff, absence id.Any) error {
	if err := s.mustConcern(tx, staff); err != nil {
		return err
	}
	person, err := s.take(tx, staff, 0)
	if err != nil {
		return err
	}
	found, ok, err := readAbsence(tx, staff, absence)
	if err != nil {
		return err
	}
	if !ok || found.Kind != OnLeave || !found.UntilAt.After(tx.Now) {
		return fault.New(fault.NotFound, "team.unknown_absence").On("absence")
	}
	return s.end(tx, &person, found)
}

func (s *Service) end(tx *db.Tx, person *Staff, absence Absence) error {
	endAbsence(tx, absence, tx.Actor)
	if absence.Kind == Sick {
		return s.record(tx, person, Recovered{Absence: absence.ID, At: tx.Now})
	}
	return s.record(tx, person, LeaveCancelled{Absence: absence.ID, At: tx.Now})
}

// Absences is what somebody has been and will be away for that is not over at an instant, in order of
// beginning; what was called off is left out. It is their own concern, and their lead's.
func (s *Service) Absences(tx *db.Tx, staff id.Staff, from time.Time) ([]Absence, error) {
	if err := s.mustConcern(tx, staff); err != nil {
		return nil, err
	}
	all, err := readAbsences(tx, []id.Staff{staff}, from)
	return slices.DeleteFunc(all, Absence.calledOff), err
}

func (s *Service) takeHere(tx *db.Tx, staff id.Staff, version int64) (Staff, error) {
	person, err := s.take(tx, staff, version)
	if err == nil && !person.Here(tx.Now) {
		err = fault.New(fault.Conflict, "team.has_left", "name", person.FirstName)
	}
	return person, err
}

func (s *Service) presentAbsences(tx *db.Tx, staff id.Staff) ([]Absence, error) {
	all, err := readAbsences(tx, []id.Staff{staff}, tx.Now)
	return slices.DeleteFunc(all, func(a Absence) bool { return !a.Covers(tx.Now) }), err
}

// recorded completes what was told with who told it and when.
func recorded(tx *db.Tx, a Absence) Absence {
	a.ID, a.RecordedAt = id.New[id.Any](tx.IDs), tx.Now
	a.ByKind, a.By = tx.Actor.Kind, tx.Actor.ID
	if a.ByKind == "" {
		a.ByKind = party.System
	}
	return a
}
