package calendar_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"kroon/internal/channel/calendar"
	"kroon/internal/fault"
)

// serve answers on loopback.
func serve(t *testing.T) *httptest.Server {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/good":
			_, _ = io.WriteString(w, file("DTSTART:20261120T140000Z\nDURATION:PT1H"))
		case "/away":
			http.Redirect(w, r, "/good", http.StatusFound)
		case "/large":
			_, _ = io.WriteString(w, strings.Repeat("BEGIN:VCALENDAR\n", 1<<20))
		case "/half":
			w.Header().Set("Content-Length", "1000")
			_, _ = io.WriteString(w, "BEGIN:VCALENDAR\n")
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(server.Close)
	return server
}

func TestFetch(t *testing.T) {
	server := serve(t)
	fetcher := calendar.NewFetcher(netip.Addr.IsLoopback)
	raw, err := fetcher.Fetch(context.Background(), server.URL+"/good")
	if err != nil || !strings.Contains(string(raw), "BEGIN:VEVENT") {
		t.Fatalf("%q %v", raw, err)
	}
	for path, key := range map[string]string{
		"/away": "calendar.redirected", "/large": "calendar.too_large", "/half": "calendar.unreachable", "/none": "calendar.refused",
	} {
		if raw, err := fetcher.Fetch(context.Background(), server.URL+path); !fault.Is(err, key) || raw != nil {
			t.Errorf("%s: %d bytes, %v, want %s", path, len(raw), err, key)
		}
	}
	server.Close()
	if _, err := fetcher.Fetch(context.Background(), server.URL+"/good?secret"); !fault.Is(err, "calendar.unreachable") || strings.Contains(err.Error(), "secret") {
		t.Errorf("a closed door gave %v", err)
	}
}

func TestPrivateAddressesAreNotReached(t *testing.T) {
	server := serve(t)
	fetcher := calendar.NewFetcher(nil)
	port := server.URL[strings.LastIndex(server.URL, ":"):]
	for _, address := range []string{server.URL, "http://localhost" + port, "http://[::1]" + port, "http://[::ffff:127.0.0.1]" + port,
		"http://0.0.0.0" + port, "http://10.0.0.1/", "http://169.254.169.254/", "http://[fd00::1]/", "http://[64:ff9b::a00:1]/", "http://192.168.1.1/", "http://100.64.0.1/"} {
		if _, err := fetcher.Fetch(context.Background(), address); !fault.Is(err, "calendar.private_address") {
			t.Errorf("%s: %v", address, err)
		}
	}
}
