package organisation

import (
	"net/url"
	"strings"
	"testing"
)

// By the name of a host an organisation is found: each has one way of writing.
func FuzzHost(f *testing.F) {
	for _, text := range []string{"", "Kroon.Example:7667", "kroon.example.", " kroon.example.:80", "[::1]:80", "::1", "[", "a:b:80", "xn--a.example", "kroon_x.example", "İ.example"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		host := CleanHost(text)
		if !validHost(host) {
			return
		}
		if CleanHost(host) != host || CleanHost(host+".") != host || CleanHost(strings.ToUpper(host)+":443") != host {
			t.Errorf("%q is %q, which is %q", text, host, CleanHost(host))
		}
	})
}

// What customers' links begin with leads to a host, over https or to this machine, and to nothing in it.
func FuzzBase(f *testing.F) {
	for _, text := range []string{"", "https://kroon.example", "https://kroon.example:8443", "http://localhost:7667", "http://kroon.example", "https://a@kroon.example", "https://kroon.example/x", "https://kroon.example?", "https://kroon.example#", "https://[::1]", "https:kroon.example", "HTTPS://KROON.example", "https://kroon.example\n"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !validBase(text) {
			return
		}
		link, err := url.Parse(text + "/w/x")
		if err != nil || link.Path != "/w/x" || link.User != nil || link.RawQuery != "" || link.Fragment != "" || link.Scheme != "https" && link.Scheme != "http" || strings.ContainsAny(text, " \r\n\t") {
			t.Errorf("%q leads to %v, %v", text, link, err)
		}
		name := link.Hostname()
		if link.Scheme == "http" && !strings.EqualFold(name, "localhost") && name != "127.0.0.1" && name != "::1" {
			t.Errorf("%q leads over the net in plain", text)
		}
	})
}
