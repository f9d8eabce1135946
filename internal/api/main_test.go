package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kroon/internal/access"
	"kroon/internal/app"
	"kroon/internal/clock"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/organisation"
	"kroon/internal/party"
	"kroon/internal/team"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// now is a Friday in the middle of the day, as in the examples.
var now = time.Date(2026, 11, 20, 14, 0, 0, 0, time.UTC)

// house is an installation with two organisations, served over HTTP.
type house struct {
	*testing.T
	app     *app.App
	handler http.Handler
	clock   *clock.Stepped
	linde   world
	other   world
	from    string    // the address that requests come from; httptest's when empty
	tables  []table   // of everything
	config  db.Config // where the data is
}

// world is one organisation with somebody of every role, and what they can be asked about.
type world struct {
	host                     string
	org                      id.Org
	owner, lead, staff, read member
	team                     id.Team
	customer                 id.Customer
}

type member struct {
	actor party.Actor
	token string
}

// open opens an installation on one engine.
func open(t *testing.T, engine db.Engine) *house {
	t.Helper()
	return openWith(t, engine, app.Config{})
}

func openWith(t *testing.T, engine db.Engine, config app.Config) *house {
	t.Helper()
	h := &house{T: t, clock: clock.NewStepped(now)}
	config.Data, config.Listen, config.Clock, config.Log = t.TempDir(), "127.0.0.1:1", h.clock, slog.New(slog.DiscardHandler)
	if engine == db.Postgres {
		config.Database = dbtest.Config(t, engine).URL
	}
	a, err := app.Open(context.Background(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	h.app, h.handler = a, a.Handler()
	h.config = db.Config{Path: filepath.Join(config.Data, "kroon.db"), URL: config.Database}
	all, err := a.Organisations(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	h.must(party.Itself(all[0].ID), func(tx *db.Tx) error {
		_, err := a.Acts.Organisation.Change(tx, 0, func(o *organisation.Organisation) { o.Name, o.Host = "De Linde", "linde.example" })
		return err
	})
	h.linde = h.people("linde.example", all[0].ID)
	elsewhere := id.New[id.Org](a.DB.IDs())
	h.must(party.Itself(elsewhere), func(tx *db.Tx) error {
		_, err := a.Acts.Organisation.Create(tx, organisation.Setup{Name: "Elders", Host: "other.example"})
		return err
	})
	h.other = h.people("other.example", elsewhere)
	return h
}

// run runs a test on both engines.
func run(t *testing.T, test func(h *house)) {
	t.Helper()
	for _, engine := range dbtest.Engines() {
		t.Run(string(engine), func(t *testing.T) { test(open(t, engine)) })
	}
}

func (h *house) must(actor party.Actor, fn func(tx *db.Tx) error) {
	h.Helper()
	if err := h.app.DB.Write(context.Background(), actor, fn); err != nil {
		h.Fatal(err)
	}
}

// people hires somebody of every role and gives each a token with every scope that they may have.
func (h *house) people(host string, org id.Org) world {
	h.Helper()
	w := world{host: host, org: org}
	acts := h.app.Acts
	h.must(party.Itself(org), func(tx *db.Tx) error {
		formed, err := acts.Team.Form(tx, team.Team{Name: "Binnendienst"})
		if err != nil {
			return err
		}
		w.team = formed.ID
		w.customer, err = h.anotherCustomer(tx)
		return err
	})
	w.owner, w.lead = h.hire(w, "Anne", party.Owner), h.hire(w, "Andries", party.TeamLead)
	w.staff, w.read = h.hire(w, "Fatima", party.Colleague), h.hire(w, "Ria", party.Reader)
	h.must(w.owner.actor, func(tx *db.Tx) error {
		_, err := acts.Team.ChangeTeam(tx, team.Team{ID: w.team, Name: "Binnendienst", Lead: w.lead.actor.StaffID()})
		return err
	})
	return w
}

func (h *house) anotherCustomer(tx *db.Tx) (id.Customer, error) {
	known, err := h.app.Acts.Customer.Add(tx, customer.Details{Name: "Zeger van Dam", Emails: []string{"zeger@vandam.example"}})
	return known.ID, err
}

func (h *house) hire(w world, name string, role party.Role) (m member) {
	h.Helper()
	acts := h.app.Acts
	h.must(party.Itself(w.org), func(tx *db.Tx) error {
		someone, err := acts.Team.Hire(tx, team.Staff{Kind: party.Staff, Name: name, Email: name + "@" + w.host, Team: w.team, Share: 100})
		if err != nil {
			return err
		}
		m.actor = party.Actor{Org: w.org, Kind: party.Staff, ID: someone.ID.Any(), Role: role}
		_, err = acts.Access.Open(tx, access.NewAccount{Staff: someone.ID, Kind: party.Staff, Role: role, Email: someone.Email})
		return err
	})
	m.token = h.token(m.actor, func(string) bool { return true })
	return m
}

// token makes a token with the scopes that are wanted and may be had.
func (h *house) token(actor party.Actor, wanted func(scope string) bool) (text string) {
	h.Helper()
	var scopes []string
	for _, scope := range access.Scopes() {
		if wanted(scope) && (scope != access.ScopeAdmin || actor.Role == party.Owner) {
			scopes = append(scopes, scope)
		}
	}
	h.must(actor, func(tx *db.Tx) (err error) {
		_, text, err = h.app.Acts.Access.MakeToken(tx, access.NewToken{Staff: actor.StaffID(), Name: "test", Scopes: scopes})
		return err
	})
	return text
}

// answer is what came back.
type answer struct {
	code   int
	header http.Header
	raw    []byte
	body   map[string]any
}

func (a answer) text(key string) string {
	text, _ := a.body[key].(string)
	return text
}

// at reads what stands at a path of keys.
func (a answer) at(path ...string) any {
	var here any = a.body
	for _, key := range path {
		object, _ := here.(map[string]any)
		here = object[key]
	}
	return here
}

func (a answer) items() []map[string]any {
	var out []map[string]any
	items, _ := a.body["items"].([]any)
	for _, one := range items {
		out = append(out, one.(map[string]any))
	}
	return out
}

// ask sends a request to De Linde; body is JSON text, or anything to be written as JSON; headers are pairs.
func (h *house) ask(who member, method, path string, body any, headers ...string) answer {
	h.Helper()
	return h.askAt(h.linde.host, who, method, path, body, headers...)
}

func (h *house) askAt(host string, who member, method, path string, body any, headers ...string) answer {
	h.Helper()
	var sent []byte
	switch body := body.(type) {
	case nil:
	case string:
		sent = []byte(body)
	default:
		var err error
		if sent, err = json.Marshal(body); err != nil {
			h.Fatal(err)
		}
	}
	if !strings.HasPrefix(path, "/api") {
		path = "/api/v1" + path
	}
	r := httptest.NewRequest(method, "http://"+host+path, bytes.NewReader(sent))
	if h.from != "" {
		r.RemoteAddr = h.from
	}
	if len(sent) > 0 {
		r.Header.Set("Content-Type", "application/json")
	}
	if who.token != "" {
		r.Header.Set("Authorization", "Bearer "+who.token)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.handler.ServeHTTP(w, r)
	out := answer{code: w.Code, header: w.Header(), raw: w.Body.Bytes()}
	if len(out.raw) > 0 && strings.Contains(out.header.Get("Content-Type"), "json") {
		if err := json.Unmarshal(out.raw, &out.body); err != nil {
			h.Fatalf("%s %s: %d with %q: %v", method, path, w.Code, out.raw, err)
		}
	}
	return out
}

// want is ask for an answer of that code.
func (h *house) want(code int, who member, method, path string, body any, headers ...string) answer {
	h.Helper()
	got := h.ask(who, method, path, body, headers...)
	if got.code != code {
		h.Fatalf("%s %s: %d %s, want %d", method, path, got.code, got.raw, code)
	}
	return got
}

// refused is ask for a problem of that code and key.
func (h *house) refused(code int, key string, who member, method, path string, body any, headers ...string) answer {
	h.Helper()
	got := h.ask(who, method, path, body, headers...)
	if got.code != code || got.text("key") != key || got.header.Get("Content-Type") != "application/problem+json" {
		h.Errorf("%s %s: %d %s (%s), want %d %s", method, path, got.code, got.raw, got.header.Get("Content-Type"), code, key)
	}
	return got
}
