package promise

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/job"
	"kroon/internal/party"
)

// locked loads a promise for a decision, its owner's load raised first.
func (s *Service) locked(tx *db.Tx, promise id.Promise) (Promise, error) {
	p, err := load(tx, promise)
	if err != nil {
		return p, err
	}
	if err := lockLoad(tx, p.Owner); err != nil {
		return p, err
	}
	return load(tx, promise)
}

// dateOf is when the deed was done as far as that counts: when Kroon records it, unless a call or a
// message that Kroon itself recorded dates it earlier. The start of a call counts.
func (s *Service) dateOf(tx *db.Tx, p Promise, d Deed) (time.Time, error) {
	if d.Evidence.IsZero() {
		return tx.Now, nil
	}
	attempts, err := attemptsOf(tx, p.ID)
	if err != nil {
		return tx.Now, err
	}
	for _, a := range attempts {
		if a.ID == d.Evidence && (a.Result == Spoken || a.Result == Begun) {
			return a.BeganAt, nil
		}
	}
	at, found, err := s.sent.SentAt(tx, d.Evidence, p.ID)
	if err == nil && !found {
		err = fault.New(fault.Invalid, "promise.evidence_unknown").On("evidence")
	}
	return at, err
}

// Deliver records that it was done. In time it is delivered; after due it is broken, and now repaired;
// and when evidence that Kroon holds dates the deed before due after the clock broke it, a correcting
// outcome is added and both stay visible.
func (s *Service) Deliver(tx *db.Tx, promise id.Promise, deed Deed) (Promise, error) {
	p, err := s.locked(tx, promise)
	if err != nil {
		return p, err
	}
	if deed, err = deed.checked(p, tx.Now); err != nil {
		return p, err
	}
	at, err := s.dateOf(tx, p, deed)
	if err != nil {
		return p, err
	}
	if p.State == Agreed && at.After(p.DueAt) {
		if p, err = s.breakNow(tx, p, Outcome{Cause: ByClock}); err != nil {
			return p, err
		}
	}
	switch {
	case p.State == Agreed:
		return s.deliver(tx, p, deed, at)
	case (p.State == Broken || p.State == Repaired) && !at.After(p.DueAt):
		return s.correct(tx, p, deed, at)
	case p.State == Broken:
		return s.repair(tx, p, deed, at)
	}
	return p, fault.New(fault.Conflict, "promise.not_now", "state", string(p.State))
}

func (o Outcome) with(d Deed, at time.Time) Outcome {
	o.Proof, o.Words, o.Evidence, o.StatedAt, o.DeedAt = d.Proof, d.Words, d.Evidence, d.StatedAt, at
	return o
}

func (s *Service) deliver(tx *db.Tx, before Promise, d Deed, at time.Time) (Promise, error) {
	p := before
	p.State, p.Open, p.DeedAt, p.Awaits = Delivered, false, at, Nothing
	o := s.outcome(tx, p, OutcomeKind(Delivered), before.State).with(d, at)
	after, err := s.change(tx, before, p, o, WasDelivered{
		Direction: p.Direction, Kind: p.Kind, Customer: p.Customer, Owner: p.Owner, DueAt: p.DueAt, DeedAt: at, Proof: d.Proof,
	})
	if err != nil {
		return after, err
	}
	tacit, err := s.tacitAt(tx)
	if err == nil && !p.Imported {
		job.Schedule(tx, JobTacit, p.ID.Any(), tacit)
	}
	return after, err
}

func (s *Service) repair(tx *db.Tx, before Promise, d Deed, at time.Time) (Promise, error) {
	p := before
	p.State, p.Open, p.DeedAt, p.ClosedAt, p.Awaits = Repaired, false, at, tx.Now, Nothing
	o := s.outcome(tx, p, OutcomeKind(Repaired), before.State).with(d, at)
	return s.change(tx, before, p, o, WasRepaired{
		Direction: p.Direction, Kind: p.Kind, Customer: p.Customer, DueAt: p.DueAt, DeedAt: at,
		LateMinutes: int64(at.Sub(p.DueAt) / time.Minute),
	})
}

