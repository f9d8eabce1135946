package act

import (
	"context"

	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/lang"
	"kroon/internal/message"
	"kroon/internal/party"
)

// SetMail sets the organisation's mail server.
func (a *Acts) SetMail(ctx context.Context, actor party.Actor, settings message.MailSettings) (message.MailSettings, error) {
	return run(ctx, a, actor, party.Owner, func(tx *db.Tx) (message.MailSettings, error) { return a.Message.SetMail(tx, settings) })
}

// SetSMS sets the gateway for text messages.
func (a *Acts) SetSMS(ctx context.Context, actor party.Actor, settings message.SMSSettings) (message.SMSSettings, error) {
	return run(ctx, a, actor, party.Owner, func(tx *db.Tx) (message.SMSSettings, error) { return a.Message.SetSMS(tx, settings) })
}

// TryChannel sends a message at once with a channel's settings as they stand, to see whether it arrives.
// A channel that does not take it gives fault act.trial_failed with what it answered.
func (a *Acts) TryChannel(ctx context.Context, actor party.Actor, channel message.Channel, to string, p lang.Printer) error {
	sending, err := see(ctx, a, actor, party.Owner, func(tx *db.Tx) (message.Sending, error) {
		o, err := a.Organisation.Get(tx)
		if err != nil {
			return message.Sending{}, err
		}
		if channel == message.SMS {
			if to, err = dialled(to); err != nil {
				return message.Sending{}, fault.Of(err).On("to")
			}
		}
		return a.Message.Trial(tx, channel, to, o.Name, p)
	})
	if err != nil {
		return err
	}
	if err := a.Message.Perform(ctx, sending); err != nil {
		return fault.New(fault.Conflict, "act.trial_failed", "reason", message.SayTrouble(p, message.TroubleOf(err), err.Error())).On("to").Because(err)
	}
	return nil
}
