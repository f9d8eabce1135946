package app

import (
	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/id"
	"kroon/internal/intake"
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
	event.On(a.Log, a.onCorrected)
}

// onCorrected: the customer meant something else. Whoever holds the question hears it, and who promised
// something about it.
func (a *App) onCorrected(tx *db.Tx, e event.Envelope, f intake.ReadbackCorrected) error {
	if e.Imported {
		return nil
	}
	q, err := a.Acts.Intake.Get(tx, id.Question(e.Subject))
	if err != nil {
		return err
	}
	q.Reading = f.Next // being written in this very act
	if _, err := a.Acts.Message.Withdraw(tx, e.Subject, message.CustomerCorrected); err != nil {
		return err // what he said before is not what he means
	}
	if err := a.Acts.TellCorrected(tx, q, q.Holder); err != nil {
		return err
	}
	promised, err := a.Acts.Promise.OfQuestion(tx, q.ID)
	for _, p := range promised {
		if err == nil && p.Open && p.Direction == promise.Ours {
			err = a.Acts.TellCorrected(tx, q, p.Owner)
		}
	}
	return err
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
