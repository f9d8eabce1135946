package act

import (
	"context"
	"errors"
	"time"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// MakePromise gives our word, notes a customer's, or proposes, and tells the customer of it.
func (a *Acts) MakePromise(ctx context.Context, actor party.Actor, wish promise.Make, how Tell) (promise.Made, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (promise.Made, error) {
		if err := a.known(tx, &wish.Customer, wish.Colleague, "colleague"); err != nil {
			return promise.Made{}, err
		}
		if !wish.Question.IsZero() {
			if _, err := a.Intake.Get(tx, wish.Question); err != nil {
				return promise.Made{}, fault.Of(err).On("question")
			}
		}
		a.Customer.Foresee(tx, wish.Customer)
		made, err := a.Promise.Make(tx, wish)
		if err != nil || made.Promise.Direction != promise.Ours {
			return made, err
		}
		kind := message.Confirmation
		if !made.Promise.RecoveryOf.IsZero() {
			kind = message.Recovery
		}
		_, err = a.TellCustomer(tx, made.Promise, kind, how, "")
		return made, err
	})
}

// OfferTimes finds times that can really be promised. It changes nothing.
func (a *Acts) OfferTimes(ctx context.Context, actor party.Actor, ask promise.Ask) (times []promise.Choice, err error) {
	err = a.DB.Read(ctx, actor, func(tx *db.Tx) error {
		times, err = a.Promise.Offer(tx, ask)
		return err
	})
	return times, err
}

// change runs an act of staff on one promise.
func (a *Acts) change(ctx context.Context, actor party.Actor, fn func(tx *db.Tx) (promise.Promise, error)) (promise.Promise, error) {
	return run(ctx, a, actor, party.Colleague, fn)
}

// Deliver records that it was done, with its proof. What was written as the answer goes to the customer
// when tell says so.
func (a *Acts) Deliver(ctx context.Context, actor party.Actor, of id.Promise, deed promise.Deed, how Tell) (promise.Promise, error) {
	return a.change(ctx, actor, func(tx *db.Tx) (promise.Promise, error) {
		if err := a.provenByFile(tx, of, deed); err != nil {
			return promise.Promise{}, err
		}
		p, err := a.Promise.Deliver(tx, of, deed)
		if err != nil || p.Direction != promise.Ours || how == "" {
			return p, err
		}
		_, err = a.TellCustomer(tx, p, message.Result, how, deed.Words)
		return p, err
	})
}

// AgreeToOffer answers a proposal with yes.
func (a *Acts) AgreeToOffer(ctx context.Context, actor party.Actor, of id.Promise) (promise.Promise, error) {
	return a.change(ctx, actor, func(tx *db.Tx) (promise.Promise, error) { return a.Promise.Agree(tx, of) })
}

// DeclineOffer answers a proposal with no.
func (a *Acts) DeclineOffer(ctx context.Context, actor party.Actor, of id.Promise) (promise.Promise, error) {
	return a.change(ctx, actor, func(tx *db.Tx) (promise.Promise, error) { return a.Promise.Decline(tx, of) })
}

// AcceptDelivery passes on that the customer is content.
func (a *Acts) AcceptDelivery(ctx context.Context, actor party.Actor, of id.Promise) (promise.Promise, error) {
	return a.change(ctx, actor, func(tx *db.Tx) (promise.Promise, error) { return a.Promise.Accept(tx, of) })
}

// DisputeDelivery passes on that the customer says it was not done.
func (a *Acts) DisputeDelivery(ctx context.Context, actor party.Actor, of id.Promise, words string) (promise.Promise, error) {
	return a.change(ctx, actor, func(tx *db.Tx) (promise.Promise, error) { return a.Promise.Dispute(tx, of, words) })
}

// UpholdDispute settles a dispute for the customer.
func (a *Acts) UpholdDispute(ctx context.Context, actor party.Actor, of id.Promise) (promise.Promise, error) {
	return a.change(ctx, actor, func(tx *db.Tx) (promise.Promise, error) { return a.Promise.Uphold(tx, of) })
}

// Release passes on that the customer lets us off.
func (a *Acts) Release(ctx context.Context, actor party.Actor, of id.Promise, cause promise.Cause) (promise.Promise, error) {
	return a.change(ctx, actor, func(tx *db.Tx) (promise.Promise, error) { return a.Promise.Release(tx, of, cause) })
}

// Acknowledge records that the owner has seen what was promised for him.
func (a *Acts) Acknowledge(ctx context.Context, actor party.Actor, of id.Promise) (promise.Promise, error) {
	return a.change(ctx, actor, func(tx *db.Tx) (promise.Promise, error) { return a.Promise.Acknowledge(tx, of) })
}

