package app

import (
	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/id"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// reactToPage: whoever keeps a promise hears what the customer did on his page.
func (a *App) reactToPage() {
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasDisputed) error {
		return a.tellKeeper(tx, id.Promise(e.Subject), message.CustomerDisputed)
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasRevised) error {
		return a.tellKeeper(tx, f.Next, message.CustomerMoved)
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasReleased) error {
		return a.tellKeeper(tx, id.Promise(e.Subject), message.CustomerLetGo)
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasWaived) error {
		return a.tellKeeper(tx, id.Promise(e.Subject), message.CustomerLetGo)
	})
}

// tellKeeper tells the owner of a promise what the customer himself just did; what a colleague passes on he
// knows or sees in the promise.
func (a *App) tellKeeper(tx *db.Tx, of id.Promise, kind message.Kind) error {
	if tx.Actor.Kind != party.Customer {
		return nil
	}
	p, err := a.Acts.Promise.Get(tx, of)
	if err != nil {
		return err
	}
	return a.Acts.TellStaff(tx, p, kind, p.Owner)
}
