package mail

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"syscall"
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

// patience is well within half of the longest that due work may take, in which a sending must be done.
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
		return setback(err)
	}
	defer conn.Close()
	// Closing the connection is what ends a command under way.
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	err = s.converse(conn, via, m, raw, limit)
	switch {
	case err != nil && ctx.Err() != nil:
		return setback(fmt.Errorf("%w: %w", ctx.Err(), err))
	case errors.Is(err, os.ErrDeadlineExceeded): // the line's own clock was a moment ahead of ours
		return setback(fmt.Errorf("%w: %w", context.DeadlineExceeded, err))
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

// Unwrap gives what was said.
func (s signIn) Unwrap() error { return s.error }

// Unwrap gives what was said.
func (g greeting) Unwrap() error { return g.error }

// classify tells what no other try will change from what one may.
func classify(err error) error {
	var before signIn
	var hello greeting
	var reply *smtp.SMTPError
	if err == nil {
		return nil
	}
	if errors.As(err, &before) || errors.As(err, &hello) || !errors.As(err, &reply) {
		return setback(err)
	}
	if reply.Code < 500 || signInAsked(reply) {
		return setback(err)
	}
	return &message.Refused{Code: reply.Code, Reply: strings.TrimSpace(strconv.Itoa(reply.Code) + " " + reply.Message)}
}

func signInAsked(reply *smtp.SMTPError) bool {
	return reply.Code == 530 || reply.Code == 534 || reply.Code == 535 || reply.Code == 538
}

// setback says what another try may mend, and why there was none this time.
func setback(err error) error {
	var reply *smtp.SMTPError
	if errors.As(err, &reply) {
		return &message.Setback{Trouble: answered(err, reply), Cause: err}
	}
	var dns *net.DNSError
	var line net.Error
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var hello greeting
	trouble := message.CutOff
	switch {
	case errors.Is(err, errPlain):
		trouble = message.NoPrivacy
	case errors.As(err, &dns):
		trouble = message.UnknownHost
	case errors.As(err, &certificate):
		trouble = message.Certificate
	case errors.As(err, &record):
		trouble = message.Protection
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &line) && line.Timeout():
		trouble = message.Slow
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		trouble = message.Unreachable
	case errors.As(err, &hello) && !errors.Is(err, io.EOF) && !errors.Is(err, syscall.ECONNRESET):
		trouble = message.Protection // it greets, and has no STARTTLS
	}
	return &message.Setback{Trouble: trouble, Cause: err}
}

// answered is the trouble behind a reply that is not about the message.
func answered(err error, reply *smtp.SMTPError) message.Trouble {
	var before signIn
	switch {
	case reply.Code < 500:
		return message.Later
	case signInAsked(reply), errors.As(err, &before):
		return message.SignIn
	}
	return message.Faulty
}
