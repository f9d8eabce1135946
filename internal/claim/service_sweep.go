package claim

import (
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

// contradicted is the verdict that is told to the author; what counting says is package stat's to decide.
const contradicted = "contradicted"

// Doubt is what an author said and counting shows otherwise, for him alone.
type Doubt struct {
	Claim    id.Claim
	Customer id.Customer
	Sweeping
	Count, N  int
	WeighedAt time.Time
	HeardAt   time.Time // zero: he has not said that he knows
}

// Weight is what counting says of a sweep.
type Weight struct {
	Verdict  string
	Count, N int
}

// sweeps keeps what a claim says without exception, to be weighed: of an opinion and an assumption. A fact has its
// evidence, and what the customer wishes or we worry about is nothing to be counted.
func (s *Service) sweeps(tx *db.Tx, c Claim) {
	forgetSweeps(tx, c.ID)
	if !c.EndedAt.IsZero() || !slices.Contains([]Kind{Opinion, Assumption}, c.Kind) || c.Author.IsZero() {
		return
	}
	for _, one := range SweepingIn(c.Text, c.Happened) {
		insertSweep(tx, c, one)
	}
}

// Weigh weighs what a claim says without exception, by what the caller counts; again tells that it says something of
// the kind and stands, so that it is to be weighed another day too.
func (s *Service) Weigh(tx *db.Tx, of id.Claim, count func(id.Customer, Sweeping) (Weight, error)) (again bool, err error) {
	c, err := s.Get(tx, of)
	if err != nil || !c.EndedAt.IsZero() {
		return false, err
	}
	said, err := sweepsOf(tx, of)
	for _, one := range said {
		w, err := count(c.Customer, one)
		if err != nil {
			return false, err
		}
		weighSweep(tx, of, one.Sweep, w)
	}
	return len(said) > 0, err
}

// Doubts are what the actor said and counting shows otherwise, the newest first; those he heard of already stay out.
// They are his alone: nobody asks for those of another.
func (s *Service) Doubts(tx *db.Tx, limit int) ([]Doubt, error) {
	if me := tx.Actor.StaffID(); !me.IsZero() && forPeople(tx) == nil {
		return doubtsOf(tx, me, limit)
	}
	return nil, nil
}

// DoubtsAbout is what counting shows otherwise of one claim of the actor's own, heard of or not; of anybody else's
// it gives nothing.
func (s *Service) DoubtsAbout(tx *db.Tx, of id.Claim) ([]Doubt, error) {
	if me := tx.Actor.StaffID(); !me.IsZero() && forPeople(tx) == nil {
		return doubtsAbout(tx, me, of)
	}
	return nil, nil
}

// Heard notes that the actor knows what counting shows of something he said: it is not told to him again until he
// says it anew. Of what another said it does nothing, and tells nothing. It is a mark for himself and no history.
func (s *Service) Heard(tx *db.Tx, of id.Claim) error {
	if err := forPeople(tx); err != nil {
		return err
	}
	hearSweeps(tx, tx.Actor.StaffID(), of)
	return nil
}
