package act

import (
	"context"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

// LinkToCustomer gives the token of the page on which a customer sees everything between him and us, and
// makes one where there is none. It works for as long as any link does.
func (a *Acts) LinkToCustomer(ctx context.Context, actor party.Actor, of id.Customer) (string, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (string, error) {
		c, err := a.Customer.Get(tx, of)
		if err != nil {
			return "", err
		}
		_, token, err := a.Access.LinkFor(tx, "customer", c.ID.Any(), c.ID, tx.Now.Add(linkLife))
		return token, err
	})
}

// LinkToPromise gives the token of the customer's page about a promise, and makes one where there is none.
func (a *Acts) LinkToPromise(ctx context.Context, actor party.Actor, of id.Promise) (string, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (string, error) {
		p, err := a.Promise.Get(tx, of)
		if err != nil || p.Customer.IsZero() {
			return "", err
		}
		until := p.DueAt.Add(linkLife)
		if until.Before(tx.Now.Add(linkLife)) {
			until = tx.Now.Add(linkLife)
		}
		_, token, err := a.Access.LinkFor(tx, "promise", of.Any(), p.Customer, until)
		return token, err
	})
}

// RevokeLink closes a customer's link for good.
func (a *Acts) RevokeLink(ctx context.Context, actor party.Actor, link id.Link) error {
	return a.does(ctx, actor, party.Colleague, func(tx *db.Tx) error { return a.Access.RevokeLink(tx, link) })
}
