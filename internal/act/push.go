package act

import (
	"context"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/message"
	"kroon/internal/party"
)

// PushKey is the public key under which the organisation notifies browsers.
func (a *Acts) PushKey(ctx context.Context, actor party.Actor) (string, error) {
	return run(ctx, a, actor, party.Reader, func(tx *db.Tx) (string, error) { return a.Message.PushKey(tx) })
}

// TurnOnPush lets the actor be notified in a browser.
func (a *Acts) TurnOnPush(ctx context.Context, actor party.Actor, browser message.Browser) error {
	return a.aboutPush(ctx, actor, func(tx *db.Tx) error {
		_, err := a.Message.TurnOnPush(tx, browser)
		return err
	})
}

// TurnOffPush ends it in one of the actor's own browsers.
func (a *Acts) TurnOffPush(ctx context.Context, actor party.Actor, browser id.Any) error {
	return a.aboutPush(ctx, actor, func(tx *db.Tx) error { return a.Message.TurnOffPush(tx, browser) })
}

// TurnOffPushAt ends it in the browser that has this address, if it is the actor's own.
func (a *Acts) TurnOffPushAt(ctx context.Context, actor party.Actor, endpoint string) error {
	return a.aboutPush(ctx, actor, func(tx *db.Tx) error { return a.Message.TurnOffPushAt(tx, endpoint) })
}

func (a *Acts) aboutPush(ctx context.Context, actor party.Actor, fn func(tx *db.Tx) error) error {
	_, err := run(ctx, a, actor, party.Reader, func(tx *db.Tx) (struct{}, error) { return struct{}{}, fn(tx) })
	return err
}

// TryPush sends a notification at once to all browsers of the actor, to see whether it arrives. Where none
// took it, fault act.push_failed says what was answered; browsers that are gone are forgotten.
func (a *Acts) TryPush(ctx context.Context, actor party.Actor, p lang.Printer) error {
	sending, err := see(ctx, a, actor, party.Reader, func(tx *db.Tx) (message.Sending, error) { return a.Message.TryPush(tx, p) })
	if err != nil {
		return err
	}
	failed := a.Message.Perform(ctx, sending)
	if err := a.aboutPush(ctx, actor, func(tx *db.Tx) error { return a.Message.TriedPush(tx, sending) }); err != nil {
		return err
	}
	if failed != nil {
		return fault.New(fault.Conflict, "act.push_failed", "reason", failed.Error()).Because(failed)
	}
	return nil
}
