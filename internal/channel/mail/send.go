package mail

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"kroon/internal/message"
)

// Sender hands mail to the organisation's server, one connection a message.
type Sender struct {
	// Roots are the certificates to trust; the system's when nil.
	Roots *x509.CertPool
	// Name is how Kroon introduces itself; "localhost" when empty.
	Name string
	// Patience bounds the whole of a sending; half a minute when zero.
	Patience time.Duration
}

var _ message.Mailer = Sender{}

// patience is well within half a lease of due work, in which a sending must be done.
const patience = 30 * time.Second

// errPlain: a password is not sent where others can read it.
var errPlain = errors.New("mail: no sign-in without TLS, except on this machine")

// SendMail implements message.Mailer. A reply of 5xx is a Refused, except to the sign-in: that is about
// the settings and not about the message, so it is worth another try once an owner has mended them.
func (s Sender) SendMail(ctx context.Context, via message.MailSettings, m message.Mail) error {
	if !sendable(m.To) {
		return &message.Refused{Code: 553, Reply: "553 " + m.To}
	}
	raw, err := Build(m)
	if err != nil {
		return err
	}
	limit := s.Patience
	if limit == 0 {
		limit = patience
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", net.JoinHostPort(via.Host, strconv.Itoa(via.Port)))
	if err != nil {
		return err
	}
	defer conn.Close()
	// Closing the connection is what ends a command under way.
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	err = s.converse(conn, via, m, raw, limit)
	switch {
	case err != nil && ctx.Err() != nil:
		return fmt.Errorf("%w: %w", ctx.Err(), err)
	case errors.Is(err, os.ErrDeadlineExceeded): // the line's own clock was a moment ahead of ours
		return fmt.Errorf("%w: %w", context.DeadlineExceeded, err)
	}
	return classify(err)
}

func (s Sender) converse(conn net.Conn, via message.MailSettings, m message.Mail, raw []byte, limit time.Duration) error {
	client, err := s.greet(conn, via, limit)
	if err != nil {
		return err
	}
	if via.Username != "" {
		if _, private := client.TLSConnectionState(); !private && !loopback(conn) {
			return errPlain
		}
		if err := client.Auth(sasl.NewPlainClient("", via.Username, via.Password)); err != nil {
			return signIn{err}
		}
	}
	if err := client.Mail(via.From, nil); err != nil {
		return err
	}
	if err := client.Rcpt(m.To, nil); err != nil {
		return err
	}
	data, err := client.Data()
	if err != nil {
		return err
	}
	if _, err := bytes.NewReader(raw).WriteTo(data); err != nil {
		return err
	}
	if err := data.Close(); err != nil {
		return err
	}
	_ = client.Quit() // it was taken; a server that drops the line now changes nothing
	return nil
}

// greet begins the conversation under the protection that the settings ask for, never under less.
func (s Sender) greet(conn net.Conn, via message.MailSettings, limit time.Duration) (*smtp.Client, error) {
	config := &tls.Config{ServerName: via.Host, RootCAs: s.Roots, MinVersion: tls.VersionTLS12}
	var client *smtp.Client
	switch via.TLS {
	case message.TLS:
		client = smtp.NewClient(tls.Client(conn, config))
	case message.StartTLS:
		var err error
		if client, err = smtp.NewClientStartTLS(conn, config); err != nil {
			return nil, greeting{err}
		}
	default:
		client = smtp.NewClient(conn)
	}
	client.CommandTimeout, client.SubmissionTimeout = limit, limit
	name := s.Name
	if name == "" {
		name = "localhost"
	}
	if err := client.Hello(name); err != nil {
		return nil, greeting{err}
	}
	return client, nil
}

func loopback(conn net.Conn) bool {
	address, ok := conn.RemoteAddr().(*net.TCPAddr)
	return ok && address.IP.IsLoopback()
}

// signIn and greeting are refusals that are not about the message.
type (
	signIn   struct{ error }
	greeting struct{ error }
)

// classify tells what no other try will change.
func classify(err error) error {
	var before signIn
	var hello greeting
	var reply *smtp.SMTPError
	if err == nil || errors.As(err, &before) || errors.As(err, &hello) || !errors.As(err, &reply) {
		return err
	}
	signInAsked := reply.Code == 530 || reply.Code == 534 || reply.Code == 535 || reply.Code == 538
	if reply.Code < 500 || signInAsked {
		return err
	}
	return &message.Refused{Code: reply.Code, Reply: strings.TrimSpace(strconv.Itoa(reply.Code) + " " + reply.Message)}
}
