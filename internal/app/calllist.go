package app

import (
	"time"

	"kroon/internal/act"
	"kroon/internal/calllist"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/overview"
	"kroon/internal/report"
	"kroon/internal/stat"
)

// callWorld tells call lists what others keep.
type callWorld struct {
	*act.Acts
	own settings
}

// Person implements calllist.World.
func (w callWorld) Person(tx *db.Tx, of id.Customer) (bool, error) {
	c, err := w.Customer.Get(tx, of)
	return c.Kind != customer.Organisation, err
}

// Zone implements calllist.World.
func (w callWorld) Zone(tx *db.Tx) (*time.Location, error) {
	o, err := w.own.organisation.Get(tx)
	return o.Location(), err
}

// findToCall finds whom a filter is about.
func (s settings) findToCall(tx *db.Tx, f calllist.Filter, limit int) ([]id.Customer, error) {
	o, err := s.organisation.Get(tx)
	if err != nil {
		return nil, err
	}
	return overview.FindToCall(tx, o.Location(), f, limit)
}

// callReading reads the screens about whom we call.
func (a *App) callReading() overview.Calls {
	return overview.Calls{Relation: a.Relations(), Lists: a.Acts.CallList, Weigh: a.weighOrders}
}

// weighOrders says what a customer's orders say of what people say: that he never buys, or nothing in
// summer. Of too few orders it says nothing.
func (a *App) weighOrders(tx *db.Tx, of id.Customer) ([]overview.Weighed, error) {
	c, err := a.Acts.Customer.Get(tx, of)
	if err != nil {
		return nil, err
	}
	f, err := a.Acts.Order.Forecast(tx)
	if err != nil {
		return nil, err
	}
	usual, err := report.UsualOf(f.Usual)
	if err != nil {
		return nil, err
	}
	zone, err := callWorld{a.Acts, settings{a.Acts.Organisation}}.Zone(tx)
	if err != nil {
		return nil, err
	}
	known := c.AddedAt
	if first := time.Date(c.Since, time.January, 1, 0, 0, 0, 0, zone); c.Since > 0 && first.Before(known) {
		known = first
	}
	never, err := report.BuysNever(tx, zone, usual, of, known)
	if err != nil {
		return nil, err
	}
	summer, err := report.SeasonEmpty(tx, zone, usual, of, time.June, time.July, time.August)
	var out []overview.Weighed
	if never.Verdict != stat.TooLittle {
		out = append(out, overview.Weighed{Key: never.Key(), Count: never.Count, N: never.N})
	}
	if summer.Verdict != stat.TooLittle {
		out = append(out, overview.Weighed{Key: summer.Key(), Count: summer.Count, N: summer.N, Season: [2]time.Month{time.June, time.August}})
	}
	return out, err
}
