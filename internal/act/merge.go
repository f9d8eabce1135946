package act

import (
	"context"

	"kroon/internal/calllist"
	"kroon/internal/claim"
	"kroon/internal/complaint"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/interaction"
	"kroon/internal/knowledge"
	"kroon/internal/ledger"
	"kroon/internal/party"
)

// refers is rows of one sort that say which customer they are about. Their owner moves them when two customers
// turn out to be one, tells which rows those were, and gives them back one by one.
type refers interface {
	Refer(tx *db.Tx, from, to id.Customer) ([]id.Any, error)
	ReferBack(tx *db.Tx, row id.Any, from, to id.Customer) error
}

type referring struct {
	sort customer.Sort
	rows refers
}

// referring is all that says which customer it is about, whoever keeps it.
func (a *Acts) referring() []referring {
	return []referring{
		{"question", a.Intake}, {"promise", a.Promise}, {"interaction", a.Interaction}, {"stream", interaction.Streams{}},
		{"person", interaction.Persons{}}, {"entry", a.Ledger}, {"message", a.Message}, {"link", a.Access}, {"order", a.Order},
		{"given", knowledge.GivenRows{}}, {"told", knowledge.ToldRows{}}, {"transfer", a.Transfer}, {"asked", ledger.AskedRows{}},
		{"claim", a.Claim}, {"look", claim.Looks{}},
		{"called", calllist.NameRows{}}, {"strike", calllist.StrikeRows{}}, {"consent", calllist.ConsentRows{}}, {"form", calllist.FormRows{}},
		{"complaint", a.Complaint}, {"hint", complaint.HintRows{}}, {"file", a.File},
	}
}

// MergeCustomers makes two customers one: all that is about the one that goes is about the one that stays.
func (a *Acts) MergeCustomers(ctx context.Context, actor party.Actor, stays, goes id.Customer) (customer.Merge, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (customer.Merge, error) {
		m, err := a.Customer.Merge(tx, stays, goes)
		if err != nil {
			return m, err
		}
		for _, one := range a.referring() {
			rows, err := one.rows.Refer(tx, m.Goes, m.Stays)
			if err != nil {
				return m, err
			}
			a.Customer.Keep(tx, m.ID, customer.Moved{Sort: one.sort, Rows: rows})
		}
		return m, nil
	})
}

// SplitCustomers takes a merge apart: each has what was his; what came since stays with the one that stayed.
func (a *Acts) SplitCustomers(ctx context.Context, actor party.Actor, merge id.Merge) (customer.Merge, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (customer.Merge, error) {
		m, err := a.Customer.ToSplit(tx, merge)
		if err != nil {
			return m, err
		}
		for _, one := range a.referring() {
			moved, err := a.Customer.Moved(tx, merge, one.sort)
			if err != nil {
				return m, err
			}
			for _, row := range moved.Rows {
				if err := one.rows.ReferBack(tx, row, m.Stays, m.Goes); err != nil {
					return m, err
				}
			}
		}
		if err := a.Customer.Split(tx, m); err != nil {
			return m, err
		}
		if err := a.weigh(tx, m.Stays); err != nil {
			return m, err
		}
		return m, a.weigh(tx, m.Goes)
	})
}

// SayDistinct remembers that two customers are not one, so that they are not suggested again.
func (a *Acts) SayDistinct(ctx context.Context, actor party.Actor, one, other id.Customer) error {
	_, err := run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (struct{}, error) {
		return struct{}{}, a.Customer.Distinct(tx, one, other)
	})
	return err
}
