package promise

import (
	"slices"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/job"
	"kroon/internal/party"
)

// The kinds of due work of this concept. The subject is a promise, of Watch its owner.
const (
	JobBreak          = "promise.break"
	JobLapse          = "promise.lapse"
	JobTacit          = "promise.tacit"
	JobUnacknowledged = "promise.unacknowledged"
	JobWatch          = "promise.watch"
)

// locked loads a promise for a decision, its owner's load raised first and its clock caught up. What was
// taken back is no promise any more, and another customer's promise does not exist for a customer.
func (s *Service) locked(tx *db.Tx, promise id.Promise) (Promise, error) {
	p, err := load(tx, promise)
	if err != nil {
		return p, err
	}
	if tx.Actor.Kind == party.Customer && tx.Actor.ID != p.Customer.Any() {
		return Promise{}, fault.New(fault.NotFound, "promise.unknown")
	}
	s.Foresee(tx, promise)
	if err := lockLoad(tx, p.Owner); err != nil {
		return p, err
	}
	if p, err = load(tx, promise); err != nil {
		return p, err
	}
	if err := asExpected(tx, p); err != nil {
		return p, err
	}
	if !p.UndoneAt.IsZero() {
		return p, fault.New(fault.Conflict, "promise.undone")
	}
	return s.caughtUp(tx, p)
}

// caughtUp does what the clock should have done by now. A command that comes after due therefore finds
// the same promise whether the clockwork was first or not.
func (s *Service) caughtUp(tx *db.Tx, p Promise) (Promise, error) {
	late := p.State == Agreed && tx.Now.After(p.DueAt)
	lapsed := p.State == Offered && !tx.Now.Before(p.LapsesAt)
	if !late && !lapsed || !p.UndoneAt.IsZero() {
		return p, nil
	}
	before := p
	err := tx.As(party.Itself(tx.Org), func() (err error) {
		if late {
			p, err = s.breakByClock(tx, before)
		} else {
			p, err = s.lapse(tx, before)
		}
		return err
	})
	return p, err
}

// benefits tells whether the actor may speak for the beneficiary. Staff may pass on what a customer says
// and are themselves the beneficiary of what customers promise; an internal promise is its colleague's.
func (p Promise) benefits(actor party.Actor) bool {
	switch {
	case actor.Kind == party.System:
		return false
	case p.Direction == Internal:
		return actor.StaffID() == p.Colleague
	case actor.Kind == party.Customer:
		return p.Direction == Ours
	}
	return true
}

func (p Promise) about() event.About {
	return event.About{Kind: "promise", ID: p.ID.Any(), Version: p.Version}
}

// made is what happens when it is made, with how its owner's time stood then.
func (p Promise) made(then *RoomThen) event.Fact {
	if p.State == Offered {
		return WasOffered{p.Direction, p.Kind, p.Customer, p.Owner, p.DueAt, p.LapsesAt, p.Minutes, p.Previous, then}
	}
	return WasAgreed{
		Direction: p.Direction, Kind: p.Kind, Customer: p.Customer, Owner: p.Owner, DueAt: p.DueAt,
		Minutes: p.Minutes, Question: p.Question, Previous: p.Previous, RecoveryOf: p.RecoveryOf,
		Overridden: p.Overridden, Room: then,
	}
}

func (s *Service) outcome(tx *db.Tx, p Promise, kind OutcomeKind, from State) Outcome {
	return Outcome{
		ID: id.New[id.Any](tx.IDs), Promise: p.ID, Kind: kind, From: from, HappenedAt: tx.Now, RecordedAt: tx.Now,
		ActorKind: tx.Actor.Kind, Actor: tx.Actor.ID,
	}
}

// change is the common end of every act: the row as the outcome explains it, the outcome itself, the
// clockwork and the event. before may carry what no outcome decides, such as when to acknowledge.
func (s *Service) change(tx *db.Tx, before Promise, o Outcome, fact event.Fact) (Promise, error) {
	after := before.after(o)
	if slices.Contains(States(), State(o.Kind)) && !before.State.May(State(o.Kind)) {
		return before, notNow(before)
	}
	if err := save(tx, after); err != nil {
		return before, err
	}
	after.Version++
	insertOutcome(tx, o)
	s.arm(tx, before, after)
	about := after.about()
	about.HappenedAt, about.As = o.HappenedAt, id.Event(o.ID)
	return after, s.log.Record(tx, about, fact)
}

func notNow(p Promise) error {
	return fault.New(fault.Conflict, "promise.not_now", "state", string(p.State))
}

// arm sets the clockwork to what the promise now waits for, instead of what it waited for before.
// Silence after delivery is counted by whoever delivers.
func (s *Service) arm(tx *db.Tx, before, p Promise) {
	subject := p.ID.Any()
	waits := p.UndoneAt.IsZero()
	if before.State == Offered && p.State != Offered || !waits {
		job.Cancel(tx, JobLapse, subject)
	}
	if before.State == Agreed && p.State != Agreed || !waits {
		job.Cancel(tx, JobBreak, subject)
	}
	switch {
	case p.unseen():
		job.Schedule(tx, JobUnacknowledged, subject, p.AcknowledgeBy)
	case before.unseen():
		job.Cancel(tx, JobUnacknowledged, subject)
	}
	if before.State == Delivered && p.State != Delivered {
		job.Cancel(tx, JobTacit, subject)
	}
	switch {
	case !waits:
	case p.State == Offered:
		job.Schedule(tx, JobLapse, subject, p.LapsesAt)
	case p.State == Agreed:
		job.Schedule(tx, JobBreak, subject, FirstInstantAfter(p.DueAt))
	}
	s.Watch(tx, p.Owner)
	if before.Owner != p.Owner && !before.Owner.IsZero() {
		s.Watch(tx, before.Owner)
	}
}

// unseen tells whether its owner has still to say that he saw it.
func (p Promise) unseen() bool {
	return p.UndoneAt.IsZero() && p.State == Agreed && !p.AcknowledgeBy.IsZero() && p.AcknowledgedAt.IsZero()
}

// Watch has the guard look at an owner's promises anew: after a decision, or when his calendar changed.
func (s *Service) Watch(tx *db.Tx, owner id.Staff) { job.Schedule(tx, JobWatch, owner.Any(), tx.Now) }
