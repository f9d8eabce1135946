package calllist

import (
	"slices"
	"strings"
	"time"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// Verdict weighs whether we may call a customer now.
func (s *Service) Verdict(tx *db.Tx, customer id.Customer, purpose Purpose) (Verdict, error) {
	f, err := s.Facts(tx, customer, purpose)
	return Judge(tx.Now, f), err
}

// Facts are what the lawfulness of calling a customer hangs on now.
func (s *Service) Facts(tx *db.Tx, customer id.Customer, purpose Purpose) (f Facts, err error) {
	f.Purpose = purpose
	if f.Caller, err = s.Caller(tx); err != nil {
		return f, err
	}
	if f.Called, err = s.Called(tx, customer); err != nil {
		return f, err
	}
	strikes, err := strikesOf(tx, customer)
	if err != nil {
		return f, err
	}
	for _, k := range strikes {
		if k.Reason == Objection && k.State == Standing && k.StruckAt.After(f.ObjectedAt) {
			f.ObjectedAt = k.StruckAt
		}
	}
	if f.Consents, err = consentsOf(tx, customer); err != nil {
		return f, err
	}
	if f.LastBought, err = s.world.LastBought(tx, customer); err != nil {
		return f, err
	}
	f.Promise, f.PromisedAt, err = s.world.AskedToCall(tx, customer)
	return f, err
}

// Called is what the law takes a customer for.
func (s *Service) Called(tx *db.Tx, customer id.Customer) (Called, error) {
	if natural, err := s.world.Person(tx, customer); err != nil || natural {
		return Person, err
	}
	form, found, err := lastForm(tx, customer)
	if err == nil && !found {
		form = Unsaid
	}
	return form, err
}

// SayForm notes what sort of organisation a customer is.
func (s *Service) SayForm(tx *db.Tx, customer id.Customer, form Called) error {
	if err := person(tx); err != nil {
		return err
	}
	natural, err := s.world.Person(tx, customer)
	switch {
	case err != nil:
		return err
	case natural:
		return fault.New(fault.Conflict, "calllist.is_person").On("form")
	case !slices.Contains(Forms(), form):
		return fault.New(fault.Invalid, "calllist.which_form").On("form")
	}
	row := id.New[id.Any](tx.IDs)
	insertForm(tx, row, customer, form)
	return s.log.Record(tx, event.About{Kind: "call_form", ID: row, Version: 1}, FormSaid{form})
}

// Consent notes that a customer agreed to be called with offers. An objection of before ends by it, for what
// somebody says last counts.
func (s *Service) Consent(tx *db.Tx, c Consent) (Consent, error) {
	if err := person(tx); err != nil {
		return c, err
	}
	c.About, c.Evidence = strings.Join(strings.Fields(c.About), " "), strings.Join(strings.Fields(c.Evidence), " ")
	if err := c.checked(tx.Now); err != nil {
		return c, err
	}
	c.ID, c.NotedAt, c.NotedBy, c.Version, c.WithdrawnAt = id.New[id.Any](tx.IDs), tx.Now, tx.Actor.StaffID(), 1, time.Time{}
	strikes, err := strikesOf(tx, c.Customer)
	if err != nil {
		return c, err
	}
	for _, k := range strikes {
		if k.Reason != Objection || k.State != Standing {
			continue
		}
		if !c.GivenAt.After(k.StruckAt) {
			return c, fault.New(fault.Conflict, "calllist.objected_since").On("given")
		}
		if err := s.returns(tx, k, Lifted); err != nil {
			return c, err
		}
	}
	insertConsent(tx, c)
	return c, s.onConsent(tx, c, HasConsented{c.Customer, c.How, c.GivenAt})
}

// WithdrawConsent notes that a customer took back what he agreed to.
func (s *Service) WithdrawConsent(tx *db.Tx, of id.Any) (Consent, error) {
	if err := person(tx); err != nil {
		return Consent{}, err
	}
	c, found, err := readConsent(tx, of)
	switch {
	case err != nil:
		return c, err
	case !found:
		return c, fault.New(fault.NotFound, "calllist.unknown_consent")
	case !c.WithdrawnAt.IsZero():
		return c, nil
	}
	return c, s.withdraw(tx, &c)
}

func (s *Service) withdraw(tx *db.Tx, c *Consent) error {
	c.WithdrawnAt = tx.Now
	c.Version++
	updateConsent(tx, *c)
	return s.onConsent(tx, *c, HasWithdrawn{c.Customer})
}

func (s *Service) withdrawAll(tx *db.Tx, customer id.Customer) error {
	all, err := consentsOf(tx, customer)
	for i := range all {
		if all[i].WithdrawnAt.IsZero() && err == nil {
			err = s.withdraw(tx, &all[i])
		}
	}
	return err
}

// ConsentsOf are the times that a customer agreed, the newest first.
func (s *Service) ConsentsOf(tx *db.Tx, customer id.Customer) ([]Consent, error) {
	return consentsOf(tx, customer)
}

// Caller is what we are ourselves.
func (s *Service) Caller(tx *db.Tx) (Caller, error) {
	c, found, err := caller(tx)
	if err == nil && !found {
		c = Company
	}
	return c, err
}

// SayCaller notes what we are ourselves.
func (s *Service) SayCaller(tx *db.Tx, c Caller) error {
	if !slices.Contains(Callers(), c) {
		return fault.New(fault.Invalid, "calllist.which_caller").On("caller")
	}
	putCaller(tx, c)
	return s.log.Record(tx, event.About{Kind: "call_caller", ID: id.New[id.Any](tx.IDs), Version: 1}, CallerSaid{c})
}

func (s *Service) onConsent(tx *db.Tx, c Consent, fact event.Fact) error {
	return s.log.Record(tx, event.About{Kind: "call_consent", ID: c.ID, Version: c.Version}, fact)
}
