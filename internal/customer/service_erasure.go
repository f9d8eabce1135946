package customer

import (
	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// AskErasure puts down that the data of a customer will be erased, after Grace or now. Fault Conflict when that was
// asked already.
func (s *Service) AskErasure(tx *db.Tx, of id.Customer, e Erasing) (Erasure, error) {
	if err := e.check(); err != nil {
		return Erasure{}, err
	}
	c, version, err := s.erasable(tx, of)
	if err != nil {
		return Erasure{}, err
	}
	asked := Erasure{
		ID: id.New[id.Any](tx.IDs), Customer: c, Ground: e.Ground, LetGo: e.LetGo, AskedAt: tx.Now,
		AskedKind: tx.Actor.Kind, AskedBy: tx.Actor.ID, DueAt: tx.Now.Add(Grace),
	}
	if e.AtOnce {
		asked.DueAt = tx.Now
	}
	added, err := insertErasure(tx, asked)
	if err == nil && !added {
		err = fault.New(fault.Conflict, "customer.erase_asked_already")
	}
	if err != nil {
		return asked, err
	}
	return asked, s.log.Record(tx, event.About{Kind: "customer", ID: c.Any(), Version: version}, ErasureAsked{asked.Ground, asked.DueAt})
}

// erasable holds a customer, by the id under which he is known now, and raises his version.
func (s *Service) erasable(tx *db.Tx, of id.Customer) (id.Customer, int64, error) {
	c, err := s.Get(tx, of)
	if err != nil {
		return c.ID, 0, err
	}
	version, err := raise(tx, c.ID)
	return c.ID, version, err
}

// ErasureOf is the erasure that waits, or was done; false when there is none.
func (s *Service) ErasureOf(tx *db.Tx, of id.Customer) (Erasure, bool, error) {
	return erasureOf(tx, of)
}

// CallOffErasure leaves everything as it is: fault Conflict when there is nothing to call off.
func (s *Service) CallOffErasure(tx *db.Tx, of id.Customer) (Erasure, error) {
	c, version, err := s.erasable(tx, of)
	if err != nil {
		return Erasure{}, err
	}
	e, found, err := erasureOf(tx, c)
	if err == nil && (!found || !e.Waits()) {
		err = fault.New(fault.Conflict, "customer.erase_none")
	}
	if err != nil {
		return e, err
	}
	e.CalledOffAt = tx.Now
	callOff(tx, e)
	return e, s.log.Record(tx, event.About{Kind: "customer", ID: c.Any(), Version: version}, ErasureCalledOff{e.Ground})
}

// Erase takes away all that this concept knows of a customer, those who were merged into him included. In place of the
// name stands blank. What other concepts keep is theirs to erase, before.
func (s *Service) Erase(tx *db.Tx, e Erasure, blank string, orders int64) error {
	version, err := raise(tx, e.Customer)
	if err != nil {
		return err
	}
	all, err := withMerged(tx, e.Customer)
	if err != nil {
		return err
	}
	for _, one := range all {
		if err := erase(tx, one, blank); err != nil {
			return err
		}
	}
	done(tx, e)
	return s.log.Record(tx, event.About{Kind: "customer", ID: e.Customer.Any(), Version: version}, WasErased{e.Ground, orders})
}

// missing says why a customer is not to be seen: he was erased, or never was.
func (s *Service) missing(tx *db.Tx, of id.Customer) error {
	erased, err := wasErased(tx, of)
	switch {
	case err != nil:
		return err
	case erased:
		return fault.New(fault.NotFound, "customer.erased")
	}
	return fault.New(fault.NotFound, "customer.unknown")
}
