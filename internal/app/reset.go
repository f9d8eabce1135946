package app

import (
	"context"
	"net/http"

	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/web"
)

// sendReset mails somebody the link with which they choose another password. The mail leaves after the
// answer, so that nobody learns from the time it takes whether there is somebody of this address.
func (a *App) sendReset(r *http.Request, staff id.Staff, path string) error {
	v := web.ViewOf(r)
	var sending message.Sending
	set := false
	link, err := a.addressFor(r.Context(), party.Itself(v.Organisation.ID), path)
	if err != nil {
		return err
	}
	err = a.DB.Read(r.Context(), party.Itself(v.Organisation.ID), func(tx *db.Tx) error {
		person, err := a.Acts.Team.Get(tx, staff)
		if err != nil {
			return err
		}
		account, err := a.Acts.Access.Get(tx, staff)
		if err != nil {
			return err
		}
		sending, set, err = a.Acts.Message.Letter(tx, message.Letter{
			To: account.Email, Subject: v.T("admin.reset_mail.subject"), Lang: v.Lang,
			Before:   v.T("admin.reset_mail.body", "name", person.FirstName, "organisation", v.Organisation.Name),
			LinkText: v.T("admin.reset_mail.link"), Link: link,
			After: v.T("admin.reset_mail.not_you"),
		})
		return err
	})
	if err != nil || !set {
		return err
	}
	go func(ctx context.Context) {
		if err := a.Acts.Message.Perform(ctx, sending); err != nil {
			a.Config.Log.Error("a link to choose a password was not sent", "error", err)
		}
	}(context.WithoutCancel(r.Context()))
	return nil
}
