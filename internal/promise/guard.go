package promise

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/job"
)

// rung is one step of the ladder and the instant at which it is to be taken.
type rung struct {
	step Step
	at   time.Time
}

// ladder is when the guard acts on an agreed promise if nothing is done: it reminds halfway to the
// instant of risk, warns when the slack at due falls below the margin, and acts at the last safe moment,
// after which the slack is below zero. All in the owner's working time, net of his appointments.
func ladder(now time.Time, room Room, loads []Load, p Promise, margin int) []rung {
	demand := 0
	for _, l := range loads {
		if l.Broken || !l.Due.After(p.DueAt) {
			demand += l.Minutes
		}
	}
	from := p.AgreedAt
	if from.After(now) {
		from = now
	}
	risk := latestWith(room, from, p.DueAt, demand+margin)
	safe := latestWith(room, from, p.DueAt, demand)
	remind, err := room.Calendar.Add(from, room.Calendar.Between(from, risk)/2)
	if err != nil || remind.After(risk) {
		remind = risk
	}
	return []rung{{Remind, remind}, {AtRiskStep, risk}, {LastSafeStep, safe}}
}

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
	facts, err := s.facts(tx, owner, tx.Now)
	if err != nil || facts.Gone {
		return err
	}
	taken, err := stepsOfOwner(tx, owner)
	if err != nil {
		return err
	}
	done := map[id.Promise]map[Step]bool{}
	for _, t := range taken {
		if done[t.Promise] == nil {
			done[t.Promise] = map[Step]bool{}
		}
		done[t.Promise][t.Step] = true
	}
	var next time.Time
	for _, p := range open {
		if p.State != Agreed || p.Direction == Theirs || !p.DueAt.After(tx.Now) {
			continue
		}
		var now []Step
		for _, r := range ladder(tx.Now, facts.Room, facts.Loads, p, facts.Terms.MarginMinutes) {
			switch {
			case done[p.ID][r.step]:
			case !r.at.After(tx.Now):
				now = append(now, r.step)
			case next.IsZero() || r.at.Before(next):
				next = r.at
			}
		}
		if err := s.climb(tx, p, now, facts.Terms); err != nil {
			return err
		}
	}
	if !next.IsZero() {
		job.Schedule(tx, JobWatch, owner.Any(), next)
	}
	return nil
}

func (s *Service) climb(tx *db.Tx, p Promise, steps []Step, terms Terms) error {
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
	if highest != Remind {
		if standin, err = s.standin(tx, p); err != nil {
			return err
		}
	}
	return s.take(tx, p, highest, standin, terms)
}

// take records one rung, once, and hands the promise over at the last safe moment where that is allowed.
func (s *Service) take(tx *db.Tx, p Promise, step Step, standin id.Staff, terms Terms) error {
	first, err := takeStep(tx, p.ID, step, standin)
	if err != nil || !first {
		return err
	}
	if err := save(tx, p); err != nil {
		return err
	}
	p.Version++
	if err := s.log.Record(tx, p.about(), WasGuarded{step, p.Owner, p.DueAt, standin}); err != nil {
		return err
	}
	if step != LastSafeStep || standin.IsZero() || !terms.MayReassign || !p.transferable() {
		return nil
	}
	if err := lockOwners(tx, p.Owner, standin); err != nil {
		return err
	}
	_, err = s.give(tx, p, standin, LastSafeMoment, Nothing)
	return err
}

// transferable: a call or an answer can be anybody's who knows; a visit is a person's.
func (p Promise) transferable() bool {
	return !p.Fixed && (p.Kind == CallBack || p.Kind == Answer || p.Kind == Send)
}

