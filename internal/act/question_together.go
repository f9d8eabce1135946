package act

import (
	"kroon/internal/db"
	"kroon/internal/intake"
)

// together puts a question with the one that was noted before it in the same conversation: the same contact
// moment, way and caller. Of somebody else, or long after, it is a conversation of its own.
//
// Each question keeps a message of its own. One message for both would have to wait until nobody asks anything
// more, which only the people on the phone know; and each of the two promises must be able to be taken back,
// changed and answered by itself, with the code that was said with it.
func (a *Acts) together(tx *db.Tx, t *Take) error {
	if t.After.IsZero() {
		return nil
	}
	before, err := a.Intake.Get(tx, t.After)
	if err != nil || tx.Now.Sub(before.NotedAt) > intake.Conversation {
		return err
	}
	asked := &t.Question
	if asked.Customer.IsZero() && t.Caller == nil {
		asked.Customer, asked.Caller = before.Customer, before.Caller
	}
	if before.Customer.IsZero() || before.Customer == asked.Customer {
		asked.Contact, asked.Channel = before.Contact, before.Channel
	}
	return nil
}
