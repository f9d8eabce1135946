package desk_test

import (
	"context"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
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
	"kroon/internal/message"
	"kroon/internal/organisation"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/team"
	"kroon/internal/worktime"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

var amsterdam = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		panic(err)
	}
	return zone
}()

// at is a time on the Tuesday on which every test begins at 10:52.
func at(hour, minute int) time.Time { return time.Date(2026, 11, 24, hour, minute, 0, 0, amsterdam) }

// nowhere is where the messages of a test go.
type nowhere struct{}

func (nowhere) SendMail(context.Context, message.MailSettings, message.Mail) error { return nil }

func (nowhere) SendSMS(context.Context, message.SMSSettings, message.TextMessage) error { return nil }

// world is De Linde with its desk.
type world struct {
	t       *testing.T
	app     *app.App
	clock   *clock.Stepped
	handler http.Handler
	org     id.Org
	fatima  *person
	jeroen  *person
	andries *person // lead
	monique id.Customer
	zeger   id.Customer
}

// person is somebody at a screen.
type person struct {
	w       *world
	actor   party.Actor
	cookies map[string]string
}

// each runs a test in a world of its own on every engine.
func each(t *testing.T, test func(t *testing.T, w *world)) {
	for _, engine := range dbtest.Engines() {
		t.Run(string(engine), func(t *testing.T) { test(t, begin(t, dbtest.Config(t, engine).URL)) })
	}
}

