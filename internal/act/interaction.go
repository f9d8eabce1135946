package act

import (
	"context"
	"time"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/deadline"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/interaction"
	"kroon/internal/lang"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/phone"
	"kroon/internal/promise"
)

// Logged is an interaction, and whether it is new: one of the same origin is entered once.
type Logged struct {
	Interaction interaction.Interaction
	Added       bool
}

// LogInteraction enters a call, a letter or a visit. Who calls is recognised by number where exactly one customer
// has it. A missed call waits for somebody, unless we gave our word to call them already.
func (a *Acts) LogInteraction(ctx context.Context, actor party.Actor, n interaction.New) (Logged, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (out Logged, err error) {
		if err = a.known(tx, &n.Customer, n.Staff, "staff"); err != nil {
			return out, err
		}
		if err = a.aboutInteraction(tx, n); err != nil {
			return out, err
		}
		if n.Customer.IsZero() && n.Caller != "" {
			if n.Customer, n.Caller, err = a.caller(tx, n.Caller); err != nil {
				return out, err
			}
		}
		if out.Interaction, out.Added, err = a.Interaction.Log(tx, n); err != nil || !out.Interaction.Waits || !out.Added {
			return out, err
		}
		promised, found, err := a.toCallBack(tx, out.Interaction.Customer, id.Staff{}, time.Time{})
		if err != nil || !found {
			return out, err
		}
		end := interaction.End{How: interaction.ByPromise, Subject: promised.ID.Any()}
		if err = a.Interaction.EndMissed(tx, n.Customer, "", tx.Now, end); err == nil {
			out.Interaction, err = a.Interaction.Get(tx, out.Interaction.ID)
		}
		return out, err
	})
}

// aboutInteraction refuses an interaction about a promise or a question that is not here.
func (a *Acts) aboutInteraction(tx *db.Tx, n interaction.New) error {
	if !n.Promise.IsZero() {
		if _, err := a.Promise.Get(tx, n.Promise); err != nil {
			return fault.Of(err).On("promise")
		}
	}
	if !n.Question.IsZero() {
		if _, err := a.Intake.Get(tx, n.Question); err != nil {
			return fault.Of(err).On("question")
		}
	}
	return nil
}

// caller recognises a number: the one customer who has it, or else the number itself in E.164.
func (a *Acts) caller(tx *db.Tx, typed string) (id.Customer, string, error) {
	number, err := phone.Parse(typed, phone.Home)
	if err != nil {
		return id.Customer{}, "", fault.Of(err).On("caller")
	}
	alike, err := a.Customer.Alike(tx, customer.Details{Numbers: []customer.Number{{Number: string(number)}}})
	if err == nil && len(alike) == 1 {
		return alike[0].ID, "", nil
	}
	return id.Customer{}, string(number), err
}

// mostCallBacks bounds the promises of a customer that are looked through for a call back.
const mostCallBacks = 50

// toCallBack finds a call back that we owe a customer: of anybody or of one owner, made since an instant.
func (a *Acts) toCallBack(tx *db.Tx, of id.Customer, owner id.Staff, since time.Time) (promise.Promise, bool, error) {
	if of.IsZero() {
		return promise.Promise{}, false, nil
	}
	all, err := a.Promise.OfCustomerBefore(tx, of, id.Promise{}, mostCallBacks)
	for _, p := range all {
		owed := p.Open && p.Direction == promise.Ours && p.Kind == promise.CallBack
		if owed && (owner.IsZero() || p.Owner == owner) && !p.MadeAt.Before(since) {
			return p, true, err
		}
	}
	return promise.Promise{}, false, err
}

// DismissMissed ends a missed call for a reason.
func (a *Acts) DismissMissed(ctx context.Context, actor party.Actor, of id.Interaction, reason interaction.Reason) (interaction.Interaction, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (interaction.Interaction, error) {
		return a.Interaction.Dismiss(tx, of, reason)
	})
}

// UndoInteraction takes back what the actor logged a moment ago.
func (a *Acts) UndoInteraction(ctx context.Context, actor party.Actor, of id.Interaction) (interaction.Interaction, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (interaction.Interaction, error) {
		return a.Interaction.Undo(tx, of)
	})
}

// doubleTap is within what time the same wish to call back is the same tap.
const doubleTap = 2 * time.Minute

// CallBackSoon promises a customer in one tap that the actor calls back, at the first time that he can keep, and
// tells the customer so. A second tap changes nothing: what was promised a moment ago is given.
func (a *Acts) CallBackSoon(ctx context.Context, actor party.Actor, of id.Customer) (promise.Promise, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (promise.Promise, error) {
		if err := a.known(tx, &of, id.Staff{}, ""); err != nil {
			return promise.Promise{}, err
		}
		me := tx.Actor.StaffID()
		if p, found, err := a.toCallBack(tx, of, me, tx.Now.Add(-doubleTap)); err != nil || found {
			return p, err
		}
		times, err := a.Promise.Offer(tx, promise.Ask{Kind: promise.CallBack, Owner: me})
		if err != nil {
			return promise.Promise{}, err
		}
		if len(times) == 0 {
			return promise.Promise{}, fault.New(fault.Conflict, "act.no_time_to_call")
		}
		o, err := a.Organisation.Get(tx)
		if err != nil {
			return promise.Promise{}, err
		}
		due := times[0].Due.In(o.Location())
		made, err := a.Promise.Make(tx, promise.Make{
			Direction: promise.Ours, Kind: promise.CallBack, Customer: of, Owner: me,
			Due: promise.Due{At: due, Civil: due.Format("2006-01-02T15:04"), Zone: o.Location().String(), Grain: promise.ToTheMinute},
		})
		if err != nil {
			return promise.Promise{}, err
		}
		_, err = a.TellCustomer(tx, made.Promise, message.Confirmation, ByMessage, "")
		return made.Promise, err
	})
}

// ReadPast understands when something was, said in words at now; no words: now.
func ReadPast(text string, l lang.Lang, now time.Time, zone *time.Location) (time.Time, error) {
	if text == "" {
		return now, nil
	}
	result := deadline.Recall(text, l, now, zone)
	switch {
	case result.Outcome == deadline.Past, result.Outcome == deadline.Taken && !result.At.Instant.After(now):
		return result.At.Instant, nil
	case result.Outcome == deadline.Taken:
		return now, fault.New(fault.Invalid, "interaction.later").On("when")
	}
	return now, fault.New(fault.Invalid, "act.when_unclear").On("when")
}
