package act

import (
	"context"
	"strings"
	"time"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/job"
	"kroon/internal/lang"
	"kroon/internal/message"
	"kroon/internal/organisation"
	"kroon/internal/party"
	"kroon/internal/phone"
	"kroon/internal/promise"
)

// JobTryOut ends a try-out that nobody ended; the subject is its promise.
const JobTryOut = "act.tryout"

// tryLife is how long a try-out stands when nobody ends it. It ends before its promise is due, so that none
// ever counts in a figure.
const tryLife = time.Hour

// TryOut has somebody be a customer of their own house: a question, a promise to call back, the confirmation
// and the page, all real, at their own number or e-mail address.
func (a *Acts) TryOut(ctx context.Context, actor party.Actor, address string) (promise.Promise, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (promise.Promise, error) {
		self, err := a.Team.Get(tx, tx.Actor.StaffID())
		if err != nil {
			return promise.Promise{}, err
		}
		o, err := a.Organisation.Get(tx)
		if err != nil {
			return promise.Promise{}, err
		}
		say := lang.For(o.Lang, o.Informal, o.Location())
		caller, err := tryAddress(address)
		if err != nil {
			return promise.Promise{}, err
		}
		caller.Name, caller.Function = self.Name, say.T("act.try.customer")
		known, err := a.tried(tx, caller)
		if err != nil {
			return promise.Promise{}, err
		}
		due, err := a.tryDue(tx, o)
		if err != nil {
			return promise.Promise{}, err
		}
		take := Take{
			Question: intake.New{Details: intake.Details{Customer: known}, Text: intake.ToCustomer(say.T("act.try.asks"))},
			Ending:   intake.Promised, Confirmed: false, Tell: ByMessage,
			Promise: promise.Make{Kind: promise.CallBack, Act: say.T("act.try.act"), Due: due, Override: true},
		}
		if known.IsZero() {
			take.Caller = caller
		} else if _, err := a.Customer.CallOffErasure(tx, known); err != nil && !fault.Is(err, "customer.erase_none") {
			return promise.Promise{}, err
		}
		taken, err := a.take(tx, take)
		if err == nil {
			job.Schedule(tx, JobTryOut, taken.Promise.ID.Any(), earlier(tx.Now.Add(tryLife), due.At.Add(-time.Minute)))
		}
		return taken.Promise, err
	})
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// tryAddress reads where somebody wants to get what a customer gets.
func tryAddress(address string) (*customer.Details, error) {
	if strings.Contains(address, "@") {
		return &customer.Details{Emails: []string{address}}, nil
	}
	number, err := phone.Parse(address, phone.Home)
	if err != nil {
		return nil, fault.Of(err).On("address")
	}
	return &customer.Details{Numbers: []customer.Number{{Number: string(number)}}}, nil
}

// tried finds the customer of an earlier try-out at the same address, so that trying again makes no second one.
func (a *Acts) tried(tx *db.Tx, d *customer.Details) (id.Customer, error) {
	alike, err := a.Customer.Alike(tx, *d)
	for _, one := range alike {
		if one.Name == d.Name && one.Function == d.Function {
			return one.ID, err
		}
	}
	return id.Customer{}, err
}

// tryDue is the first time at which the actor could really call back; in two hours when no time fits.
func (a *Acts) tryDue(tx *db.Tx, o organisation.Organisation) (promise.Due, error) {
	at := tx.Now.Add(2 * time.Hour).Truncate(15 * time.Minute)
	offers, err := a.Promise.Offer(tx, promise.Ask{Kind: promise.CallBack, Owner: tx.Actor.StaffID()})
	if err != nil && fault.Of(err).Kind == fault.Internal {
		return promise.Due{}, err
	}
	if len(offers) > 0 {
		at = offers[0].Due
	}
	return promise.Due{At: at, Civil: at.In(o.Location()).Format("2006-01-02T15:04"), Zone: o.Zone, Grain: promise.ToTheMinute}, nil
}

// TryOutSeen is what came of a try-out.
type TryOutSeen struct {
	Promise promise.Promise
	Message message.Message
	Text    message.Text
	Token   string // of the customer's page
}

// SeeTryOut reads what a customer gets, and makes the link to his page where there is none yet.
func (a *Acts) SeeTryOut(ctx context.Context, actor party.Actor, of id.Promise) (TryOutSeen, error) {
	token, err := a.LinkToPromise(ctx, actor, of)
	if err != nil {
		return TryOutSeen{}, err
	}
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (out TryOutSeen, err error) {
		out.Token = token
		if out.Promise, err = a.Promise.Get(tx, of); err != nil {
			return out, err
		}
		said, err := a.Message.OfSubject(tx, of.Any())
		if err != nil {
			return out, err
		}
		for _, one := range said {
			if one.Audience == message.ToCustomer && one.Kind == message.Confirmation {
				out.Message, out.Text, err = a.Message.Get(tx, one.ID)
			}
		}
		return out, err
	})
}

// EndTryOut takes a try-out away: whoever tried it needs no call, and the page closes. It counts nowhere.
func (a *Acts) EndTryOut(ctx context.Context, actor party.Actor, of id.Promise) error {
	return a.does(ctx, actor, party.Colleague, func(tx *db.Tx) error { return a.endTry(tx, of) })
}

func (a *Acts) endTry(tx *db.Tx, of id.Promise) error {
	p, err := a.Promise.Get(tx, of)
	if err != nil || !p.Open {
		return err
	}
	if _, err := a.Promise.Release(tx, of, promise.NoLongerNeeded); err != nil {
		return err
	}
	if _, err := a.Message.Withdraw(tx, of.Any()); err != nil {
		return err
	}
	links, err := a.Access.LinksTo(tx, of.Any())
	for _, link := range links {
		if err == nil {
			err = a.Access.RevokeLink(tx, link.ID)
		}
	}
	if err != nil {
		return err
	}
	return a.forgetTried(tx, p.Customer)
}

// forgetTried has the customer of a try-out erased, after the time in which somebody may want to try again.
func (a *Acts) forgetTried(tx *db.Tx, of id.Customer) error {
	c, err := a.Customer.Get(tx, of)
	if err != nil {
		return err
	}
	o, err := a.Organisation.Get(tx)
	if err != nil || c.Function != lang.For(o.Lang, o.Informal, o.Location()).T("act.try.customer") {
		return err // a customer of before at the same address
	}
	asked, err := a.Customer.AskErasure(tx, c.ID, customer.Erasing{Ground: customer.Tried, LetGo: true})
	if fault.Is(err, "customer.erase_asked_already") {
		return nil
	}
	if err == nil {
		job.Schedule(tx, JobErase, c.ID.Any(), asked.DueAt)
	}
	return err
}

// OnTryOut ends a try-out that was left as it was.
func (a *Acts) OnTryOut(tx *db.Tx, due job.Due) error {
	p, err := a.Promise.Get(tx, id.Promise(due.Subject))
	if err != nil {
		return err
	}
	customer := party.Actor{Org: tx.Org, Kind: party.Customer, ID: p.Customer.Any()}
	return tx.As(customer, func() error { return a.endTry(tx, p.ID) })
}