func begin(t *testing.T, database string) *world {
	t.Helper()
	w := &world{t: t, clock: clock.NewStepped(at(10, 52))}
	var err error
	w.app, err = app.Open(context.Background(), app.Config{
		Data: t.TempDir(), Database: database, Listen: "127.0.0.1:1", Clock: w.clock, Log: slog.New(slog.DiscardHandler),
		Mail: nowhere{}, SMS: nowhere{},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.app.Close(); err != nil {
			t.Error(err)
		}
	})
	w.handler = w.app.Handler()
	all, err := w.app.Organisations(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	w.org = all[0].ID
	w.found()
	return w
}

// found gives the house its hours, its people, two customers and a way to send mail.
func (w *world) found() {
	w.do(party.Itself(w.org), func(tx *db.Tx) error {
		if _, err := w.app.Acts.Organisation.Change(tx, 0, func(o *organisation.Organisation) {
			o.Name, o.BaseURL = "De Linde", "https://delinde.example"
		}); err != nil {
			return err
		}
		week := team.Week{}
		for day := time.Monday; day <= time.Friday; day++ {
			week[day] = []worktime.Interval{{From: 9 * 60, Until: 17 * 60}}
		}
		if err := w.app.Acts.Team.SetHours(tx, week, 0); err != nil {
			return err
		}
		inside, err := w.app.Acts.Team.Form(tx, team.Team{Name: "Binnendienst"})
		if err != nil {
			return err
		}
		for _, one := range []struct {
			name string
			role party.Role
			into **person
		}{{"Fatima El Amrani", party.Colleague, &w.fatima}, {"Jeroen Bakker", party.Colleague, &w.jeroen}, {"Andries de Wit", party.TeamLead, &w.andries}} {
			if *one.into, err = w.hire(tx, one.name, one.role, inside.ID); err != nil {
				return err
			}
		}
		inside.Lead = w.andries.actor.StaffID()
		if _, err := w.app.Acts.Team.ChangeTeam(tx, inside); err != nil {
			return err
		}
		if w.monique, err = w.know(tx, "Monique Jansen", "030 261 44 10", "06 31 23 45 67"); err != nil {
			return err
		}
		w.zeger, err = w.know(tx, "Zeger van Dam", "020 555 01 23", "")
		return err
	})
	owner := w.andries.actor
	owner.Role = party.Owner
	w.do(owner, func(tx *db.Tx) error {
		_, err := w.app.Acts.Message.SetMail(tx, message.MailSettings{
			Host: "127.0.0.1", Port: 25, TLS: message.NoTLS, From: "kroon@delinde.example", FromName: "De Linde", Active: true,
		})
		return err
	})
}

func (w *world) hire(tx *db.Tx, name string, role party.Role, inside id.Team) (*person, error) {
	first, _, _ := strings.Cut(name, " ")
	email := strings.ToLower(first) + "@delinde.example"
	s, err := w.app.Acts.Team.Hire(tx, team.Staff{Kind: party.Staff, Name: name, Email: email, Team: inside, Share: 100})
	if err != nil {
		return nil, err
	}
	if _, err := w.app.Acts.Access.Open(tx, access.NewAccount{Staff: s.ID, Kind: s.Kind, Role: role, Email: email}); err != nil {
		return nil, err
	}
	token, err := w.app.Acts.Access.SignIn(tx, s.ID, "a browser", "")
	return &person{
		w: w, actor: party.Actor{Org: w.org, Kind: party.Staff, ID: s.ID.Any(), Role: role},
		cookies: map[string]string{w.app.Site.CookieName(app.SessionCookie): token},
	}, err
}

func (w *world) know(tx *db.Tx, name, number, second string) (id.Customer, error) {
	details := customer.Details{Name: name, Numbers: []customer.Number{{Number: number}}}
	if second != "" {
		details.Numbers = append(details.Numbers, customer.Number{Number: second})
	}
	first, _, _ := strings.Cut(name, " ")
	details.Emails = []string{strings.ToLower(first) + "@voorbeeld.example"}
	c, err := w.app.Acts.Customer.Add(tx, details)
	return c.ID, err
}

func (w *world) do(actor party.Actor, fn func(tx *db.Tx) error) {
	w.t.Helper()
	if err := w.app.DB.Write(context.Background(), actor, fn); err != nil {
		w.t.Fatal(err)
	}
}

// promises has somebody promise, at what the clock shows then.
func (p *person) promises(kind promise.Kind, owner *person, to id.Customer, what string, due time.Time) promise.Promise {
	p.w.t.Helper()
	return p.makes(promise.Make{
		Kind: kind, Act: what, Customer: to, Owner: owner.actor.StaffID(), Override: true,
		Due: promise.Due{At: due, Zone: "Europe/Amsterdam"},
	})
}

func (p *person) makes(wish promise.Make) promise.Promise {
	p.w.t.Helper()
	var made promise.Made
	p.w.do(p.actor, func(tx *db.Tx) (err error) {
		made, err = p.w.app.Acts.Promise.Make(tx, wish)
		return err
	})
	return made.Promise
}

// now is a promise as it stands.
func (w *world) now(of id.Promise) (p promise.Promise) {
	w.t.Helper()
	w.do(party.Itself(w.org), func(tx *db.Tx) (err error) {
		p, err = w.app.Acts.Promise.Get(tx, of)
		return err
	})
	return p
}

// until lets the clock run, with the clockwork doing what falls due.
func (w *world) until(t time.Time) {
	w.t.Helper()
	for w.clock.Now().Before(t) {
		next, err := w.app.Clock.Step(context.Background())
		if err != nil {
			w.t.Fatal(err)
		}
		if next.IsZero() || next.After(t) {
			next = t
		}
		w.clock.Set(next)
	}
	if _, err := w.app.Clock.Step(context.Background()); err != nil {
		w.t.Fatal(err)
	}
}

// answer is what came back.
type answer struct {
	t    *testing.T
	what string
	code int
	body string
	to   string
}

func (p *person) get(path string) answer { return p.ask("GET", path) }

func (p *person) post(path string, fields ...string) answer { return p.ask("POST", path, fields...) }

func (p *person) ask(method, path string, fields ...string) answer {
	p.w.t.Helper()
	values := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		values.Add(fields[i], fields[i+1])
	}
	r := httptest.NewRequest(method, path, strings.NewReader(values.Encode()))
	if method == "POST" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.Header.Set("Accept-Language", "nl")
	for name, value := range p.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	out := httptest.NewRecorder()
	p.w.handler.ServeHTTP(out, r)
	for _, set := range out.Result().Cookies() {
		if set.MaxAge < 0 {
			delete(p.cookies, set.Name)
		} else {
			p.cookies[set.Name] = set.Value
		}
	}
	return answer{p.w.t, method + " " + path, out.Code, html.UnescapeString(out.Body.String()), out.Header().Get("Location")}
}

// says checks the code and what stands on the page, in that order.
func (a answer) says(code int, texts ...string) answer {
	a.t.Helper()
	if a.code != code {
		a.t.Fatalf("%s: %d, want %d\n%s", a.what, a.code, code, plain(a.body))
	}
	rest := a.body
	for _, text := range texts {
		i := strings.Index(rest, text)
		if i < 0 {
			a.t.Fatalf("%s: %q does not stand there (or not in this order)\n%s", a.what, text, plain(a.body))
		}
		rest = rest[i+len(text):]
	}
	return a
}

// silent checks what does not stand on the page.
func (a answer) silent(texts ...string) answer {
	a.t.Helper()
	for _, text := range texts {
		if strings.Contains(a.body, text) {
			a.t.Errorf("%s: %q stands there", a.what, text)
		}
	}
	return a
}

// leads checks where the page leads to.
func (a answer) leads(to string) answer {
	a.t.Helper()
	if a.code != http.StatusSeeOther || a.to != to {
		a.t.Fatalf("%s: %d to %q, want %q\n%s", a.what, a.code, a.to, to, plain(a.body))
	}
	return a
}

var markup = regexp.MustCompile(`(?s)<(script|style|svg).*?</(script|style|svg)>|<[^>]*>`)

func plain(body string) string {
	return strings.Join(strings.Fields(markup.ReplaceAllString(body, " ")), " ")
}
