package app

import (
	"time"

	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/id"
	"kroon/internal/ledger"
	"kroon/internal/promise"
	"kroon/internal/team"
)

// react says what follows from what: the product on one screen. A reaction runs in the transaction of
// its event and writes rows and jobs, nothing else; those to imported events write postings only.
func (a *App) react() {
	// Our account with the customer.
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasDelivered) error {
		return a.post(tx, e, f.Direction, f.Customer, earliness(f))
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasBroken) error {
		if f.Cause == promise.DisputeUpheld {
			if err := a.takeBack(tx, e, f.Customer, "promise.delivered"); err != nil {
				return err
			}
		}
		return a.post(tx, e, f.Direction, f.Customer, warning(f))
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasRepaired) error {
		return a.post(tx, e, f.Direction, f.Customer, "")
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasCorrected) error {
		if err := a.takeBack(tx, e, f.Customer, "promise.broken", "promise.repaired"); err != nil {
			return err
		}
		return a.post(tx, e, promise.Ours, f.Customer, "")
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasDisputed) error {
		return a.takeBack(tx, e, f.Customer, "promise.delivered")
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasAccepted) error {
		if !f.Disputed {
			return nil
		}
		return a.post(tx, e, f.Direction, f.Customer, "disputed")
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasUndone) error {
		return a.takeBack(tx, e, f.Customer, "promise."+string(f.Kind))
	})

	// No due promise without a present owner.
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f team.FellIll) error {
		_, err := a.Acts.Promise.Redistribute(tx, id.Staff(e.Subject), f.From, time.Time{}, promise.SickLeave)
		return err
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f team.LeavePlanned) error {
		_, err := a.Acts.Promise.Redistribute(tx, id.Staff(e.Subject), f.From, f.Until, promise.PlannedLeave)
		return err
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f team.StaffLeft) error {
		_, err := a.Acts.Promise.Redistribute(tx, id.Staff(e.Subject), tx.Now, time.Time{}, promise.Departure)
		return err
	})
}

// post enters what our tariff says; what customers promised us and what stays in the house has no points.
func (a *App) post(tx *db.Tx, e event.Envelope, direction promise.Direction, customer id.Customer, of string) error {
	if direction != promise.Ours {
		return nil
	}
	return a.Acts.Ledger.Post(tx, ledger.Cause{
		Event: e.ID, Kind: e.Kind, Case: of, Customer: customer, Promise: id.Promise(e.Subject), HappenedAt: e.HappenedAt,
	})
}

func (a *App) takeBack(tx *db.Tx, e event.Envelope, customer id.Customer, kinds ...string) error {
	return a.Acts.Ledger.TakeBack(tx, ledger.Cause{
		Event: e.ID, Kind: e.Kind, Customer: customer, Promise: id.Promise(e.Subject), HappenedAt: e.HappenedAt,
	}, kinds...)
}

// wellBefore is how long before due a call must come to be noticed as attention.
const wellBefore = time.Hour

func earliness(f promise.WasDelivered) string {
	if f.Kind == promise.CallBack && f.DueAt.Sub(f.DeedAt) >= wellBefore {
		return "early"
	}
	return ""
}

func warning(f promise.WasBroken) string {
	if f.Warned {
		return "warned"
	}
	return ""
}
