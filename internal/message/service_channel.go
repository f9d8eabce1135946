package message

import (
	"kroon/internal/db"
	"kroon/internal/event"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/party"
)

// What the two secrets are sealed for.
const (
	mailPurpose = "message.mail"
	smsPurpose  = "message.sms"
)

// maySet refuses anybody but an owner, and settings that were changed meanwhile. Version 0 asks for no check.
func maySet(tx *db.Tx, given, stands int64) error {
	if !tx.Actor.May(party.Owner) {
		return fault.New(fault.Forbidden, "message.owner_only")
	}
	if given != 0 && given != stands {
		return fault.New(fault.Conflict, "message.changed_meanwhile")
	}
	return nil
}

// SetMail sets the organisation's mail server. An empty password keeps the one that stands, unless the
// user name is empty or the server is another: a password is never shown to a new server.
func (s *Service) SetMail(tx *db.Tx, settings MailSettings) (MailSettings, error) {
	before, found, err := readMail(tx)
	if err != nil {
		return settings, err
	}
	if err := maySet(tx, settings.Version, before.Version); err != nil {
		return settings, err
	}
	if settings, err = settings.checked(); err != nil {
		return settings, err
	}
	row := mailRow{
		ID: before.ID, Host: settings.Host, Port: settings.Port, TLS: settings.TLS, Username: settings.Username,
		FromAddress: settings.From, FromName: settings.FromName, ReplyTo: settings.ReplyTo, Active: settings.Active,
		Version: before.Version + 1,
	}
	if !found {
		row.ID = id.New[id.Any](tx.IDs)
	}
	switch {
	case settings.Username == "":
	case settings.Password != "":
		if row.Password, err = s.needs.Seal.Seal(tx.IDs, tx.Org, mailPurpose, []byte(settings.Password)); err != nil {
			return settings, err
		}
	case before.Host == settings.Host:
		row.Password = before.Password
	}
	writeMail(tx, row)
	settings.Version, settings.Password = row.Version, ""
	return settings, s.channelSet(tx, row.ID, row.Version, Email)
}

// Mail reads the settings, without the password; found is false when there are none.
func (s *Service) Mail(tx *db.Tx) (settings MailSettings, found bool, err error) {
	settings, found, err = s.mailSettings(tx)
	settings.Password, settings.Kept = "", settings.Password != ""
	return settings, found, err
}

func (s *Service) mailSettings(tx *db.Tx) (MailSettings, bool, error) {
	row, found, err := readMail(tx)
	if err != nil || !found {
		return MailSettings{}, found, err
	}
	password, err := s.open(tx, mailPurpose, row.Password)
	return MailSettings{
		Host: row.Host, Port: row.Port, TLS: row.TLS, Username: row.Username, Password: password,
		From: row.FromAddress, FromName: row.FromName, ReplyTo: row.ReplyTo, Active: row.Active, Version: row.Version,
	}, true, err
}

// SetSMS sets the gateway for text messages. An empty secret keeps the one that stands, unless the
// gateway's address is another.
func (s *Service) SetSMS(tx *db.Tx, settings SMSSettings) (SMSSettings, error) {
	before, _, found, err := readSMS(tx)
	if err != nil {
		return settings, err
	}
	if err := maySet(tx, settings.Version, before.Version); err != nil {
		return settings, err
	}
	if settings, err = settings.checked(); err != nil {
		return settings, err
	}
	row := smsRow{
		ID: before.ID, URL: settings.URL, Method: settings.Method, Body: settings.Body, Sender: settings.From,
		Success: settings.Success, AllowPrivate: settings.AllowPrivate, Active: settings.Active,
		Version: before.Version + 1,
	}
	if !found {
		row.ID = id.New[id.Any](tx.IDs)
	}
	switch {
	case settings.Secret != "":
		if row.Secret, err = s.needs.Seal.Seal(tx.IDs, tx.Org, smsPurpose, []byte(settings.Secret)); err != nil {
			return settings, err
		}
	case before.URL == settings.URL:
		row.Secret = before.Secret
	}
	writeSMS(tx, row, settings.Headers)
	endPause(tx, SMS) // it may be another gateway
	settings.Version, settings.Secret = row.Version, ""
	return settings, s.channelSet(tx, row.ID, row.Version, SMS)
}

// SMS reads the settings, without the secret; found is false when there are none.
func (s *Service) SMS(tx *db.Tx) (settings SMSSettings, found bool, err error) {
	settings, found, err = s.smsSettings(tx)
	settings.Secret, settings.Kept = "", settings.Secret != ""
	return settings, found, err
}

func (s *Service) smsSettings(tx *db.Tx) (SMSSettings, bool, error) {
	row, headers, found, err := readSMS(tx)
	if err != nil || !found {
		return SMSSettings{}, found, err
	}
	secret, err := s.open(tx, smsPurpose, row.Secret)
	return SMSSettings{
		URL: row.URL, Method: row.Method, Headers: headers, Body: row.Body, From: row.Sender, Secret: secret,
		Success: row.Success, AllowPrivate: row.AllowPrivate, Active: row.Active, Version: row.Version,
	}, true, err
}

func (s *Service) open(tx *db.Tx, purpose string, sealed []byte) (string, error) {
	if len(sealed) == 0 {
		return "", nil
	}
	secret, err := s.needs.Seal.Open(tx.Org, purpose, sealed)
	return string(secret), err
}

// Configured tells which channels the organisation has.
func (s *Service) Configured(tx *db.Tx) (mail, sms bool, err error) { return configured(tx) }

// Trial makes a message that tests a channel's settings as they stand, active or not; give it to Perform,
// outside the transaction.
func (s *Service) Trial(tx *db.Tx, channel Channel, to, orgName string, p lang.Printer) (Sending, error) {
	if to == "" {
		return Sending{}, fault.New(fault.Invalid, "message.no_address").On("to")
	}
	var sending Sending
	text := p.T("message.trial.body", "org", orgName)
	own := id.New[id.Message](tx.IDs)
	switch channel {
	case Email:
		via, found, err := s.mailSettings(tx)
		if err != nil || !found {
			return sending, unset(err)
		}
		subject := p.T("message.trial.subject")
		written := []paragraph{{text: text}}
		sending.viaMail, sending.mail = via, &Mail{
			ID: messageID(Message{ID: own}, via.From), Date: tx.Now, From: via.From, FromName: via.FromName, To: to,
			Lang: string(p.Lang), Subject: subject, Plain: plain(written), HTML: page(string(p.Lang), subject, written),
		}
	case SMS:
		via, found, err := s.smsSettings(tx)
		if err != nil || !found {
			return sending, unset(err)
		}
		sending.viaSMS, sending.sms = via, &TextMessage{ID: own.String(), To: to, Text: simple(text)}
	default:
		return sending, unset(nil)
	}
	return sending, nil
}

func unset(err error) error {
	if err == nil {
		return fault.New(fault.Conflict, "message.no_channel")
	}
	return err
}

func (s *Service) channelSet(tx *db.Tx, settings id.Any, version int64, channel Channel) error {
	return s.log.Record(tx, event.About{Kind: "channel", ID: settings, Version: version}, ChannelWasSet{channel})
}
