package app

import (
	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/id"
	"kroon/internal/promise"
)

// reactToUndo: what an act was about to say is not said when the act is taken back; nothing is said about a
// promise that was never made.
func (a *App) reactToUndo() {
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasUndone) error {
		if e.Imported {
			return nil // of a file: nobody was told anything
		}
		p, err := a.Acts.Promise.Get(tx, id.Promise(e.Subject))
		if err != nil {
			return err
		}
		if f.Kind == promise.Reassigned {
			a.Acts.Message.Entrust(tx, e.Subject, p.Owner)
		}
		if !p.UndoneAt.IsZero() {
			_, err = a.Acts.Message.Withdraw(tx, e.Subject)
		} else {
			_, err = a.Acts.Message.WithdrawSaidAt(tx, e.Subject, f.ActedAt)
		}
		return err
	})
}
