package overview

import (
	"strings"
	"time"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/phone"
)

// mostMaybe is how many are offered to who is on the phone: more is no help.
const mostMaybe = 3

// intakeMaybe finds who a caller may be whose number nobody has, by the name he gives: before he is made known twice.
func (d Desk) intakeMaybe(tx *db.Tx, ask IntakeAsk, page *IntakePage) error {
	told := customer.Details{Name: strings.TrimSpace(ask.Name)}
	if told.Name == "" {
		return nil
	}
	if number, err := phone.Parse(ask.From, phone.Home); err == nil {
		told.Numbers = []customer.Number{{Number: string(number)}}
	}
	found, err := d.Customers.Perhaps(tx, told, mostMaybe)
	for _, c := range found {
		caller, err := d.callerOf(tx, c)
		if err != nil {
			return err
		}
		page.Maybe = append(page.Maybe, caller)
	}
	return err
}

// justKnown is how soon before a question somebody became known who came with it.
const justKnown = time.Minute

// maybeTwice is who somebody may be already that became known with a question.
func (d Desk) maybeTwice(tx *db.Tx, c customer.Customer, asked time.Time) ([]customer.Customer, error) {
	if asked.Sub(c.AddedAt) > justKnown {
		return nil, nil
	}
	found, err := d.Customers.Perhaps(tx, c.Details, mostMaybe+1)
	var out []customer.Customer
	for _, one := range found {
		if one.ID != c.ID && len(out) < mostMaybe {
			out = append(out, one)
		}
	}
	return out, err
}
