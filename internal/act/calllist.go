package act

import (
	"context"
	"time"

	"kroon/internal/calllist"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/interaction"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/worktime"
)

// Finding is whom a filter finds, before a list is made of it.
type Finding struct {
	Customers []id.Customer // who would stand on the list
	Off       int           // found too, but struck off or not to be called yet
	NoGround  int           // of Customers, for a sales call now; left out of them where the filter asks for a ground
}

// CountToCall finds whom a filter is about. It changes nothing.
func (a *Acts) CountToCall(ctx context.Context, actor party.Actor, f calllist.Filter) (out Finding, err error) {
	err = a.DB.Read(ctx, actor, func(tx *db.Tx) error {
		out, err = a.toCall(tx, f)
		return err
	})
	return out, err
}

func (a *Acts) toCall(tx *db.Tx, f calllist.Filter) (out Finding, err error) {
	found, err := a.Find(tx, f, calllist.MaxNames+1)
	if err != nil {
		return out, err
	}
	off, err := a.CallList.Off(tx)
	if err != nil {
		return out, err
	}
	for _, one := range found {
		if off[one] {
			out.Off++
			continue
		}
		v, err := a.CallList.Verdict(tx, one, calllist.ForSale)
		if err != nil {
			return out, err
		}
		if !v.May() {
			out.NoGround++
		}
		if v.May() || !f.Callable {
			out.Customers = append(out.Customers, one)
		}
	}
	return out, nil
}

// MakeCallList makes a list of whom its filter finds now.
func (a *Acts) MakeCallList(ctx context.Context, actor party.Actor, n calllist.New) (calllist.List, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (calllist.List, error) {
		found, err := a.toCall(tx, n.Parts)
		if err != nil {
			return calllist.List{}, err
		}
		n.Customers = found.Customers
		return a.CallList.Make(tx, n)
	})
}

// CloseCallList closes a list; why is needed when names were not called.
func (a *Acts) CloseCallList(ctx context.Context, actor party.Actor, of id.CallList, why string) (calllist.List, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (calllist.List, error) { return a.CallList.Close(tx, of, why) })
}

// SaveCallFilter keeps a filter under a name.
func (a *Acts) SaveCallFilter(ctx context.Context, actor party.Actor, name string, f calllist.Filter) (calllist.Saved, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (calllist.Saved, error) { return a.CallList.SaveFilter(tx, name, f) })
}

// CardTaken is a card and whether there was one.
type CardTaken struct {
	Name  calllist.Name
	Found bool
}

// TakeCard gives the actor the next card of a list.
func (a *Acts) TakeCard(ctx context.Context, actor party.Actor, of id.CallList) (CardTaken, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (CardTaken, error) {
		n, found, err := a.CallList.Take(tx, of)
		return CardTaken{n, found}, err
	})
}

// onName does an act on a name of a list, which is then the actor's no more.
func (a *Acts) onName(ctx context.Context, actor party.Actor, fn func(tx *db.Tx) (calllist.Name, error)) (calllist.Name, error) {
	return run(ctx, a, actor, party.Colleague, fn)
}

// PassCard puts a card at the end of its list.
func (a *Acts) PassCard(ctx context.Context, actor party.Actor, of id.Any) (calllist.Name, error) {
	return a.onName(ctx, actor, func(tx *db.Tx) (calllist.Name, error) { return a.CallList.Pass(tx, of) })
}

// ReopenName has a name called after all.
func (a *Acts) ReopenName(ctx context.Context, actor party.Actor, of id.Any) (calllist.Name, error) {
	return a.onName(ctx, actor, func(tx *db.Tx) (calllist.Name, error) { return a.CallList.Reopen(tx, of) })
}

// TryName records a try that did not reach somebody, and says when to try again.
func (a *Acts) TryName(ctx context.Context, actor party.Actor, of id.Any, how calllist.Try) (calllist.Name, error) {
	return a.onName(ctx, actor, func(tx *db.Tx) (calllist.Name, error) {
		n, err := a.CallList.Tried(tx, of, how)
		if err != nil {
			return n, err
		}
		return n, a.logCall(tx, n.Customer, interaction.Result(how), "")
	})
}

func (a *Acts) logCall(tx *db.Tx, with id.Customer, how interaction.Result, words string) error {
	_, _, err := a.Interaction.Log(tx, interaction.New{
		Customer: with, Kind: interaction.Call, Direction: interaction.Out, Result: how, Words: interaction.Said(words),
	})
	return err
}

// Ending is how a call from a list ended, as it is told.
type Ending struct {
	Outcome   calllist.Outcome
	Offered   calllist.Offer
	ReturnsOn worktime.Date
	Note      string
	Promise   string      // what is promised next, in words
	Due       promise.Due // by when; zero: the first time that can be kept
}

// EndName says how it ended with a name; a next promise is made at a time that can be kept.
func (a *Acts) EndName(ctx context.Context, actor party.Actor, of id.Any, e Ending) (calllist.Name, error) {
	return a.onName(ctx, actor, func(tx *db.Tx) (calllist.Name, error) {
		n, err := a.CallList.Name(tx, of)
		if err != nil {
			return n, err
		}
		end := calllist.End{Outcome: e.Outcome, Offered: e.Offered, ReturnsOn: e.ReturnsOn, Note: calllist.Said(e.Note)}
		if e.Outcome == calllist.Promised {
			made, err := a.promiseNext(tx, n.Customer, e)
			if err != nil {
				return n, err
			}
			end.Promise = made.ID
		}
		if n, err = a.CallList.End(tx, of, end); err != nil || !e.Outcome.Spoke() {
			return n, err
		}
		return n, a.logCall(tx, n.Customer, interaction.CalledBack, e.Note)
	})
}

