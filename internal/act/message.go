package act

import (
	"context"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/message"
	"kroon/internal/party"
)

func (a *Acts) onMessage(ctx context.Context, actor party.Actor, fn func(tx *db.Tx) (message.Message, error)) (message.Message, error) {
	return run(ctx, a, actor, party.Colleague, fn)
}

// SendDraft sends a message that waited for a person to read it, with own words.
func (a *Acts) SendDraft(ctx context.Context, actor party.Actor, of id.Message, words string) (message.Message, error) {
	return a.onMessage(ctx, actor, func(tx *db.Tx) (message.Message, error) { return a.sendDraft(tx, of, words) })
}

// DropMessage decides that a message is not sent.
func (a *Acts) DropMessage(ctx context.Context, actor party.Actor, of id.Message) (message.Message, error) {
	return a.onMessage(ctx, actor, func(tx *db.Tx) (message.Message, error) { return a.Message.Drop(tx, of) })
}

// HandMessage records that the actor sent or said it himself.
func (a *Acts) HandMessage(ctx context.Context, actor party.Actor, of id.Message) (message.Message, error) {
	return a.onMessage(ctx, actor, func(tx *db.Tx) (message.Message, error) {
		m, err := a.Message.Hand(tx, of)
		if err == nil {
			err = a.warned(tx, m)
		}
		return m, err
	})
}

// SeeNotices marks a colleague's own notices as seen.
func (a *Acts) SeeNotices(ctx context.Context, actor party.Actor, notices ...id.Message) error {
	_, err := run(ctx, a, actor, party.Reader, func(tx *db.Tx) (struct{}, error) {
		return struct{}{}, a.Message.See(tx, actor.StaffID(), notices...)
	})
	return err
}
