package public_test

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

// at is a time on Tuesday 24 November 2026; a scene begins at 10:52.
func at(hour, minute int) time.Time { return time.Date(2026, 11, 24, hour, minute, 0, 0, amsterdam) }

// silent takes every message and sends none.
type silent struct{}

func (silent) SendMail(context.Context, message.MailSettings, message.Mail) error { return nil }

func (silent) SendSMS(context.Context, message.SMSSettings, message.TextMessage) error { return nil }

// scene is De Linde with three people and two customers.
type scene struct {
	t       *testing.T
	app     *app.App
	acts    *act.Acts
	clock   *clock.Stepped
	org     id.Org
	andries party.Actor // team lead
	fatima  party.Actor
	jeroen  party.Actor
	zeger   id.Customer
	monique id.Customer
}

// everywhere runs a test in a scene of its own on every engine.
func everywhere(t *testing.T, test func(t *testing.T, s *scene)) {
	for _, engine := range dbtest.Engines() {
		t.Run(string(engine), func(t *testing.T) { test(t, newScene(t, dbtest.Config(t, engine).URL)) })
	}
}

func newScene(t *testing.T, database string) *scene {
	t.Helper()
	s := &scene{t: t, clock: clock.NewStepped(at(10, 52))}
	var err error
	s.app, err = app.Open(context.Background(), app.Config{
		Data: t.TempDir(), Database: database, Listen: "127.0.0.1:1", Clock: s.clock, Log: slog.New(slog.DiscardHandler),
		Mail: silent{}, SMS: silent{},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.app.Close(); err != nil {
			t.Error(err)
		}
	})
	s.acts = s.app.Acts
	all, err := s.app.Organisations(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	s.org = all[0].ID
	s.people()
	s.zeger = s.knows(customer.Details{
		Name: "Zeger van Dam", Function: "directeur", HoursNote: "liefst vóór 10 uur", Emails: []string{"zeger@vandam.example"},
		Numbers: []customer.Number{{Number: "020 555 01 23", Label: "werk"}, {Number: "06 12 34 56 78"}},
	})
	s.monique = s.knows(customer.Details{Name: "Monique Jansen", Numbers: []customer.Number{{Number: "030 261 44 10"}}})
	return s
}

func (s *scene) people() {
	office := team.Week{}
	for day := time.Monday; day <= time.Friday; day++ {
		office[day] = []worktime.Interval{{From: 9 * 60, Until: 17 * 60}}
	}
	s.do(party.Itself(s.org), func(tx *db.Tx) error {
		if _, err := s.acts.Organisation.Change(tx, 0, func(o *organisation.Organisation) {
			o.Name, o.BaseURL, o.Phone = "De Linde", "https://delinde.example", "030 261 44 00"
		}); err != nil {
			return err
		}
		if err := s.acts.Team.SetHours(tx, office, 0); err != nil {
			return err
		}
		inside, err := s.acts.Team.Form(tx, team.Team{Name: "Binnendienst"})
		if err != nil {
			return err
		}
		for _, one := range []struct {
			into *party.Actor
			name string
			role party.Role
		}{{&s.andries, "Andries Plaatsman", party.TeamLead}, {&s.fatima, "Fatima Plaatsman", party.Colleague}, {&s.jeroen, "Jeroen Plaatsman", party.Colleague}} {
			hired, err := s.acts.Team.Hire(tx, team.Staff{Kind: party.Staff, Name: one.name, Team: inside.ID, Share: 100})
			if err != nil {
				return err
			}
			*one.into = party.Actor{Org: s.org, Kind: party.Staff, ID: hired.ID.Any(), Role: one.role}
		}
		inside.Lead, inside.Version = s.andries.StaffID(), 0
		_, err = s.acts.Team.ChangeTeam(tx, inside)
		return err
	})
}

func (s *scene) do(actor party.Actor, fn func(tx *db.Tx) error) {
	s.t.Helper()
	if err := s.app.DB.Write(context.Background(), actor, fn); err != nil {
		s.t.Fatal(err)
	}
}

// knows makes a customer known.
func (s *scene) knows(d customer.Details) id.Customer {
	s.t.Helper()
	c, err := s.acts.AddCustomer(context.Background(), s.fatima, act.CustomerEntry{Details: d}, id.Question{})
	if err != nil {
		s.t.Fatal(err)
	}
	return c.ID
}

// promises has Fatima promise something on behalf of an owner.
func (s *scene) promises(of id.Customer, owner party.Actor, due time.Time, change ...func(*promise.Make)) promise.Promise {
	s.t.Helper()
	wish := promise.Make{Kind: promise.CallBack, Act: "de koelcel", Customer: of, Owner: owner.StaffID(), Due: promise.Due{At: due}}
	for _, fn := range change {
		fn(&wish)
	}
	made, err := s.acts.MakePromise(context.Background(), s.fatima, wish, act.ByMessage)
	if err != nil {
		s.t.Fatal(err)
	}
	return made.Promise
}

// asks has Fatima note a question that leads to a promise.
func (s *scene) asks(of id.Customer, text, note string, owner party.Actor, due time.Time) act.Taken {
	s.t.Helper()
	noted := intake.New{Text: intake.ToCustomer(text)}
	noted.Customer, noted.Note = of, intake.Aside(note)
	taken, err := s.acts.TakeQuestion(context.Background(), s.fatima, act.Take{
		Question: noted, Ending: intake.Promised, Tell: act.ByMessage,
		Promise: promise.Make{Kind: promise.CallBack, Act: "de koelcel", Owner: owner.StaffID(), Due: promise.Due{At: due}},
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return taken
}

// passes lets time pass, the clockwork at work.
func (s *scene) passes(until time.Time) {
	s.t.Helper()
	for range 200 {
		next, err := s.app.Clock.Step(context.Background())
		if err != nil {
			s.t.Fatal(err)
		}
		if next.IsZero() || next.After(until) {
			break
		}
		if next.After(s.clock.Now()) {
			s.clock.Set(next)
		}
	}
	s.clock.Set(until)
	if _, err := s.app.Clock.Step(context.Background()); err != nil {
		s.t.Fatal(err)
	}
}

func (s *scene) promise(of id.Promise) (p promise.Promise) {
	s.t.Helper()
	s.do(party.Itself(s.org), func(tx *db.Tx) (err error) {
		p, err = s.acts.Promise.Get(tx, of)
		return err
	})
	return p
}

// link is the token of the customer's page about a promise.
func (s *scene) link(of id.Promise) string {
	s.t.Helper()
	token, err := s.acts.LinkToPromise(context.Background(), s.fatima, of)
	if err != nil {
		s.t.Fatal(err)
	}
	return token
}
