package message

import (
	"context"
	"crypto/ecdh"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"kroon/internal/fault"
	"kroon/internal/id"
)

// Push goes to a colleague's own browsers, where they turned it on (RFC 8030). It says that a promise asks
// for attention, and never whose.
const Push Channel = "push"

// Browser is one that its owner lets us notify.
type Browser struct {
	ID        id.Any
	Staff     id.Staff
	Name      string // as the browser describes itself
	Endpoint  string // where its maker takes what we push
	Key       string // its public key, and
	Secret    string // what only it and we know: both in base64url, as the browser gives them
	CreatedAt time.Time
}

const (
	maxEndpoint  = 1000
	maxBrowsers  = 10 // of one colleague; beyond it the oldest goes
	maxAgent     = 200
	publicBytes  = 65
	secretBytes  = 16
	privateBytes = 32
)

// checked looks whether this can be a browser's subscription.
func (b Browser) checked() (Browser, error) {
	b.Endpoint = strings.TrimSpace(b.Endpoint)
	address, err := url.Parse(b.Endpoint)
	unfit := func() error { return fault.New(fault.Invalid, "message.push_unfit") }
	if err != nil || address.Scheme != "https" || address.Host == "" || address.User != nil || len(b.Endpoint) > maxEndpoint {
		return b, unfit()
	}
	key, err := base64.RawURLEncoding.DecodeString(b.Key)
	if err != nil || len(key) != publicBytes {
		return b, unfit()
	}
	if _, err := ecdh.P256().NewPublicKey(key); err != nil {
		return b, unfit()
	}
	if secret, err := base64.RawURLEncoding.DecodeString(b.Secret); err != nil || len(secret) != secretBytes {
		return b, unfit()
	}
	runes := []rune(strings.ToValidUTF8(strings.Join(strings.Fields(b.Name), " "), "?"))
	b.Name = string(runes[:min(len(runes), maxAgent)])
	return b, nil
}

// PushKeys are with what an organisation signs what it pushes (RFC 8292), in base64url.
type PushKeys struct {
	Public  string
	Private string
	Contact string // an e-mail address or an https address: whom the browser's maker may ask
}

// PushNote is one notification as it leaves, before it is sealed for the browser.
type PushNote struct {
	Body  []byte        // JSON
	Topic string        // a later note of the same replaces one that was not fetched yet
	Life  time.Duration // how long it is of use
}

// Pusher hands a note to a browser's maker. It returns in a quarter of job.Longest at most, and a Refused
// when trying again is useless: with code 404 or 410 when the browser is no longer there.
type Pusher interface {
	SendPush(ctx context.Context, via PushKeys, to Browser, note PushNote) error
}

// errNobody: none of the browsers is there any more.
var errNobody = errors.New("message: none of the browsers is there any more")

// pushing is one note on its way to all browsers of a colleague.
type pushing struct {
	via      PushKeys
	note     PushNote
	browsers []Browser
	gone     []Browser // found out while sending
}

// send reaches for all browsers at once. It has succeeded when one of them was reached: a second try would
// interrupt again.
func (p *pushing) send(ctx context.Context, by Pusher) error {
	results := make([]error, len(p.browsers))
	var all sync.WaitGroup
	for i, browser := range p.browsers {
		all.Go(func() { results[i] = by.SendPush(ctx, p.via, browser, p.note) })
	}
	all.Wait()
	reached, trouble := false, error(nil)
	for i, err := range results {
		var refused *Refused
		switch {
		case err == nil:
			reached = true
		case errors.As(err, &refused) && (refused.Code == http.StatusNotFound || refused.Code == http.StatusGone):
			p.gone = append(p.gone, p.browsers[i])
		default:
			trouble = err
		}
	}
	switch {
	case reached:
		return nil
	case trouble != nil:
		return trouble
	}
	return errNobody
}

// PushTurnedOn: a colleague lets a browser be notified.
type PushTurnedOn struct {
	Staff id.Staff `json:"staff"`
}

// PushTurnedOff: a browser is no longer notified; Gone when its maker said that it is not there any more.
type PushTurnedOff struct {
	Staff id.Staff `json:"staff"`
	Gone  bool     `json:"gone"`
}

// EventKind implements event.Fact.
func (PushTurnedOn) EventKind() string { return "message.push_on" }

// EventKind implements event.Fact.
func (PushTurnedOff) EventKind() string { return "message.push_off" }
