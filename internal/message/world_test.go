package message_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"kroon/internal/clock"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/event"
	"kroon/internal/id"
	"kroon/internal/job"
	"kroon/internal/lang"
	"kroon/internal/message"
	"kroon/internal/party"

	"log/slog"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// noon is Tuesday 24 November 2026, 11:00 in Amsterdam.
var noon = time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)

var amsterdam = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		panic(err)
	}
	return zone
}()

// world is an organisation with an outbox, whose channels and truths a test decides.
type world struct {
	t     testing.TB
	db    *db.DB
	clock *clock.Stepped
	org   id.Org
	s     *message.Service
	log   *event.Log
	works []*job.Clockwork

	mu       sync.Mutex
	mails    []message.Mail
	texts    []message.TextMessage
	pushes   []pushed
	answers  map[string]error // of the makers of browsers, by address
	fail     error            // of the next sendings
	verdicts map[id.Any]message.Verdict
	held     bool
	looks    []time.Time // at what waits for a person
	events   []event.Envelope
	during   func() // while a mail is on its way
	tried    func() // when a text message is handed over
}

func open(t *testing.T, engine db.Engine) *world {
	c := clock.NewStepped(noon)
	database := dbtest.Open(t, engine, c)
	w := &world{t: t, db: database, clock: c, org: id.New[id.Org](database.IDs()), verdicts: map[id.Any]message.Verdict{}}
	w.log = event.NewLog()
	w.log.OnAny(func(tx *db.Tx, e event.Envelope) error {
		tx.AfterCommit(func() { // what is tried again happened once
			w.mu.Lock()
			defer w.mu.Unlock()
			w.events = append(w.events, e)
		})
		return nil
	})
	w.s = message.New(w.log, message.Needs{
		Truth: w, Seal: plainSeal{}, Mail: w, SMS: w, Push: w,
		Contact:    func(*db.Tx) (string, error) { return "https://kroon.delinde.example", nil },
		AfterQuiet: func(_ *db.Tx, at time.Time) (time.Time, error) { return afterQuiet(at), nil },
		Held:       func(*db.Tx) (bool, error) { return w.held, nil },
	})
	w.works = []*job.Clockwork{w.clockwork()}
	return w
}

// each runs a test on both engines.
func each(t *testing.T, test func(t *testing.T, w *world)) {
	for _, engine := range dbtest.Engines() {
		t.Run(string(engine), func(t *testing.T) { test(t, open(t, engine)) })
	}
}

func (w *world) clockwork() *job.Clockwork {
	c := job.New(w.db, slog.New(slog.DiscardHandler))
	c.HandleEffect(message.JobDeliver, w.s.Deliver())
	c.Handle(message.JobUseBy, func(tx *db.Tx, due job.Due) error {
		at := tx.Now
		tx.AfterCommit(func() {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.looks = append(w.looks, at)
		})
		return w.s.OnUseBy(tx, due)
	})
	return c
}

func afterQuiet(at time.Time) time.Time {
	local := at.In(amsterdam)
	switch {
	case local.Hour() >= 18:
		local = local.AddDate(0, 0, 1)
	case local.Hour() >= 8:
		return at
	}
	return time.Date(local.Year(), local.Month(), local.Day(), 8, 0, 0, 0, amsterdam).UTC()
}

// Compose implements message.Truth: what a test says, else true.
func (w *world) Compose(tx *db.Tx, m message.Message) (message.Text, message.Verdict, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if verdict, said := w.verdicts[m.Subject]; said {
		if !verdict.True && verdict.Instead != m.Kind {
			return message.Text{}, verdict, nil
		}
	}
	return message.Write(m, monique(tx.Now)), message.Say, nil
}

// SendMail implements message.Mailer.
func (w *world) SendMail(_ context.Context, _ message.MailSettings, m message.Mail) error {
	w.mu.Lock()
	during := w.during
	w.mu.Unlock()
	if during != nil {
		during()
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.fail != nil {
		return w.fail
	}
	w.mails = append(w.mails, m)
	return nil
}

// SendSMS implements message.Texter.
func (w *world) SendSMS(_ context.Context, _ message.SMSSettings, m message.TextMessage) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.tried != nil {
		w.tried()
	}
	if w.fail != nil {
		return w.fail
	}
	w.texts = append(w.texts, m)
	return nil
}

type plainSeal struct{}

func (plainSeal) Seal(_ *id.Source, _ id.Org, purpose string, secret []byte) ([]byte, error) {
	out := []byte(purpose + "|")
	for _, b := range secret {
		out = append(out, b^0x55)
	}
	return out, nil
}

