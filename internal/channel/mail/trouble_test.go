package mail_test

import (
	"context"
	"crypto/x509"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	channel "kroon/internal/channel/mail"
	"kroon/internal/message"
)

// TestATroubleHasItsName: whoever looks after it reads in one word what is wrong.
func TestATroubleHasItsName(t *testing.T) {
	refusing := func(command string, code int) func(*server, *message.MailSettings) {
		return func(s *server, _ *message.MailSettings) {
			s.refuse[command] = &smtp.SMTPError{Code: code, Message: "because"}
		}
	}
	for name, c := range map[string]struct {
		mode message.TLSMode
		set  func(*server, *message.MailSettings)
		want message.Trouble
	}{
		"down":           {message.NoTLS, func(s *server, _ *message.MailSettings) { s.listener.Close() }, message.Unreachable},
		"nobody's name":  {message.NoTLS, func(_ *server, via *message.MailSettings) { via.Host = "smtp.invalid" }, message.UnknownHost},
		"stalled":        {message.NoTLS, func(s *server, _ *message.MailSettings) { s.stall = make(chan struct{}) }, message.Slow},
		"no STARTTLS":    {message.NoTLS, func(_ *server, via *message.MailSettings) { via.TLS = message.StartTLS }, message.Protection},
		"no TLS":         {message.NoTLS, func(_ *server, via *message.MailSettings) { via.TLS = message.TLS }, message.Protection},
		"stranger":       {message.TLS, func(s *server, _ *message.MailSettings) { s.roots = x509.NewCertPool() }, message.Certificate},
		"stranger later": {message.StartTLS, func(s *server, _ *message.MailSettings) { s.roots = x509.NewCertPool() }, message.Certificate},
		"other name":     {message.TLS, func(_ *server, via *message.MailSettings) { via.Host = "localhost" }, message.Certificate},
		"wrong password": {message.NoTLS, refusing("auth", 535), message.SignIn},
		"sign-in busy":   {message.NoTLS, refusing("auth", 454), message.Later},
		"sign in first":  {message.NoTLS, refusing("mail", 530), message.SignIn},
		"greylisted":     {message.NoTLS, refusing("rcpt", 451), message.Later},
		"no such box":    {message.NoTLS, refusing("rcpt", 550), message.NotTaken},
		"cut in DATA":    {message.NoTLS, func(s *server, _ *message.MailSettings) { s.drop = true }, message.CutOff},
	} {
		t.Run(name, func(t *testing.T) {
			s, via := serve(t, c.mode)
			via.Username, via.Password = "kroon", "geheim"
			c.set(s, &via)
			err := (channel.Sender{Roots: s.roots, Patience: 3 * time.Second}).SendMail(context.Background(), via, confirmation())
			if s.stall != nil {
				close(s.stall)
			}
			if got := message.TroubleOf(err); err == nil || got != c.want {
				t.Errorf("%s, want %s: %v", got, c.want, err)
			}
		})
	}
}
