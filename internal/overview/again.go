package overview

import (
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/order"
)

// againPage is how many customers are shown at once.
const againPage = 25

// AgainLine is a customer of whom orders are expected.
type AgainLine struct {
	order.Likely
	Name string // may be empty
}

// AgainPage is a stretch of those of whom most is expected, most first.
type AgainPage struct {
	order.Forecast
	Lines []AgainLine
	More  bool
}

// LikelyAgain reads who is likely to buy again after so many places, at most limit; 0 is a page.
func LikelyAgain(tx *db.Tx, orders *order.Service, after, limit int) (page AgainPage, err error) {
	if limit == 0 {
		limit = againPage
	}
	if page.Forecast, err = orders.Forecast(tx); err != nil {
		return page, err
	}
	all, err := orders.Likeliest(tx, after, limit+1)
	if page.More = len(all) > limit; page.More {
		all = all[:limit]
	}
	for _, one := range all {
		name, found, err := db.Maybe[string](tx, "SELECT name FROM customer WHERE org = $1 AND id = $2 AND erased_at IS NULL", tx.Org, one.Customer)
		if err != nil {
			return page, err
		}
		if found {
			page.Lines = append(page.Lines, AgainLine{one, name})
		}
	}
	return page, err
}

// Below is the place of the last one shown.
func (p AgainPage) Below() int64 {
	if len(p.Lines) == 0 {
		return 0
	}
	return p.Lines[len(p.Lines)-1].Place
}

// CustomerPath is where the customer is found.
func (l AgainLine) CustomerPath() string { return "/customers/" + id.Any(l.Customer).String() }
