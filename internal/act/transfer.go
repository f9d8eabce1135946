package act

import (
	"context"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/party"
	"kroon/internal/transfer"
)

// Handing is what colleagues tell each other with a hand-off.
type Handing = transfer.Words

// MaxHanding is how long each of the words may be, in letters.
const MaxHanding = transfer.MaxWords

// HandOn asks a colleague to take a question over; it stays with who has it until the colleague says yes. Who
// takes a question over himself has said yes, and what nobody has is simply given.
func (a *Acts) HandOn(ctx context.Context, actor party.Actor, of id.Question, version int64, to id.Staff, words Handing) (intake.Question, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (intake.Question, error) {
		if err := a.known(tx, &id.Customer{}, to, "holder"); err != nil {
			return intake.Question{}, err
		}
		q, err := a.Intake.Get(tx, of)
		switch {
		case err != nil:
			return q, err
		case version != 0 && version != q.Version:
			return q, fault.New(fault.Conflict, "intake.changed_meanwhile")
		case !q.Open:
			return q, fault.New(fault.Conflict, "transfer.ended").On("holder")
		case q.Holder.IsZero():
			return a.Intake.PassOn(tx, of, version, to)
		}
		t, err := a.Transfer.Ask(tx, transfer.New{Question: of, Customer: q.Customer, Sender: q.Holder, Taker: to, Words: words})
		if err != nil || to != tx.Actor.StaffID() {
			return q, err
		}
		if _, err := a.Transfer.Accept(tx, t.ID); err != nil {
			return q, err
		}
		return a.Intake.PassOn(tx, of, version, to)
	})
}

// AcceptHandOff says yes: the question is the actor's from now on.
func (a *Acts) AcceptHandOff(ctx context.Context, actor party.Actor, of id.Transfer) (transfer.Transfer, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (transfer.Transfer, error) {
		t, err := a.Transfer.Accept(tx, of)
		if err != nil {
			return t, err
		}
		_, err = a.Intake.PassOn(tx, t.Question, 0, t.Taker)
		return t, err
	})
}

// DeclineHandOff says no, and why; the sender still has the question.
func (a *Acts) DeclineHandOff(ctx context.Context, actor party.Actor, of id.Transfer, why string) (transfer.Transfer, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (transfer.Transfer, error) {
		return a.Transfer.Decline(tx, of, why)
	})
}

// WithdrawHandOff asks no more.
func (a *Acts) WithdrawHandOff(ctx context.Context, actor party.Actor, of id.Transfer) (transfer.Transfer, error) {
	return run(ctx, a, actor, party.Colleague, func(tx *db.Tx) (transfer.Transfer, error) {
		return a.Transfer.Withdraw(tx, of)
	})
}
