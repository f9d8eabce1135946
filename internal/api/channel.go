package api

import (
	"context"
	"net/http"

	"kroon/internal/access"
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/message"
	"kroon/internal/party"
)

// MailView is the organisation's mail server, without its password.
type MailView struct {
	Host     string          `json:"host"`
	Port     int             `json:"port" doc:"0: the usual one."`
	TLS      message.TLSMode `json:"tls" enum:"starttls,tls,none"`
	Username string          `json:"username,omitempty"`
	From     string          `json:"from"`
	FromName string          `json:"from_name,omitempty"`
	ReplyTo  string          `json:"reply_to,omitempty"`
	Active   bool            `json:"active"`
	Version  int64           `json:"version"`
}

func (v MailView) version() int64 { return v.Version }

func showMail(m message.MailSettings) MailView {
	return MailView{m.Host, m.Port, m.TLS, m.Username, m.From, m.FromName, m.ReplyTo, m.Active, m.Version}
}

// SMSView is the gateway for text messages, without its secret.
type SMSView struct {
	URL          string           `json:"url"`
	Method       string           `json:"method" enum:"POST,PUT,GET"`
	Headers      []message.Header `json:"headers"`
	Body         string           `json:"body,omitempty"`
	From         string           `json:"from,omitempty"`
	Success      string           `json:"success,omitempty"`
	AllowPrivate bool             `json:"allow_private" doc:"A gateway on this network."`
	Active       bool             `json:"active"`
	Version      int64            `json:"version"`
}

func (v SMSView) version() int64 { return v.Version }

func showSMS(m message.SMSSettings) SMSView {
	return SMSView{m.URL, m.Method, append([]message.Header{}, m.Headers...), m.Body, m.From, m.Success, m.AllowPrivate, m.Active, m.Version}
}

// ofOwner registers reading what only an owner may read.
func ofOwner[B any](s *Server, o operation, read func(tx *db.Tx) (B, error)) {
	o.method, o.scope, o.role = http.MethodGet, access.ScopeAdmin, party.Owner
	serve(s, o, func(ctx context.Context, c *call, _ *nothing) (out B, err error) {
		if !c.actor.May(party.Owner) {
			return out, fault.New(fault.Forbidden, "act.role", "role", string(party.Owner))
		}
		return see(ctx, c, read)
	})
}

func addChannels(s *Server) {
	acts := s.cfg.Acts
	ofOwner(s, operation{id: "getMail", path: "~/channels/mail", summary: "The organisation's mail server, without its password"},
		func(tx *db.Tx) (MailView, error) {
			m, _, err := acts.Message.Mail(tx)
			return showMail(m), err
		})
	do(s, operation{
		id: "setMail", method: http.MethodPut, path: "~/channels/mail", scope: access.ScopeAdmin, role: party.Owner, versioned: true,
		summary: "Set the organisation's mail server", note: "Without a password the one that stands is kept, unless the server is another.",
	}, func(ctx context.Context, c *call, in *struct {
		Body struct {
			Host     string          `json:"host"`
			Port     int             `json:"port,omitempty" doc:"0: the usual one."`
			TLS      message.TLSMode `json:"tls" enum:"starttls,tls,none"`
			Username string          `json:"username,omitempty"`
			Password string          `json:"password,omitempty" doc:"Kept sealed, and never given back."`
			From     string          `json:"from"`
			FromName string          `json:"from_name,omitempty"`
			ReplyTo  string          `json:"reply_to,omitempty"`
			Active   bool            `json:"active"`
		}
	}) (message.MailSettings, error) {
		b := in.Body
		return acts.SetMail(ctx, c.actor, message.MailSettings{
			Host: b.Host, Port: b.Port, TLS: b.TLS, Username: b.Username, Password: b.Password, From: b.From, FromName: b.FromName,
			ReplyTo: b.ReplyTo, Active: b.Active, Version: c.seen,
		})
	}, showMail)
	addSMS(s)
	for _, one := range []struct {
		id, path, summary string
		channel           message.Channel
	}{{"tryMail", "mail", "Send a mail now, to see whether it arrives", message.Email}, {"trySMS", "sms", "Send a text message now, to see whether it arrives", message.SMS}} {
		silently(s, operation{
			id: one.id, method: http.MethodPost, path: "~/channels/" + one.path + "/try", scope: access.ScopeAdmin, role: party.Owner, summary: one.summary,
		}, func(ctx context.Context, c *call, in *struct {
			Body struct {
				To string `json:"to" doc:"An address, or a number."`
			}
		}) error {
			return acts.TryChannel(ctx, c.actor, one.channel, in.Body.To, c.printer)
		})
	}
}

func addSMS(s *Server) {
	acts := s.cfg.Acts
	ofOwner(s, operation{id: "getSMS", path: "~/channels/sms", summary: "The gateway for text messages, without its secret"},
		func(tx *db.Tx) (SMSView, error) {
			m, _, err := acts.Message.SMS(tx)
			return showSMS(m), err
		})
	do(s, operation{
		id: "setSMS", method: http.MethodPut, path: "~/channels/sms", scope: access.ScopeAdmin, role: party.Owner, versioned: true,
		summary: "Set the gateway for text messages", note: "Without a secret the one that stands is kept, unless the address is another.",
	}, func(ctx context.Context, c *call, in *struct {
		Body struct {
			URL          string           `json:"url"`
			Method       string           `json:"method" enum:"POST,PUT,GET"`
			Headers      []message.Header `json:"headers,omitempty"`
			Body         string           `json:"body,omitempty" doc:"With {to}, {text}, {from}, {id} and {secret}."`
			From         string           `json:"from,omitempty"`
			Secret       string           `json:"secret,omitempty" doc:"Kept sealed, and never given back."`
			Success      string           `json:"success,omitempty"`
			AllowPrivate bool             `json:"allow_private,omitempty"`
			Active       bool             `json:"active"`
		}
	}) (message.SMSSettings, error) {
		b := in.Body
		return acts.SetSMS(ctx, c.actor, message.SMSSettings{
			URL: b.URL, Method: b.Method, Headers: b.Headers, Body: b.Body, From: b.From, Secret: b.Secret, Success: b.Success,
			AllowPrivate: b.AllowPrivate, Active: b.Active, Version: c.seen,
		})
	}, showSMS)
}