// standin finds a colleague who can keep the promise without breaking another.
func (s *Service) standin(tx *db.Tx, p Promise) (id.Staff, error) {
	colleagues, err := s.team.Standins(tx, p.Owner)
	if err != nil {
		return id.Staff{}, err
	}
	for _, colleague := range colleagues {
		facts, err := s.facts(tx, colleague, p.DueAt)
		if err != nil {
			return id.Staff{}, err
		}
		if facts.Gone {
			continue
		}
		loads := append(facts.Loads, Load{Due: p.DueAt, Minutes: p.Minutes})
		if Assess(tx.Now, facts.Room, loads, facts.Terms.MarginMinutes) == Feasible {
			return colleague, nil
		}
	}
	return id.Staff{}, nil
}

// OnUnacknowledged: the owner did not say in time that he has seen it.
func (s *Service) OnUnacknowledged(tx *db.Tx, due job.Due) error {
	p, err := load(tx, id.Promise(due.Subject))
	if err != nil || p.State != Agreed || !p.AcknowledgedAt.IsZero() {
		return err
	}
	if err := lockLoad(tx, p.Owner); err != nil {
		return err
	}
	terms, err := s.terms(tx)
	if err != nil {
		return err
	}
	standin, err := s.standin(tx, p)
	if err != nil {
		return err
	}
	return s.take(tx, p, Unacknowledged, standin, terms)
}

// downAfter is how late the clockwork must be for the lateness to be its own doing.
const downAfter = time.Minute

// OnBreak breaks what was not kept, dated at the first instant after due.
func (s *Service) OnBreak(tx *db.Tx, due job.Due) error {
	p, err := s.locked(tx, id.Promise(due.Subject))
	if err != nil || p.State != Agreed || !tx.Now.After(p.DueAt) {
		return err
	}
	cause := ByClock
	if due.Lateness(tx.Now) > downAfter {
		cause = KroonWasDown
	}
	_, err = s.breakNow(tx, p, Outcome{Cause: cause})
	return err
}

// OnLapse ends a proposal that nobody answered.
func (s *Service) OnLapse(tx *db.Tx, due job.Due) error {
	before, err := s.locked(tx, id.Promise(due.Subject))
	if err != nil || before.State != Offered {
		return err
	}
	p := before
	p.State, p.Open, p.ClosedAt, p.Awaits = Lapsed, false, tx.Now, Nothing
	_, err = s.change(tx, before, p, s.outcome(tx, p, OutcomeKind(Lapsed), before.State), HasLapsed{p.Customer})
	return err
}

// OnTacit takes silence for acceptance, and says so.
func (s *Service) OnTacit(tx *db.Tx, due job.Due) error {
	p, err := s.locked(tx, id.Promise(due.Subject))
	if err != nil || p.State != Delivered {
		return err
	}
	_, err = s.accept(tx, p, true)
	return err
}

// WarnedCustomer records that the customer was told, before due, that it will be late.
func (s *Service) WarnedCustomer(tx *db.Tx, promise id.Promise) error {
	_, err := takeStep(tx, promise, Warned, id.Staff{})
	return err
}

// Register gives the clockwork this concept's work.
func (s *Service) Register(c *job.Clockwork) {
	c.Handle(JobBreak, s.OnBreak)
	c.Handle(JobLapse, s.OnLapse)
	c.Handle(JobTacit, s.OnTacit)
	c.Handle(JobUnacknowledged, s.OnUnacknowledged)
	c.Handle(JobWatch, s.OnWatch)
}

// latestWith is the latest instant from which so many minutes for promises are still there until due, or
// from when there never were.
func latestWith(room Room, from, due time.Time, minutes int) time.Time {
	need := room.needed(minutes)
	if need == 0 {
		return due
	}
	var stretches []stretch
	for a, b := range room.free(from, due.Sub(from)) {
		stretches = append(stretches, stretch{a, b})
	}
	for i := len(stretches) - 1; i >= 0; i-- {
		if length := stretches[i].until - stretches[i].from; length < need {
			need -= length
			continue
		}
		return from.Add(stretches[i].until - need)
	}
	return from
}
