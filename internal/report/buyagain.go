package report

import (
	"cmp"
	"slices"
	"time"

	"kroon/internal/bgnbd"
	"kroon/internal/db"
	"kroon/internal/id"
)

// orderInSight leaves out the orders of imports that are not published; o is the order.
const orderInSight = ` AND (o.import_run IS NULL OR NOT EXISTS (SELECT 1 FROM order_run_hidden h
	WHERE h.org = $1 AND h.run = o.import_run))`

// week is the unit of time of the model, in days.
const week = 7

// Buyer is a customer with at least one order, as the model sees him: in weeks, orders of one day being one.
type Buyer struct {
	Customer id.Customer
	Last     time.Time // order
	bgnbd.Summary
}

// purchase is one order of one customer.
type purchase struct {
	Customer id.Customer
	BoughtAt time.Time
}

func allBought(tx *db.Tx, until time.Time) ([]purchase, error) {
	return db.All[purchase](tx, `SELECT o.customer, o.bought_at FROM order_placed o
		WHERE o.org = $1 AND o.bought_at < $2`+orderInSight+` ORDER BY o.customer, o.bought_at`, tx.Org, until)
}

// Buyers reads every customer with an order before until (now when zero), in days of the zone.
func Buyers(tx *db.Tx, zone *time.Location, until time.Time) ([]Buyer, error) {
	if until.IsZero() {
		until = tx.Now
	}
	all, err := allBought(tx, until)
	return buyersOf(all, zone, until), err
}

// buyersOf sums purchases up, which are in order of customer and time.
func buyersOf(all []purchase, zone *time.Location, until time.Time) (out []Buyer) {
	today := dayNumber(until.Add(-time.Microsecond), zone)
	first, last := 0, 0
	for i, b := range all {
		day := dayNumber(b.BoughtAt, zone)
		if i == 0 || b.Customer != all[i-1].Customer {
			out = append(out, Buyer{Customer: b.Customer})
			first, last = day, day
		}
		one := &out[len(out)-1]
		if day != last {
			one.Repeat, last = one.Repeat+1, day
		}
		one.Last, one.Recency, one.Age = b.BoughtAt, float64(last-first)/week, float64(today-first)/week
	}
	return out
}

// dayNumber counts the days of the calendar.
func dayNumber(at time.Time, zone *time.Location) int {
	year, month, day := at.In(zone).Date()
	return int(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

// Summaries are what the model is fitted to.
func Summaries(buyers []Buyer) []bgnbd.Summary {
	out := make([]bgnbd.Summary, len(buyers))
	for i, b := range buyers {
		out[i] = b.Summary
	}
	return out
}

// Likely is how many purchases are expected of a buyer.
type Likely struct {
	Buyer
	Expected float64
	Alive    float64 // the chance of not having bought for the last time: 1 for who bought once, so no rank
}

// BuyAgain ranks the buyers by what is expected of them in so many weeks, most first, at most limit.
func BuyAgain(p bgnbd.Params, buyers []Buyer, weeks float64, limit int) []Likely {
	out := make([]Likely, len(buyers))
	for i, b := range buyers {
		out[i] = Likely{b, p.Expected(b.Summary, weeks), p.Alive(b.Summary)}
	}
	slices.SortFunc(out, func(a, b Likely) int {
		return cmp.Or(cmp.Compare(b.Expected, a.Expected), slices.Compare(a.Customer[:], b.Customer[:]))
	})
	return out[:min(limit, len(out))]
}
