package app

import (
	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/promise"
)

// reactToElsewhere: who lets a promise go because he bought elsewhere no longer waits for an answer either, and
// is counted with those who could not wait for us. Taken back, he waits again.
func (a *App) reactToElsewhere() {
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasReleased) error {
		return a.wentElsewhere(tx, e, f.Cause, promise.Agreed)
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasWaived) error {
		return a.wentElsewhere(tx, e, f.Cause, promise.Broken)
	})
	event.On(a.Log, func(tx *db.Tx, e event.Envelope, f promise.WasUndone) error {
		if e.Imported || f.Kind != promise.OutcomeKind(promise.Released) && f.Kind != promise.Waived {
			return nil
		}
		p, q, err := a.questionOf(tx, e)
		if err != nil || q.Ending != intake.BoughtElsewhere {
			return err
		}
		if q, err = a.Acts.Intake.Reopen(tx, q.ID, q.Version); err == nil {
			_, err = a.Acts.Intake.End(tx, q.ID, q.Version, intake.End{Ending: intake.Promised, Promise: p.ID})
		}
		return err
	})
}

// wentElsewhere ends the question that waited for the promise, with the state in which our promise was.
func (a *App) wentElsewhere(tx *db.Tx, e event.Envelope, cause promise.Cause, was promise.State) error {
	if cause != promise.BoughtElsewhere || e.Imported {
		return nil
	}
	_, q, err := a.questionOf(tx, e)
	if err != nil || !q.Open {
		return err
	}
	_, err = a.Acts.Intake.End(tx, q.ID, q.Version, intake.End{Ending: intake.BoughtElsewhere, PromiseState: intake.PromiseState(was)})
	return err
}

// questionOf reads the promise of an event and the question it answers; the zero Question when it answers none.
func (a *App) questionOf(tx *db.Tx, e event.Envelope) (promise.Promise, intake.Question, error) {
	p, err := a.Acts.Promise.Get(tx, id.Promise(e.Subject))
	if err != nil || p.Question.IsZero() {
		return p, intake.Question{}, err
	}
	q, err := a.Acts.Intake.Get(tx, p.Question)
	return p, q, err
}
