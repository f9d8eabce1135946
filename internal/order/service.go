package order

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// Service knows the orders.
type Service struct {
	log *event.Log
}

// New makes the service.
func New(log *event.Log) *Service { return &Service{log: log} }

// Add makes an order known that was not imported. The customer is the caller's to know.
func (s *Service) Add(tx *db.Tx, o Order) (Order, error) {
	o, err := o.checked(tx.Now)
	if err != nil {
		return o, err
	}
	o.ID, o.AddedAt, o.Version = id.New[id.Order](tx.IDs), tx.Now, 1
	if _, err := insert(tx, o, Origin{}); err != nil {
		return o, err
	}
	return o, s.placed(tx, o, false)
}

// Enter is Add for an order that another program tells of under its own name, from.Source and from.ExternalID; the
// same name again gives the order that is there, and false. Without a name it is Add.
func (s *Service) Enter(tx *db.Tx, from Origin, o Order) (Order, bool, error) {
	if from.Source == "" && from.ExternalID == "" {
		o, err := s.Add(tx, o)
		return o, err == nil, err
	}
	if err := from.checked(); err != nil {
		return o, false, err
	}
	o, err := o.checked(tx.Now)
	if err != nil {
		return o, false, err
	}
	from.Run, o.ID, o.AddedAt, o.Version = id.Import{}, id.New[id.Order](tx.IDs), tx.Now, 1
	added, err := insert(tx, o, from)
	if err != nil {
		return o, false, err
	}
	if !added {
		o, err = ofOrigin(tx, from)
		return o, false, err
	}
	return o, true, s.placed(tx, o, false)
}

// Get reads an order: fault NotFound when there is none in sight.
func (s *Service) Get(tx *db.Tx, of id.Order) (Order, error) {
	o, found, err := get(tx, of)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "order.unknown")
	}
	return o, err
}

// WordsOf is what an order is called, in sight or not; empty when there is none.
func (s *Service) WordsOf(tx *db.Tx, of id.Order) (string, error) { return wordsOf(tx, of) }

// Totals sums what a customer bought up, for each currency, the one with most orders first.
func (s *Service) Totals(tx *db.Tx, customer id.Customer) ([]Total, error) {
	return totals(tx, customer)
}

// Put takes an order over once: the same external id again is false. Its event follows by Settle, once the run
// is in sight.
func (s *Service) Put(tx *db.Tx, from Origin, o Order) (added bool, err error) {
	if err = from.checked(); err != nil {
		return false, err
	}
	if o, err = o.checked(tx.Now); err != nil {
		return false, err
	}
	o.ID, o.AddedAt = id.New[id.Order](tx.IDs), tx.Now
	return insert(tx, o, from)
}

// HideRun takes the orders of an import out of everybody's sight: before the first, and when it is undone.
func (s *Service) HideRun(tx *db.Tx, run id.Import) error { return hideRun(tx, run) }

// ShowRun brings the orders of an import into sight, all at once.
func (s *Service) ShowRun(tx *db.Tx, run id.Import) error { return showRun(tx, run) }

// Settled says how far a run is settled, in the order in which was bought.
type Settled struct {
	BoughtAt time.Time
	Order    id.Order
}

// Settle records at most limit orders of a run that is in sight in history. It returns how far it came and
// whether more are left.
func (s *Service) Settle(tx *db.Tx, run id.Import, from Settled, limit int) (to Settled, more bool, err error) {
	some, err := ofRunAfter(tx, run, from, limit)
	if err != nil {
		return from, false, err
	}
	for _, o := range some {
		o.Version = 1
		setVersion(tx, o)
		if err := s.placed(tx, o, true); err != nil {
			return from, false, err
		}
		from = Settled{o.BoughtAt, o.ID}
	}
	return from, len(some) == limit, nil
}

// ClearRun removes at most limit orders of a hidden import for good, and tells whether more are left; after the
// last one the run is forgotten. It does nothing to a run in sight.
func (s *Service) ClearRun(tx *db.Tx, run id.Import, limit int) (more bool, err error) {
	hidden, err := isHidden(tx, run)
	if err != nil || !hidden {
		return false, err
	}
	some, err := ofRunAfter(tx, run, Settled{}, limit)
	if err != nil {
		return false, err
	}
	for _, o := range some {
		if o.Version > 0 {
			about := event.About{Kind: "order", ID: o.ID.Any(), Version: o.Version + 1, Imported: true}
			if err := s.log.Record(tx, about, Withdrawn{Customer: o.Customer}); err != nil {
				return false, err
			}
		}
		remove(tx, o.ID)
	}
	if len(some) == limit {
		return true, nil
	}
	return false, showRun(tx, run)
}

// Of lists what a customer bought before a moment, the newest first; zero begins at the newest.
func (s *Service) Of(tx *db.Tx, customer id.Customer, before Settled, limit int) ([]Order, error) {
	return ofCustomer(tx, customer, before, limit)
}

func (s *Service) placed(tx *db.Tx, o Order, imported bool) error {
	about := event.About{Kind: "order", ID: o.ID.Any(), Version: o.Version, HappenedAt: o.BoughtAt, Imported: imported}
	return s.log.Record(tx, about, Placed{Customer: o.Customer, Amount: o.Amount, Currency: o.Currency})
}
