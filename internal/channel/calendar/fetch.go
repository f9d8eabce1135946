package calendar

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"

	"kroon/internal/fault"
	"kroon/internal/team"
)

const (
	// patience is how long one fetch may take, answer included.
	patience = 30 * time.Second
	// maxHeader bounds the headers of an answer, in bytes.
	maxHeader = 64 << 10
)

// Fetcher reads calendars from addresses that people gave. It connects to public addresses only, as they
// turn out to be when it connects, and follows no redirects: an address must not be a way into the house.
type Fetcher struct {
	client *http.Client
}

// NewFetcher makes a Fetcher. A test may allow addresses that are not public; nil allows none.
func NewFetcher(allow func(netip.Addr) bool) *Fetcher {
	dialer := &net.Dialer{Timeout: patience / 3, Control: func(_, address string, _ syscall.RawConn) error {
		reached, err := netip.ParseAddrPort(address)
		if err == nil && !public(reached.Addr()) && (allow == nil || !allow(reached.Addr())) {
			err = fault.New(fault.Invalid, "calendar.private_address").On("address")
		}
		return err
	}}
	return &Fetcher{client: &http.Client{
		Timeout: patience,
		Transport: &http.Transport{
			DialContext:       dialer.DialContext, // and no proxy, which would connect in our stead
			DisableKeepAlives: true, TLSHandshakeTimeout: patience / 3, MaxResponseHeaderBytes: maxHeader,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
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

// closed are the networks that are not the public internet, or that reach others through it. Source: the
// IANA special-purpose address registries (RFC 6890), 6to4 and NAT64 included.
var closed = networks("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
	"192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
	"203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
	"::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
	"5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8")

func networks(texts ...string) []netip.Prefix {
	out := make([]netip.Prefix, 0, len(texts))
	for _, text := range texts {
		out = append(out, netip.MustParsePrefix(text))
	}
	return out
}

// public tells whether an address is one of the public internet.
func public(address netip.Addr) bool {
	address = address.Unmap().WithZone("")
	for _, network := range closed {
		if network.Contains(address) {
			return false
		}
	}
	return address.IsValid()
}
