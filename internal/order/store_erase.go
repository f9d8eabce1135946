package order

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
)

// Erase takes away a customer's orders from before an instant. Of those since then stay the day, the amount and the
// reference, which the law has us keep; what they were of and by which name another system knows them goes.
func (s *Service) Erase(tx *db.Tx, of id.Customer, since time.Time) (stay int64, err error) {
	tx.Put("DELETE FROM order_placed WHERE org = $1 AND customer = $2 AND bought_at < $3", tx.Org, of, since)
	tx.Put("DELETE FROM order_likely WHERE org = $1 AND customer = $2", tx.Org, of)
	return tx.Exec(`UPDATE order_placed SET what = '', import_source = '', import_id = '', version = version + 1
		WHERE org = $1 AND customer = $2 AND bought_at >= $3`, tx.Org, of, since)
}

// Called is what an order is called.
type Called struct {
	ID    id.Order
	Words string
}

// CalledOf are the orders of a customer with what they are called, so that whoever found them by that can forget it.
func (s *Service) CalledOf(tx *db.Tx, of id.Customer) ([]Called, error) { return calledOf(tx, of) }
