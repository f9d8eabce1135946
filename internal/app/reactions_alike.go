package app

import (
	"kroon/internal/act"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/job"
)

// reactToAlike: whoever becomes known, by whatever door, changes, is merged or is himself again, is looked at: he may
// be somebody who is known. What an import brings is looked at when it comes into sight.
func (a *App) reactToAlike() {
	look := func(tx *db.Tx, e event.Envelope) {
		if !e.Imported {
			job.Schedule(tx, act.JobLook, e.Subject, tx.Now)
		}
	}
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ customer.Added) error { look(tx, e); return nil })
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, _ customer.Changed) error { look(tx, e); return nil })
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f customer.WasMerged) error {
		look(tx, e)
		job.Schedule(tx, act.JobLook, f.Goes.Any(), tx.Now)
		return nil
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f customer.WasSplit) error {
		look(tx, e)
		job.Schedule(tx, act.JobLook, f.Goes.Any(), tx.Now)
		return nil
	})
}
