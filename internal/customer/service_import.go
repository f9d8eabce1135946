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

func (o Origin) check() error {
	if o.Source == "" || o.ExternalID == "" || len(o.Source) > maxOrigin || len(o.ExternalID) > maxOrigin {
		return fault.New(fault.Invalid, "customer.bad_origin", "max", maxOrigin).On("external_id")
	}
	return nil
}

// Put takes a customer over once: the same external id again gives the customer that was made of it,
// unchanged, and false. Its events are marked as imported when there is a run. Of one of a run, what he is found by may be kept
// for later; nil puts it now.
func (s *Service) Put(tx *db.Tx, from Origin, d Details, later *Later) (customer id.Customer, added bool, err error) {
	if err := from.check(); err != nil {
		return id.Customer{}, false, err
	}
	customer = id.New[id.Customer](tx.IDs)
	mine, err := claimOrigins(tx, from.Source, []string{from.ExternalID}, []id.Customer{customer})
	if err != nil {
		return id.Customer{}, false, err
	}
	if mine == 0 {
		customer, _, err = byOrigin(tx, from.Source, from.ExternalID)
		return customer, false, err
	}
	_, err = s.add(tx, d, from, customer, later)
	return customer, err == nil, err
}

// Claim makes external ids of a source, each of them once, those of customers who are to be taken over by PutClaimed in the same
// transaction, and gives their ids in that order. false: some of them are somebody's already or cannot be, and the transaction is to be
// given up.
func (s *Service) Claim(tx *db.Tx, source string, externalIDs []string) ([]id.Customer, bool, error) {
	as := make([]id.Customer, len(externalIDs))
	for i, externalID := range externalIDs {
		if (Origin{Source: source, ExternalID: externalID}).check() != nil {
			return nil, false, nil
		}
		as[i] = id.New[id.Customer](tx.IDs)
	}
	mine, err := claimOrigins(tx, source, externalIDs, as)
	return as, mine == int64(len(as)), err
}

// PutClaimed is Put for a customer whose external id was claimed. Where it fails with a fault nothing else of him is written.
func (s *Service) PutClaimed(tx *db.Tx, as id.Customer, from Origin, d Details, later *Later) error {
	_, err := s.add(tx, d, from, as, later)
	return err
}

// Disclaim gives back an external id that was claimed for a customer who cannot be taken over.
func (s *Service) Disclaim(tx *db.Tx, from Origin) { disclaimOrigin(tx, from) }

// PutLater puts a part of what was kept for later.
func (s *Service) PutLater(tx *db.Tx, part Later) { part.put(tx) }

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
