package calendar

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"kroon/internal/dial"
	"kroon/internal/fault"
	"kroon/internal/team"
)

const (
	// patience is how long one fetch may take, answer included.
	patience = 30 * time.Second
)

// Fetcher reads calendars from addresses that people gave. It connects to public addresses only, as they
// turn out to be when it connects, and follows no redirects: an address must not be a way into the house.
type Fetcher struct {
	client *http.Client
}

// NewFetcher makes a Fetcher. A test may allow addresses that are not public; nil allows none.
func NewFetcher(allow func(netip.Addr) bool) *Fetcher {
	refused := fault.New(fault.Invalid, "calendar.private_address").On("address")
	return &Fetcher{client: dial.Client(dial.Terms{Allow: allow, Refused: refused, Patience: patience})}
}

// Fetch reads the file at an address. It is refused when it is not there, too large or too slow.
func (f *Fetcher) Fetch(ctx context.Context, text string) ([]byte, error) {
	address, err := team.FeedAddress(text)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, fault.New(fault.Invalid, "calendar.bad_address").On("address")
	}
	request.Header.Set("Accept", "text/calendar, */*;q=0.1")
	request.Header.Set("User-Agent", "Kroon")
	answer, err := f.client.Do(request)
	if err != nil {
		if fault.Is(err, "calendar.private_address") {
			return nil, fault.Of(err)
		}
		var about *url.Error
		if errors.As(err, &about) {
			err = about.Err // without the address, which is a secret
		}
		return nil, unreachable().Because(err)
	}
	defer func() { _ = answer.Body.Close() }()
	switch {
	case answer.StatusCode >= 300 && answer.StatusCode < 400:
		return nil, fault.New(fault.Invalid, "calendar.redirected").On("address")
	case answer.StatusCode != http.StatusOK:
		return nil, fault.New(fault.Invalid, "calendar.refused", "code", answer.StatusCode).On("address")
	}
	raw, err := io.ReadAll(io.LimitReader(answer.Body, maxBytes+1))
	switch {
	case err != nil:
		return nil, unreachable().Because(err)
	case len(raw) > maxBytes:
		return nil, fault.New(fault.Invalid, "calendar.too_large", "max", maxBytes>>20).On("address")
	}
	return raw, nil
}

// unreachable may pass; the other refusals need somebody to do something.
func unreachable() *fault.Error { return fault.New(fault.Busy, "calendar.unreachable").On("address") }
