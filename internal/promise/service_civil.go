package promise

import (
	"kroon/internal/db"
	"kroon/internal/id"
)

// Rederive derives open promises again that were said in civil words, as many as limit after the given
// one: after the zone rules of this program changed. It returns the last one looked at, zero at the end.
func (s *Service) Rederive(tx *db.Tx, after id.Promise, limit int) (last id.Promise, err error) {
	open, err := civilAfter(tx, after, limit)
	if err != nil {
		return last, err
	}
	for _, seen := range open {
		last = seen.ID
		if seen.derived().Equal(seen.DueAt) || !seen.DueAt.After(tx.Now) {
			continue
		}
		before, err := s.locked(tx, seen.ID)
		if err != nil {
			return last, err
		}
		p := before
		p.DueAt = before.derived()
		if p.DueAt.Equal(before.DueAt) || !before.Open {
			continue
		}
		setDue(tx, p)
		if err := save(tx, p); err != nil {
			return last, err
		}
		p.Version++
		s.arm(tx, before, p)
		if err := s.log.Record(tx, p.about(), WasRederived{p.Owner, before.DueAt, p.DueAt}); err != nil {
			return last, err
		}
	}
	if len(open) < limit {
		last = id.Promise{}
	}
	return last, nil
}
