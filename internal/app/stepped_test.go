package app_test

import (
	"context"
	"testing"
	"time"

	"kroon/internal/app"
	"kroon/internal/clock"
	"kroon/internal/customer"
	"kroon/internal/db"
	"kroon/internal/db/dbtest"
	"kroon/internal/id"
	"kroon/internal/message"
	"kroon/internal/party"
	"kroon/internal/promise"
	"kroon/internal/worktime"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// stepped is De Linde on a clock that a test moves, on either engine.
type stepped struct {
	*firm
	clock *clock.Stepped
	post  *postbox
	*outlets
	zone *time.Location
}

// onBoth runs a test on both engines, from Tuesday 24 November 2026, 10:00 in Amsterdam.
func onBoth(t *testing.T, test func(s *stepped)) {
	zone, err := worktime.Zone("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	for _, engine := range dbtest.Engines() {
		t.Run(string(engine), func(t *testing.T) {
			s := &stepped{clock: clock.NewStepped(time.Date(2026, 11, 24, 10, 0, 0, 0, zone)), post: &postbox{}, outlets: &outlets{}, zone: zone}
			config := app.Config{Mail: s.post, SMS: s.outlets, Push: s.outlets, Clock: s.clock}
			if engine == db.Postgres {
				config.Database = dbtest.Config(t, engine).URL
			}
			s.firm = open(t, config)
			t.Cleanup(func() {
				if err := s.app.Close(); err != nil {
					t.Error(err)
				}
			})
			test(s)
		})
	}
}

// at is a time of day on a day of November 2026.
func (s *stepped) at(day, hour, minute int) time.Time {
	return time.Date(2026, 11, day, hour, minute, 0, 0, s.zone)
}

// pass lets time go by, the clockwork doing what is due at its own instants.
func (s *stepped) pass(end time.Time) {
	s.t.Helper()
	for range 10000 {
		next, err := s.app.Clock.Step(context.Background())
		if err != nil {
			s.t.Fatal(err)
		}
		switch {
		case !next.IsZero() && !next.After(s.clock.Now()):
		case next.IsZero() || next.After(end):
			s.clock.Set(end)
			if next, err = s.app.Clock.Step(context.Background()); err != nil {
				s.t.Fatal(err)
			}
			if next.IsZero() || next.After(end) {
				return
			}
		default:
			s.clock.Set(next)
		}
	}
	s.t.Fatal("time does not pass")
}

// known adds a customer with a mail address.
func (s *stepped) known(name, address string) (of id.Customer) {
	s.t.Helper()
	s.do(party.Itself(s.org), func(tx *db.Tx) error {
		c, err := s.app.Acts.Customer.Add(tx, customer.Details{Name: name, Emails: []string{address}})
		of = c.ID
		return err
	})
	return of
}

// promised has Fatima give her word, without telling the customer.
func (s *stepped) promised(to id.Customer, act string, due time.Time) promise.Promise {
	s.t.Helper()
	made, err := s.app.Acts.MakePromise(context.Background(), s.fatima, promise.Make{
		Direction: promise.Ours, Kind: promise.Answer, Customer: to, Owner: s.fatima.StaffID(), Act: act, Minutes: 10,
		Due: promise.Due{At: due, Zone: "Europe/Amsterdam"},
	}, "none")
	if err != nil {
		s.t.Fatal(err)
	}
	return made.Promise
}

// mailed are the mails that went to an address.
func (p *postbox) mailed(address string) (out []message.Mail) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, m := range p.mail {
		if m.To == address {
			out = append(out, m)
		}
	}
	return out
}
