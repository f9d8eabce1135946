package customer

import (
	"slices"

	"kroon/internal/alike"
	"kroon/internal/db"
	"kroon/internal/id"
)

// Suspected is where a page of suspects begins: after this one; zero is the likeliest.
type Suspected = Suspect

// Look compares a customer with who he may be, and keeps those it finds. It is done whenever he becomes known,
// changes, is merged or goes; done twice, it changes nothing.
func (s *Service) Look(tx *db.Tx, of id.Customer) error {
	here, err := enterKeys(tx, of)
	if err != nil || !here {
		return err
	}
	return s.compare(tx, of)
}

// enterKeys brings the keys of a customer up to date; of one who is not in sight any more there are none.
func enterKeys(tx *db.Tx, of id.Customer) (here bool, err error) {
	c, here, err := readSelf(tx, of)
	if err != nil {
		return false, err
	}
	if !here {
		return false, forgetKeys(tx, of)
	}
	kept, known, err := looked(tx, of)
	if err != nil {
		return false, err
	}
	keys := keysOf(c.Details)
	for _, key := range kept {
		if !slices.Contains(keys, key) {
			removeKey(tx, key, of)
		}
	}
	for _, key := range keys {
		if !slices.Contains(kept, key) {
			insertKey(tx, key, of)
		}
	}
	if !known {
		resize(tx, 1)
	}
	setLooked(tx, of, keys)
	return true, nil
}

// forgetKeys takes away by what a customer was compared, and who he may have been.
func forgetKeys(tx *db.Tx, of id.Customer) error {
	kept, known, err := looked(tx, of)
	if err != nil || !known {
		return err
	}
	for _, key := range kept {
		removeKey(tx, key, of)
	}
	resize(tx, -1)
	forgetLooked(tx, of)
	forgetSuspects(tx, of)
	return nil
}

// compare compares a customer with who shares a key with him.
func (s *Service) compare(tx *db.Tx, of id.Customer) error {
	me, here, err := readSelf(tx, of)
	if err != nil || !here {
		return err
	}
	own, _, err := looked(tx, of)
	if err != nil {
		return err
	}
	candidates, err := sharing(tx, own, of)
	if err != nil {
		return err
	}
	was, err := suspectsOf(tx, of)
	if err != nil {
		return err
	}
	var found []id.Customer
	for _, one := range candidates {
		other, there, err := readSelf(tx, one)
		if err != nil {
			return err
		}
		if !there || other.Kind != me.Kind {
			continue
		}
		rank, _ := Likeness(me.Details, other.Details)
		if rank < least {
			continue
		}
		low, high := inOrder(of, one)
		apart, err := areDistinct(tx, low, high)
		if err != nil {
			return err
		}
		if !apart {
			setSuspect(tx, Suspect{low, high, rank}, runOf(me, other))
			found = append(found, one)
		}
	}
	for _, one := range was {
		other := one.Low
		if other == of {
			other = one.High
		}
		if !slices.Contains(found, other) {
			removeSuspect(tx, one.Low, one.High)
		}
	}
	return nil
}

// runOf is the import that brought the newest of two.
func runOf(a, b self) id.Import {
	if low, _ := inOrder(a.ID, b.ID); low == a.ID {
		return b.ImportRun
	}
	return a.ImportRun
}

// LookThrough looks at the next customers of an import that is in sight, or of the organisation itself (the zero
// run): who was there before suspects were kept. more tells that there are others.
func (s *Service) LookThrough(tx *db.Tx, run id.Import, limit int) (more bool, err error) {
	until, done, err := lookedUntil(tx, run)
	if err != nil || done {
		return false, err
	}
	all, err := toLookAt(tx, run, until, limit)
	if err != nil {
		return false, err
	}
	for _, one := range all {
		if _, err := enterKeys(tx, one); err != nil {
			return false, err
		}
	}
	for _, one := range all {
		if err := s.compare(tx, one); err != nil {
			return false, err
		}
		until = one
	}
	more = len(all) == limit
	setLookedUntil(tx, run, until, !more)
	return more, nil
}

// LookedThrough tells whether all of an import were looked at, and how many pairs it brought, up to limit.
func (s *Service) LookedThrough(tx *db.Tx, run id.Import, limit int) (pairs int, done bool, err error) {
	if _, done, err = lookedUntil(tx, run); err != nil {
		return 0, false, err
	}
	least, err := leastNow(tx)
	if err != nil {
		return 0, done, err
	}
	pairs, err = pairsOfRun(tx, run, least, limit)
	return pairs, done, err
}

// Suspects lists pairs who may be one, the likeliest first, from the one after after.
func (s *Service) Suspects(tx *db.Tx, after Suspected, limit int) ([]Suspect, error) {
	least, err := leastNow(tx)
	if err != nil {
		return nil, err
	}
	return suspects(tx, after, least, limit)
}

// leastNow is the lowest rank that is suggested among as many customers as there are.
func leastNow(tx *db.Tx) (int64, error) {
	n, err := size(tx)
	return rankOf(alike.From(int(n))), err
}

// Maybe are the customers who may be the one of whom this is told, the likeliest first: who shares a number or an
// address with him, and who is found by his name.
func (s *Service) Maybe(tx *db.Tx, d Details, limit int) ([]Customer, error) {
	candidates, err := s.Alike(tx, d)
	if err != nil {
		return nil, err
	}
	found, err := s.Search(tx, d.Name, MaxFound)
	if err != nil {
		return nil, err
	}
	for _, one := range found {
		c, err := s.Get(tx, one.ID)
		if err != nil {
			return nil, err
		}
		candidates = append(candidates, c)
	}
	kind := d.Kind
	if kind == "" {
		kind = Person
	}
	return likeliest(d, slices.DeleteFunc(candidates, func(c Customer) bool { return c.Kind != kind }), limit), nil
}

// MaybeOf are those who may be a customer too, as they are kept, the likeliest first.
func (s *Service) MaybeOf(tx *db.Tx, of id.Customer, limit int) ([]Customer, error) {
	pairs, err := suspectsOf(tx, of)
	if err != nil || len(pairs) == 0 {
		return nil, err
	}
	least, err := leastNow(tx)
	if err != nil {
		return nil, err
	}
	var ids []id.Customer
	for _, one := range pairs {
		if one.Rank >= least && len(ids) < limit {
			other := one.Low
			if other == of {
				other = one.High
			}
			ids = append(ids, other)
		}
	}
	return readEach(tx, ids, nil)
}
