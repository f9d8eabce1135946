package promise

import (
	"slices"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/job"
)

// OnWatch takes the rungs that are due on an owner's promises and sets the clockwork to the next one.
// When several are due at once the highest is taken and the lower ones count as taken.
func (s *Service) OnWatch(tx *db.Tx, due job.Due) error {
	owner := id.Staff(due.Subject)
	if err := lockLoad(tx, owner); err != nil {
		return err
	}
	open, err := openOf(tx, owner)
	if err != nil || len(open) == 0 {
		return err
	}
	guarded := guardable(tx.Now, open)
	if len(guarded) == 0 {
		return nil
	}
	facts, err := s.facts(tx, owner, tx.Now)
	if err != nil || facts.Gone {
		return err
	}
	taken, err := stepsOfOwner(tx, owner)
	if err != nil {
		return err
	}
	done := map[Taken]bool{}
	for _, t := range taken {
		done[Taken{Promise: t.Promise, Step: t.Step}] = true
	}
	var next time.Time
	relief := &relief{service: s, owner: owner, until: guarded[len(guarded)-1].DueAt}
	for i, rungs := range ladders(tx.Now, facts.Room, facts.Loads, guarded, facts.Terms.MarginMinutes) {
		p := guarded[i]
		var now []Step
		for _, r := range rungs {
			switch {
			case done[Taken{Promise: p.ID, Step: r.step}]:
			case !r.at.After(tx.Now):
				now = append(now, r.step)
			case next.IsZero() || r.at.Before(next):
				next = r.at
			}
		}
		if err := s.climb(tx, p, now, relief, facts.Terms); err != nil {
			return err
		}
	}
	if !next.IsZero() {
		job.Schedule(tx, JobWatch, owner.Any(), next)
	}
	return nil
}

// guardable are the promises that can still be saved, earliest due first.
func guardable(now time.Time, open []Promise) (guarded []Promise) {
	for _, p := range open {
		if p.State == Agreed && p.Direction != Theirs && p.DueAt.After(now) {
			guarded = append(guarded, p)
		}
	}
	return guarded
}

func (s *Service) climb(tx *db.Tx, p Promise, steps []Step, relief *relief, terms Terms) error {
	if len(steps) == 0 {
		return nil
	}
	highest := steps[len(steps)-1]
	for _, step := range steps[:len(steps)-1] {
		if _, err := takeStep(tx, p.ID, step, id.Staff{}); err != nil {
			return err
		}
	}
	var standin id.Staff
	var err error
	if highest == LastSafeStep || p.asksNobody(tx.Now, highest) {
		if standin, err = relief.find(tx, p); err != nil {
			return err
		}
	}
	p, first, err := s.take(tx, p, highest, standin)
	if err != nil || !first || highest != LastSafeStep || standin.IsZero() || !terms.MayReassign || !p.transferable() {
		return err
	}
	return relief.give(tx, p, standin)
}

// knowingly is how long after it was made a tight promise is known to be tight.
const knowingly = 5 * time.Minute

// KnownTight tells whether who keeps a promise made it himself a moment ago: that it hardly fits is no news.
func (p Promise) KnownTight(now time.Time) bool {
	return p.MadeBy == p.Owner && now.Sub(p.AgreedAt) < knowingly
}

// asksNobody tells whether the guard may ask a colleague at this rung: nobody is being asked already.
func (p Promise) asksNobody(now time.Time, step Step) bool {
	return step != Remind && p.ProposedTo.IsZero() && !(step == AtRiskStep && p.KnownTight(now))
}

// take records one rung, once. The colleague it found is asked to take the promise over, unless somebody is
// already.
func (s *Service) take(tx *db.Tx, p Promise, step Step, standin id.Staff) (Promise, bool, error) {
	first, err := takeStep(tx, p.ID, step, standin)
	if err != nil || !first {
		return p, false, err
	}
	if p.ProposedTo.IsZero() {
		p.ProposedTo = standin
	}
	if err := save(tx, p); err != nil {
		return p, false, err
	}
	p.Version++
	return p, true, s.log.Record(tx, p.about(), WasGuarded{step, p.Owner, p.DueAt, standin})
}

// relief finds colleagues who can keep an owner's promises without breaking another. It reads their time
// once, when it is first needed.
type relief struct {
	service    *Service
	owner      id.Staff
	until      time.Time
	asked      bool
	candidates []Candidate
	margin     int
}

// find gives who is asked already, if he can; else the first colleague who can take the promise over with
// room to spare, or else the first who just can; zero when nobody can who has not turned it down.
func (r *relief) find(tx *db.Tx, p Promise) (id.Staff, error) {
	if !r.asked {
		r.asked = true
		terms, err := r.service.terms(tx)
		if err != nil {
			return id.Staff{}, err
		}
		r.margin = terms.MarginMinutes
		colleagues, err := r.service.team.Standins(tx, r.owner)
		if err != nil {
			return id.Staff{}, err
		}
		colleagues = slices.DeleteFunc(colleagues, func(c id.Staff) bool { return c == r.owner })
		if r.candidates, err = r.service.candidates(tx, colleagues, later(r.until, p.DueAt)); err != nil {
			return id.Staff{}, err
		}
	}
	if !p.transferable() {
		return id.Staff{}, nil
	}
	cannot, err := turnedDownBy(tx, p.ID)
	if err != nil {
		return id.Staff{}, err
	}
	with, just := id.Staff{}, id.Staff{}
	for _, c := range r.candidates {
		if slices.Contains(cannot, c.Staff) {
			continue
		}
		f := Facts{Room: c.Room, Loads: c.Loads, Terms: Terms{MarginMinutes: r.margin}}
		verdict := p.fits(tx.Now, f)
		switch {
		case verdict == Infeasible:
		case c.Staff == p.ProposedTo: // he has been thinking about it
			return c.Staff, nil
		case verdict == Tight && just.IsZero():
			just = c.Staff
		case verdict == Feasible && with.IsZero():
			with = c.Staff
		}
		if !with.IsZero() && p.ProposedTo.IsZero() {
			break
		}
	}
	if with.IsZero() {
		with = just
	}
	return with, nil
}

