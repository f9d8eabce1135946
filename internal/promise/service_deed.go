package promise

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/job"
	"kroon/internal/party"
)

// dateOf is when the deed was done as far as that counts: when Kroon records it, unless a call or a
// message that Kroon itself recorded dates it earlier. The start of a call counts, and a call that is
// under way is found without being named; one that was begun long ago and never got an outcome proves
// nothing. The call that it ends is entered in the promise's history.
func (s *Service) dateOf(tx *db.Tx, p Promise, d Deed) (Promise, Deed, time.Time, error) {
	if d.Evidence.IsZero() && d.Proof != ByCall {
		return p, d, tx.Now, nil
	}
	attempts, err := attemptsOf(tx, p.ID)
	if err != nil {
		return p, d, tx.Now, err
	}
	for _, a := range attempts {
		calling := a.underWay(tx.Now)
		switch {
		case d.Evidence.IsZero() && calling && a.Staff == tx.Actor.StaffID(),
			a.ID == d.Evidence && (calling || a.Result == Spoken):
			if calling {
				a.Result, a.RecordedAt = Spoken, tx.Now
				endAttempt(tx, a)
				if err := s.tried(tx, p, a); err != nil {
					return p, d, tx.Now, err
				}
				p.Version++
			}
			d.Evidence = a.ID
			return p, d, a.BeganAt, nil
		}
	}
	if d.Evidence.IsZero() {
		return p, d, tx.Now, nil
	}
	at, found, err := s.sent.SentAt(tx, d.Evidence, p.ID)
	if err == nil && (!found || at.Before(p.MadeAt) || at.After(tx.Now)) {
		err = fault.New(fault.Invalid, "promise.evidence_unknown").On("evidence")
	}
	return p, d, at, err
}

// Deliver records that it was done. In time it is delivered; after due it is broken, and now repaired;
// and when evidence that Kroon holds dates the deed before due, the clock having broken it, a correcting
// outcome is added and both stay visible.
func (s *Service) Deliver(tx *db.Tx, promise id.Promise, deed Deed) (Promise, error) {
	p, err := s.locked(tx, promise)
	if err != nil {
		return p, err
	}
	if deed, err = deed.checked(p, tx.Now); err != nil {
		return p, err
	}
	p, deed, at, err := s.dateOf(tx, p, deed)
	if err != nil {
		return p, err
	}
	return s.done(tx, p, deed, at)
}

// done enters a deed of that date, wherever the promise stands.
func (s *Service) done(tx *db.Tx, p Promise, deed Deed, at time.Time) (Promise, error) {
	switch {
	case p.State == Agreed:
		return s.deliver(tx, p, deed, at)
	case p.State != Broken && p.State != Repaired:
		return p, notNow(p)
	case p.Kept():
		return p, fault.New(fault.Conflict, "promise.corrected_already")
	case at.Before(p.BrokenAt) && !at.After(p.DueAt):
		return s.correct(tx, p, deed, at)
	case p.State == Repaired:
		return p, notNow(p)
	case !p.Open && p.ClosedAt.IsZero():
		return p, fault.New(fault.Conflict, "promise.recovered_already")
	}
	return s.repair(tx, p, deed, at, id.Promise{})
}

func (o Outcome) with(d Deed, at time.Time) Outcome {
	o.Proof, o.Words, o.Evidence, o.StatedAt, o.DeedAt = d.Proof, d.Words, d.Evidence, d.StatedAt, at
	return o
}

func (s *Service) deliver(tx *db.Tx, p Promise, d Deed, at time.Time) (Promise, error) {
	o := s.outcome(tx, p, OutcomeKind(Delivered), p.State).with(d, at)
	after, err := s.change(tx, p, o, WasDelivered{
		Direction: p.Direction, Kind: p.Kind, Customer: p.Customer, Owner: p.Owner, DueAt: p.DueAt, DeedAt: at,
		Proof: d.Proof, RecoveryOf: p.RecoveryOf,
	})
	if err != nil {
		return after, err
	}
	if err := s.waitForSilence(tx, after, tx.Now); err != nil {
		return after, err
	}
	return after, s.repairRecovered(tx, after, d, at)
}

// repair enters a deed that came too late; by is the recovery that was kept, zero when it was done itself.
func (s *Service) repair(tx *db.Tx, p Promise, d Deed, at time.Time, by id.Promise) (Promise, error) {
	o := s.outcome(tx, p, OutcomeKind(Repaired), p.State).with(d, at)
	if o.Next = by; !by.IsZero() {
		o.Cause = Recovered
	}
	after, err := s.change(tx, p, o, WasRepaired{
		Direction: p.Direction, Kind: p.Kind, Customer: p.Customer, DueAt: p.DueAt, DeedAt: at,
		LateMinutes: max(int64(at.Sub(p.DueAt)/time.Minute), 0),
	})
	if err != nil {
		return after, err
	}
	return after, s.repairRecovered(tx, after, d, at)
}

// repairRecovered: who does what recovers a broken promise has, late, done that one too.
func (s *Service) repairRecovered(tx *db.Tx, recovery Promise, d Deed, at time.Time) error {
	if recovery.RecoveryOf.IsZero() {
		return nil
	}
	broken, err := load(tx, recovery.RecoveryOf)
	if err != nil || broken.State != Broken || broken.Kept() || !broken.ClosedAt.IsZero() {
		return err
	}
	_, err = s.repair(tx, broken, Deed{Proof: d.Proof, Evidence: d.Evidence}, at, recovery.ID)
	return err
}