// correct dates a deed before due after all. The state stays as it is: what the clock saw is not erased.
func (s *Service) correct(tx *db.Tx, before Promise, d Deed, at time.Time) (Promise, error) {
	if before.Kept() {
		return before, fault.New(fault.Conflict, "promise.corrected_already")
	}
	p := before
	p.Open, p.DeedAt, p.Awaits = false, at, Nothing
	o := s.outcome(tx, p, Corrected, before.State).with(d, at)
	return s.change(tx, before, p, o, WasCorrected{
		Customer: p.Customer, DueAt: p.DueAt, DeedAt: at, Evidence: d.Proof, Source: d.Evidence,
	})
}

// Confirm records the customer's own word that it was done, and when. It dates the deed: a promise that
// the clock had broken is corrected.
func (s *Service) Confirm(tx *db.Tx, promise id.Promise, at time.Time) (Promise, error) {
	p, err := s.locked(tx, promise)
	if err != nil {
		return p, err
	}
	if tx.Actor.Kind != party.Customer {
		return p, fault.New(fault.Forbidden, "promise.customer_only")
	}
	if at.IsZero() || at.After(tx.Now) {
		at = tx.Now
	}
	word := Deed{Proof: ByWord}
	switch {
	case p.State == Delivered || p.State == Disputed:
		return s.accept(tx, p, false)
	case p.State == Agreed && at.After(p.DueAt):
		if p, err = s.breakNow(tx, p, Outcome{Cause: ByClock}); err != nil {
			return p, err
		}
		return s.repair(tx, p, word, at)
	case p.State == Agreed:
		if p, err = s.deliver(tx, p, word, at); err != nil {
			return p, err
		}
		return s.accept(tx, p, false)
	case (p.State == Broken || p.State == Repaired) && !at.After(p.DueAt):
		return s.correct(tx, p, word, at)
	case p.State == Broken:
		return s.repair(tx, p, word, at)
	}
	return p, fault.New(fault.Conflict, "promise.not_now", "state", string(p.State))
}

// Accept records that the beneficiary is content, also after a dispute.
func (s *Service) Accept(tx *db.Tx, promise id.Promise) (Promise, error) {
	p, err := s.locked(tx, promise)
	if err != nil {
		return p, err
	}
	return s.accept(tx, p, false)
}

func (s *Service) accept(tx *db.Tx, before Promise, tacit bool) (Promise, error) {
	p := before
	p.State, p.ClosedAt = Accepted, tx.Now
	o := s.outcome(tx, p, OutcomeKind(Accepted), before.State)
	if tacit {
		o.Cause = Tacitly
	}
	return s.change(tx, before, p, o, WasAccepted{p.Direction, p.Customer, tacit, before.State == Disputed})
}

// Dispute records that the customer says it was not done; until that is settled it does not count as kept.
func (s *Service) Dispute(tx *db.Tx, promise id.Promise, words string) (Promise, error) {
	before, err := s.locked(tx, promise)
	if err != nil {
		return before, err
	}
	if words, err = checkedWords(words); err != nil {
		return before, err
	}
	p := before
	p.State = Disputed
	o := s.outcome(tx, p, OutcomeKind(Disputed), before.State)
	o.Words = words
	return s.change(tx, before, p, o, WasDisputed{p.Customer})
}

// Uphold settles a dispute for the customer: the deed does not count and the work is still to be done.
func (s *Service) Uphold(tx *db.Tx, promise id.Promise) (Promise, error) {
	before, err := s.locked(tx, promise)
	if err != nil {
		return before, err
	}
	if before.State != Disputed {
		return before, fault.New(fault.Conflict, "promise.not_now", "state", string(before.State))
	}
	p := before
	p.DeedAt = time.Time{}
	return s.breakFrom(tx, before, p, Outcome{Cause: DisputeUpheld}, true)
}

// tacitAt is the end of the last working day within which silence is not yet acceptance.
func (s *Service) tacitAt(tx *db.Tx) (time.Time, error) {
	terms, err := s.terms(tx)
	if err != nil {
		return time.Time{}, err
	}
	house, err := s.team.House(tx)
	if err != nil {
		return time.Time{}, err
	}
	year, month, day := tx.Now.In(house.Zone()).Date()
	at := tx.Now
	for left := max(terms.TacitDays, 1); left > 0; {
		day++
		from := time.Date(year, month, day, 0, 0, 0, 0, house.Zone())
		at = time.Date(year, month, day+1, 0, 0, 0, 0, house.Zone())
		if house.Between(from, at) > 0 {
			left--
		}
		if from.After(tx.Now.AddDate(1, 0, 0)) {
			break // a house that stays shut: after a year the silence has lasted
		}
	}
	return at, nil
}
