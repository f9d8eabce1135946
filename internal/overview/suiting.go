package overview

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/promise"
	"kroon/internal/worktime"
)

// suiting narrows what is asked to what suits the customer: the hours in which they like to be reached, and
// not after the day on which they decide about the question, as long as that is to come.
func (r Relation) suiting(tx *db.Tx, ask promise.Ask, of id.Customer, about id.Question) (promise.Ask, error) {
	o, err := r.Organisation.Get(tx)
	if err != nil {
		return ask, err
	}
	if ask.Customer, err = r.customerHours(tx, of, o.Location()); err != nil || about.IsZero() {
		return ask, err
	}
	question, err := r.Intake.Get(tx, about)
	if err != nil {
		return ask, err
	}
	if until := dayEnd(question.DecidesOn, o.Location()); until.After(tx.Now) {
		ask.Until = until
	}
	return ask, nil
}

// dayEnd is when a day is over somewhere; zero for no day.
func dayEnd(day worktime.Date, zone *time.Location) time.Time {
	if day == (worktime.Date{}) {
		return time.Time{}
	}
	return time.Date(day.Year, day.Month, day.Day+1, 0, 0, 0, 0, zone)
}

// customerHours are the hours in which a customer likes to be reached; nil when any time will do.
func (r Relation) customerHours(tx *db.Tx, of id.Customer, zone *time.Location) (*worktime.Calendar, error) {
	if of.IsZero() {
		return nil, nil
	}
	c, err := r.Customers.Get(tx, of)
	if err != nil || len(c.Hours) == 0 {
		return nil, err
	}
	hours, err := worktime.Resolve(worktime.Layer{Zone: zone, Week: c.Hours})
	if err != nil {
		return nil, nil // hours that never come are no hours
	}
	return &hours, nil
}
