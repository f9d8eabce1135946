package report

import (
	"encoding/json"
	"errors"
	"math"
	"time"

	"kroon/internal/bgnbd"
	"kroon/internal/db"
)

// Usual is what is usual of the customers of an organisation, as it stood at an instant. It is counted once a day,
// so that weighing one customer reads that customer only.
type Usual struct {
	At      time.Time `json:"at"`
	Repeats int       `json:"repeats"` // purchases after the first, of all buyers
	Weeks   float64   `json:"weeks"`   // since the first, of all buyers
	Months  [12]int   `json:"months"`  // orders, from January
	Hours   [24]int   `json:"hours"`   // calls from customers, by the hour in which they began
	Pay     portion   `json:"pay"`     // promises to pay, and how many were late
	Calls   portion   `json:"calls"`   // calls to customers, and how many were not answered
	Comes   portion   `json:"comes"`   // times that customers came to us, and how many were complaints
}

// Reckoning is what is read of all orders, and what the model says of it.
type Reckoning struct {
	usual  Usual
	buyers []Buyer
	fit    bgnbd.Fit
	fitted bool
	likely []Likely
}

// A forecast looks a quarter ahead, and keeps so many customers.
const (
	ForecastWeeks = 13
	mostLikely    = 500
)

// Reckon reads all that is weighed. What the model says of it takes longer and needs no transaction: see Fit.
func Reckon(tx *db.Tx, zone *time.Location) (*Reckoning, error) {
	r := &Reckoning{usual: Usual{At: tx.Now}}
	all, err := allBought(tx, tx.Now)
	if err != nil {
		return r, err
	}
	for _, one := range all {
		r.usual.Months[one.BoughtAt.In(zone).Month()-1]++
	}
	r.buyers = buyersOf(all, zone, tx.Now)
	for _, b := range r.buyers {
		r.usual.Repeats, r.usual.Weeks = r.usual.Repeats+b.Repeat, r.usual.Weeks+b.Age
	}
	began, err := db.All[time.Time](tx, `SELECT i.began_at FROM interaction i WHERE i.org = $1 AND i.kind = 'call'
		AND i.direction = 'in' AND i.undone_at IS NULL AND i.customer IS NOT NULL`, tx.Org)
	if err != nil {
		return r, err
	}
	for _, at := range began {
		r.usual.Hours[at.In(zone).Hour()]++
	}
	if r.usual.Pay, err = db.One[portion](tx, paidByAll, tx.Org, tx.Now); err != nil {
		return r, err
	}
	if r.usual.Calls, err = db.One[portion](tx, pickedUpByAll, tx.Org, tx.Now); err != nil {
		return r, err
	}
	r.usual.Comes, err = db.One[portion](tx, complainedByAll, tx.Org, tx.Now)
	return r, err
}

// Usual is what was counted.
func (r *Reckoning) Usual() Usual { return r.usual }

// Fit fits the model and ranks the buyers; of too few of them it says nothing.
func (r *Reckoning) Fit() error {
	fit, err := bgnbd.Fitted(Summaries(r.buyers))
	r.fit, r.fitted, r.likely = fit, err == nil, nil
	if errors.Is(err, bgnbd.ErrTooLittle) {
		return nil
	}
	if err == nil {
		r.likely = BuyAgain(fit.Params, r.buyers, ForecastWeeks, mostLikely)
	}
	return err
}

// Counted is how many buyers there were, how many of them came back, and whether they are enough for the model.
func (r *Reckoning) Counted() (buyers, repeaters int, fitted bool) {
	return len(r.buyers), r.fit.Repeaters, r.fitted
}

// Likeliest are the buyers of whom most is expected, most first.
func (r *Reckoning) Likeliest() []Likely { return r.likely }

// Thousandths is a number as it is kept.
func Thousandths(n float64) int64 { return int64(math.Round(n * 1000)) }

// The least of which the model says anything: customers, and those of them who came back.
const (
	LeastBuyers    = bgnbd.LeastCustomers
	LeastRepeaters = bgnbd.LeastRepeaters
)

// Kept writes down what was counted.
func (u Usual) Kept() (string, error) {
	kept, err := json.Marshal(u)
	return string(kept), err
}

// UsualOf reads what was counted; what was never counted is zero, of which nothing can be said.
func UsualOf(kept string) (u Usual, err error) {
	if kept != "" {
		err = json.Unmarshal([]byte(kept), &u)
	}
	return u, err
}
