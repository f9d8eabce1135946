package app

import (
	"net/http"
	"testing"
)

func TestWhereARequestCameFrom(t *testing.T) {
	for _, test := range []struct {
		remote    string
		forwarded []string
		want      string
	}{
		{"203.0.113.7:1234", nil, "203.0.113.7"},
		{"203.0.113.7:1234", []string{"198.51.100.1"}, "203.0.113.7"}, // anybody may claim that
		{"127.0.0.1:1234", []string{"198.51.100.1"}, "198.51.100.1"},
		{"127.0.0.1:1234", []string{"10.0.0.1, 198.51.100.2"}, "198.51.100.2"}, // the last is the proxy's own
		{"[::1]:1234", []string{"10.0.0.1", "2001:db8::1"}, "2001:db8::1"},
		{"127.0.0.1:1234", []string{"nonsense"}, "127.0.0.1"},
		{"127.0.0.1:1234", nil, "127.0.0.1"},
	} {
		r := &http.Request{RemoteAddr: test.remote, Header: http.Header{"X-Forwarded-For": test.forwarded}}
		if got := addressOf(r); got != test.want {
			t.Errorf("%s with %q is %s, want %s", test.remote, test.forwarded, got, test.want)
		}
	}
}
