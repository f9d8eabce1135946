package web

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"kroon/internal/clock"
	"kroon/internal/id"
	"kroon/internal/lang"
	"kroon/internal/party"
)

var (
	amsterdam = mustZone("Europe/Amsterdam")
	morning   = time.Date(2026, 11, 24, 10, 52, 0, 0, amsterdam)
	linde     = Organisation{ID: id.Org{1}, Name: "De Linde Verhuur & Service", Lang: lang.NL, Zone: amsterdam}
)

func mustZone(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return zone
}

// doorman lets in whoever says a role in a header: the tests' access.
type doorman struct{ broken error }

func (d doorman) Current(r *http.Request) (Session, bool, error) {
	role := party.Role(r.Header.Get("Test-Role"))
	if d.broken != nil || role == "" {
		return Session{}, false, d.broken
	}
	actor := party.Actor{Org: linde.ID, Kind: party.Staff, ID: id.Any{2}, Role: role}
	return Session{Actor: actor, Name: "Fatima El Amrani", Organisation: linde, Lang: lang.Lang(r.Header.Get("Test-Lang"))}, true, nil
}

// fixture is a site with its clock and log.
type fixture struct {
	used map[string]bool // which parts of the menu are in use
	*Site
	clock *clock.Stepped
	log   *bytes.Buffer
	door  http.Handler
}

func newSite(t *testing.T, base string, sessions Sessions, routes ...Route) *fixture {
	t.Helper()
	address, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	f := &fixture{clock: clock.NewStepped(morning), log: &bytes.Buffer{}, used: map[string]bool{"lists": true, "complaints": true, "answers": true}}
	f.Site = New(Config{BaseURL: address, Secret: bytes.Repeat([]byte{7}, 32), Clock: f.clock,
		IDs: id.NewSource(f.clock.Now, nil), Log: slog.New(slog.NewJSONHandler(f.log, nil)), Sessions: sessions,
		Organisation: func(*http.Request) (Organisation, error) { return linde, nil },
		Desk: func(_ context.Context, _ Session, say lang.Printer) (Desk, error) {
			return Desk{Counts: map[string]Count{"today": {N: 7}}, Presence: say.T("desk.present"), Away: "/away", Used: f.used}, nil
		}})
	mux := http.NewServeMux()
	f.Mount(mux, routes)
	f.door = f.Handler(mux)
	return f
}

// ask sends one request; head is pairs of header and value.
func (f *fixture) ask(method, target, body string, head ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(head); i += 2 {
		r.Header.Set(head[i], head[i+1])
	}
	w := httptest.NewRecorder()
	f.door.ServeHTTP(w, r)
	return w
}

func page(title string) Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		return Render(w, r, Page(ViewOf(r), PageHead{Title: title}))
	}
}

func fails(err error) Handler {
	return func(http.ResponseWriter, *http.Request) error { return err }
}

// words is a component of plain text.
func words(text string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, templ.EscapeString(text))
		return err
	})
}

var errBoom = errors.New("boom: the secret cause")
