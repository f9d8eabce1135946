package ledger

import (
	"maps"
	"slices"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/id"
)

// accounting is what kinds of events do to accounts; internal/app says it once, for what happens and for what is gone
// through again.
type accounting map[string]func(event.Envelope) ([]Step, error)

// On has events of kind F do to the account what fn says, when they happen and when history is gone through again.
// fn must tell it from the event alone.
func On[F event.Fact](s *Service, fn func(event.Envelope, F) []Step) {
	var zero F
	s.accounting[zero.EventKind()] = func(e event.Envelope) ([]Step, error) {
		fact, err := event.Decode[F](e)
		if err != nil {
			return nil, err
		}
		return fn(e, fact), nil
	}
	event.On(s.log, func(tx *db.Tx, e event.Envelope, fact F) error { return s.Follow(tx, fn(e, fact)...) })
}

// chunk is how many events are read at once.
const chunk = 1000

// Replay goes through all of history again under these tariffs, in a book that nobody keeps.
func (s *Service) Replay(tx *db.Tx, tariffs Tariffs) (*Book, error) {
	book := NewBook(tariffs)
	kinds := slices.Sorted(maps.Keys(s.accounting))
	for after := (id.Event{}); ; {
		events, err := event.Kinds(tx, kinds, after, chunk)
		if err != nil {
			return nil, err
		}
		for _, e := range events {
			steps, err := s.accounting[e.Kind](e)
			if err == nil {
				err = book.Follow(steps...)
			}
			if err != nil {
				return nil, err
			}
			after = e.ID
		}
		if len(events) < chunk {
			return book, nil
		}
	}
}

// Differences are the customers whose stored balance is not what history comes to.
func (s *Service) Differences(tx *db.Tx) (of []id.Customer, customers int, err error) {
	tariffs, err := s.Tariffs(tx)
	if err != nil {
		return nil, 0, err
	}
	book, err := s.Replay(tx, tariffs)
	if err != nil {
		return nil, 0, err
	}
	all, err := balances(tx)
	if err != nil {
		return nil, 0, err
	}
	counted := book.Customers()
	for _, b := range all {
		if book.Balance(b.Customer, noTime) != b.Points || int64(counted[b.Customer]) != b.Entries {
			of = append(of, b.Customer)
		}
		delete(counted, b.Customer)
	}
	for left := range counted {
		of = append(of, left)
	}
	return of, len(all) + len(counted), nil
}
