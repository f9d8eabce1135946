package promise

import (
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// MaxPage bounds the lists that go page by page.
const MaxPage = 100

// MaxOfQuestion bounds the promises of one question that are told.
const MaxOfQuestion = 200

// MaxOpen is how many open promises one owner may have before nobody makes another for him. What comes to
// him otherwise, by an import or by somebody's leaving, is still all there and all counted.
const MaxOpen = 5000

// OpenAfter lists what asks for work, the earliest deadline first, of one owner or of everybody when owner
// is zero; it goes on after the promise after, the zero id begins.
func (s *Service) OpenAfter(tx *db.Tx, owner id.Staff, after id.Promise, limit int) ([]Promise, error) {
	from, err := lastSeen(tx, after)
	if err != nil {
		return nil, err
	}
	if owner.IsZero() {
		return openAfter(tx, from, min(limit, MaxPage))
	}
	return ownedAfter(tx, owner, from, min(limit, MaxPage))
}

// OfCustomerBefore lists a customer's promises, latest due first; it goes on before the promise before, the
// zero id begins.
func (s *Service) OfCustomerBefore(tx *db.Tx, customer id.Customer, before id.Promise, limit int) ([]Promise, error) {
	if before.IsZero() {
		return ofCustomer(tx, customer, min(limit, MaxPage))
	}
	from, err := lastSeen(tx, before)
	if err != nil {
		return nil, err
	}
	return ofCustomerBefore(tx, customer, from, min(limit, MaxPage))
}

// lastSeen reads the promise with which a page ended.
func lastSeen(tx *db.Tx, promise id.Promise) (Promise, error) {
	if promise.IsZero() {
		return Promise{}, nil
	}
	p, err := load(tx, promise)
	if fault.Is(err, "promise.unknown") {
		err = fault.New(fault.Invalid, "promise.unknown").On("after")
	}
	return p, err
}
