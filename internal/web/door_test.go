package web

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"kroon/internal/party"
)

func TestEveryAnswerHasTheHeaders(t *testing.T) {
	f := newSite(t, "http://127.0.0.1:8080", doorman{},
		Route{Pattern: "GET /today", Role: party.Reader, Handle: page("Vandaag")},
		Route{Pattern: "GET /p/{link}", Customer: true, Handle: page("Belofte")})
	want := "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	for _, target := range []string{"/today", "/p/secret", "/nowhere", "/static/old.css"} {
		h := f.ask("GET", target, "", "Test-Role", "owner").Header()
		if got := h.Get("Content-Security-Policy"); got != want {
			t.Errorf("%s: policy %q", target, got)
		}
		if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Cross-Origin-Opener-Policy") != "same-origin" || h.Get("X-Request-Id") == "" {
			t.Errorf("%s: headers %v", target, h)
		}
		if h.Get("Strict-Transport-Security") != "" {
			t.Errorf("%s: promises https on plain http", target)
		}
	}
	if got := f.ask("GET", "/today", "", "Test-Role", "owner").Header().Get("Referrer-Policy"); got != "same-origin" {
		t.Errorf("desk: referrer %q", got)
	}
	if got := f.ask("GET", "/p/secret", "").Header().Get("Referrer-Policy"); got != "no-referrer" {
		t.Errorf("customer: referrer %q", got)
	}
	secure := newSite(t, "https://kroon.example", doorman{})
	if secure.ask("GET", "/nowhere", "").Header().Get("Strict-Transport-Security") == "" {
		t.Error("https without strict transport")
	}
	if f.CookieName("session") != "session" || secure.CookieName("session") != "__Host-session" {
		t.Error("the cookie prefix does not follow the base URL")
	}
}

func TestAnotherSiteCannotPost(t *testing.T) {
	done := 0
	f := newSite(t, "https://kroon.example", doorman{}, Route{Pattern: "POST /act", Role: party.Reader,
		Handle: func(w http.ResponseWriter, r *http.Request) error { done++; return nil }})
	for _, head := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}} {
		w := f.ask("POST", "https://kroon.example/act", "a=b", append(head, "Test-Role", "owner")...)
		if w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "andere website") {
			t.Errorf("%v: %d %s", head, w.Code, w.Body)
		}
	}
	if done != 0 {
		t.Fatalf("done %d times for another site", done)
	}
	f.ask("POST", "https://kroon.example/act", "a=b", "Origin", "https://kroon.example", "Test-Role", "owner")
	f.ask("POST", "http://behind.proxy/act", "a=b", "Origin", "https://kroon.example", "Test-Role", "owner")
	if done != 2 {
		t.Fatalf("own forms done %d times, want 2", done)
	}
}

func TestBodyLimit(t *testing.T) {
	read := func(w http.ResponseWriter, r *http.Request) error { _, err := io.Copy(io.Discard, r.Body); return err }
	f := newSite(t, "http://127.0.0.1", doorman{},
		Route{Pattern: "POST /small", Role: party.Reader, Handle: read},
		Route{Pattern: "POST /large", Role: party.Reader, Handle: read, MaxBody: 2 * MaxBody})
	for _, c := range []struct {
		path string
		size int
		code int
	}{{"/small", MaxBody, 200}, {"/small", MaxBody + 1, 413}, {"/large", MaxBody + 1, 200}, {"/large", 2*MaxBody + 1, 413}} {
		if w := f.ask("POST", c.path, strings.Repeat("a", c.size), "Test-Role", "owner"); w.Code != c.code {
			t.Errorf("%s with %d bytes: %d, want %d", c.path, c.size, w.Code, c.code)
		}
	}
}

func TestPanicBecomesAnIncident(t *testing.T) {
	f := newSite(t, "http://127.0.0.1", doorman{}, Route{Pattern: "GET /bad", Role: party.Reader,
		Handle: func(http.ResponseWriter, *http.Request) error { panic("the secret cause") }})
	w := f.ask("GET", "/bad", "", "Test-Role", "owner")
	body := w.Body.String()
	if w.Code != 500 || strings.Contains(body, "secret cause") {
		t.Fatalf("%d %s", w.Code, body)
	}
	_, after, found := strings.Cut(f.log.String(), `"incident":"`)
	if !found || !strings.Contains(body, after[:6]) || !strings.Contains(f.log.String(), "the secret cause") {
		t.Fatalf("the incident is not both shown and logged: %s", f.log)
	}
}

func TestLogNamesTheRouteNotThePath(t *testing.T) {
	f := newSite(t, "http://127.0.0.1", doorman{}, Route{Pattern: "GET /p/{link}", Customer: true, Handle: page("Belofte")})
	f.ask("GET", "/p/verysecretlink?x=alsosecret", "")
	line := f.log.String()
	if strings.Contains(line, "secret") || !strings.Contains(line, `"route":"/p/{link}"`) || !strings.Contains(line, `"code":200`) {
		t.Fatal(line)
	}
}

func TestUnknownPagesAndMethods(t *testing.T) {
	f := newSite(t, "http://127.0.0.1", doorman{}, Route{Pattern: "GET /today", Role: party.Reader, Handle: page("Vandaag")})
	if w := f.ask("GET", "/nowhere", "", "Test-Role", "owner"); w.Code != 404 || !strings.Contains(w.Body.String(), "Hoofdmenu") {
		t.Errorf("unknown page: %d", w.Code)
	}
	if w := f.ask("GET", "/nowhere", "", "Accept", "application/json"); w.Code != 404 || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/plain") {
		t.Errorf("unknown page for a program: %d %s", w.Code, w.Header())
	}
	if w := f.ask("DELETE", "/today", "", "Test-Role", "owner"); w.Code != 405 || w.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("unknown method: %d %v", w.Code, w.Header())
	}
	if w := f.ask("HEAD", "/today", "", "Test-Role", "owner"); w.Code != 200 {
		t.Errorf("HEAD: %d", w.Code)
	}
}

func TestServeStopsWithItsContext(t *testing.T) {
	defer goleak.VerifyNone(t)
	f := newSite(t, "http://127.0.0.1", doorman{}, Route{Pattern: "GET /today", Role: party.Reader, Handle: page("Vandaag")})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- f.Serve(ctx, listener, f.door) }()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	r, err := http.NewRequest("GET", "http://"+listener.Addr().String()+"/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Test-Role", "reader")
	stream, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Body.Close()
	first := make([]byte, len("retry: 3000\n\n"))
	if _, err := io.ReadFull(stream.Body, first); err != nil || string(first) != "retry: 3000\n\n" {
		t.Fatalf("%q %v", first, err)
	}
	f.Live().Publish(linde.ID, "today")
	news := make([]byte, len("data: today\n\n"))
	if _, err := io.ReadFull(stream.Body, news); err != nil || string(news) != "data: today\n\n" {
		t.Fatalf("%q %v", news, err)
	}
	stop()
	if rest, err := io.ReadAll(stream.Body); err != nil || len(rest) > 0 {
		t.Fatalf("the stream ended with %q, %v", rest, err)
	}
	if err := <-served; err != nil {
		t.Fatal(err)
	}
}
