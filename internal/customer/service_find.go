package customer

import (
	"slices"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/phone"
)

// MaxPage bounds the lists.
const MaxPage = 100

// ByPhone finds whoever can be reached under a number, at most twenty.
func (s *Service) ByPhone(tx *db.Tx, number phone.E164) ([]Customer, error) {
	ids, err := byPhone(tx, number)
	return readEach(tx, ids, err)
}

// ByEmail finds whoever has an e-mail address, written with whatever capitals, at most twenty.
func (s *Service) ByEmail(tx *db.Tx, address string) ([]Customer, error) {
	ids, err := byEmail(tx, address)
	return readEach(tx, ids, err)
}

// Alike finds customers who share a number or an e-mail address with the details: perhaps the same. What
// cannot be read yet is passed over.
func (s *Service) Alike(tx *db.Tx, d Details) ([]Customer, error) {
	var ids []id.Customer
	for _, typed := range d.Numbers {
		number, err := phone.Parse(typed.Number, s.region)
		if err != nil {
			continue
		}
		found, err := byPhone(tx, number)
		if err != nil {
			return nil, err
		}
		ids = append(ids, found...)
	}
	for _, address := range d.clean().Emails {
		found, err := byEmail(tx, address)
		if err != nil {
			return nil, err
		}
		ids = append(ids, found...)
	}
	var once []id.Customer
	for _, one := range ids {
		if !slices.Contains(once, one) {
			once = append(once, one)
		}
	}
	return readEach(tx, once, nil)
}

// Contacts lists the people who work at an organisation, in the order in which they became known, from
// the one after after (the zero id: the first).
func (s *Service) Contacts(tx *db.Tx, employer, after id.Customer, limit int) ([]Customer, error) {
	ids, err := contactsOf(tx, employer, after, min(limit, MaxPage))
	return readEach(tx, ids, err)
}

// List lists customers, the newest first, from the one before before (the zero id: the newest).
func (s *Service) List(tx *db.Tx, before id.Customer, limit int) ([]Customer, error) {
	ids, err := newest(tx, before, min(limit, MaxPage))
	return readEach(tx, ids, err)
}

// ByOrigin finds the customer that another system knows under a name of its own: fault NotFound when there
// is none.
func (s *Service) ByOrigin(tx *db.Tx, source, externalID string) (Customer, error) {
	customer, found, err := byOrigin(tx, source, externalID)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "customer.unknown")
	}
	if err != nil {
		return Customer{}, err
	}
	return s.Get(tx, customer)
}
