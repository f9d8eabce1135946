package customer

import (
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// Origin is where a customer was taken over from.
type Origin struct {
	Source     string    // "crm", the same in every run
	ExternalID string    // its own name for the customer, unique in the source
	Run        id.Import // the import; its rows are hidden between HideRun and ShowRun
}

const maxOrigin = 200

// Put takes a customer over once: the same external id again gives the customer that was made of it,
// unchanged, and false. Its events are marked as imported when there is a run.
func (s *Service) Put(tx *db.Tx, from Origin, d Details) (customer id.Customer, added bool, err error) {
	if from.Source == "" || from.ExternalID == "" || len(from.Source) > maxOrigin || len(from.ExternalID) > maxOrigin {
		return id.Customer{}, false, fault.New(fault.Invalid, "customer.bad_origin", "max", maxOrigin).On("external_id")
	}
	customer = id.New[id.Customer](tx.IDs)
	mine, err := claimOrigin(tx, from, customer)
	if err != nil {
		return id.Customer{}, false, err
	}
	if !mine {
		customer, _, err = byOrigin(tx, from.Source, from.ExternalID)
		return customer, false, err
	}
	_, err = s.add(tx, d, from, customer)
	return customer, err == nil, err
}

// HideRun takes the rows of an import out of everybody's sight: before its first row, and when it is undone.
func (s *Service) HideRun(tx *db.Tx, run id.Import) error { return hideRun(tx, run) }

// ShowRun brings the rows of an import into sight, all at once.
func (s *Service) ShowRun(tx *db.Tx, run id.Import) error { return showRun(tx, run) }

// HiddenRuns lists the imports whose rows nobody sees: what is to be cleared when Kroon starts.
func (s *Service) HiddenRuns(tx *db.Tx) ([]id.Import, error) { return hiddenRuns(tx) }

// ClearRun removes at most limit customers of a hidden import for good, and tells whether more are left;
// after the last one the run is forgotten. A run in sight is refused: fault Conflict.
func (s *Service) ClearRun(tx *db.Tx, run id.Import, limit int) (more bool, err error) {
	hidden, err := isHidden(tx, run)
	if err != nil {
		return false, err
	}
	if !hidden {
		return false, fault.New(fault.Conflict, "customer.run_in_sight")
	}
	some, err := ofRun(tx, run, limit)
	if err != nil {
		return false, err
	}
	for _, one := range some {
		if err := forgetKeys(tx, one.ID); err != nil {
			return false, err
		}
		remove(tx, one)
	}
	if len(some) == limit {
		return true, nil
	}
	return false, showRun(tx, run)
}
