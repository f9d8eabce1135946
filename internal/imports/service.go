package imports

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// Service keeps the runs.
type Service struct {
	log *event.Log
}

// New makes the service.
func New(log *event.Log) *Service { return &Service{log: log} }

// The kinds of due work of this concept. The subject is a run.
const (
	JobSettle = "imports.settle" // records the past of a run that came into sight
	JobClear  = "imports.clear"  // removes the rows of a run that is out of sight for good
)

// Begin opens a run. There is one at a time: fault Conflict while another is under way or not yet cleared.
func (s *Service) Begin(tx *db.Tx, kind Kind, source string) (Run, error) {
	open, err := unpublished(tx)
	if err != nil {
		return Run{}, err
	}
	if len(open) > 0 {
		return Run{}, fault.New(fault.Conflict, "imports.under_way")
	}
	r := Run{
		ID: id.New[id.Import](tx.IDs), Kind: kind, Source: source, ActorKind: tx.Actor.Kind, Actor: tx.Actor.ID,
		StartedAt: tx.Now, LeaseUntil: tx.Now.Add(Lease),
	}
	insert(tx, r)
	return r, nil
}

// Renew keeps a run alive while its rows are staged, and tells how far it is. A run that was cleared
// meanwhile, because it was silent for too long, is refused: fault Conflict.
func (s *Service) Renew(tx *db.Tx, run id.Import, counts Counts) error {
	alive, err := renew(tx, run, counts)
	if err == nil && !alive {
		err = fault.New(fault.Conflict, "imports.lost")
	}
	return err
}

// Publish is the switch: what else must change with it is changed in the same transaction.
func (s *Service) Publish(tx *db.Tx, run id.Import, counts Counts) (Run, error) {
	if err := s.Renew(tx, run, counts); err != nil {
		return Run{}, err
	}
	if err := publish(tx, run); err != nil {
		return Run{}, err
	}
	r, err := s.Get(tx, run)
	if err != nil {
		return r, err
	}
	return r, s.record(tx, r, Published{r.Kind, r.Taken, r.Known, r.Refused})
}

// Settling holds a run that came into sight and tells how far its past is recorded; false when there is
// nothing left to record.
func (s *Service) Settling(tx *db.Tx, run id.Import) (Run, bool, error) {
	if err := hold(tx, run); err != nil {
		return Run{}, false, err
	}
	r, err := s.Get(tx, run)
	return r, err == nil && !r.PublishedAt.IsZero() && r.SettledAt.IsZero(), err
}

// Settled notes how far the past of a run is recorded; done: all of it.
func (s *Service) Settled(tx *db.Tx, run id.Import, at time.Time, to id.Any, done bool) {
	settle(tx, run, at, to, done)
}

// Undo takes a run out of sight. Whether anything refers to its rows is for the caller to know.
func (s *Service) Undo(tx *db.Tx, run id.Import) (Run, error) {
	if err := hold(tx, run); err != nil {
		return Run{}, err
	}
	r, err := s.Get(tx, run)
	switch {
	case err != nil:
		return r, err
	case !r.UndoneAt.IsZero():
		return r, fault.New(fault.Conflict, "imports.undone_already").On("run")
	case r.SettledAt.IsZero():
		return r, fault.New(fault.Conflict, "imports.under_way")
	}
	undo(tx, run)
	r.Version++
	return r, s.record(tx, r, WasUndone{r.Kind, r.Taken})
}

// Clearing holds a run that is out of sight and tells whether it is to be cleared: it was undone, or it
// was killed before it was published.
func (s *Service) Clearing(tx *db.Tx, run id.Import) (Run, bool, error) {
	if err := hold(tx, run); err != nil {
		return Run{}, false, err
	}
	r, found, err := read(tx, run)
	return r, found && r.PublishedAt.IsZero() && r.ClearedAt.IsZero() && !r.Alive(tx.Now), err
}

// Cleared notes that nothing is left of a run: one that was never published is forgotten.
func (s *Service) Cleared(tx *db.Tx, r Run) {
	if r.UndoneAt.IsZero() {
		remove(tx, r.ID)
		return
	}
	cleared(tx, r.ID)
}

// Drop gives a run up before its time: it need not be waited for.
func (s *Service) Drop(tx *db.Tx, run id.Import) { expire(tx, run) }

// Unfinished lists the runs that are out of sight and not yet cleared, those under way included.
func (s *Service) Unfinished(tx *db.Tx) ([]Run, error) { return unpublished(tx) }

// Get reads a run: fault NotFound when there is none.
func (s *Service) Get(tx *db.Tx, run id.Import) (Run, error) {
	r, found, err := read(tx, run)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "imports.unknown").On("run")
	}
	return r, err
}

// List lists the newest runs first.
func (s *Service) List(tx *db.Tx, limit int) ([]Run, error) { return newest(tx, limit) }

func (s *Service) record(tx *db.Tx, r Run, fact event.Fact) error {
	return s.log.Record(tx, event.About{Kind: "import", ID: r.ID.Any(), Version: r.Version}, fact)
}
