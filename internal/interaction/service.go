package interaction

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/job"
)

// Customers is what this concept must know of customers.
type Customers interface {
	// EmployerOf is the organisation that somebody works for now; zero when there is none.
	EmployerOf(tx *db.Tx, customer id.Customer) (id.Customer, error)
}

// Patient says until when a missed call may wait before the customer notices that nobody calls back.
type Patient func(tx *db.Tx, from time.Time) (time.Time, error)

// Service keeps the interactions and the timeline.
type Service struct {
	log       *event.Log
	customers Customers
	patient   Patient
}

// NewService makes the service.
func NewService(log *event.Log, customers Customers, patient Patient) *Service {
	return &Service{log: log, customers: customers, patient: patient}
}

// UndoWindow is how long logging can be taken back.
const UndoWindow = 15 * time.Second

// JobLeft tells, once the house was open for a working day, that nobody did anything about a missed call; the
// subject is the interaction.
const JobLeft = "interaction.left"

// Log enters an interaction; false when the one of that origin was entered before, which is then given. A missed
// call waits; a call in which the customer was spoken ends those that wait.
func (s *Service) Log(tx *db.Tx, n New) (Interaction, bool, error) {
	n, err := n.completed(tx.Now, tx.Actor)
	if err != nil {
		return Interaction{}, false, err
	}
	i := Interaction{
		ID: id.New[id.Interaction](tx.IDs), Customer: n.Customer, Caller: n.Caller, Kind: n.Kind, Direction: n.Direction,
		Result: n.Result, Staff: n.Staff, Promise: n.Promise, Question: n.Question, BeganAt: n.BeganAt, EndedAt: n.EndedAt,
		NotedAt: tx.Now, Waits: n.Result == Missed && !n.Past, Version: 1,
	}
	if added, err := insert(tx, i, n); err != nil || !added {
		if err == nil {
			i, err = found(byOrigin(tx, n.From))
		}
		return i, false, err
	}
	about := event.About{Kind: "interaction", ID: i.ID.Any(), Version: 1, HappenedAt: i.BeganAt, Imported: n.Past}
	err = s.log.Record(tx, about, WasLogged{
		Customer: i.Customer, Kind: i.Kind, Direction: i.Direction, Result: i.Result, Staff: i.Staff,
		Promise: i.Promise, Question: i.Question, BeganAt: i.BeganAt, Waits: i.Waits,
	})
	if err == nil && i.Waits {
		err = s.watch(tx, i)
	}
	if err == nil && i.Result.Spoke() && !n.Past {
		err = s.EndMissed(tx, i.Customer, i.Caller, i.BeganAt, End{How: ByCall, Subject: i.ID.Any()})
	}
	return i, true, err
}

func (s *Service) watch(tx *db.Tx, i Interaction) error {
	until, err := s.patient(tx, i.BeganAt)
	if err == nil && !until.IsZero() {
		job.Schedule(tx, JobLeft, i.ID.Any(), until)
	}
	return err
}

// Get reads an interaction: fault NotFound when there is none.
func (s *Service) Get(tx *db.Tx, of id.Interaction) (Interaction, error) { return found(read(tx, of)) }

// WordsOf reads what was said in an interaction.
func (s *Service) WordsOf(tx *db.Tx, of id.Interaction) (Words, error) {
	text, _, err := words(tx, of)
	return Words{text}, err
}

func found(i Interaction, is bool, err error) (Interaction, error) {
	if err == nil && !is {
		err = fault.New(fault.NotFound, "interaction.unknown")
	}
	return i, err
}

// Undo takes back what the actor logged a moment ago: it is gone from the timeline, and the missed calls that it
// ended wait again.
func (s *Service) Undo(tx *db.Tx, of id.Interaction) (Interaction, error) {
	i, err := s.hold(tx, of)
	switch {
	case err != nil:
		return i, err
	case !i.UndoneAt.IsZero():
		return i, nil
	case i.Result != Missed && (i.Staff != tx.Actor.StaffID() || i.Staff.IsZero()):
		return i, fault.New(fault.Conflict, "interaction.undo_not_yours")
	case tx.Now.Sub(i.NotedAt) > UndoWindow:
		return i, fault.New(fault.TooLate, "interaction.undo_late")
	}
	if err := s.Reopen(tx, i.ID.Any(), ByCall); err != nil {
		return i, err
	}
	job.Cancel(tx, JobLeft, i.ID.Any())
	i.UndoneAt, i.Waits = tx.Now, false
	return s.save(tx, i, WasUndone{i.Customer, i.Result})
}

// Recognise says whose the calls of a number nobody knew were.
func (s *Service) Recognise(tx *db.Tx, caller string, customer id.Customer) error {
	all, err := ofCaller(tx, caller)
	for _, i := range all {
		if err != nil {
			return err
		}
		i.Customer, i.Caller = customer, ""
		_, err = s.save(tx, i, WasRecognised{i.Customer, i.Result, i.Staff, i.BeganAt})
	}
	return err
}

// hold reads an interaction and keeps it from others until the transaction ends.
func (s *Service) hold(tx *db.Tx, of id.Interaction) (Interaction, error) {
	if err := hold(tx, of); err != nil {
		return Interaction{}, err
	}
	return s.Get(tx, of)
}

// save writes the interaction under its next version and records why.
func (s *Service) save(tx *db.Tx, i Interaction, fact event.Fact) (Interaction, error) {
	i.Version++
	update(tx, i)
	return i, s.log.Record(tx, event.About{Kind: "interaction", ID: i.ID.Any(), Version: i.Version}, fact)
}
