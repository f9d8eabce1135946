package api_test

import (
	"bytes"
	"log/slog"
	"regexp"
	"strings"
	"testing"

	"kroon/internal/db"
)

// What goes wrong on our side gets a code, which stands in the log with the cause, and says nothing of it.
func TestAnIncidentHasACodeAndKeepsItsCause(t *testing.T) {
	h := open(t, db.SQLite)
	var log bytes.Buffer
	h.app.Config.Log = slog.New(slog.NewTextHandler(&log, nil))
	server := h.app.API()
	server.Break()
	h.handler = server
	for _, path := range []string{"/api/broken/panics", "/api/broken/fails"} {
		log.Reset()
		got := h.refused(500, "internal", member{}, "GET", path, nil, "Accept-Language", "nl")
		code := got.text("instance")
		if !regexp.MustCompile(`^urn:kroon:incident:[2-9A-Z]{6}$`).MatchString(code) {
			t.Errorf("%s", got.raw)
		}
		code = code[len("urn:kroon:incident:"):]
		if strings.Contains(string(got.raw), "secret") || !strings.Contains(got.text("detail"), code) {
			t.Errorf("%s", got.raw)
		}
		if said := log.String(); !strings.Contains(said, code) || !strings.Contains(said, "secret of the house") || !strings.Contains(said, got.header.Get("X-Request-Id")) {
			t.Errorf("the log: %s", said)
		}
	}
}

// The log names the route, never what was asked about.
func TestTheLogKeepsNames(t *testing.T) {
	h := open(t, db.SQLite)
	var log bytes.Buffer
	h.app.Config.Log = slog.New(slog.NewTextHandler(&log, nil))
	h.handler = h.app.API()
	h.want(200, h.linde.staff, "GET", "/customers/search?text=zeger", nil)
	h.want(200, h.linde.staff, "GET", "/customers/"+h.linde.customer.String(), nil)
	said := log.String()
	if strings.Contains(said, "zeger") || strings.Contains(said, h.linde.customer.String()) || strings.Contains(said, "krn_") || !strings.Contains(said, "/api/v1/customers/{customer}") {
		t.Errorf("%s", said)
	}
}

// History says which request did it.
func TestAnEventNamesItsRequest(t *testing.T) {
	h := open(t, db.SQLite)
	got := h.want(201, h.linde.staff, "POST", "/customers", `{"name":"Monique"}`)
	if name := got.header.Get("X-Request-Id"); name == "" || !strings.Contains(h.everything(), name) {
		t.Errorf("request %q is not in history", name)
	}
}
