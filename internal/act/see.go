package act

import (
	"context"
	"slices"

	"kroon/internal/access"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

// see reads what only some may read. It changes nothing.
func see[R any](ctx context.Context, a *Acts, actor party.Actor, needs party.Role, fn func(*db.Tx) (R, error)) (out R, err error) {
	if needs != anybody && !actor.May(needs) {
		return out, forbidden(needs)
	}
	err = a.DB.Read(ctx, actor, func(tx *db.Tx) error {
		out, err = fn(tx)
		return err
	})
	return out, err
}

// Begun tells whether somebody can sign in who looks after the organisation.
func (a *Acts) Begun(ctx context.Context, org id.Org) (bool, error) {
	return see(ctx, a, party.Itself(org), anybody, func(tx *db.Tx) (bool, error) {
		accounts, err := a.Access.List(tx)
		return slices.ContainsFunc(accounts, func(one access.Account) bool {
			return one.Role == party.Owner && one.HasPassword && one.ClosedAt.IsZero()
		}), err
	})
}

// SeeOnce tells what a one-time token is good for, without using it up.
func (a *Acts) SeeOnce(ctx context.Context, org id.Org, token string) (access.Once, error) {
	return see(ctx, a, party.Itself(org), anybody, func(tx *db.Tx) (access.Once, error) { return a.Access.Peek(tx, token) })
}

// SignOut ends the session of a token.
func (a *Acts) SignOut(ctx context.Context, org id.Org, token string) error {
	return a.does(ctx, party.Itself(org), anybody, func(tx *db.Tx) error {
		a.Access.SignOut(tx, token)
		return nil
	})
}
