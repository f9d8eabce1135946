package act

import (
	"context"
	"time"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/worktime"
)

// Spoke records in one tap that the actor has spoken the customer: the call, and with it that what was
// promised is done. The call dates the deed from its start.
func (a *Acts) Spoke(ctx context.Context, actor party.Actor, of id.Promise) (promise.Promise, error) {
	return a.change(ctx, actor, func(tx *db.Tx) (promise.Promise, error) {
		call, _, err := a.Promise.LogAttempt(tx, of, promise.Spoken)
		if err != nil {
			return promise.Promise{}, err
		}
		return a.Promise.Deliver(tx, of, promise.Deed{Proof: promise.ByCall, Evidence: call.ID})
	})
}

// SitDown tells that the actor has a new question of a customer on the screen; to be said again at least
// once a minute.
func (a *Acts) SitDown(ctx context.Context, actor party.Actor, with id.Customer) error {
	return a.atDesk(ctx, actor, with, a.Intake.SitDown)
}

// StandUp tells that the actor has no question of the customer on the screen any more.
func (a *Acts) StandUp(ctx context.Context, actor party.Actor, with id.Customer) error {
	return a.atDesk(ctx, actor, with, a.Intake.StandUp)
}

// atDesk says that somebody came or left, and tells the colleagues at the same customer when that is news.
func (a *Acts) atDesk(ctx context.Context, actor party.Actor, with id.Customer, say func(*db.Tx, id.Customer) (bool, error)) error {
	return a.does(ctx, actor, party.Colleague, func(tx *db.Tx) error {
		news, err := say(tx, with)
		if news && a.Beside != nil {
			tx.AfterCommit(func() { a.Beside(actor, with) })
		}
		return err
	})
}

// OpenQuestion tells that the actor has a question on the screen; to be said again at least once a minute.
func (a *Acts) OpenQuestion(ctx context.Context, actor party.Actor, of id.Question) error {
	return a.onScreen(ctx, actor, of, a.Intake.Open)
}

// ShutQuestion tells that the actor has a question on the screen no more.
func (a *Acts) ShutQuestion(ctx context.Context, actor party.Actor, of id.Question) error {
	return a.onScreen(ctx, actor, of, a.Intake.Shut)
}

// onScreen says that somebody opened or left a question, and tells the colleagues who have it open when that is news.
func (a *Acts) onScreen(ctx context.Context, actor party.Actor, of id.Question, say func(*db.Tx, id.Question) (bool, error)) error {
	return a.does(ctx, actor, party.Colleague, func(tx *db.Tx) error {
		if _, err := a.Intake.Get(tx, of); err != nil {
			return err
		}
		news, err := say(tx, of)
		if news && a.Opened != nil {
			tx.AfterCommit(func() { a.Opened(actor, of) })
		}
		return err
	})
}

// UndoMessage takes back that the actor sent a draft or did not want to send it: what has not left yet
// lies ready again.
func (a *Acts) UndoMessage(ctx context.Context, actor party.Actor, of id.Message) (message.Message, error) {
	return a.onMessage(ctx, actor, func(tx *db.Tx) (message.Message, error) { return a.Message.TakeInHand(tx, of) })
}

// Caller is who calls, as far as they say: a name, and the number they are reached under.
func Caller(name, number string) *customer.Details {
	details := &customer.Details{Name: name}
	if number != "" {
		details.Numbers = []customer.Number{{Number: number}}
	}
	return details
}

// DayOf is the day that it is at an instant on the clock of its own zone.
func DayOf(at time.Time) worktime.Date { return worktime.DateOf(at, at.Location()) }
