package overview

import (
	"context"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

const selectBalanceLine = `SELECT e.id, e.rule, e.kind, e.happened_at, e.corrects, l.points,
	COALESCE(p.kind, '') AS promise_kind, COALESCE(v.subject_kind, '') AS subject_kind, v.subject
	FROM ledger_entry e
	JOIN ledger_posting l ON l.org = e.org AND l.entry = e.id AND l.account = 'standing'
	LEFT JOIN promise p ON p.org = e.org AND p.id = e.promise
	LEFT JOIN event v ON v.org = e.org AND v.id = e.event
	WHERE e.org = $1 AND e.customer = $2`

// balanceLines reads the entries of a customer's account, the newest first, from before an entry on (the zero
// id: the newest).
func balanceLines(tx *db.Tx, of id.Customer, before id.Entry, limit int) ([]BalanceLine, error) {
	const inOrder = ` ORDER BY e.happened_at DESC, e.id DESC LIMIT $3`
	if before.IsZero() {
		return db.All[BalanceLine](tx, selectBalanceLine+inOrder, tx.Org, of, limit)
	}
	return db.All[BalanceLine](tx, selectBalanceLine+` AND (e.happened_at, e.id) <
		(SELECT b.happened_at, b.id FROM ledger_entry b WHERE b.org = $1 AND b.id = $4 AND b.customer = $2)`+inOrder,
		tx.Org, of, limit, before)
}

// entriesPage is how many entries are shown at once.
const entriesPage = 50

// BalancePage is a stretch of our account with a customer, the newest first.
type BalancePage struct {
	Customer CustomerRef
	Points   int64 // our standing now
	Entries  int64
	Lines    []BalanceLine
	More     bool
	Aged     int64 // the same when points lose half their weight in HalfLife days; a view
	HalfLife int64
	Asking   Asking
	MayWrite bool
}

// Balance reads our account with a customer before an entry; the zero id begins at the newest.
func (r Relation) Balance(ctx context.Context, actor party.Actor, of id.Customer, before id.Entry) (BalancePage, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) (page BalancePage, err error) {
		c, err := r.Customers.Get(tx, of)
		if err != nil {
			return page, err
		}
		of = c.ID // of one who was merged, he who stays
		page.Customer, page.MayWrite = CustomerRef{of, titleOf(c)}, tx.Actor.May(party.Colleague)
		if page.Aged, page.HalfLife, err = r.Ledger.Aged(tx, of); err != nil {
			return page, err
		}
		if page.Asking, err = r.Asking(tx, of); err != nil {
			return page, err
		}
		if page.Points, page.Entries, err = r.Ledger.Balance(tx, of); err != nil {
			return page, err
		}
		page.Lines, err = balanceLines(tx, of, before, entriesPage+1)
		if len(page.Lines) > entriesPage {
			page.Lines, page.More = page.Lines[:entriesPage], true
		}
		return page, err
	})
}
