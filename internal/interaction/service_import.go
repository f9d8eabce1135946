package interaction

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// Case says where in another system an interaction stood.
type Case struct {
	Run  id.Import
	Name string // of the question it was about, there; empty: none
	Row  int    // in its file: tells two of the same instant apart
}

// maxCase is how long the name of a case may be, in bytes.
const maxCase = 200

// Put takes an interaction over once: the same of its origin again is false. Its event follows by Settle, once the
// run is in sight.
func (s *Service) Put(tx *db.Tx, of Case, n New) (added bool, err error) {
	n.Past = true
	if n.Kind == Event {
		n.Direction = Out
	}
	if n, err = n.completed(tx.Now, tx.Actor); err != nil {
		return false, err
	}
	switch {
	case len(of.Name) > maxCase:
		return false, fault.New(fault.Invalid, "interaction.case", "max", maxCase).On("case")
	case n.From.Source == "":
		return false, fault.New(fault.Invalid, "interaction.origin", "max", maxOrigin).On("external_id")
	}
	i := Interaction{
		ID: id.New[id.Interaction](tx.IDs), Customer: n.Customer, Caller: n.Caller, Kind: n.Kind, Direction: n.Direction,
		Result: n.Result, Staff: n.Staff, BeganAt: n.BeganAt, EndedAt: n.EndedAt, NotedAt: tx.Now,
	}
	if added, err = insert(tx, i, n); err == nil && added {
		setCase(tx, i.ID, of)
	}
	return added, err
}

// HideRun takes the interactions of an import out of everybody's sight: before the first, and when it is undone.
func (s *Service) HideRun(tx *db.Tx, run id.Import) error { return hideRun(tx, run) }

// ShowRun brings the interactions of an import into sight, all at once.
func (s *Service) ShowRun(tx *db.Tx, run id.Import) error { return showRun(tx, run) }

// Settled says how far a run is settled, in the order in which it happened.
type Settled struct {
	BeganAt     time.Time
	Interaction id.Interaction
}

// Settle records at most limit interactions of a run that is in sight in history, and so on the timeline. It
// returns how far it came and whether more are left.
func (s *Service) Settle(tx *db.Tx, run id.Import, from Settled, limit int) (to Settled, more bool, err error) {
	some, err := ofRunAfter(tx, run, from, limit)
	if err != nil {
		return from, false, err
	}
	for _, i := range some {
		i.Version = 1
		update(tx, i)
		about := event.About{Kind: "interaction", ID: i.ID.Any(), Version: 1, HappenedAt: i.BeganAt, Imported: true}
		err := s.log.Record(tx, about, WasLogged{
			Customer: i.Customer, Kind: i.Kind, Direction: i.Direction, Result: i.Result, Staff: i.Staff, BeganAt: i.BeganAt,
		})
		if err != nil {
			return from, false, err
		}
		from = Settled{i.BeganAt, i.ID}
	}
	return from, len(some) == limit, nil
}

// ClearRun removes at most limit interactions of a hidden import for good, and tells whether more are left; after
// the last one the run is forgotten. It does nothing to a run in sight.
func (s *Service) ClearRun(tx *db.Tx, run id.Import, limit int) (more bool, err error) {
	hidden, err := isHidden(tx, run)
	if err != nil || !hidden {
		return false, err
	}
	some, err := ofRunAfter(tx, run, Settled{}, limit)
	if err != nil {
		return false, err
	}
	for _, i := range some {
		if i.Version > 0 {
			about := event.About{Kind: "interaction", ID: i.ID.Any(), Version: i.Version + 1, Imported: true}
			if err := s.log.Record(tx, about, WasUndone{i.Customer, i.Result}); err != nil {
				return false, err
			}
		}
		remove(tx, i.ID)
	}
	if len(some) == limit {
		return true, nil
	}
	return false, showRun(tx, run)
}
