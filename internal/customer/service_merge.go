package customer

import (
	"bytes"
	"errors"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
)

// Merge makes two customers one: goes leads to stays from now on, wherever it is asked for. What other concepts
// keep about goes is theirs to move; Keep remembers which rows that were. Fault Conflict when goes was merged
// already, Invalid when a person would become an organisation.
func (s *Service) Merge(tx *db.Tx, stays, goes id.Customer) (Merge, error) {
	first, last := inOrder(stays, goes)
	for _, one := range []id.Customer{first, last} {
		if err := hold(tx, one); err != nil {
			return Merge{}, err
		}
	}
	kept, err := s.Get(tx, stays)
	if err != nil {
		return Merge{}, fault.Of(err).On("stays")
	}
	gone, err := s.Get(tx, goes)
	if err != nil {
		return Merge{}, fault.Of(err).On("goes")
	}
	if err := checkMerge(kept, gone, goes); err != nil {
		return Merge{}, err
	}
	for _, one := range []id.Customer{kept.ID, goes} {
		if _, waits, err := erasureOf(tx, one); err != nil || waits {
			return Merge{}, errors.Join(err, fault.New(fault.Conflict, "customer.erase_first"))
		}
	}
	m := Merge{ID: id.New[id.Merge](tx.IDs), Stays: kept.ID, Goes: goes, MergedAt: tx.Now}
	after, gains := takeOver(kept, gone)
	after.Version++
	update(tx, kept, after)
	insertMerge(tx, m, gains)
	if err := moveOwn(tx, m); err != nil {
		return Merge{}, err
	}
	about := event.About{Kind: "customer", ID: m.Stays.Any(), Version: after.Version}
	return m, s.log.Record(tx, about, WasMerged{Merge: m.ID, Goes: goes})
}

// Keep remembers which rows of a sort a merge moved.
func (s *Service) Keep(tx *db.Tx, merge id.Merge, moved Moved) {
	for _, row := range moved.Rows {
		insertMoved(tx, merge, moved.Sort, row)
	}
}

// Moved are the rows of a sort that a merge moved.
func (s *Service) Moved(tx *db.Tx, merge id.Merge, sort Sort) (Moved, error) {
	rows, err := moved(tx, merge, sort)
	return Moved{sort, rows}, err
}

// ToSplit reads a merge that can be taken apart, and keeps both customers from others: fault Conflict when it was
// already, or when the one that stayed was merged himself since: that merge comes first.
func (s *Service) ToSplit(tx *db.Tx, merge id.Merge) (Merge, error) {
	m, found, err := readMerge(tx, merge)
	switch {
	case err != nil:
		return m, err
	case !found:
		return m, fault.New(fault.NotFound, "customer.merge_unknown")
	}
	first, last := inOrder(m.Stays, m.Goes)
	for _, one := range []id.Customer{first, last} {
		if err := hold(tx, one); err != nil {
			return m, err
		}
	}
	if m, _, err = readMerge(tx, merge); err != nil {
		return m, err
	}
	if !m.SplitAt.IsZero() {
		return m, fault.New(fault.Conflict, "customer.split_already")
	}
	into, err := s.Get(tx, m.Stays)
	if err == nil && into.ID != m.Stays {
		err = fault.New(fault.Conflict, "customer.split_first", "name", into.Name)
	}
	return m, err
}

// Split makes two of one again: the customer that went is as he was. What came since stays with the one that
// stayed. What other concepts moved is theirs to give back, before.
func (s *Service) Split(tx *db.Tx, m Merge) error {
	kept, err := s.Get(tx, m.Stays)
	if err != nil {
		return err
	}
	gains, err := gainsOf(tx, m.ID)
	if err != nil {
		return err
	}
	if err := giveBackOwn(tx, m); err != nil {
		return err
	}
	gone, err := s.Get(tx, m.Goes)
	if err != nil {
		return err
	}
	after := giveBack(kept, gone, gains)
	after.Version++
	update(tx, kept, after)
	endMerge(tx, m)
	about := event.About{Kind: "customer", ID: m.Stays.Any(), Version: after.Version}
	return s.log.Record(tx, about, WasSplit{Merge: m.ID, Goes: m.Goes})
}

// Merges lists who was merged into a customer and still is, the newest first.
func (s *Service) Merges(tx *db.Tx, stays id.Customer) ([]Merge, error) { return mergesInto(tx, stays) }

// Distinct remembers that two customers are not one; said again, nothing changes.
func (s *Service) Distinct(tx *db.Tx, one, other id.Customer) error {
	low, high := inOrder(one, other)
	if low == high {
		return invalid("customer.merge_itself", "other")
	}
	for _, each := range []id.Customer{low, high} {
		if _, err := s.Get(tx, each); err != nil {
			return err
		}
	}
	removeSuspect(tx, low, high)
	added, err := sayDistinct(tx, low, high)
	if err != nil || !added {
		return err
	}
	version, err := raise(tx, low)
	if err != nil {
		return err
	}
	return s.log.Record(tx, event.About{Kind: "customer", ID: low.Any(), Version: version}, SaidDistinct{Other: high})
}

// AreDistinct tells whether somebody said that two are not one.
func (s *Service) AreDistinct(tx *db.Tx, one, other id.Customer) (bool, error) {
	low, high := inOrder(one, other)
	return areDistinct(tx, low, high)
}

func inOrder(one, other id.Customer) (low, high id.Customer) {
	if bytes.Compare(one[:], other[:]) > 0 {
		return other, one
	}
	return one, other
}
