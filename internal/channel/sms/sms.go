// Package sms sends text messages through any HTTP gateway: the settings say where, how and with which
// words around the number and the text.
package sms

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"

	"kroon/internal/dial"
	"kroon/internal/message"
)

// Sender hands text messages to the organisation's gateway.
type Sender struct {
	// Transport is for tests with a certificate of their own; its dialer is replaced.
	Transport *http.Transport
	// Patience bounds the whole of a sending; twenty seconds when zero.
	Patience time.Duration
}

var _ message.Texter = Sender{}

const (
	patience  = 20 * time.Second
	maxAnswer = 4096 // bytes of the gateway's answer that are read
	maxQuoted = 200  // bytes of it that are kept
)

// SendSMS implements message.Texter. An answer of 4xx is a Refused, except those that speak of the sign-in,
// of time or of haste: 401, 407, 408, 425 and 429.
func (s Sender) SendSMS(ctx context.Context, via message.SMSSettings, m message.TextMessage) error {
	limit := s.Patience
	if limit == 0 {
		limit = patience
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	request, err := compose(ctx, via, m)
	if err != nil {
		return err
	}
	transport := s.transport(via.AllowPrivate)
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
	answer, err := client.Do(request)
	if err != nil {
		return setback(withoutAddress(err))
	}
	defer answer.Body.Close()
	raw, _ := io.ReadAll(io.LimitReader(answer.Body, maxAnswer)) // what could be read is enough to quote
	return judge(via, answer, raw)
}

// withoutAddress drops the URL that net/http puts in its errors: it may hold a number or a secret.
func withoutAddress(err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
}

// judge reads the gateway's answer.
func judge(via message.SMSSettings, answer *http.Response, raw []byte) error {
	status := answer.StatusCode
	if via.Took(status) {
		return nil
	}
	said := fmt.Sprintf("%d %s", status, strings.Join(strings.Fields(string(raw[:min(len(raw), maxQuoted)])), " "))
	if via.Secret != "" {
		said = strings.ReplaceAll(said, via.Secret, "***")
	}
	again := &message.Setback{Trouble: message.Odd, Cause: errors.New(said)}
	switch {
	case status == http.StatusUnauthorized, status == http.StatusProxyAuthRequired:
		again.Trouble = message.SignIn
	case status == http.StatusRequestTimeout, status == http.StatusTooEarly, status == http.StatusTooManyRequests,
		status == http.StatusServiceUnavailable:
		again.Trouble, again.After = message.Later, retryAfter(answer.Header)
	case status >= 500:
		again.Trouble = message.Faulty
	case status >= 400:
		return &message.Refused{Code: status, Reply: said}
	case status >= 300:
		again.Trouble = message.Redirected
	}
	return again
}

// retryAfter is how long a gateway asks to wait (RFC 9110, 10.2.3): seconds, or a date, which counts from
// the gateway's own clock where it tells that. Zero when it does not say.
func retryAfter(header http.Header) time.Duration {
	text := strings.TrimSpace(header.Get("Retry-After"))
	if seconds, err := strconv.ParseUint(text, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	at, err := http.ParseTime(text)
	if err != nil {
		return 0
	}
	now, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		return 0
	}
	return max(at.Sub(now), 0)
}

// setback tells why no answer came.
func setback(err error) error {
	var dns *net.DNSError
	var line net.Error
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	trouble := message.CutOff
	switch {
	case errors.Is(err, errPrivate):
		trouble = message.InHouse
	case errors.As(err, &dns):
		trouble = message.UnknownHost
	case errors.As(err, &certificate):
		trouble = message.Certificate
	case errors.As(err, &record), errors.Is(err, http.ErrSchemeMismatch):
		trouble = message.Protection
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &line) && line.Timeout():
		trouble = message.Slow
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		trouble = message.Unreachable
	}
	return &message.Setback{Trouble: trouble, Cause: err}
}

// compose fills the settings in, each value written as its place asks.
func compose(ctx context.Context, via message.SMSSettings, m message.TextMessage) (*http.Request, error) {
	values := map[string]string{
		"{to}": m.To, "{to_digits}": strings.TrimPrefix(m.To, "+"), "{text}": m.Text, "{from}": via.From, "{id}": m.ID,
		"{secret}": via.Secret, "{secret_base64}": base64.StdEncoding.EncodeToString([]byte(via.Secret)),
	}
	var body io.Reader
	if via.Body != "" {
		body = strings.NewReader(fill(via.Body, values, escaper(via)))
	}
	request, err := http.NewRequestWithContext(ctx, via.Method, fill(via.URL, values, url.QueryEscape), body)
	if err != nil {
		return nil, withoutAddress(err)
	}
	for _, h := range via.Headers {
		request.Header.Set(h.Name, fill(h.Value, values, oneLine))
	}
	if request.Header.Get("User-Agent") == "" {
		request.Header.Set("User-Agent", "Kroon")
	}
	return request, nil
}

// fill puts values in; what a value holds is not read again.
func fill(template string, values map[string]string, escape func(string) string) string {
	var pairs []string
	for name, value := range values {
		pairs = append(pairs, name, escape(value))
	}
	return strings.NewReplacer(pairs...).Replace(template)
}

// escaper chooses how values are written in the body, by the Content-Type that the settings give it.
func escaper(via message.SMSSettings) func(string) string {
	kind := ""
	for _, h := range via.Headers {
		if strings.EqualFold(h.Name, "Content-Type") {
			kind = strings.ToLower(h.Value)
		}
	}
	switch {
	case strings.Contains(kind, "json"):
		return inJSON
	case strings.Contains(kind, "x-www-form-urlencoded"):
		return url.QueryEscape
	case strings.Contains(kind, "xml"):
		return html.EscapeString
	}
	return func(text string) string { return text }
}

func inJSON(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		return ""
	}
	return string(quoted[1 : len(quoted)-1])
}

func oneLine(text string) string {
	return strings.NewReplacer("\r", " ", "\n", " ", "\x00", "").Replace(text)
}

// errPrivate: a gateway on the internet does not lead into the house.
var errPrivate = errors.New("sms: the gateway's address is on this network; allow that in its settings if it is meant")

// transport dials without a proxy of the surroundings and looks at the address it really connects to, so
// that a name which leads elsewhere at the second look changes nothing.
func (s Sender) transport(allowPrivate bool) *http.Transport {
	transport := &http.Transport{}
	if s.Transport != nil {
		transport = s.Transport.Clone()
	}
	transport.Proxy = nil
	transport.DisableKeepAlives = true
	transport.MaxResponseHeaderBytes = 1 << 16
	transport.DialContext = (&net.Dialer{
		Control: func(_, address string, _ syscall.RawConn) error {
			if allowPrivate || public(address) {
				return nil
			}
			return errPrivate
		},
	}).DialContext
	return transport
}

// public tells whether an address is one of the internet at large.
func public(address string) bool {
	parsed, err := netip.ParseAddrPort(address)
	if err != nil {
		return false
	}
	return dial.Public(parsed.Addr())
}
