package act

import (
	"context"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/party"
)

// SendReadBack asks the customer whether we understood.
func (a *Acts) SendReadBack(ctx context.Context, actor party.Actor, of id.Question, how Tell) (Taken, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (out Taken, err error) {
		if out.Question, err = a.Intake.Get(tx, of); err != nil {
			return out, err
		}
		switch q := out.Question; {
		case q.Text == "":
			return out, fault.New(fault.Conflict, "intake.no_reading")
		case q.ReadingState == intake.Confirmed:
			return out, fault.New(fault.Conflict, "intake.reading_settled")
		case q.Customer.IsZero():
			return out, fault.New(fault.Invalid, "promise.customer_missing").On("customer")
		}
		return out, a.askWhether(tx, &out, how)
	})
}
