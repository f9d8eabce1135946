package report

import (
	"encoding/json"
	"errors"
	"math"
	"time"

	"kroon/internal/bgnbd"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/order"
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
	if r.usual.Pay, err = paid(tx, id.Customer{}, tx.Now); err != nil {
		return r, err
	}
	r.usual.Calls, err = pickedUp(tx, id.Customer{}, tx.Now)
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

// Forecast is what is kept of it.
func (r *Reckoning) Forecast() (order.Forecast, []order.Likely, error) {
	usual, err := json.Marshal(r.usual)
	f := order.Forecast{
		ReckonedAt: r.usual.At, Weeks: ForecastWeeks, Buyers: int64(len(r.buyers)), Repeaters: int64(r.fit.Repeaters),
		Fitted: r.fitted, Usual: string(usual),
	}
	var likely []order.Likely
	for _, one := range r.likely {
		likely = append(likely, order.Likely{
			Customer: one.Customer, Expected: thousandths(one.Expected), Alive: thousandths(one.Alive), Repeats: int64(one.Repeat), LastAt: one.Last,
		})
	}
	return f, likely, err
}

func thousandths(n float64) int64 { return int64(math.Round(n * 1000)) }

// UsualOf reads what was counted; what was never counted is zero, of which nothing can be said.
func UsualOf(f order.Forecast) (u Usual, err error) {
	if f.Usual != "" {
		err = json.Unmarshal([]byte(f.Usual), &u)
	}
	return u, err
}