// promiseNext promises to call somebody again, and confirms it to him.
func (a *Acts) promiseNext(tx *db.Tx, with id.Customer, e Ending) (promise.Promise, error) {
	me := tx.Actor.StaffID()
	due := e.Due
	if due.At.IsZero() {
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
		at := times[0].Due.In(o.Location())
		due = promise.Due{At: at, Civil: at.Format("2006-01-02T15:04"), Zone: o.Location().String(), Grain: promise.ToTheMinute}
	}
	made, err := a.Promise.Make(tx, promise.Make{
		Direction: promise.Ours, Kind: promise.CallBack, Customer: with, Owner: me, Act: e.Promise, Due: due,
	})
	if err != nil {
		return promise.Promise{}, err
	}
	_, err = a.TellCustomer(tx, made.Promise, message.Confirmation, ByMessage, "")
	return made.Promise, err
}

// StrikeName strikes somebody off every list, from a card.
func (a *Acts) StrikeName(ctx context.Context, actor party.Actor, of id.Any, what calllist.Striking) (calllist.Strike, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (calllist.Strike, error) {
		n, err := a.CallList.Name(tx, of)
		if err != nil {
			return calllist.Strike{}, err
		}
		return a.CallList.Strike(tx, n.Customer, of, what)
	})
}

// StrikeCustomer strikes a customer off every list, wherever he said it or it was found.
func (a *Acts) StrikeCustomer(ctx context.Context, actor party.Actor, of id.Customer, what calllist.Striking) (calllist.Strike, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (calllist.Strike, error) {
		if err := a.known(tx, &of, id.Staff{}, ""); err != nil {
			return calllist.Strike{}, err
		}
		return a.CallList.Strike(tx, of, id.Any{}, what)
	})
}

func (a *Acts) onStrike(ctx context.Context, actor party.Actor, fn func(tx *db.Tx) (calllist.Strike, error)) (calllist.Strike, error) {
	return run(ctx, a, actor, party.Colleague, fn)
}

// SecondStrike is what a second person thinks of a strike on an opinion.
func (a *Acts) SecondStrike(ctx context.Context, actor party.Actor, of id.Any, agrees bool, words string) (calllist.Strike, error) {
	return a.onStrike(ctx, actor, func(tx *db.Tx) (calllist.Strike, error) {
		return a.CallList.Second(tx, of, agrees, calllist.Said(words))
	})
}

// LiftStrike has a customer called again who was struck off on a fact or an opinion.
func (a *Acts) LiftStrike(ctx context.Context, actor party.Actor, of id.Any) (calllist.Strike, error) {
	return a.onStrike(ctx, actor, func(tx *db.Tx) (calllist.Strike, error) { return a.CallList.Lift(tx, of) })
}

// NoteConsent notes that a customer agreed to be called with offers.
func (a *Acts) NoteConsent(ctx context.Context, actor party.Actor, c calllist.Consent) (calllist.Consent, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (calllist.Consent, error) {
		if err := a.known(tx, &c.Customer, id.Staff{}, ""); err != nil {
			return c, err
		}
		return a.CallList.Consent(tx, c)
	})
}

// WithdrawConsent notes that a customer took that back.
func (a *Acts) WithdrawConsent(ctx context.Context, actor party.Actor, of id.Any) (calllist.Consent, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (calllist.Consent, error) { return a.CallList.WithdrawConsent(tx, of) })
}

// SayForm notes what sort of organisation a customer is.
func (a *Acts) SayForm(ctx context.Context, actor party.Actor, of id.Customer, form calllist.Called) error {
	return a.does(ctx, actor, party.Colleague, func(tx *db.Tx) error {
		if err := a.known(tx, &of, id.Staff{}, ""); err != nil {
			return err
		}
		return a.CallList.SayForm(tx, of, form)
	})
}

// SayCaller notes what we are ourselves, for what the law allows who calls.
func (a *Acts) SayCaller(ctx context.Context, actor party.Actor, c calllist.Caller) error {
	return a.does(ctx, actor, party.Owner, func(tx *db.Tx) error { return a.CallList.SayCaller(tx, c) })
}

// LastBought is when a customer bought for the last time; zero when he never did. A credit is no purchase.
func (a *Acts) LastBought(tx *db.Tx, of id.Customer) (last time.Time, err error) {
	totals, err := a.Order.Totals(tx, of)
	for _, t := range totals {
		if t.Last.After(last) {
			last = t.Last
		}
	}
	return last, err
}

// AskedToCall is the call that we still owe a customer, and since when; zero when there is none.
func (a *Acts) AskedToCall(tx *db.Tx, of id.Customer) (id.Promise, time.Time, error) {
	p, found, err := a.toCallBack(tx, of, id.Staff{}, time.Time{})
	if err != nil || !found {
		return id.Promise{}, time.Time{}, err
	}
	return p.ID, p.MadeAt, nil
}
