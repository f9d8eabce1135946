package overview

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/phone"
)

// mostMaybe is how many are offered to who is on the phone: more is no help.
const mostMaybe = 3

// fewestLetters of a name say enough to offer somebody while it is typed.
const fewestLetters = 3

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
	if err == nil && utf8.RuneCountInString(told.Name) >= fewestLetters {
		found, err = d.begunWith(tx, told.Name, found)
	}
	for _, c := range found {
		caller, err := d.callerOf(tx, c)
		if err != nil {
			return err
		}
		page.Maybe = append(page.Maybe, caller)
	}
	return err
}

// begunWith adds to who was found those whose name begins with what was typed of it so far.
func (d Desk) begunWith(tx *db.Tx, typed string, found []customer.Customer) ([]customer.Customer, error) {
	begun, err := d.Customers.Search(tx, typed, mostMaybe)
	for _, one := range begun {
		if err != nil || len(found) >= mostMaybe {
			break
		}
		if slices.ContainsFunc(found, func(c customer.Customer) bool { return c.ID == one.ID }) {
			continue
		}
		var c customer.Customer
		if c, err = d.Customers.Get(tx, one.ID); err == nil {
			found = append(found, c)
		}
	}
	return found, err
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
