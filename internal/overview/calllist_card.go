package overview

import (
	"context"
	"time"

	"kroon/internal/calllist"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

// CallCard is what one must know of a name before calling, in the order in which it is read. Phones is empty when
// there is no ground to call.
type CallCard struct {
	List      CallListLine
	Found     bool // somebody can be called now
	Name      calllist.Name
	Customer  customer.Customer
	Title     string
	Employer  CustomerRef
	Verdict   calllist.Verdict
	Called    calllist.Called
	Phones    []Phone
	Owed      []PromiseLine
	Wrong     *PromiseLine
	Complains []ComplaintLine // open, the oldest first
	Wants     []CustomerWant
	LastCall  time.Time // that one was spoken or tried; zero: never
	Orders    CustomerOrders
	Weighed   []Weighed
	NextAt    time.Time // when nobody can be called now: when the next one can; zero: nobody is left
}

// Card reads the card that somebody has before him.
func (c Calls) Card(ctx context.Context, actor party.Actor, of id.CallList) (CallCard, error) {
	return readAs(ctx, c.Relation, actor, func(tx *db.Tx) (card CallCard, err error) {
		l, err := c.Lists.Get(tx, of)
		if err != nil {
			return card, err
		}
		if card.List, err = listLine(tx, colleagues{}, l); err != nil {
			return card, err
		}
		if card.Name, card.Found, err = c.Lists.Before(tx, of); err != nil {
			return card, err
		}
		if card.Found {
			return card, c.fill(tx, &card)
		}
		next, found, err := db.Maybe[time.Time](tx, `SELECT try_at FROM call_name WHERE org = $1 AND list = $2 AND state = 'open'
			AND try_at > $3 ORDER BY try_at LIMIT 1`, tx.Org, of, tx.Now)
		if found {
			card.NextAt = next
		}
		return card, err
	})
}

func (c Calls) fill(tx *db.Tx, card *CallCard) (err error) {
	if card.Customer, err = c.Customers.Get(tx, card.Name.Customer); err != nil {
		return err
	}
	who := card.Customer.ID
	card.Title = titleOf(card.Customer)
	if card.Employer, err = customerRef(tx, card.Customer.Employer); err != nil {
		return err
	}
	if card.Verdict, err = c.Lists.Verdict(tx, who, card.List.Purpose); err != nil {
		return err
	}
	if card.Called, err = c.Lists.Called(tx, who); err != nil {
		return err
	}
	if card.Verdict.May() {
		card.Phones = PhonesOf(card.Customer)
	}
	if card.Owed, err = owedTo(tx, who); err != nil {
		return err
	}
	if card.Wrong, err = customerWrong(tx, who); err != nil {
		return err
	}
	if card.Complains, err = customerComplaints(tx, who); err != nil {
		return err
	}
	if card.Wants, err = c.customerWants(tx, who); err != nil {
		return err
	}
	if card.Orders, err = c.orders(tx, who); err != nil {
		return err
	}
	if card.Weighed, err = c.Weigh(tx, who); err != nil {
		return err
	}
	card.LastCall, _, err = db.Maybe[time.Time](tx, `SELECT at FROM timeline t WHERE org = $1 AND customer = $2 AND sort = 'calls'`+apart+`
		ORDER BY at DESC LIMIT 1`, tx.Org, who)
	return err
}

// CallingPage is whether we may call a customer, and why: what he agreed to, what he objected to, what he is.
type CallingPage struct {
	Customer customer.Customer
	Title    string
	Called   calllist.Called
	Verdict  calllist.Verdict // of a sales call
	Consents []calllist.Consent
	Strikes  []StrikeLine
	MayWrite bool
}

// Calling reads whether we may call a customer.
func (c Calls) Calling(ctx context.Context, actor party.Actor, of id.Customer) (CallingPage, error) {
	return readAs(ctx, c.Relation, actor, func(tx *db.Tx) (page CallingPage, err error) {
		if page.Customer, err = c.Customers.Get(tx, of); err != nil {
			return page, err
		}
		of = page.Customer.ID
		page.Title, page.MayWrite = titleOf(page.Customer), tx.Actor.May(party.Colleague)
		if page.Called, err = c.Lists.Called(tx, of); err != nil {
			return page, err
		}
		if page.Verdict, err = c.Lists.Verdict(tx, of, calllist.ForSale); err != nil {
			return page, err
		}
		if page.Consents, err = c.Lists.ConsentsOf(tx, of); err != nil {
			return page, err
		}
		strikes, err := c.Lists.StrikesOf(tx, of)
		if err != nil {
			return page, err
		}
		known := colleagues{}
		for _, k := range strikes {
			line, err := c.strike(tx, known, k)
			if err != nil {
				return page, err
			}
			page.Strikes = append(page.Strikes, line)
		}
		return page, nil
	})
}

// Name reads a name of a list.
func (c Calls) Name(ctx context.Context, actor party.Actor, of id.Any) (calllist.Name, error) {
	return readAs(ctx, c.Relation, actor, func(tx *db.Tx) (calllist.Name, error) { return c.Lists.Name(tx, of) })
}

// Filters are the filters that were saved, and who may have made promises.
func (c Calls) Filters(ctx context.Context, actor party.Actor) (saved []calllist.Saved, people []Colleague, err error) {
	err = c.DB.Read(ctx, actor, func(tx *db.Tx) error {
		if saved, err = c.Lists.Filters(tx); err != nil {
			return err
		}
		people, err = allHere(tx)
		return err
	})
	return saved, people, err
}

// Caller is what we are ourselves, for the law.
func (c Calls) Caller(ctx context.Context, actor party.Actor) (calllist.Caller, error) {
	return readAs(ctx, c.Relation, actor, c.Lists.Caller)
}
