package app

import (
	"slices"
	"time"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/interaction"
	"kroon/internal/promise"
)

// patient is until when a missed call may wait: the house is open for a working day. A house that never opens
// has all the time there is.
func (a *App) patient(tx *db.Tx, from time.Time) (time.Time, error) {
	return a.openTime(tx, from, interaction.Patience)
}

// openTime is when the house has been open for so many minutes; zero when it never opens.
func (a *App) openTime(tx *db.Tx, from time.Time, minutes int) (time.Time, error) {
	house, err := a.Acts.Team.House(tx)
	if err != nil {
		return time.Time{}, err
	}
	until, err := house.Add(from, minutes)
	if err != nil && fault.Of(err).Key == "worktime.never_opens" {
		return time.Time{}, nil
	}
	return until, err
}

// reactToMissed: a missed call ends in a call or in our word, and waits again when that is taken back.
func (a *App) reactToMissed() {
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasAgreed) error {
		return a.promised(tx, e, f.Direction, f.Customer)
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasOffered) error {
		return a.promised(tx, e, f.Direction, f.Customer)
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasAttempted) error {
		if f.Result != promise.Spoken {
			return nil
		}
		return a.Acts.Interaction.EndMissed(tx, f.Customer, "", f.BeganAt, interaction.End{How: interaction.ByCall, Subject: f.Attempt})
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasUndone) error {
		if e.Imported {
			return nil
		}
		p, err := a.Acts.Promise.Get(tx, id.Promise(e.Subject))
		if err != nil || p.UndoneAt.IsZero() {
			return err
		}
		return a.Acts.Interaction.Reopen(tx, e.Subject, interaction.ByPromise)
	})
}

// reactToNumbers: once it is known whose a number is, so is who called by it.
func (a *App) reactToNumbers() {
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f customer.Added) error {
		if e.Imported {
			return nil
		}
		return a.recognise(tx, id.Customer(e.Subject))
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f customer.Changed) error {
		if !slices.Contains(f.Fields, customer.FieldNumbers) {
			return nil
		}
		return a.recognise(tx, id.Customer(e.Subject))
	})
}

func (a *App) recognise(tx *db.Tx, of id.Customer) error {
	c, err := a.Acts.Customer.Get(tx, of)
	for _, number := range c.Numbers {
		if err == nil {
			err = a.Acts.Interaction.Recognise(tx, number.Number, of)
		}
	}
	return err
}

// promised ends the missed calls of a customer to whom we give our word.
func (a *App) promised(tx *db.Tx, e event.Envelope, direction promise.Direction, to id.Customer) error {
	if direction != promise.Ours || e.Imported {
		return nil
	}
	return a.Acts.Interaction.EndMissed(tx, to, "", tx.Now, interaction.End{How: interaction.ByPromise, Subject: e.Subject})
}
