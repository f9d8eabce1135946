package act

import (
	"context"

	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/promise"
)

// AddCustomer makes a customer known; a question of somebody unknown becomes his.
func (a *Acts) AddCustomer(ctx context.Context, actor party.Actor, d customer.Details, asked id.Question) (customer.Customer, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (customer.Customer, error) {
		c, err := a.Customer.Add(tx, d)
		if err != nil || asked.IsZero() {
			return c, err
		}
		_, err = a.Intake.Change(tx, asked, 0, func(q *intake.Details) { q.Customer = c.ID })
		return c, err
	})
}

// ChangeCustomer changes what we know of a customer; the version is the one that was seen.
func (a *Acts) ChangeCustomer(ctx context.Context, actor party.Actor, of id.Customer, version int64, d customer.Details) (customer.Customer, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (customer.Customer, error) {
		return a.Customer.Change(tx, of, version, func(was *customer.Details) { *was = d })
	})
}

// CorrectReadBack writes what the customer said that he meant instead; he is asked again.
func (a *Acts) CorrectReadBack(ctx context.Context, actor party.Actor, of id.Question, number int, text intake.ToCustomer) (intake.Question, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (intake.Question, error) {
		return a.Intake.Correct(tx, of, number, text, intake.ByVoice)
	})
}

// ReopenQuestion opens a question that turned out not to have ended.
func (a *Acts) ReopenQuestion(ctx context.Context, actor party.Actor, of id.Question, version int64) (intake.Question, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (intake.Question, error) {
		return a.Intake.Reopen(tx, of, version)
	})
}

// PassQuestion makes a colleague the one who sees to a question.
func (a *Acts) PassQuestion(ctx context.Context, actor party.Actor, of id.Question, version int64, to id.Staff) (intake.Question, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (intake.Question, error) {
		return a.Intake.PassOn(tx, of, version, to)
	})
}

// Waive passes on that the customer no longer needs what was broken; it stays broken.
func (a *Acts) Waive(ctx context.Context, actor party.Actor, of id.Promise, cause promise.Cause) (promise.Promise, error) {
	return a.change(ctx, actor, func(tx *db.Tx) (promise.Promise, error) { return a.Promise.Waive(tx, of, cause) })
}

// SendAgain tries a message once more, at the address that the customer has now.
func (a *Acts) SendAgain(ctx context.Context, actor party.Actor, of id.Message) (message.Message, error) {
	return a.onMessage(ctx, actor, func(tx *db.Tx) (message.Message, error) {
		m, _, err := a.Message.Get(tx, of)
		if err != nil {
			return m, err
		}
		c, err := a.Customer.Get(tx, m.Customer())
		if err != nil {
			return m, err
		}
		return a.Message.SendAgain(tx, of, Reach(c))
	})
}

// TakeInHand takes a message out of the outbox, because the actor will send it himself.
func (a *Acts) TakeInHand(ctx context.Context, actor party.Actor, of id.Message) (message.Message, error) {
	return a.onMessage(ctx, actor, func(tx *db.Tx) (message.Message, error) { return a.Message.TakeInHand(tx, of) })
}