// correct dates a deed before due after all. The state stays as it is: what the clock saw is not erased.
// A dispute that the customer won is not reopened by our own record, only by his word.
func (s *Service) correct(tx *db.Tx, p Promise, d Deed, at time.Time) (Promise, error) {
	if d.Proof != ByWord || tx.Actor.Kind != party.Customer {
		outcomes, err := outcomesOf(tx, p.ID)
		if err != nil {
			return p, err
		}
		for _, o := range outcomes {
			if o.Cause == DisputeUpheld && o.UndoneAt.IsZero() {
				return p, fault.New(fault.Conflict, "promise.dispute_settled").On("evidence")
			}
		}
	}
	o := s.outcome(tx, p, Corrected, p.State).with(d, at)
	return s.change(tx, p, o, WasCorrected{
		Direction: p.Direction, Customer: p.Customer, DueAt: p.DueAt, DeedAt: at, Evidence: d.Proof, Source: d.Evidence,
	})
}

// Confirm records the customer's own word that it was done, and when: now when at is zero. It dates the
// deed: a promise that the clock had broken is corrected. Of his own promise to us his word is a claim,
// which we may dispute.
func (s *Service) Confirm(tx *db.Tx, promise id.Promise, at time.Time) (Promise, error) {
	if tx.Actor.Kind != party.Customer {
		return Promise{}, fault.New(fault.Forbidden, "promise.customer_only")
	}
	p, err := s.locked(tx, promise)
	if err != nil {
		return p, err
	}
	if at.IsZero() || at.After(tx.Now) {
		at = tx.Now
	}
	if at = at.Truncate(time.Microsecond); at.Before(p.MadeAt) {
		return p, fault.New(fault.Invalid, "promise.word_early").On("at")
	}
	if p.Direction == Theirs {
		return s.done(tx, p, Deed{Proof: ByWord, StatedAt: at}, tx.Now)
	}
	if p.State == Delivered || p.State == Disputed {
		return s.accept(tx, p, false)
	}
	inTime := p.State == Agreed
	if p, err = s.done(tx, p, Deed{Proof: ByWord}, at); err != nil || !inTime {
		return p, err
	}
	return s.accept(tx, p, false)
}

// Accept records that the beneficiary is content, also after a dispute.
func (s *Service) Accept(tx *db.Tx, promise id.Promise) (Promise, error) {
	p, err := s.locked(tx, promise)
	if err == nil && !p.benefits(tx.Actor) {
		err = fault.New(fault.Forbidden, "promise.beneficiary_only")
	}
	if err != nil {
		return p, err
	}
	return s.accept(tx, p, false)
}

func (s *Service) accept(tx *db.Tx, p Promise, tacit bool) (Promise, error) {
	o := s.outcome(tx, p, OutcomeKind(Accepted), p.State)
	if tacit {
		o.Cause = Tacitly
	}
	return s.change(tx, p, o, WasAccepted{p.Direction, p.Customer, tacit, p.State == Disputed})
}

// Dispute records that the customer says it was not done; until that is settled it does not count as kept.
func (s *Service) Dispute(tx *db.Tx, promise id.Promise, words string) (Promise, error) {
	p, err := s.locked(tx, promise)
	if err == nil && !p.benefits(tx.Actor) {
		err = fault.New(fault.Forbidden, "promise.beneficiary_only")
	}
	if err != nil {
		return p, err
	}
	if words, err = checkedWords(words); err != nil {
		return p, err
	}
	o := s.outcome(tx, p, OutcomeKind(Disputed), p.State)
	o.Words = words
	return s.change(tx, p, o, WasDisputed{p.Direction, p.Customer})
}

// Uphold settles a dispute for the beneficiary: the deed does not count and the work is still to be done.
func (s *Service) Uphold(tx *db.Tx, promise id.Promise) (Promise, error) {
	p, err := s.locked(tx, promise)
	if err != nil {
		return p, err
	}
	if p.State != Disputed {
		return p, notNow(p)
	}
	return s.breakNow(tx, p, Outcome{Cause: DisputeUpheld})
}

// waitForSilence counts the days within which a delivery may still be disputed.
func (s *Service) waitForSilence(tx *db.Tx, p Promise, delivered time.Time) error {
	at, err := s.tacitAt(tx, delivered)
	if err == nil {
		job.Schedule(tx, JobTacit, p.ID.Any(), at)
	}
	return err
}

// tacitAt is the end of the last working day within which silence is not yet acceptance.
func (s *Service) tacitAt(tx *db.Tx, delivered time.Time) (time.Time, error) {
	terms, err := s.terms(tx)
	if err != nil {
		return time.Time{}, err
	}
	house, err := s.team.House(tx)
	if err != nil {
		return time.Time{}, err
	}
	year, month, day := delivered.In(house.Zone()).Date()
	at := delivered
	for left := max(terms.TacitDays, 1); left > 0; {
		day++
		from := time.Date(year, month, day, 0, 0, 0, 0, house.Zone())
		at = time.Date(year, month, day+1, 0, 0, 0, 0, house.Zone())
		if house.Between(from, at) > 0 {
			left--
		}
		if from.After(delivered.AddDate(1, 0, 0)) {
			break // a house that stays shut: after a year the silence has lasted
		}
	}
	return at, nil
}