func (plainSeal) Open(_ id.Org, purpose string, sealed []byte) ([]byte, error) {
	if len(sealed) <= len(purpose) || string(sealed[:len(purpose)]) != purpose {
		return nil, errors.New("sealed for something else")
	}
	var out []byte
	for _, b := range sealed[len(purpose)+1:] {
		out = append(out, b^0x55)
	}
	return out, nil
}

func (w *world) write(fn func(tx *db.Tx) error) {
	w.t.Helper()
	if err := w.try(fn); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) try(fn func(tx *db.Tx) error) error {
	return w.db.Write(context.Background(), party.Itself(w.org), fn)
}

func (w *world) as(staff id.Staff, role party.Role, fn func(tx *db.Tx) error) error {
	actor := party.Actor{Org: w.org, Kind: party.Staff, ID: staff.Any(), Role: role}
	return w.db.Write(context.Background(), actor, fn)
}

// channels sets up a mail server and a gateway.
func (w *world) channels() *world {
	w.t.Helper()
	w.write(func(tx *db.Tx) error {
		if _, err := w.s.SetMail(tx, message.MailSettings{
			Host: "smtp.delinde.example", TLS: message.StartTLS, Username: "kroon", Password: "geheim",
			From: "kroon@delinde.example", ReplyTo: "antwoord+{code}@delinde.example", Active: true,
		}); err != nil {
			return err
		}
		_, err := w.s.SetSMS(tx, message.SMSSettings{
			URL: "https://sms.example/send", Body: `{"to":"{to}","text":"{text}"}`, Active: true, Secret: "sleutel",
			Headers: []message.Header{{Name: "Content-Type", Value: "application/json"}},
		})
		return err
	})
	w.events = nil
	return w
}

func (w *world) queue(wish message.Wish) (m message.Message, first bool) {
	w.t.Helper()
	w.write(func(tx *db.Tx) (err error) {
		m, first, err = w.s.Queue(tx, wish)
		return err
	})
	return m, first
}

// wish is a confirmation to a new customer about a new promise.
func (w *world) wish() message.Wish {
	return message.Wish{
		Kind: message.Confirmation, Customer: id.New[id.Customer](w.db.IDs()), Lang: lang.NL,
		About:       message.Subject{Kind: "promise", ID: id.New[id.Any](w.db.IDs()), Generation: 1, Code: "K7M4PX"},
		Reach:       message.Reach{Email: "monique@example.nl", Mobile: "+31612345678"},
		Responsible: id.New[id.Staff](w.db.IDs()), UseBy: noon.Add(2 * time.Hour),
	}
}

func (w *world) get(m message.Message) message.Message {
	w.t.Helper()
	var out message.Message
	w.write(func(tx *db.Tx) (err error) {
		out, _, err = w.s.Get(tx, m.ID)
		return err
	})
	return out
}

// run steps the clockwork until nothing is due any more.
func (w *world) run() {
	w.t.Helper()
	for range 100 {
		next, err := w.works[0].Step(context.Background())
		if err != nil {
			w.t.Fatal(err)
		}
		if next.IsZero() || next.After(w.clock.Now()) {
			return
		}
	}
	w.t.Fatal("the clockwork does not come to rest")
}

// until runs the clockwork as time goes by, from one due instant to the next.
func (w *world) until(end time.Time) {
	w.t.Helper()
	for range 10000 {
		w.run()
		next, err := w.works[0].Step(context.Background())
		if err != nil {
			w.t.Fatal(err)
		}
		if next.IsZero() || next.After(end) {
			w.clock.Set(end)
			w.run()
			return
		}
		w.clock.Set(next)
	}
	w.t.Fatal("time does not pass")
}

func (w *world) kinds() (out []string) {
	for _, e := range w.events {
		out = append(out, e.Kind)
	}
	return out
}

// monique are the facts of the story in the screens.
func monique(now time.Time) message.Facts {
	return message.Facts{
		Now: now, Zone: amsterdam, OrgName: "De Linde Verhuur & Service", OrgPhone: "030 261 44 00",
		Recipient: "Monique Jansen", Customer: "Monique Jansen", Staff: "Jeroen", Promise: "call-back",
		Act: "de vergelijking van de drie cursussen", Due: time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC),
		OldDue: time.Date(2026, 11, 24, 11, 0, 0, 0, time.UTC), DeedAt: time.Date(2026, 11, 24, 11, 40, 0, 0, time.UTC),
		ReadBack: "U wilt het verschil weten tussen de drie cursussen koeltechniek.",
	}
}
