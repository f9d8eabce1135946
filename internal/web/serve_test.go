package web

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// A peer that is slow, silent or wordy does not hold a connection: every limit is set, and none is generous.
func TestTheServerHasLimits(t *testing.T) {
	server := newSite(t, "http://127.0.0.1:1", doorman{}).Server(http.NotFoundHandler())
	for name, limit := range map[string]time.Duration{
		"header": server.ReadHeaderTimeout, "reading": server.ReadTimeout, "writing": server.WriteTimeout, "idle": server.IdleTimeout,
	} {
		if limit <= 0 || limit > 2*time.Minute {
			t.Errorf("%s: %v", name, limit)
		}
	}
	if server.ReadHeaderTimeout > 10*time.Second || server.MaxHeaderBytes > 64<<10 || server.MaxHeaderBytes <= 0 {
		t.Errorf("headers: %v, %d bytes", server.ReadHeaderTimeout, server.MaxHeaderBytes)
	}
}

// Headers and addresses without end are refused before they are read whole.
func TestTooMuchIsRefusedAtTheDoor(t *testing.T) {
	f := newSite(t, "http://127.0.0.1:1", doorman{}, Route{Pattern: "GET /here", Public: true, Handle: page("Hier")})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- f.Serve(ctx, listener, f.door) }()
	for _, c := range []struct {
		line, header string
		code         int
	}{
		{"/here", "", 200},
		{"/here", strings.Repeat("a", 64<<10), 431},
		{"/here?q=" + strings.Repeat("a", 64<<10), "", 431},
	} {
		wire, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		// A peer that is refused may be cut off before it has said everything.
		_, _ = io.WriteString(wire, "GET "+c.line+" HTTP/1.1\r\nHost: 127.0.0.1:1\r\nConnection: close\r\nX-Long: "+c.header+"\r\n\r\n")
		answer, err := http.ReadResponse(bufio.NewReader(wire), nil)
		if err != nil {
			t.Fatal(err)
		}
		if answer.StatusCode != c.code {
			t.Errorf("%d bytes of line and %d of header: %d, want %d", len(c.line), len(c.header), answer.StatusCode, c.code)
		}
		_, _ = answer.Body.Close(), wire.Close()
	}
	stop()
	if err := <-served; err != nil {
		t.Error(err)
	}
}

// FuzzNext: nobody is sent to another site after signing in, whatever the address says.
func FuzzNext(f *testing.F) {
	for _, next := range []string{"/", "/today", "//elsewhere.example", `/\elsewhere.example`, "https://elsewhere.example", "/\t/elsewhere.example", "/%2f/x", "/a?b=//c", "javascript:alert(1)", "/./\r\nSet-Cookie: a=b"} {
		f.Add(next)
	}
	site, err := http.NewRequest(http.MethodGet, "https://kroon.example/signin", nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, next string) {
		safe := SafeNext(next)
		to, err := site.URL.Parse(safe)
		if err != nil || to.Scheme != "https" || to.Host != "kroon.example" || strings.ContainsAny(safe, "\r\n\t\\") {
			t.Errorf("%q leads to %q: %v", next, safe, err)
		}
	})
}

// FuzzNotice: only a notice that this installation signed is shown; anything else is none, and nothing breaks.
func FuzzNotice(f *testing.F) {
	f.Add("", "")
	f.Add("e30", "AAAA")
	f.Add("eyJrIjoid2ViLm5lZWRlZCIsInQiOjk5OTk5OTk5OTk5fQ", "")
	f.Fuzz(func(t *testing.T, encoded, signature string) {
		site := newSite(t, "http://127.0.0.1:1", doorman{})
		r, err := http.NewRequest(http.MethodGet, "/", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Cookie", flashCookie+"="+encoded+"."+signature)
		if notice := site.readFlash(r); notice != nil && signature == "" {
			t.Errorf("%q without a signature says %+v", encoded, notice)
		}
	})
}
