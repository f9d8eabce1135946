// Package dial reaches addresses that people or their programs gave, on the public internet only: what is
// typed in must not be a way into the house. It looks at the address that it really connects to, so that a
// name which leads elsewhere at the second look changes nothing, uses no proxy, and follows no redirects.
package dial

import (
	"crypto/tls"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

// maxHeader bounds the headers of an answer, in bytes.
const maxHeader = 64 << 10

// Terms are on what terms to connect.
type Terms struct {
	Allow    func(netip.Addr) bool // addresses that are reached though not public; nil is none
	Refused  error                 // what the caller hears of one that is not
	Patience time.Duration         // for all of a request, its answer included
	TLS      *tls.Config           // whom to trust; nil is whom this machine trusts
}

// Client makes a client that keeps to the terms.
func Client(on Terms) *http.Client {
	dialer := &net.Dialer{Timeout: on.Patience / 3, Control: func(_, address string, _ syscall.RawConn) error {
		reached, err := netip.ParseAddrPort(address)
		if err == nil && !Public(reached.Addr()) && (on.Allow == nil || !on.Allow(reached.Addr())) {
			err = on.Refused
		}
		return err
	}}
	return &http.Client{
		Timeout: on.Patience,
		Transport: &http.Transport{
			DialContext:       dialer.DialContext, // and no proxy, which would connect in our stead
			DisableKeepAlives: true, TLSHandshakeTimeout: on.Patience / 3, MaxResponseHeaderBytes: maxHeader, TLSClientConfig: on.TLS,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

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

// Public tells whether an address is one of the public internet.
func Public(address netip.Addr) bool {
	address = address.Unmap().WithZone("")
	for _, network := range closed {
		if network.Contains(address) {
			return false
		}
	}
	return address.IsValid()
}
