// Package apptest is one house for tests of what reads and draws: De Linde with three people and two customers, on a
// stepped clock, in the real application with a real database.
package apptest

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"kroon/internal/act"
	"kroon/internal/app"
	"kroon/internal/clock"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/intake"
	"kroon/internal/message"
	"kroon/internal/organisation"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/team"
	"kroon/internal/worktime"
)

// At is a time on Tuesday 24 November 2026; a scene begins at 10:52.
func At(hour, minute int) time.Time { return time.Date(2026, 11, 24, hour, minute, 0, 0, Amsterdam) }

// silent takes every message and sends none.
type silent struct{}

func (silent) SendMail(context.Context, message.MailSettings, message.Mail) error { return nil }

func (silent) SendSMS(context.Context, message.SMSSettings, message.TextMessage) error { return nil }

// Scene is De Linde with three people and two customers.
type Scene struct {
	T       *testing.T
	App     *app.App
	Acts    *act.Acts
	Clock   *clock.Stepped
	Org     id.Org
	Andries party.Actor // team lead
	Fatima  party.Actor
	Jeroen  party.Actor
	Zeger   id.Customer
	Monique id.Customer
}

// Amsterdam is where the house is.
var Amsterdam = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		panic(err)
	}
	return zone
}()

// Everywhere runs a test in a scene of its own on every engine.
func Everywhere(t *testing.T, test func(t *testing.T, s *Scene)) {
	for _, engine := range dbtest.Engines() {
		t.Run(string(engine), func(t *testing.T) { test(t, New(t, dbtest.Config(t, engine).URL)) })
	}
}

// New opens the house on a database, SQLite when it has no address.
func New(t *testing.T, database string) *Scene {
	t.Helper()
	s := &Scene{T: t, Clock: clock.NewStepped(At(10, 52))}
	var err error
	s.App, err = app.Open(context.Background(), app.Config{
		Data: t.TempDir(), Database: database, Listen: "127.0.0.1:1", Clock: s.Clock, Log: slog.New(slog.DiscardHandler),
		Mail: silent{}, SMS: silent{},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.App.Close(); err != nil {
			t.Error(err)
		}
	})
	s.Acts = s.App.Acts
	all, err := s.App.Organisations(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	s.Org = all[0].ID
	s.people()
	s.Zeger = s.Knows(customer.Details{
		Name: "Zeger van Dam", Function: "directeur", HoursNote: "liefst vóór 10 uur", Emails: []string{"zeger@vandam.example"},
		Numbers: []customer.Number{{Number: "020 555 01 23", Label: "werk"}, {Number: "06 12 34 56 78"}},
	})
	s.Monique = s.Knows(customer.Details{Name: "Monique Jansen", Numbers: []customer.Number{{Number: "030 261 44 10"}}})
	return s
}

func (s *Scene) people() {
	office := team.Week{}
	for day := time.Monday; day <= time.Friday; day++ {
		office[day] = []worktime.Interval{{From: 9 * 60, Until: 17 * 60}}
	}
	s.Do(party.Itself(s.Org), func(tx *db.Tx) error {
		if _, err := s.Acts.Organisation.Change(tx, 0, func(o *organisation.Organisation) {
			o.Name, o.BaseURL, o.Phone = "De Linde", "https://delinde.example", "030 261 44 00"
		}); err != nil {
			return err
		}
		if err := s.Acts.Team.SetHours(tx, office, 0); err != nil {
			return err
		}
		inside, err := s.Acts.Team.Form(tx, team.Team{Name: "Binnendienst"})
		if err != nil {
			return err
		}
		for _, one := range []struct {
			into *party.Actor
			name string
			role party.Role
		}{{&s.Andries, "Andries Plaatsman", party.TeamLead}, {&s.Fatima, "Fatima Plaatsman", party.Colleague}, {&s.Jeroen, "Jeroen Plaatsman", party.Colleague}} {
			hired, err := s.Acts.Team.Hire(tx, team.Staff{Kind: party.Staff, Name: one.name, Team: inside.ID, Share: 100})
			if err != nil {
				return err
			}
			*one.into = party.Actor{Org: s.Org, Kind: party.Staff, ID: hired.ID.Any(), Role: one.role}
		}
		inside.Lead, inside.Version = s.Andries.StaffID(), 0
		_, err = s.Acts.Team.ChangeTeam(tx, inside)
		return err
	})
}

// Do writes as somebody.
func (s *Scene) Do(actor party.Actor, fn func(tx *db.Tx) error) {
	s.T.Helper()
	if err := s.App.DB.Write(context.Background(), actor, fn); err != nil {
		s.T.Fatal(err)
	}
}

// Knows makes a customer known.
func (s *Scene) Knows(d customer.Details) id.Customer {
	s.T.Helper()
	c, err := s.Acts.AddCustomer(context.Background(), s.Fatima, act.CustomerEntry{Details: d}, id.Question{})
	if err != nil {
		s.T.Fatal(err)
	}
	return c.ID
}

// Promises has Fatima promise something on behalf of an owner.
func (s *Scene) Promises(of id.Customer, owner party.Actor, due time.Time, change ...func(*promise.Make)) promise.Promise {
	s.T.Helper()
	wish := promise.Make{Kind: promise.CallBack, Act: "de koelcel", Customer: of, Owner: owner.StaffID(), Due: promise.Due{At: due}}
	for _, fn := range change {
		fn(&wish)
	}
	made, err := s.Acts.MakePromise(context.Background(), s.Fatima, wish, act.ByMessage)
	if err != nil {
		s.T.Fatal(err)
	}
	return made.Promise
}

// Asks has Fatima note a question that leads to a promise.
func (s *Scene) Asks(of id.Customer, text, note string, owner party.Actor, due time.Time) act.Taken {
	s.T.Helper()
	noted := intake.New{Text: intake.ToCustomer(text)}
	noted.Customer, noted.Note = of, intake.Aside(note)
	taken, err := s.Acts.TakeQuestion(context.Background(), s.Fatima, act.Take{
		Question: noted, Ending: intake.Promised, Tell: act.ByMessage,
		Promise: promise.Make{Kind: promise.CallBack, Act: "de koelcel", Owner: owner.StaffID(), Due: promise.Due{At: due}},
	})
	if err != nil {
		s.T.Fatal(err)
	}
	return taken
}

// Passes lets time pass, the clockwork at work.
func (s *Scene) Passes(until time.Time) {
	s.T.Helper()
	for range 200 {
		next, err := s.App.Clock.Step(context.Background())
		if err != nil {
			s.T.Fatal(err)
		}
		if next.IsZero() || next.After(until) {
			break
		}
		if next.After(s.Clock.Now()) {
			s.Clock.Set(next)
		}
	}
	s.Clock.Set(until)
	if _, err := s.App.Clock.Step(context.Background()); err != nil {
		s.T.Fatal(err)
	}
}

// Promise reads a promise as it stands.
func (s *Scene) Promise(of id.Promise) (p promise.Promise) {
	s.T.Helper()
	s.Do(party.Itself(s.Org), func(tx *db.Tx) (err error) {
		p, err = s.Acts.Promise.Get(tx, of)
		return err
	})
	return p
}

// Link is the token of the customer's page about a promise.
func (s *Scene) Link(of id.Promise) string {
	s.T.Helper()
	token, err := s.Acts.LinkToPromise(context.Background(), s.Fatima, of)
	if err != nil {
		s.T.Fatal(err)
	}
	return token
}
