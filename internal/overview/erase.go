package overview

import (
	"context"
	"slices"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
)

// What screens say of erasing, by the names of package customer.
type (
	Erasure = customer.Erasure
	Erasing = customer.Erasing
	Ground  = customer.Ground
)

// Grounds are why the data of a customer are erased.
func Grounds() []Ground { return customer.Grounds() }

// OfSort is how many there are of a sort.
type OfSort struct {
	Sort string
	N    int64
}

// ErasePage is what goes and what stays when the data of a customer are erased.
type ErasePage struct {
	Customer CustomerRef
	Goes     []OfSort // of which something is kept now
	Stays    []OfSort
	Open     int64 // promises and complaints for which somebody still waits
	Waits    bool
	Erasure  Erasure
	AskedBy  string // first name
}

// toErase counts what is kept of a customer.
const toErase = `
	SELECT 'questions' AS sort, COUNT(*) AS n FROM question WHERE org = $1 AND customer = $2
	UNION ALL SELECT 'contacts', COUNT(*) FROM interaction WHERE org = $1 AND customer = $2
	UNION ALL SELECT 'messages', COUNT(*) FROM message WHERE org = $1 AND recipient = $2 AND audience = 'customer'
	UNION ALL SELECT 'claims', COUNT(*) FROM claim WHERE org = $1 AND customer = $2
	UNION ALL SELECT 'complaints', COUNT(*) FROM complaint WHERE org = $1 AND customer = $2
	UNION ALL SELECT 'files', COUNT(*) FROM file WHERE org = $1 AND customer = $2
	UNION ALL SELECT 'links', COUNT(*) FROM customer_link WHERE org = $1 AND customer = $2
	UNION ALL SELECT 'lists', COUNT(*) FROM call_name WHERE org = $1 AND customer = $2
	UNION ALL SELECT 'old_orders', COUNT(*) FROM order_placed WHERE org = $1 AND customer = $2 AND bought_at < $3
	UNION ALL SELECT 'orders', COUNT(*) FROM order_placed WHERE org = $1 AND customer = $2 AND bought_at >= $3
	UNION ALL SELECT 'promises', COUNT(*) FROM promise WHERE org = $1 AND customer = $2 AND undone_at IS NULL
	UNION ALL SELECT 'entries', COUNT(*) FROM ledger_entry WHERE org = $1 AND customer = $2
	UNION ALL SELECT 'open', COUNT(*) FROM promise WHERE org = $1 AND customer = $2 AND undone_at IS NULL AND open = 1
	UNION ALL SELECT 'open', COUNT(*) FROM complaint WHERE org = $1 AND customer = $2 AND undone_at IS NULL
		AND stage IN ('received', 'acknowledged', 'assessed', 'answered', 'refused')`

// Erase reads what erasing a customer comes to.
func (r Relation) Erase(ctx context.Context, actor party.Actor, of id.Customer) (ErasePage, error) {
	return readAs(ctx, r, actor, func(tx *db.Tx) (page ErasePage, err error) {
		c, err := r.Customers.Get(tx, of)
		if err != nil {
			return page, err
		}
		o, err := r.Organisation.Get(tx)
		if err != nil {
			return page, err
		}
		page.Customer = CustomerRef{c.ID, titleOf(c)}
		all, err := db.All[OfSort](tx, toErase, tx.Org, c.ID, customer.KeptSince(tx.Now, o.Location()))
		if err != nil {
			return page, err
		}
		for _, one := range all {
			switch {
			case one.Sort == "open":
				page.Open += one.N
			case one.N == 0:
			case slices.Contains([]string{"orders", "promises", "entries"}, one.Sort):
				page.Stays = append(page.Stays, one)
			default:
				page.Goes = append(page.Goes, one)
			}
		}
		if page.Erasure, page.Waits, err = r.Customers.ErasureOf(tx, c.ID); err != nil {
			return page, err
		}
		by, err := colleagues{}.of(tx, id.Staff(page.Erasure.AskedBy))
		page.AskedBy = by.FirstName
		return page, err
	})
}
