package app

import (
	"kroon/internal/calllist"
	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/job"
)

// jobReturn lets a name return that nobody agreed to strike off; the subject is the strike.
const jobReturn = "calllist.return"

// reactToStrikes: who is struck off on an opinion returns on his day, unless a second person agrees before.
func (a *App) reactToStrikes() {
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f calllist.WasStruck) error {
		k, err := a.Acts.CallList.GetStrike(tx, e.Subject)
		if err == nil && !k.ReturnsAt.IsZero() {
			job.Schedule(tx, jobReturn, e.Subject, k.ReturnsAt)
		}
		return err
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f calllist.WasSeconded) error {
		if f.Agrees {
			job.Cancel(tx, jobReturn, e.Subject)
		}
		return nil
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f calllist.HasReturned) error {
		job.Cancel(tx, jobReturn, e.Subject)
		return nil
	})
}