// fits says how well a colleague could keep the promise beside his own.
func (p Promise) fits(now time.Time, f Facts) Verdict {
	if mayOwn(Make{Direction: p.Direction, Kind: p.Kind}, f) != nil {
		return Infeasible
	}
	return f.with(now, Due{At: p.DueAt}, p.Minutes)
}

// give hands the promise over at the last safe moment, if the colleague can still take it now that nobody
// else decides on his time, and the owner is not calling about it at this very moment.
func (r *relief) give(tx *db.Tx, p Promise, to id.Staff) error {
	s := r.service
	attempts, err := attemptsOf(tx, p.ID)
	if err != nil || slices.ContainsFunc(attempts, func(a Attempt) bool { return a.underWay(tx.Now) }) {
		return err
	}
	if err := lockOwners(tx, p.Owner, to); err != nil {
		return err
	}
	facts, err := s.facts(tx, to, p.DueAt)
	if err != nil || p.fits(tx.Now, facts) == Infeasible {
		return err
	}
	for i, c := range r.candidates {
		if c.Staff == to {
			r.candidates[i].Loads = append(slices.Clip(c.Loads), Load{Promise: p.ID, Due: p.DueAt, Minutes: p.Minutes})
		}
	}
	_, err = s.give(tx, p, to, facts.Room, s.handed(tx, p, Reassigned, to, LastSafeMoment))
	return err
}

// transferable: a call or an answer can be anybody's who knows; a visit is a person's.
func (p Promise) transferable() bool {
	return !p.Fixed && (p.Kind == CallBack || p.Kind == Answer || p.Kind == Send)
}

// OnUnacknowledged: the owner did not say in time that he has seen it.
func (s *Service) OnUnacknowledged(tx *db.Tx, due job.Due) error {
	p, err := s.locked(tx, id.Promise(due.Subject))
	if err != nil || p.State != Agreed || p.AcknowledgeBy.IsZero() || !p.AcknowledgedAt.IsZero() {
		return known(err)
	}
	room, err := s.team.Room(tx, p.Owner, p.DueAt)
	if err != nil {
		return err
	}
	if at := calm(room.Calendar, later(tx.Now, p.AcknowledgeBy), p.DueAt); at.After(tx.Now) {
		job.Schedule(tx, JobUnacknowledged, due.Subject, at)
		return nil
	}
	standin := id.Staff{}
	if p.asksNobody(tx.Now, Unacknowledged) {
		relief := &relief{service: s, owner: p.Owner, until: p.DueAt}
		if standin, err = relief.find(tx, p); err != nil {
			return err
		}
	}
	_, _, err = s.take(tx, p, Unacknowledged, standin)
	return err
}

// downAfter is how late the clockwork must be for the lateness to be its own doing.
const downAfter = time.Minute

// clockCause says why the clock acts: its time had come, or had come long ago because Kroon was down.
func (s *Service) clockCause(tx *db.Tx, at time.Time) Cause {
	if tx.Now.Sub(at) > downAfter {
		return KroonWasDown
	}
	return ByClock
}

// known passes over that a promise was taken back or is gone: the clockwork has nothing to do then.
func known(err error) error {
	if fault.Is(err, "promise.undone") || fault.Is(err, "promise.unknown") {
		return nil
	}
	return err
}

// OnBreak breaks what was not kept, dated at the first instant after due. Should it come early, because
// the clock went back, it waits again.
func (s *Service) OnBreak(tx *db.Tx, due job.Due) error {
	p, err := s.locked(tx, id.Promise(due.Subject))
	if err == nil && p.State == Agreed {
		job.Schedule(tx, JobBreak, due.Subject, FirstInstantAfter(p.DueAt))
	}
	return known(err)
}

// OnLapse ends a proposal that nobody answered.
func (s *Service) OnLapse(tx *db.Tx, due job.Due) error {
	p, err := s.locked(tx, id.Promise(due.Subject))
	if err == nil && p.State == Offered {
		job.Schedule(tx, JobLapse, due.Subject, p.LapsesAt)
	}
	return known(err)
}

// OnTacit takes silence for acceptance, and says so.
func (s *Service) OnTacit(tx *db.Tx, due job.Due) error {
	p, err := s.locked(tx, id.Promise(due.Subject))
	if err != nil || p.State != Delivered {
		return known(err)
	}
	_, err = s.accept(tx, p, true)
	return err
}

// WarnedCustomer records that the customer was told, before due, that it will be late.
func (s *Service) WarnedCustomer(tx *db.Tx, promise id.Promise) error {
	p, err := s.locked(tx, promise)
	if err != nil {
		return err
	}
	if p.State != Agreed {
		return notNow(p)
	}
	_, _, err = s.take(tx, p, Warned, id.Staff{})
	return err
}

// Register gives the clockwork this concept's work.
func (s *Service) Register(c *job.Clockwork) {
	c.Handle(JobBreak, s.OnBreak)
	c.HandleWhose(JobBreak, whose)
	c.Handle(JobLapse, s.OnLapse)
	c.Handle(JobTacit, s.OnTacit)
	c.Handle(JobUnacknowledged, s.OnUnacknowledged)
	c.Handle(JobWatch, s.OnWatch)
	c.Handle(JobChance, s.OnChance)
}
