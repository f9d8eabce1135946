package app

import (
	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/id"
	"kroon/internal/message"
	"kroon/internal/promise"
)

// asks are the notices that ask a colleague to take a promise over. One colleague is asked at a time.
var asks = []message.Kind{message.Proposed, message.AskedToTakeOver, message.AskedToPromise}

// reactToOwners: whoever is asked to keep a promise, gets one, or asked in vain, hears of it.
func (a *App) reactToOwners() {
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasProposed) error {
		kind := message.AskedToTakeOver
		if f.AtOnce {
			kind = message.AskedToPromise
		}
		return a.tellInstead(tx, e, kind, f.To)
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasTurnedDown) error {
		return a.tellInstead(tx, e, message.TurnedDown, f.Owner)
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasReassigned) error {
		a.Acts.Message.Entrust(tx, e.Subject, f.To)
		p, err := a.Acts.Promise.Get(tx, id.Promise(e.Subject))
		if err != nil || f.To == tx.Actor.StaffID() || p.Awaits == promise.Redistribution {
			return err // he took it himself, or finds it with the rest on Herverdelen
		}
		return a.tellInstead(tx, e, message.Entrusted, f.To)
	})
}

// tellInstead tells a colleague about the promise of an event, in place of whoever was still being asked.
func (a *App) tellInstead(tx *db.Tx, e event.Envelope, kind message.Kind, to id.Staff) error {
	if _, err := a.Acts.Message.Withdraw(tx, e.Subject, asks...); err != nil {
		return err
	}
	p, err := a.Acts.Promise.Get(tx, id.Promise(e.Subject))
	if err != nil {
		return err
	}
	return a.Acts.TellAgain(tx, p, kind, to)
}