// Propose asks a colleague to take a promise over.
func (a *Acts) Propose(ctx context.Context, actor party.Actor, of id.Promise, to id.Staff) (promise.Promise, error) {
	return a.change(ctx, actor, func(tx *db.Tx) (promise.Promise, error) { return a.Promise.Propose(tx, of, to) })
}

// TurnDown answers no to being asked to take a promise over, with words if one likes. The owner hears it.
func (a *Acts) TurnDown(ctx context.Context, actor party.Actor, of id.Promise, words string) (promise.Promise, error) {
	return a.change(ctx, actor, func(tx *db.Tx) (promise.Promise, error) { return a.Promise.TurnDown(tx, of, words) })
}

// UndoPromise takes back the actor's own last act on a promise; what it was about to say goes with it.
func (a *Acts) UndoPromise(ctx context.Context, actor party.Actor, of id.Promise) (promise.Promise, error) {
	return run(ctx, a, actor, anybody, func(tx *db.Tx) (promise.Promise, error) {
		tried, err := a.Promise.UndoAttempt(tx, of)
		if err != nil || tried {
			p, failed := a.Promise.Get(tx, of)
			return p, errors.Join(err, failed)
		}
		return a.Promise.Undo(tx, of)
	})
}

// Reassigned is a promise with its new owner and how well it fits him.
type Reassigned struct {
	Promise promise.Promise
	Verdict promise.Verdict
}

// Reassign gives a promise to another owner. Only a team lead may override what does not fit, or give
// away what belongs to somebody else.
func (a *Acts) Reassign(ctx context.Context, actor party.Actor, of id.Promise, to id.Staff, cause promise.Cause, override bool) (Reassigned, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (Reassigned, error) {
		p, err := a.Promise.Get(tx, of)
		if err != nil {
			return Reassigned{}, err
		}
		if (override || p.Owner != actor.StaffID() && to != actor.StaffID()) && !actor.May(party.TeamLead) {
			return Reassigned{}, fault.New(fault.Forbidden, "act.role", "role", string(party.TeamLead))
		}
		p, verdict, err := a.Promise.Reassign(tx, of, to, cause, override)
		return Reassigned{p, verdict}, err
	})
}

// TakeOver makes the actor the owner of what was proposed to him.
func (a *Acts) TakeOver(ctx context.Context, actor party.Actor, of id.Promise) (Reassigned, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (Reassigned, error) {
		p, verdict, err := a.Promise.TakeOver(tx, of)
		return Reassigned{p, verdict}, err
	})
}

// Revised is a promise and the version that follows it.
type Revised struct {
	Old  promise.Promise
	Next promise.Made
}

// Revise gives a promise another time. With the customer's consent the change is confirmed; without it
// before due the customer gets an honest notice, and after due an apology with the new time.
func (a *Acts) Revise(ctx context.Context, actor party.Actor, of id.Promise, r promise.Revision, how Tell) (Revised, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (Revised, error) { return a.revise(tx, of, r, how, "") })
}

func (a *Acts) revise(tx *db.Tx, of id.Promise, r promise.Revision, how Tell, words string) (Revised, error) {
	if err := a.warn(tx, of, r, how); err != nil {
		return Revised{}, err
	}
	old, next, err := a.Promise.Revise(tx, of, r)
	out := Revised{old, next}
	if err != nil || old.Direction != promise.Ours {
		return out, err
	}
	switch {
	case old.State == promise.Revised:
		_, err = a.TellCustomer(tx, next.Promise, message.Changed, how, words)
	case tx.Now.After(old.DueAt):
		_, err = a.TellCustomer(tx, next.Promise, message.Recovery, how, words)
	default:
		_, err = a.TellCustomer(tx, old, message.HonestNotice, how, words)
	}
	return out, err
}

// warn remembers with the promise, before it breaks, that the customer hears in time that it is moved.
func (a *Acts) warn(tx *db.Tx, of id.Promise, r promise.Revision, how Tell) error {
	p, err := a.Promise.Get(tx, of)
	if err != nil || r.Consent || how == Silently || p.Direction != promise.Ours || p.State != promise.Agreed || tx.Now.After(p.DueAt) {
		return err
	}
	return a.Promise.WarnedCustomer(tx, of)
}

// Tried is a logged attempt and when to try again.
type Tried struct {
	Attempt promise.Attempt
	Next    time.Time
}

// BeginCall logs that the actor starts to call.
func (a *Acts) BeginCall(ctx context.Context, actor party.Actor, of id.Promise) (promise.Attempt, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (promise.Attempt, error) { return a.Promise.BeginCall(tx, of) })
}

// LogAttempt records how a try ended. It never ends the promise.
func (a *Acts) LogAttempt(ctx context.Context, actor party.Actor, of id.Promise, result promise.AttemptOutcome) (Tried, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (Tried, error) {
		attempt, next, err := a.Promise.LogAttempt(tx, of, result)
		return Tried{attempt, next}, err
	})
}
