// Package push hands notifications to the makers of browsers (RFC 8030), sealed so that only the browser can
// read them (RFC 8291), and signed by the organisation (RFC 8292).
package push

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	webpush "github.com/SherClockHolmes/webpush-go"

	"kroon/internal/dial"
	"kroon/internal/message"
)

// Sender reaches browsers through their makers.
type Sender struct {
	// Allow names addresses that may be reached though they are not public; nil allows none.
	Allow func(netip.Addr) bool
	// TLS is for tests with a certificate of their own.
	TLS *tls.Config
}

var _ message.Pusher = Sender{}

const (
	patience  = 15 * time.Second
	maxAnswer = 4096                // bytes of the answer that are read
	maxQuoted = 200                 // bytes of it that are kept
	maxLife   = 28 * 24 * time.Hour // makers keep nothing longer
	record    = 1024                // bytes to which every note is filled up, so that its length tells nothing
)

// errPrivate: a browser's maker is on the internet; what a subscription names does not lead into the house.
var errPrivate = errors.New("push: the address is not on the public internet")

// SendPush implements message.Pusher. An answer of 4xx is a Refused, except those that speak of time or of
// haste: 408, 425 and 429.
func (s Sender) SendPush(ctx context.Context, via message.PushKeys, to message.Browser, note message.PushNote) error {
	client := dial.Client(dial.Terms{Allow: s.Allow, Refused: errPrivate, Patience: patience, TLS: s.TLS})
	subscription := &webpush.Subscription{Endpoint: to.Endpoint, Keys: webpush.Keys{Auth: to.Secret, P256dh: to.Key}}
	answer, err := webpush.SendNotificationWithContext(ctx, note.Body, subscription, &webpush.Options{
		HTTPClient: client, Subscriber: via.Contact, Topic: note.Topic, TTL: int(min(max(note.Life, time.Minute), maxLife) / time.Second),
		Urgency: webpush.UrgencyHigh, VAPIDPublicKey: via.Public, VAPIDPrivateKey: via.Private, RecordSize: record,
	})
	if err != nil {
		var about *url.Error
		if errors.As(err, &about) {
			err = about.Err // without the address, which lets whoever knows it push
		}
		if errors.Is(err, errPrivate) {
			return &message.Refused{Reply: errPrivate.Error()}
		}
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	raw, _ := io.ReadAll(io.LimitReader(answer.Body, maxAnswer)) // what could be read is enough to quote
	return judge(answer.StatusCode, strings.Join(strings.Fields(string(raw[:min(len(raw), maxQuoted)])), " "))
}

func judge(code int, said string) error {
	said = fmt.Sprintf("%d %s", code, said)
	switch {
	case code >= 200 && code < 300:
		return nil
	case code == http.StatusRequestTimeout, code == http.StatusTooEarly, code == http.StatusTooManyRequests:
		// How long it asks to wait is not passed on: another browser's maker did not ask for anything.
		return &message.Setback{Trouble: message.Later, Cause: errors.New(said)}
	case code >= 500:
		return &message.Setback{Trouble: message.Faulty, Cause: errors.New(said)}
	}
	return &message.Refused{Code: code, Reply: said}
}
