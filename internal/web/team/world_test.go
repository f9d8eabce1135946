package team_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"kroon/internal/act"
	"kroon/internal/app"
	"kroon/internal/clock"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/id"
	"kroon/internal/party"
	"kroon/internal/promise"
)

var amsterdam = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		panic(err)
	}
	return zone
}()

// tuesday is when every test begins: a working day, in the morning.
var tuesday = time.Date(2026, 11, 24, 10, 52, 0, 0, amsterdam)

// world is De Linde, begun through its own screens.
type world struct {
	t       *testing.T
	app     *app.App
	clock   *clock.Stepped
	handler http.Handler
	org     id.Org
	fatima  *browser // the owner, and lead of the only team
	monique id.Customer
}

// browser is somebody's browser: it keeps cookies and follows nothing.
type browser struct {
	w       *world
	cookies map[string]string
	actor   party.Actor
}

// answer is what came back.
type answer struct {
	code int
	body string
	to   string // of a redirect
}

const password = "paars fietspad drie emmers"

func begin(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, clock: clock.NewStepped(tuesday)}
	var err error
	w.app, err = app.Open(context.Background(), app.Config{
		Data: t.TempDir(), Listen: "127.0.0.1:7667", Clock: w.clock, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.app.Close() })
	w.handler = w.app.Handler()
	all, err := w.app.Organisations(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	w.org = all[0].ID
	token, err := w.app.FirstRun(context.Background(), w.org)
	if err != nil {
		t.Fatal(err)
	}
	w.fatima = w.browser()
	w.fatima.post("/setup/"+token, "organisation", "De Linde", "opens", "9", "closes", "17:00", "your_name", "Fatima El Amrani",
		"email", "fatima@delinde.example", "password", password).leads(t, "/try")
	w.fatima.who("Fatima El Amrani", party.Owner)
	w.write(func(tx *db.Tx) error {
		c, err := w.app.Acts.Customer.Add(tx, customer.Details{Kind: customer.Person, Name: "Monique de Boer", Emails: []string{"monique@voorbeeld.nl"}})
		w.monique = c.ID
		return err
	})
	return w
}

func (w *world) browser() *browser { return &browser{w: w, cookies: map[string]string{}} }

func (w *world) write(fn func(tx *db.Tx) error) {
	w.t.Helper()
	if err := w.app.DB.Write(context.Background(), w.fatima.actor, fn); err != nil {
		w.t.Fatal(err)
	}
}

// hire has Fatima add a colleague, who chooses a password with the link on her page.
func (w *world) hire(name string, role party.Role) *browser {
	w.t.Helper()
	first, _, _ := strings.Cut(name, " ")
	team := regexp.MustCompile(`value="([0-9a-f-]{36})"[^>]*>Team<`).FindStringSubmatch(w.fatima.get("/settings/staff/new").body)
	if team == nil {
		w.t.Fatal("the form of a new colleague offers no team")
	}
	page := w.fatima.post("/settings/staff", "kind", "staff", "name", name, "email", strings.ToLower(first)+"@delinde.example",
		"role", string(role), "team", team[1], "answers_phone", "yes")
	link := regexp.MustCompile(`value="[^"]*(/welcome/\w+)"`).FindStringSubmatch(page.body)
	if link == nil {
		w.t.Fatalf("no link for %s: %d", name, page.code)
	}
	b := w.browser()
	b.post(link[1], "password", password).leads(w.t, "/today")
	b.who(name, role)
	return b
}

// who finds out as whom the browser acts.
func (b *browser) who(name string, role party.Role) {
	b.w.t.Helper()
	err := b.w.app.DB.Read(context.Background(), party.Itself(b.w.org), func(tx *db.Tx) error {
		found, err := b.w.app.Acts.Team.ByName(tx, name)
		if err == nil && len(found) == 1 {
			b.actor = party.Actor{Org: b.w.org, Kind: party.Staff, ID: found[0].ID.Any(), Role: role}
		}
		return err
	})
	if err != nil || b.actor.ID.IsZero() {
		b.w.t.Fatal(name, err)
	}
}

func (b *browser) get(path string) answer { return b.ask("GET", path, nil) }

func (b *browser) post(path string, pairs ...string) answer {
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return b.ask("POST", path, form)
}

func (b *browser) ask(method, path string, form url.Values) answer {
	r := httptest.NewRequest(method, "http://127.0.0.1:7667"+path, strings.NewReader(form.Encode()))
	r.Header.Set("Accept", "text/html")
	r.Header.Set("Accept-Language", "nl")
	if method == "POST" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	out := httptest.NewRecorder()
	b.w.handler.ServeHTTP(out, r)
	for _, one := range out.Result().Cookies() {
		b.cookies[one.Name] = one.Value
		if one.MaxAge < 0 {
			delete(b.cookies, one.Name)
		}
	}
	return answer{out.Code, out.Body.String(), out.Header().Get("Location")}
}

func (a answer) leads(t *testing.T, path string) answer {
	t.Helper()
	if a.code != http.StatusSeeOther || a.to != path {
		t.Fatalf("%d to %q, want 303 to %q\n%s", a.code, a.to, path, said(a.body))
	}
	return a
}

func (a answer) says(t *testing.T, code int, texts ...string) answer {
	t.Helper()
	if a.code != code {
		t.Fatalf("code %d, want %d\n%s", a.code, code, said(a.body))
	}
	for _, text := range texts {
		if !strings.Contains(a.body, text) {
			t.Errorf("%q is not on the page:\n%s", text, said(a.body))
		}
	}
	return a
}

func (a answer) silent(t *testing.T, texts ...string) answer {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(a.body, text) {
			t.Errorf("%q is on the page:\n%s", text, said(a.body))
		}
	}
	return a
}

var markup = regexp.MustCompile(`(?s)<head>.*</head>|<svg.*?</svg>|<[^>]*>`)

// said is the text of a page.
func said(body string) string {
	return strings.Join(strings.Fields(markup.ReplaceAllString(body, " ")), " ")
}

// promises gives Monique a promise of somebody, due at a time of today.
func (w *world) promises(owner *browser, hour, minutes int) promise.Promise {
	w.t.Helper()
	due := time.Date(2026, 11, 24, hour, 0, 0, 0, amsterdam)
	made, err := w.app.Acts.MakePromise(context.Background(), owner.actor, promise.Make{
		Kind: promise.CallBack, Act: fmt.Sprintf("terugbellen voor %d uur", hour), Customer: w.monique, Owner: owner.actor.StaffID(),
		Minutes: minutes, Due: promise.Due{At: due}, Override: true,
	}, act.Silently)
	if err != nil {
		w.t.Fatal(err)
	}
	return made.Promise
}

// now reads a promise as it stands.
func (w *world) now(of id.Promise) (p promise.Promise) {
	w.t.Helper()
	err := w.app.DB.Read(context.Background(), w.fatima.actor, func(tx *db.Tx) (err error) {
		p, err = w.app.Acts.Promise.Get(tx, of)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return p
}
